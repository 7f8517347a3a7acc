/// Reads delimited text row by row in constant memory, detecting what it is not told.
///
/// ```swift
/// let reader = try CSVReader(DescriptorSource(4))
/// while try reader.next() {
///     if let problem = reader.row.problem { … }
///     reader.row.withCell(0) { name in … }
/// }
/// ```
/// Encoding: what detection says holds for the whole file. Where the file had been plain ASCII and a row is not
/// UTF-8, no letter has been read wrongly yet, so the reader goes on as Windows-1252 and says so in `warnings`. Where
/// letters had been read as UTF-8 already (or UTF-8 was asked for, or there is a byte order mark), that row alone
/// gets the problem `encodingBroken` and its bad bytes read as U+FFFD.
package final class CSVReader {
    /// What was detected or given.
    package let sniffed: Sniffed
    /// The headings in order, trimmed; empty when there are none. Two may be alike.
    package private(set) var headings: [String]
    /// The words of each heading row by column, uppermost first, e.g. `["Matematik", "Begrepp"]`.
    package private(set) var headingLevels: [[String]]
    /// The row that `next()` filled last.
    package let row = Row()
    /// How many blank rows after the headings have been passed over.
    package private(set) var blankRows = 0
    /// The encoding in use now.
    package private(set) var encoding: TextEncoding

    private let buffer: ByteBuffer
    private let scanner: RecordScanner
    private var mayChangeEncoding: Bool
    private var line = 1
    private var record = 0
    private var encodingChange: FilePlace?

    /// Reads the beginning and finds out what is not given.
    ///
    /// - Parameter sniffed: what an earlier look at the same file gave; nil looks now.
    /// - Throws: a `FormatError` when this is not delimited text, cannot be read, or its first rows break a limit.
    package init(
        _ source: any ByteSource, options: CSVOptions = CSVOptions(), sniffed given: Sniffed? = nil
    ) throws(FormatError) {
        let buffer = ByteBuffer(source)
        try buffer.refill()
        let sniffed = given ?? FileSniffer.sniff(buffer, options: options)
        if let refusal = sniffed.refusal { throw refusal }
        self.buffer = buffer
        self.sniffed = sniffed
        scanner = RecordScanner(delimiter: sniffed.delimiter, limits: options.limits)
        encoding = sniffed.encoding
        mayChangeEncoding =
            sniffed.encoding == .utf8 && sniffed.isPlainASCII && !sniffed.hasByteOrderMark
            && options.encoding == nil
        headingLevels = sniffed.headingLevels
        headings = sniffed.headings
        row.trims = options.trimsCells
        row.dropsFormulaGuards = options.dropsFormulaGuards
        row.isSingleByte = sniffed.encoding != .utf8
        try passHeadings()
        row.expected = headings.count
    }

    /// What should be looked at before the rows are believed; grows while reading.
    package var warnings: [FormatWarning] {
        var all = sniffed.warnings
        if let encodingChange { all.append(FormatWarning(.encodingChanged, at: encodingChange)) }
        if let line = row.undefinedByteLine, !all.contains(where: { $0.code == .undefinedBytes }) {
            all.append(FormatWarning(.undefinedBytes, at: FilePlace(line: line)))
        }
        return all
    }

    /// Fills `row` with the next row that is not blank; false at the end of the file.
    ///
    /// - Throws: `unterminatedQuote`, `cellTooLong`, `rowTooLong`, `tooManyColumns` or `readFailed`, naming the line.
    package func next() throws(FormatError) -> Bool {
        while try scanRow() {
            if row.isBlank {
                blankRows += 1
                continue
            }
            record += 1
            row.record = record
            examine()
            return true
        }
        return false
    }

    /// Bytes of memory in use, for tests: bounded by the limits, not by the file.
    var memoryHeld: Int { buffer.capacity + row.memoryHeld }

    private func scanRow() throws(FormatError) -> Bool {
        row.number = line
        while true {
            if buffer.start < buffer.end {
                let start = buffer.start
                let base = unsafe UnsafePointer(buffer.base)
                if let next = unsafe try scanner.scan(
                    base, from: start, to: buffer.end, isAtEnd: buffer.isAtEnd, into: row)
                {
                    unsafe row.begin(source: base, start: start, length: next - start)
                    buffer.start = next
                    line += row.lines
                    return true
                }
            } else if buffer.isAtEnd {
                row.fieldCount = 0
                return false
            }
            try buffer.refill()
        }
    }

    /// Passes over what stands before the data; where the look at the beginning was too short for the headings,
    /// they are taken here.
    private func passHeadings() throws(FormatError) {
        for _ in 0..<(sniffed.skip + (sniffed.hasSeparatorLine ? 1 : 0)) {
            guard try scanRow() else { return }
        }
        var found: [[String]] = []
        while found.count < sniffed.headerRows, try scanRow() {
            if row.isBlank { continue }
            if headings.isEmpty {
                found.append((0..<row.fieldCount).map { row.string($0) })
            } else {
                found.append([])
            }
            noteLetters()
        }
        if headings.isEmpty, sniffed.headerRows > 0 {
            headingLevels = HeaderDetector.levels(found)
            headings = headingLevels.map { $0.joined(separator: " ") }
        }
    }

    /// Finds what is wrong with this row only.
    private func examine() {
        if row.hasHighBytes, encoding == .utf8 { checkEncoding() }
        if row.hasNul, row.problem == nil { row.problem = FormatError(.nulByte, at: row.place()) }
        if row.expected > 0, row.fieldCount > row.expected {
            let used = row.usedFields
            if used > row.expected, row.problem == nil {
                row.problem = FormatError(.longRow, at: row.place(), found: used, limit: row.expected)
            }
        }
    }

    private func checkEncoding() {
        if row.isValidUTF8 {
            noteLetters()
        } else if mayChangeEncoding {
            encoding = .windows1252
            row.isSingleByte = true
            encodingChange = row.place()
        } else {
            row.needsRepair = true
            row.problem = FormatError(.encodingBroken, at: row.place())
        }
    }

    /// Once a letter has been read as UTF-8 the file is UTF-8.
    private func noteLetters() {
        if mayChangeEncoding, row.hasHighBytes, !row.isASCII { mayChangeEncoding = false }
    }
}
