import VarvBridge
import VarvModel

/// Writes records of the embedding program's own as the batches a worker would have sent, so that they are
/// matched, validated and planned by the same code.
///
/// A kind or field that does not exist is the program's mistake and stops it; a value that is wrong refuses its
/// record, as a cell's would.
struct RecordEncoder {
    private let kinds: [RecordKind]
    private let known: [RecordKind]
    private let language: Language
    private var writer = ByteWriter(reserving: RecordBatch.flushAt)

    /// - Parameters:
    ///   - kinds: what the run was granted, in its order.
    ///   - known: all there are.
    ///   - language: in which a record's fault is told.
    init(kinds: [RecordKind], known: [RecordKind], language: Language) {
        self.kinds = kinds
        self.known = known
        self.language = language
    }

    /// Hands over the records batch by batch, each a row of its own, numbered from 1.
    mutating func encode(_ records: [SchoolRecord], each batch: ([UInt8]) throws -> Void) throws {
        begin()
        let empty = writer.count
        for (index, record) in records.enumerated() {
            try write(record, row: index + 1)
            guard writer.count >= RecordBatch.flushAt else { continue }
            try batch(writer.bytes)
            begin()
        }
        // A batch that says nothing is none.
        if writer.count > empty { try batch(writer.bytes) }
    }

    private mutating func begin() {
        writer.removeAll()
        // How far a file has been read: there is none.
        writer.count(0)
        writer.count(0)
    }

    private mutating func write(_ record: SchoolRecord, row: Int) throws(VarvError) {
        guard let index = kinds.firstIndex(where: { $0.name == record.kind }) else {
            throw unknownKind(record.kind, row)
        }
        let kind = kinds[index]
        for name in record.fields.keys.sorted() where !kind.fields.contains(where: { $0.name == name }) {
            throw unknownField(name, kind, row)
        }
        var fault: (field: Parameter, fault: Fault)?
        for field in kind.fields {
            let value = record.fields[field.name] ?? .none
            guard value.fits(field.type) else { throw wrongType(field, kind, row) }
            if fault == nil { fault = Fault(value).map { (field, $0) } }
        }
        writer.byte(fault == nil ? RecordBatch.used : RecordBatch.refused)
        writer.count(row)
        writer.count(row)
        if let (field, fault) = fault {
            writer.text(fault.code)
            writer.text(field.words.text(in: language))
            writer.value(fault.value)
            writer.text(fault.words.text(in: language))
        } else {
            writer.count(1)
            writer.byte(UInt8(index))
            for field in kind.fields { writer.value(record.fields[field.name] ?? .none) }
        }
    }

    /// What is wrong with a value of the right type that no batch can carry, in the codes a worker refuses a row with.
    private struct Fault {
        let code: String
        var value = Value.none
        var words = Phrase(sv: "", en: "")

        private static let textLimit = 65_536

        init?(_ value: Value) {
            switch value {
            case .text(let text) where text.utf8.contains(0):
                code = "nulByte"
                words = Phrase(
                    sv: "texten innehåller tecknet NUL, som ingen text i skolan har",
                    en: "the text holds the character NUL, which no text of the school does")
            case .text(let text) where StackedMarks.exceed(in: text):
                code = "longRow"
                words = Phrase(
                    sv: "en bokstav i texten har fler än \(StackedMarks.limit) tecken ovanpå sig",
                    en: "a letter of the text has more than \(StackedMarks.limit) marks on it")
            case .text(let text) where text.utf8.count > Self.textLimit:
                code = "longRow"
                words = Phrase(
                    sv: "texten är för lång: \(text.utf8.count) byte, högst \(Self.textLimit) får plats",
                    en: "the text is too long: \(text.utf8.count) bytes, at most \(Self.textLimit) fit")
            case .day(let day)
            where !(1...9999).contains(day.year) || !(1...12).contains(day.month)
                || !(1...31).contains(day.day):
                code = "notDate"
                self.value = .text("\(day.year)-\(day.month)-\(day.day)")
            default: return nil
            }
        }
    }

    private func unknownKind(_ name: String, _ row: Int) -> VarvError {
        if let kind = known.first(where: { $0.name == name }) {
            return VarvError(
                "VARV-E419", .notGranted,
                sv:
                    "Post \(row): \(name) kräver rätten att skriva \(kind.right). Ge körningen --write \(kind.right).",
                en:
                    "Record \(row): \(name) needs the right to write \(kind.right). Grant the run .write(.\(kind.right))."
            )
        }
        let names = known.map(\.name)
        return mistake(
            row, sv: "det finns inga poster av slaget \(printable(name))",
            en: "there are no records of the kind \(printable(name))", nearest(to: name, among: names), names)
    }

    private func unknownField(_ name: String, _ kind: RecordKind, _ row: Int) -> VarvError {
        let names = kind.fields.map(\.name)
        return mistake(
            row, sv: "\(kind.name) har inget fält \(printable(name))",
            en: "\(kind.name) has no field \(printable(name))", nearest(to: name, among: names), names)
    }

    private func wrongType(_ field: Parameter, _ kind: RecordKind, _ row: Int) -> VarvError {
        VarvError(
            "VARV-E217", .usage,
            sv:
                "Post \(row): \(kind.name).\(field.name) ska vara \(field.type.words.sv) (\(field.words.sv)).",
            en:
                "Record \(row): \(kind.name).\(field.name) is to be \(field.type.words.en) (\(field.words.en))."
        )
    }

    private func mistake(_ row: Int, sv: String, en: String, _ nearest: String?, _ all: [String]) -> VarvError
    {
        let list = all.joined(separator: ", ")
        return VarvError(
            "VARV-E216", .usage,
            sv: "Post \(row): \(sv). " + (nearest.map { "Menar du \($0)? " } ?? "")
                + "De som finns: \(list).",
            en: "Record \(row): \(en). " + (nearest.map { "Did you mean \($0)? " } ?? "")
                + "There are: \(list).")
    }
}

extension Value {
    /// Whether the value may stand where a record's field wants a type.
    fileprivate func fits(_ type: ValueType) -> Bool {
        switch (type, self) {
        case (.optional, .none): true
        case (.optional(let wrapped), _): fits(wrapped)
        // A field that must be there and is not is the data's fault, and refuses its record.
        case (_, .none): true
        case (.text, .text), (.step, .text), (.integer, .int), (.day, .day): true
        case (.step, .mark(let mark)): mark == .noBasis
        default: false
        }
    }
}
