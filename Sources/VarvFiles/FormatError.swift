/// Something wrong with the shape of a file: it is another format, or a row that cannot be read.
///
/// What stops the reading is thrown (`CSVReader.init`, `CSVReader.next()`); what is wrong with one row only is a
/// value, `Row.problem`, so that the other rows are still read and a person sees all faults at once.
package struct FormatError: Error, Hashable, Sendable {
    /// What is wrong; the raw values are stable, tests and routines match on them.
    package enum Code: String, Sendable, CaseIterable {
        // The file is not delimited text.
        case emptyFile, excelWorkbook, excelLegacy, excelProtected, excelXML, openDocument, wordDocument
        case pdf, json, xml, webPage, accessDatabase, database, compressed, zip, image, utf16, richText,
            binary
        // Reading stopped.
        case readFailed, unterminatedQuote, cellTooLong, rowTooLong, tooManyColumns
        // One row is wrong.
        case longRow, encodingBroken, nulByte
    }

    package var code: Code
    /// The row, or nil when the fault is the file's.
    package var place: FilePlace?
    /// The number that was met: cells in a row, an error number of the system.
    package var found: Int?
    /// The number that was allowed or expected.
    package var limit: Int?

    package init(_ code: Code, at place: FilePlace? = nil, found: Int? = nil, limit: Int? = nil) {
        self.code = code
        self.place = place
        self.found = found
        self.limit = limit
    }
}
