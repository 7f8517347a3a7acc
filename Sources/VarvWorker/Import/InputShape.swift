import VarvBridge
import VarvFiles

/// What an input looks like, and how it is to be read, as records that cross the border.
enum InputShape {
    /// The shape in which the host writes rows left out, whatever the tool's own file looked like.
    private static let leftOut = CSVOptions(
        encoding: .utf8, delimiter: .semicolon, skip: 0, headerRows: 1, dropsFormulaGuards: true)

    /// How the file of a descriptor is to be read: as the adapter says, unless it is one of rows left out.
    static func options(_ input: Value, of descriptor: CInt) throws(FormatError) -> CSVOptions {
        let seen = try FileSniffer.sniff(DescriptorSource(descriptor), options: leftOut)
        let reasons = [LeftOutRows.reason.sv, LeftOutRows.reason.en]
        if seen.hasByteOrderMark, reasons.contains(seen.headings.last ?? "") { return leftOut }
        var options = CSVOptions()
        if let name = input["encoding"].text { options.encoding = TextEncoding(rawValue: name) }
        if let text = input["delimiter"].text, let byte = text == "tab" ? 9 : text.utf8.first {
            options.delimiter = Delimiter(byte)
        }
        if let rows = input["header"].int { options.headerRows = rows }
        if let skip = input["skip_rows"].int { options.skip = skip }
        return options
    }

    /// What stops a file whose headings cannot cross; nil for any other.
    static func fault(of reader: CSVReader, in language: String) -> Failure? {
        guard reader.headings.contains(where: StackedMarks.exceed) else { return nil }
        let most = StackedMarks.limit
        return Failure(
            kind: .input, code: "headingUnreadable",
            message: language == "en"
                ? "A letter of a heading has more than \(most) marks on it. Mend the heading in the file."
                : "En bokstav i en rubrik har fler än \(most) tecken ovanpå sig. Rätta rubriken i filen.")
    }

    /// `columns` are those an adapter named, so that what is wrong can be said in the file's own words.
    static func value(of reader: CSVReader, columns: [Column] = []) -> Value {
        .record([
            Field("encoding", .text(reader.encoding.rawValue)),
            Field("delimiter", .text(reader.sniffed.delimiter.description)),
            Field("header", .int(Int64(reader.sniffed.headerRows))),
            Field("skip_rows", .int(Int64(reader.sniffed.skip))),
            Field("headings", .list(reader.headings.map { .text($0) })),
            Field(
                "columns",
                .list(
                    columns.map { column in
                        .record([
                            Field("name", .text(String(decoding: column.name, as: UTF8.self))),
                            Field("kind", .text(column.kind.rawValue)),
                            Field("heading", .text(column.heading)),
                            Field(
                                "none", .list(column.none.map { .text(String(decoding: $0, as: UTF8.self)) })),
                        ])
                    })),
            Field(
                "warnings",
                .list(
                    reader.sniffed.warnings.map { warning in
                        .record([
                            Field("code", .text(warning.code.rawValue)), Field("sv", .text(warning.sv)),
                            Field("en", .text(warning.en)),
                        ])
                    })),
        ])
    }
}

/// Says what the input looks like, so that the host can choose an adapter by its headings. No Lua runs.
struct Inspection {
    let session: Session
    let start: StartFrame

    /// Returns the ids of the adapters all of whose `known_by` stand among the headings.
    func run() throws -> Value {
        do {
            let reader = try CSVReader(
                DescriptorSource(session.input),
                options: InputShape.options(start.input, of: session.input))
            if let fault = InputShape.fault(of: reader, in: start.language) { throw fault }
            session.send(.input) { $0.value(InputShape.value(of: reader)) }
            return .list(known(reader.headings).map { .text($0) })
        } catch let error as FormatError {
            throw Failure(
                kind: .input, code: error.code.rawValue,
                message: start.language == "en" ? error.en : error.sv,
                line: error.place?.line ?? 0)
        }
    }

    private func known(_ headings: [String]) -> [String] {
        guard case .record(let adapters) = start.options else { return [] }
        return adapters.filter { adapter in
            (adapter.value.list ?? []).allSatisfy { pattern in
                !HeadingPattern(pattern.text ?? "").columns(in: headings).isEmpty
            }
        }.map(\.name)
    }
}
