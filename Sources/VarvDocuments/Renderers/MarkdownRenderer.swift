/// Writes a document as GitHub-flavoured Markdown that a person can read, edit and answer in.
///
/// Data is escaped so that it stays text; a form field's stable name stands in a comment that readers do not show.
package struct MarkdownRenderer: Sendable {
    package var names: Names

    package init(names: Names) { self.names = names }

    /// Returns the text, each line ended.
    package func render(_ document: Document) -> String {
        let page = MarkdownPage(text: LeafText(document.language, names: names))
        let meta = document.meta
        var parts = ["# " + MarkdownEscape.line(document.title)]
        let lines = [meta.organisation, page.text.metaLine(meta)].compactMap { $0 }.map(MarkdownEscape.line)
        if !lines.isEmpty { parts.append(lines.joined(separator: "\\\n")) }
        parts += page.blocks(document.blocks)
        let provenance = page.text.provenance(meta).map(MarkdownEscape.line)
        if !provenance.isEmpty { parts += ["---", provenance.joined(separator: "\\\n")] }
        return parts.joined(separator: "\n\n") + "\n"
    }
}

struct MarkdownPage {
    let text: LeafText

    /// Returns each block's text without an ending line break.
    func blocks(_ blocks: [Block]) -> [String] { blocks.map(block) }

    private func block(_ block: Block) -> String {
        switch block {
        case .heading(let level, let inlines):
            return String(repeating: "#", count: min(max(level, 2), 6)) + " "
                + line(inlines, allowsBreaks: false)
        case .paragraph(let inlines): return line(inlines)
        case .list(let isOrdered, let items):
            return items.enumerated().map { offset, item in
                let sign = isOrdered ? "\(offset + 1). " : "- "
                return sign + indent(tight(item), by: String(repeating: " ", count: sign.count))
            }.joined(separator: "\n")
        case .quote(let inner): return "> " + indent(blocks(inner).joined(separator: "\n\n"), by: "> ")
        case .code(let code): return MarkdownEscape.fenced(code)
        case .rule: return "---"
        case .table(let table): return self.table(table)
        case .bars(let chart): return bars(chart)
        case .lines(let count, let label):
            let rules = Array(repeating: String(repeating: "\\_", count: 40), count: min(max(count, 0), 100))
            return ([line(label)] + rules).filter { !$0.isEmpty }.joined(separator: "\n\n")
        case .field(let field): return self.field(field)
        case .pageBreak: return "---"
        }
    }

    private func tight(_ item: [Block]) -> String {
        var result = ""
        for (offset, block) in item.enumerated() {
            if offset > 0 {
                if case .list = block { result += "\n" } else { result += "\n\n" }
            }
            result += self.block(block)
        }
        return result
    }

    private func indent(_ text: String, by margin: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { offset, line in
            if offset == 0 { return String(line) }
            let full = margin + line
            return line.isEmpty ? String(full.reversed().drop { $0 == " " }.reversed()) : full
        }.joined(separator: "\n")
    }

    /// Returns running text that starts a line, and one after each of its line breaks.
    func line(_ inlines: [Inline], allowsBreaks: Bool = true) -> String {
        cell(inlines, in: .prose, lineBreak: allowsBreaks ? "\\\n" : " ")
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { MarkdownEscape.lineStart(String($0)) }.joined(separator: "\n")
    }

    /// Returns running text inside a line; in a table a line break is `<br>`.
    func cell(_ inlines: [Inline], in setting: LeafText.Setting = .table, lineBreak: String = "<br>")
        -> String
    {
        var result = ""
        for inline in inlines {
            switch inline {
            case .text(let string): result += MarkdownEscape.text(string)
            case .leaf(let leaf): result += MarkdownEscape.text(text.text(leaf, in: setting))
            case .strong(let inner): result += wrapped(inner, "**", setting, lineBreak)
            case .emphasis(let inner): result += wrapped(inner, "*", setting, lineBreak)
            case .code(let code): result += MarkdownEscape.code(code)
            case .lineBreak: result += lineBreak
            }
        }
        return result
    }

    /// Emphasis signs must touch the text they enclose, so spaces at its ends move outside.
    private func wrapped(
        _ inner: [Inline], _ sign: String, _ setting: LeafText.Setting, _ lineBreak: String
    ) -> String {
        let content = cell(inner, in: setting, lineBreak: lineBreak)
        let start = content.prefix { $0 == " " }
        let body = content.dropFirst(start.count)
        let end = body.reversed().prefix { $0 == " " }.count
        guard body.count > end else { return content }
        return start + sign + body.dropLast(end) + sign + String(repeating: " ", count: end)
    }

    private func table(_ table: Table) -> String {
        var lines: [String] = []
        if !table.caption.isEmpty {
            lines += ["**" + cell(table.caption, in: .prose, lineBreak: " ") + "**", ""]
        }
        lines.append(row(table.columns.map { MarkdownEscape.text($0.title) }))
        lines.append(
            row(
                table.columns.map { column in
                    switch column.alignment {
                    case .leading: "---"
                    case .trailing: "--:"
                    case .centre: ":-:"
                    }
                }))
        for cells in table.rows { lines.append(row(cells.map { cell($0) })) }
        return lines.joined(separator: "\n")
    }

    private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

    /// A bar chart as a table whose last column is a bar of blocks.
    private func bars(_ chart: BarChart) -> String {
        let table = chart.table(text.words)
        var lines = chart.title.isEmpty ? [] : ["**" + MarkdownEscape.text(chart.title) + "**", ""]
        let hasNotes = table.columns.count > 2
        lines.append(row([text.words.label, "", text.words.value] + (hasNotes ? [text.words.note] : [])))
        lines.append(row(["---", "---", "--:"] + (hasNotes ? ["---"] : [])))
        let fullBar = chart.fullBar
        for (bar, cells) in zip(chart.bars, table.rows) {
            let blocks = BarChart.fill(bar.value, of: fullBar).map { Int(($0 * 20).rounded()) } ?? 0
            let drawn = String(repeating: "█", count: blocks)
            lines.append(row([cell(cells[0]), drawn] + cells.dropFirst().map { cell($0) }))
        }
        return lines.joined(separator: "\n")
    }

    private func field(_ field: FormField) -> String {
        var parts: [String] = []
        let must = field.isRequired ? " *(" + text.words.required + ")*" : ""
        parts.append(
            "### " + line(field.label, allowsBreaks: false) + must + "\n"
                + MarkdownEscape.comment("varv:" + field.name))
        if !field.help.isEmpty { parts.append(line(field.help)) }
        switch field.kind {
        case .choice(let choices):
            parts.append(
                choices.map { pick($0, isChosen: $0.key == field.prefilled) }.joined(separator: "\n"))
        case .task(let plan):
            parts.append(part(text.words.what, ".what", answer(field.prefilled, lines: 2)))
            if !plan.aims.isEmpty {
                let aims = plan.aims.map { pick($0, isChosen: false) }.joined(separator: "\n")
                parts.append(part(text.words.aims, ".aims", aims))
            }
            parts.append(part(text.words.owner, ".owner", line(plan.owner)))
            parts.append(part(text.words.due, ".due", line(plan.due)))
        case .text(let lines): parts.append(answer(field.prefilled, lines: lines))
        default: parts.append(answer(field.prefilled, lines: 1))
        }
        return parts.joined(separator: "\n\n")
    }

    private func pick(_ choice: FormField.Choice, isChosen: Bool) -> String {
        "- [" + (isChosen ? "x" : " ") + "] " + cell(choice.label, in: .prose, lineBreak: " ") + " "
            + MarkdownEscape.comment(choice.key)
    }

    private func part(_ title: String, _ key: String, _ content: String) -> String {
        "**" + title + "** " + MarkdownEscape.comment(key) + "\n\n" + content
    }

    /// What is answered already, else room to write.
    private func answer(_ text: String?, lines: Int) -> String {
        guard let text, !text.isEmpty else {
            return Array(repeating: "\u{A0}", count: min(max(lines, 1), 20)).joined(separator: "\n\n")
        }
        return Neutral.terminal(text, keepsLines: true).split(
            separator: "\n", omittingEmptySubsequences: false
        )
        .map { MarkdownEscape.line(String($0)) }.joined(separator: "\\\n")
    }
}
