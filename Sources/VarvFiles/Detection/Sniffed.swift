/// What the first part of a file tells about the whole.
package struct Sniffed: Hashable, Sendable {
    package var format: FileFormat
    package var encoding: TextEncoding = .utf8
    /// The file starts with UTF-8's byte order mark.
    package var hasByteOrderMark = false
    /// No byte ≥ 0x80 was seen, so UTF-8 and Windows-1252 read alike so far.
    package var isPlainASCII = true
    package var delimiter: Delimiter = .semicolon
    /// The first line is Excel's `sep=;`.
    package var hasSeparatorLine = false
    /// Rows before the headings, blank ones counted, the `sep=` line not.
    package var skip = 0
    /// How many rows the headings take, 0–3.
    package var headerRows = 0
    /// The words over each column, uppermost first: `[["Klass"], ["Matematik", "Begrepp"]]`.
    package var headingLevels: [[String]] = []
    /// The most common number of cells in a row.
    package var columns = 0
    /// The largest number of cells in a row.
    package var width = 0
    package var warnings: [FormatWarning] = []

    init(format: FileFormat) { self.format = format }

    /// The headings in order, levels joined by a space: "Matematik Begrepp"; empty when there are none.
    package var headings: [String] { headingLevels.map { $0.joined(separator: " ") } }

    /// The sentence to show when this is not delimited text, else nil.
    package var refusal: FormatError? {
        if case .other(let code) = format { FormatError(code) } else { nil }
    }
}
