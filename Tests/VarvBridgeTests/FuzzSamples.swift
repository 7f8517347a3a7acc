@testable import VarvBridge

// Any message of each kind, and how many things it holds: what takes memory of its own when it is decoded.

extension Value {
    var things: Int {
        switch self {
        case .none, .bool, .int, .number, .text, .day, .mark: 1
        case .item(let item): item.fields.reduce(1) { $0 + $1.things }
        case .list(let list): list.reduce(1) { $0 + $1.things }
        case .record(let fields): fields.reduce(1) { $0 + $1.value.things }
        case .set(let set):
            set.operations.reduce(1) { $0 + $1.arguments.reduce(1) { $0 + $1.things } }
        case .rich(let parts):
            parts.reduce(1) { sum, part in
                if case .leaf(let leaf) = part { sum + leaf.things } else { sum + 1 }
            }
        }
    }
}

extension Hello {
    static func any(_ numbers: inout SeededNumbers) -> Hello {
        Hello(fingerprint: numbers.next(), layers: numbers.next() >> 40, luaVersion: Value.text(&numbers))
    }
}

extension Question {
    static func any(_ numbers: inout SeededNumbers) -> Question {
        Question(
            function: .random(in: 0...0xFFFF, using: &numbers),
            arguments: (0..<Int.random(in: 0...3, using: &numbers)).map { _ in Value.any(&numbers) })
    }
}

extension Failure {
    static func any(_ numbers: inout SeededNumbers) -> Failure {
        Failure(
            kind: Kind.allCases.randomElement(using: &numbers) ?? .runtime, code: Value.text(&numbers),
            message: Value.text(&numbers), file: Value.text(&numbers),
            line: .random(in: 0...Int(Int32.max), using: &numbers), traceback: Value.text(&numbers))
    }
}

extension Answer {
    static func any(_ numbers: inout SeededNumbers) -> Answer {
        Bool.random(using: &numbers) ? Answer(.success(.any(&numbers))) : Answer(.failure(.any(&numbers)))
    }
}

extension StartFrame {
    /// A start frame with a few of the standard catalogue's things: with all of them, nearly every change would
    /// fall within a description.
    static func any(_ numbers: inout SeededNumbers) -> StartFrame {
        func some<Element>(_ all: [Element]) -> [Element] {
            all.isEmpty ? [] : Array(all[Int.random(in: all.indices, using: &numbers)...].prefix(1))
        }
        let standard = MessageTests.start
        return StartFrame(
            mode: Mode.allCases.randomElement(using: &numbers) ?? .run, language: Value.text(&numbers),
            now: Int64(bitPattern: numbers.next()),
            zoneOffset: .random(in: -86_400...86_400, using: &numbers),
            seed: numbers.next(), printLimit: .random(in: 0...1 << 20, using: &numbers),
            sourceName: Value.text(&numbers), source: Value.text(&numbers), options: .any(&numbers, depth: 2),
            here: .any(&numbers, depth: 2), input: .any(&numbers, depth: 2), items: some(standard.items),
            functions: some(standard.functions), records: some(standard.records),
            withheld: some(standard.withheld))
    }

    var things: Int {
        options.things + here.things + input.things + items.reduce(0) { $0 + 1 + $1.fields.count }
            + functions.reduce(0) { $0 + 1 + $1.parameters.count }
            + records.reduce(0) { $0 + 1 + $1.fields.count } + withheld.count
    }
}

/// A whole batch as a value, read and written as host and worker do.
struct Batch: Hashable {
    struct Record: Hashable {
        var kind: Int
        var fields: [BatchValue]
    }
    var rowsRead = 0
    var bytesRead = 0
    var entries: [(RecordBatchReader.Entry, [Record])] = []
    var texts: [[UInt8]] = []

    /// The number of fields of each kind of record.
    static let kinds = [3, 1, 0]

    init() {}

    init(_ payload: [UInt8]) throws(BridgeError) {
        let reader = try RecordBatchReader(payload)
        rowsRead = reader.rowsRead
        bytesRead = reader.bytesRead
        var fields: [BatchValue] = []
        while let entry = try reader.next() {
            var records: [Record] = []
            if case .used(_, _, let count) = entry {
                for _ in 0..<count {
                    let kind = try reader.record(kinds: Self.kinds, into: &fields)
                    records.append(Record(kind: kind, fields: fields))
                }
            }
            entries.append((entry, records))
        }
        for index in reader.texts.indices { texts.append(Array(try reader.text(index).utf8)) }
    }

    static func == (one: Batch, other: Batch) -> Bool { one.bytes == other.bytes }
    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    var things: Int {
        texts.count
            + entries.reduce(0) { sum, entry in
                entry.1.reduce(sum + 1) { sum, record in
                    record.fields.reduce(sum + 1) { sum, field in
                        if case .other(let value) = field { sum + value.things } else { sum }
                    }
                }
            }
    }

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.count(rowsRead)
        writer.count(bytesRead)
        var written = 0
        func head(_ kind: UInt8, _ record: Int, _ line: Int) {
            writer.byte(kind)
            writer.count(record)
            writer.count(line)
        }
        for (entry, records) in entries {
            switch entry {
            case .used(let record, let line, let count):
                head(RecordBatch.used, record, line)
                writer.count(count)
            case .skipped(let record, let line): head(RecordBatch.skipped, record, line)
            case .refused(let record, let line, let code, let column, let value, let reason):
                head(RecordBatch.refused, record, line)
                for text in [code, column] { writer.text(text) }
                writer.value(value)
                writer.text(reason)
            case .warned(let record, let line, let code, let column, let value, let reason):
                head(RecordBatch.warned, record, line)
                for text in [code, column] { writer.text(text) }
                writer.value(value)
                writer.text(reason)
            }
            for record in records {
                writer.byte(UInt8(record.kind))
                for field in record.fields {
                    switch field {
                    case .text(let index) where index < written:
                        writer.byte(Tag.seen)
                        writer.count(index)
                    case .text(let index):
                        writer.byte(Tag.text)
                        writer.count(texts[index].count)
                        writer.raw(texts[index])
                        written += 1
                    case .other(let value): writer.value(value)
                    }
                }
            }
        }
        return writer.bytes
    }

    static func any(_ numbers: inout SeededNumbers) -> Batch {
        var batch = Batch()
        batch.rowsRead = .random(in: 0...300, using: &numbers)
        batch.bytesRead = .random(in: 0...1 << 40, using: &numbers)
        for row in 1...Int.random(in: 1...4, using: &numbers) {
            switch Int.random(in: 0...4, using: &numbers) {
            case 0: batch.entries.append((.skipped(record: row, line: row + 1), []))
            case 1:
                batch.entries.append(
                    (
                        .refused(
                            record: row, line: row + 1, code: "notDate", column: "Datum",
                            value: .any(&numbers, depth: 1), reason: "nej"), []
                    ))
            case 2:
                batch.entries.append(
                    (
                        .warned(record: row, line: row + 1, code: "x", column: "", value: .none, reason: ""),
                        []
                    ))
            default:
                let records = (0...Int.random(in: 0...2, using: &numbers)).map { _ in batch.record(&numbers) }
                batch.entries.append((.used(record: row, line: row + 1, records: records.count), records))
            }
        }
        return batch
    }

    private mutating func record(_ numbers: inout SeededNumbers) -> Record {
        let kind = Int.random(in: Self.kinds.indices, using: &numbers)
        let fields = (0..<Self.kinds[kind]).map { _ -> BatchValue in
            switch Int.random(in: 0...3, using: &numbers) {
            case 0: return .other(.none)
            case 1: return .other(.list([.any(&numbers, depth: 1)]))
            case 2 where !texts.isEmpty: return .text(.random(in: texts.indices, using: &numbers))
            default:
                texts.append(Array("7Å \(texts.count)".utf8))
                return .text(texts.count - 1)
            }
        }
        return Record(kind: kind, fields: fields)
    }
}
