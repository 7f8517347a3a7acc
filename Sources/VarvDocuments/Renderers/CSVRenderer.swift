/// Writes the tables of a document for a spreadsheet, as Swedish or English Excel opens them by double-click.
package struct CSVRenderer: Sendable {
    package var names: Names
    /// Nil takes the language's own: `;` in Swedish, where the comma is taken, else `,`.
    package var separator: Character?
    package var hasByteOrderMark: Bool

    package init(names: Names, separator: Character? = nil, hasByteOrderMark: Bool = true) {
        self.names = names
        self.separator = separator
        self.hasByteOrderMark = hasByteOrderMark
    }

    /// Returns every table and bar chart of a document, an empty line between them; UTF-8.
    package func render(_ document: Document) -> [UInt8] {
        var tables: [Table] = []
        collect(document.blocks, into: &tables, language: document.language)
        return bytes(tables.map { text($0, document.language) }.joined(separator: "\r\n"))
    }

    /// Returns one table with its headings as the first line; UTF-8.
    package func render(_ table: Table, language: Document.Language = .swedish) -> [UInt8] {
        bytes(text(table, language))
    }

    private func bytes(_ text: String) -> [UInt8] {
        Array(((hasByteOrderMark ? "\u{FEFF}" : "") + text).utf8)
    }

    private func collect(_ blocks: [Block], into tables: inout [Table], language: Document.Language) {
        for block in blocks {
            switch block {
            case .table(let table): tables.append(table)
            case .bars(let chart): tables.append(chart.table(Words.of(language)))
            case .quote(let inner): collect(inner, into: &tables, language: language)
            case .list(_, let items):
                for item in items { collect(item, into: &tables, language: language) }
            default: break
            }
        }
    }

    private func text(_ table: Table, _ language: Document.Language) -> String {
        let separator = separator ?? (language == .swedish ? ";" : ",")
        let leaves = LeafText(language, names: names)
        func line(_ cells: [String]) -> String { cells.joined(separator: String(separator)) + "\r\n" }
        var text = line(table.columns.map { Neutral.csvCell($0.title, separator: separator) })
        for row in table.rows { text += line(row.map { cell($0, leaves, separator) }) }
        return text
    }

    /// A figure alone in its cell stays a figure; anything else is text and is made harmless.
    private func cell(_ inlines: [Inline], _ leaves: LeafText, _ separator: Character) -> String {
        if case .leaf(let leaf)? = inlines.first, inlines.count == 1 {
            switch leaf {
            case .number(let number):
                let figure = leaves.digits.spreadsheet(number)
                return figure.contains(separator) ? "\"" + figure + "\"" : figure
            case .noBasis: return "-"
            case .missing: return ""
            default: break
            }
        }
        return Neutral.csvCell(leaves.plain(inlines, in: .table), separator: separator)
    }
}

extension BarChart {
    /// The chart's figures as a table.
    func table(_ words: Words) -> Table {
        let hasNotes = bars.contains { !$0.note.isEmpty }
        var columns: [Table.Column] = [
            Table.Column("label", title: words.label),
            .numbers("value", title: title.isEmpty ? words.value : title),
        ]
        if hasNotes { columns.append(Table.Column("note", title: words.note)) }
        return Table(
            columns: columns,
            rows: bars.map { bar in
                let figure: Leaf =
                    switch bar.value {
                    case .number(let value): .number(NumberLeaf(value, style: style))
                    case .few(let limit): .few(limit)
                    case .missing: .missing
                    }
                return [bar.label, [.leaf(figure)]] + (hasNotes ? [bar.note] : [])
            }, hasRowHeaders: true)
    }
}
