/// What a routine or a person says about a file; nil is "find out".
package struct CSVOptions: Hashable, Sendable {
    package var encoding: TextEncoding?
    package var delimiter: Delimiter?
    /// Rows before the headings, blank ones counted.
    package var skip: Int?
    /// How many rows the headings take, 0–3 (values outside are brought inside).
    package var headerRows: Int?
    /// Whether space, tab and no-break space are cut from both ends of a cell, quoted or not.
    package var trimsCells: Bool
    /// Whether the apostrophe is taken off that stands before what a spreadsheet would compute.
    package var dropsFormulaGuards: Bool
    package var limits: Limits

    package init(
        encoding: TextEncoding? = nil, delimiter: Delimiter? = nil, skip: Int? = nil, headerRows: Int? = nil,
        trimsCells: Bool = true, dropsFormulaGuards: Bool = false, limits: Limits = Limits()
    ) {
        self.encoding = encoding
        self.delimiter = delimiter
        self.skip = skip
        self.headerRows = headerRows
        self.trimsCells = trimsCells
        self.dropsFormulaGuards = dropsFormulaGuards
        self.limits = limits
    }

    /// Bounds that keep memory constant whatever a file holds; passing one stops the reading.
    package struct Limits: Hashable, Sendable {
        /// Bytes in a cell, as written in the file.
        package var cell = 1 << 20
        /// Bytes in a row, as written in the file.
        package var row = 4 << 20
        /// Cells in a row.
        package var columns = 16_384

        package init() {}
    }
}
