/// Where in a file something stands, in the numbers a person sees in an editor or a spreadsheet.
package struct FilePlace: Hashable, Sendable {
    /// The sheet, in formats that have sheets.
    package var sheet: String?
    /// The line (or sheet row) on which the row starts, counted from 1 in the file as it is, preamble included.
    package var line: Int
    /// The column, counted from 1.
    package var column: Int?
    /// The heading of that column.
    package var heading: String?

    package init(sheet: String? = nil, line: Int, column: Int? = nil, heading: String? = nil) {
        self.sheet = sheet
        self.line = line
        self.column = column
        self.heading = heading
    }
}
