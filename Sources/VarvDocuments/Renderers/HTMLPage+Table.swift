extension HTMLPage {
    mutating func write(_ table: Table) {
        buffer.markup("<div class=\"wide\"><table>\n")
        if !table.caption.isEmpty {
            buffer.markup("<caption>")
            write(table.caption)
            buffer.markup("</caption>\n")
        }
        buffer.markup("<thead><tr>")
        for (index, column) in table.columns.enumerated() {
            // A column without a single value is there to be written in.
            let isEmpty = !table.rows.isEmpty && table.rows.allSatisfy { $0[index].isEmpty }
            startCell(
                column.alignment, plain: isEmpty ? "<th scope=\"col\" class=\"fill\">" : "<th scope=\"col\">",
                trailing: "<th scope=\"col\" class=\"n\">",
                centre: "<th scope=\"col\" class=\"c\">")
            buffer.data(column.title)
            buffer.markup("</th>")
        }
        buffer.markup("</tr></thead>\n<tbody>\n")
        for row in table.rows {
            buffer.markup("<tr>")
            for (index, cell) in row.enumerated() {
                let alignment = table.columns[index].alignment
                if index == 0, table.hasRowHeaders {
                    startCell(
                        alignment, plain: "<th scope=\"row\">", trailing: "<th scope=\"row\" class=\"n\">",
                        centre: "<th scope=\"row\" class=\"c\">")
                    write(cell, in: .table)
                    buffer.markup("</th>")
                } else {
                    startCell(
                        alignment, plain: "<td>", trailing: "<td class=\"n\">", centre: "<td class=\"c\">")
                    write(cell, in: .table)
                    buffer.markup("</td>")
                }
            }
            buffer.markup("</tr>\n")
        }
        buffer.markup("</tbody>\n</table></div>\n")
    }

    private mutating func startCell(
        _ alignment: Table.Column.Alignment, plain: StaticString, trailing: StaticString, centre: StaticString
    ) {
        switch alignment {
        case .leading: buffer.markup(plain)
        case .trailing: buffer.markup(trailing)
        case .centre: buffer.markup(centre)
        }
    }

    /// Writes the bars as a table, so that long labels break, pages break between bars, and the figures are
    /// read aloud in order; the picture in each row says the same as the figure beside it.
    mutating func write(_ chart: BarChart) {
        buffer.markup("<figure>\n")
        let hasNotes = chart.bars.contains { !$0.note.isEmpty }
        buffer.markup("<table class=\"bars\">\n<caption>")
        buffer.data(chart.title)
        buffer.markup("</caption>\n<tbody>\n")
        let fullBar = chart.fullBar
        for bar in chart.bars {
            let figure = text.text(bar.value, style: chart.style)
            buffer.markup("<tr><th scope=\"row\">")
            write(bar.label, in: .table)
            buffer.markup("</th><td><svg role=\"img\" focusable=\"false\"><title>")
            buffer.data(figure)
            buffer.markup("</title><desc>")
            buffer.data(text.plain(bar.label, in: .table))
            buffer.markup("</desc>")
            // Without a value there is no track either: an empty one would say zero.
            if let fill = BarChart.fill(bar.value, of: fullBar) {
                buffer.markup("<rect class=\"track\" width=\"100%\" height=\"100%\" rx=\"2\"/>")
                buffer.markup("<rect class=\"bar\" height=\"100%\" rx=\"2\" width=\"")
                let tenths = Int((fill * 1000).rounded())
                buffer.markup(tenths / 10)
                buffer.markup(".")
                buffer.markup(tenths % 10)
                buffer.markup("%\"/>")
            }
            buffer.markup("</svg></td><td class=\"n\">")
            switch bar.value {
            case .number: buffer.data(figure)
            case .few(let limit): write([.leaf(.few(limit))], in: .table)
            case .missing: write([.leaf(.missing)], in: .table)
            }
            if hasNotes {
                buffer.markup("</td><td class=\"note\">")
                write(bar.note, in: .table)
            }
            buffer.markup("</td></tr>\n")
        }
        buffer.markup("</tbody>\n</table>\n</figure>\n")
    }
}
