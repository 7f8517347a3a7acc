/// Where in a file something stands; any part may be unknown.
public struct Place: Hashable, Sendable {
    /// The file's ending without dot (`csv`); file names may hold names, so they are not kept.
    public var fileEnding: String?
    /// The sheet of a workbook.
    public var sheet: String?
    /// The row as a person counts it in the file, 1 for the first.
    public var row: Int?
    /// The column's heading.
    public var column: String?

    package init(fileEnding: String? = nil, sheet: String? = nil, row: Int? = nil, column: String? = nil) {
        self.fileEnding = fileEnding
        self.sheet = sheet
        self.row = row
        self.column = column
    }
}
