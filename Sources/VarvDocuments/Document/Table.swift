/// A table with typed cells; every row has one cell for each column.
package struct Table: Hashable, Sendable {
    package typealias Cell = [Inline]

    package struct Column: Hashable, Sendable {
        package enum Alignment: Hashable, Sendable { case leading, trailing, centre }

        /// The lasting name, which CSV and JSON carry.
        package var key: String
        /// The heading the reader sees.
        package var title: String
        package var alignment: Alignment

        package init(_ key: String, title: String, alignment: Alignment = .leading) {
            self.key = key
            self.title = title
            self.alignment = alignment
        }

        /// A column of figures, aligned at the right.
        package static func numbers(_ key: String, title: String) -> Column {
            Column(key, title: title, alignment: .trailing)
        }
    }

    package var columns: [Column]
    package var rows: [[Cell]]
    package var caption: [Inline]
    /// Whether the first cell names its row, so that a screen reader says it with every other cell.
    package var hasRowHeaders: Bool

    /// Makes a table; a row that is short is filled with empty cells, one that is long is cut.
    package init(columns: [Column], rows: [[Cell]], caption: [Inline] = [], hasRowHeaders: Bool = false) {
        self.columns = columns
        self.rows = rows.map { row in
            if row.count == columns.count { return row }
            return Array(row.prefix(columns.count))
                + Array(repeating: [], count: max(0, columns.count - row.count))
        }
        self.caption = caption
        self.hasRowHeaders = hasRowHeaders
    }
}

/// Horizontal bars with their figures.
package struct BarChart: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case number(Figure)
        /// Hidden: fewer than `k` people. No bar is drawn, since its length would tell.
        case few(Int)
        case missing
    }

    package struct Bar: Hashable, Sendable {
        package var label: [Inline]
        package var value: Value
        /// A few words after the figure ("8 av 24").
        package var note: [Inline]

        package init(_ label: [Inline], _ value: Value, note: [Inline] = []) {
            self.label = label
            self.value = value
            self.note = note
        }
    }

    package var title: String
    package var style: NumberLeaf.Style
    package var bars: [Bar]
    /// The value of a full bar; without one it is 1 for shares, else the largest value.
    package var maximum: Double?

    package init(title: String, style: NumberLeaf.Style = .plain, bars: [Bar], maximum: Double? = nil) {
        self.title = title
        self.style = style
        self.bars = bars
        self.maximum = maximum
    }
}
