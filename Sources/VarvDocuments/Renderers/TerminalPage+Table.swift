extension TerminalPage {
    /// Writes a table in columns; when the terminal is too narrow for them, each row as lines of its own.
    mutating func write(_ table: Table) {
        if !table.caption.isEmpty { prose(styled(table.caption).styled(.strong)) }
        var columns = table.columns.map { column in
            GridColumn(StyledText(neutral(column.title)), TextWidth.Alignment(column.alignment))
        }
        var rows = table.rows.map { row in row.map { styled($0, in: .table) } }
        if hasRowNumbers {
            columns.insert(GridColumn(StyledText("#"), .trailing), at: 0)
            rows = rows.enumerated().map { [StyledText("\($0.offset + 1)", .faint)] + $0.element }
        }
        let grid = Grid(columns: columns, rows: rows)
        guard let widths = grid.widths(within: width) else {
            writeCards(grid)
            return
        }
        for part in grid.line(columns.map { $0.title.styled(.strong) }, widths) { line(part) }
        line(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), .faint)
        for row in rows {
            for part in grid.line(row, widths) { line(part) }
        }
    }

    private mutating func writeCards(_ grid: Grid) {
        for (offset, row) in grid.rows.enumerated() {
            if offset > 0 { gap() }
            for (column, cell) in zip(grid.columns, row) {
                var text = column.title
                text.append(": ", [])
                prose(StyledText(text.styled(.faint).spans + cell.spans))
            }
        }
    }

    /// Writes bars with label, figure and note; a bar is as long as its share of a full one.
    mutating func write(_ chart: BarChart) {
        prose(StyledText(neutral(chart.title), .strong))
        let labels = chart.bars.map { styled($0.label, in: .table) }
        let figures = chart.bars.map { text.text($0.value, style: chart.style) }
        let notes = chart.bars.map { styled($0.note, in: .table) }
        let number = hasRowNumbers ? String(chart.bars.count).count + 2 : 0
        let figureWidth = figures.reduce(1) { max($0, TextWidth.of($1)) }
        let noteWidth = notes.reduce(0) { max($0, $1.width) }
        let labelNatural = labels.reduce(1) { max($0, $1.width) }
        let fixed = number + figureWidth + 4 + (noteWidth > 0 ? noteWidth + 2 : 0)
        let barWidth = min(28, max(6, (width - fixed) / 3))
        let labelWidth = max(8, min(labelNatural, width - fixed - barWidth))
        let fullBar = chart.fullBar
        for (offset, bar) in chart.bars.enumerated() {
            let wrapped = labels[offset].wrapped(to: labelWidth)
            for (row, part) in wrapped.enumerated() {
                var line = StyledText()
                if hasRowNumbers {
                    let sign = row == 0 ? String(offset + 1) : ""
                    line.append(TextWidth.pad(sign, to: number - 2, .trailing) + "  ", .faint)
                }
                line.spans += part.spans
                guard row == wrapped.count - 1 else {
                    self.line(line)
                    continue
                }
                line.append(TextWidth.spaces(labelWidth - part.width + 2), [])
                line.append(Self.bar(BarChart.fill(bar.value, of: fullBar), width: barWidth), .accent)
                line.append("  " + TextWidth.pad(figures[offset], to: figureWidth, .trailing), .strong)
                if notes[offset].width > 0 {
                    line.append("  ", [])
                    line.spans += notes[offset].styled(.faint).spans
                }
                self.line(line)
            }
        }
    }

    /// Returns a bar in eighths of a column, padded to the full width; without a value only spaces.
    static func bar(_ fill: Double?, width: Int) -> String {
        guard let fill else { return TextWidth.spaces(width) }
        let eighths = Int((fill * Double(width * 8)).rounded())
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        let bar = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
        return TextWidth.pad(bar.isEmpty ? "▏" : bar, to: width)
    }
}

extension TextWidth.Alignment {
    init(_ alignment: Table.Column.Alignment) {
        self =
            switch alignment {
            case .leading: .leading
            case .trailing: .trailing
            case .centre: .centre
            }
    }
}
