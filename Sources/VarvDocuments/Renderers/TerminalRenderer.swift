/// Writes a document for a terminal: wrapped prose, tables without boxes, bars of block characters.
///
/// What colour says, words or signs say too. Text that came from outside is neutral (`Neutral.terminal(_:)`), so the
/// only escape sequences are the renderer's own.
package struct TerminalRenderer: Sendable {
    package var names: Names
    /// Columns; fewer than 20 count as 20.
    package var width: Int
    package var hasColours: Bool
    /// Whether rows of tables and bars start with their number, which commands and `_[2]` use.
    package var hasRowNumbers: Bool

    package init(names: Names, width: Int = 80, hasColours: Bool = false, hasRowNumbers: Bool = false) {
        self.names = names
        self.width = width
        self.hasColours = hasColours
        self.hasRowNumbers = hasRowNumbers
    }

    /// Returns the text, each line ended.
    package func render(_ document: Document) -> String {
        var page = TerminalPage(self, language: document.language)
        page.writeTitle(document)
        page.write(document.blocks)
        page.writeProvenance(document.meta)
        return page.finish()
    }

    /// Returns blocks without a title: an answer in a meeting, a table under a command.
    package func render(_ blocks: [Block], language: Document.Language = .swedish) -> String {
        var page = TerminalPage(self, language: language)
        page.write(blocks)
        return page.finish()
    }
}

/// Lines being written, at the indentation of the block they stand in.
struct TerminalPage {
    let text: LeafText
    let hasColours: Bool
    let hasRowNumbers: Bool
    private(set) var width: Int
    private var output = ""
    private var hasWritten = false
    private var owesGap = false

    init(_ renderer: TerminalRenderer, language: Document.Language) {
        text = LeafText(language, names: renderer.names)
        hasColours = renderer.hasColours
        hasRowNumbers = renderer.hasRowNumbers
        width = max(20, renderer.width)
    }

    func finish() -> String { output }

    // MARK: Lines

    /// Writes one line, after an empty one when a block has ended before it.
    mutating func line(_ line: StyledText) {
        if owesGap, hasWritten { emit(StyledText()) }
        owesGap = false
        emit(line)
        hasWritten = true
    }

    mutating func line(_ text: String, _ style: StyledText.Style = []) { line(StyledText(text, style)) }

    /// Says that what comes next is another block.
    mutating func gap() { owesGap = true }

    private mutating func emit(_ line: StyledText) {
        var spans = line.spans
        while let last = spans.last {
            let end = last.text.lastIndex { $0 != " " }
            guard let end else {
                spans.removeLast()
                continue
            }
            spans[spans.count - 1].text = String(last.text[...end])
            break
        }
        for span in spans {
            let codes = hasColours ? Self.codes(span.style) : ""
            output += codes.isEmpty ? span.text : "\u{1B}[" + codes + "m" + span.text + "\u{1B}[0m"
        }
        output += "\n"
    }

    private static func codes(_ style: StyledText.Style) -> String {
        var codes: [String] = []
        if style.contains(.strong) { codes.append("1") }
        if style.contains(.faint) { codes.append("2") }
        if style.contains(.emphasis) { codes.append("3") }
        if style.contains(.accent) { codes.append("36") }
        return codes.joined(separator: ";")
    }

    /// Writes blocks behind a margin; the first line has `first` instead.
    private mutating func indented(first: String, rest: String, _ body: (inout TerminalPage) -> Void) {
        var inner = self
        inner.output = ""
        inner.hasWritten = false
        inner.owesGap = false
        inner.width = max(10, width - TextWidth.of(rest))
        body(&inner)
        let lines = inner.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        for (offset, text) in lines.enumerated() {
            let lead = offset == 0 ? first : rest
            line(
                StyledText(text.isEmpty ? String(lead.reversed().drop { $0 == " " }.reversed()) : lead + text)
            )
        }
        if lines.isEmpty { line(first) }
    }

    // MARK: Blocks

    mutating func writeTitle(_ document: Document) {
        let meta = document.meta
        if let organisation = meta.organisation { prose(StyledText(neutral(organisation), .faint)) }
        let title = StyledText(neutral(document.title), [.strong, .accent]).wrapped(to: width)
        for part in title { line(part) }
        line(String(repeating: "═", count: title.reduce(0) { max($0, $1.width) }), .accent)
        if let metaLine = text.metaLine(meta) { prose(StyledText(neutral(metaLine), .faint)) }
        gap()
    }

    mutating func writeProvenance(_ meta: Document.Meta) {
        let lines = text.provenance(meta)
        guard !lines.isEmpty else { return }
        gap()
        line(String(repeating: "─", count: min(width, 24)), .faint)
        for line in lines { prose(StyledText(neutral(line), .faint)) }
    }

    mutating func write(_ blocks: [Block]) {
        for block in blocks {
            write(block)
            // An underlined heading stands close to what it heads.
            if case .heading(let level, _) = block, level <= 2 { continue }
            gap()
        }
    }

    private mutating func write(_ block: Block) {
        switch block {
        case .heading(let level, let inlines):
            let lines = styled(inlines).styled(level <= 2 ? [.strong, .accent] : .strong).wrapped(to: width)
            for line in lines { self.line(line) }
            if level <= 2 {
                line(String(repeating: "─", count: lines.reduce(0) { max($0, $1.width) }), .accent)
            }
        case .paragraph(let inlines): prose(styled(inlines))
        case .list(let isOrdered, let items):
            for (offset, item) in items.enumerated() {
                let sign = isOrdered ? "\(offset + 1). " : "• "
                indented(first: sign, rest: TextWidth.spaces(sign.count)) { $0.writeTight(item) }
            }
        case .quote(let blocks): indented(first: "│ ", rest: "│ ") { $0.write(blocks) }
        case .code(let code):
            for part in Neutral.terminal(code, keepsLines: true).split(
                separator: "\n", omittingEmptySubsequences: false)
            {
                line("    " + part)
            }
        case .rule: line(String(repeating: "─", count: width), .faint)
        case .table(let table): write(table)
        case .bars(let chart): write(chart)
        case .lines(let count, let label):
            if !label.isEmpty { prose(styled(label).styled(.strong)) }
            for _ in 0..<min(max(count, 0), 100) { line(String(repeating: "_", count: width), .faint) }
        case .field(let field): write(field)
        case .pageBreak: line(String(repeating: "┄", count: width), .faint)
        }
    }

    /// Writes the blocks of a list item, a nested list straight under its text.
    private mutating func writeTight(_ blocks: [Block]) {
        for (offset, block) in blocks.enumerated() {
            if offset > 0, case .list = block {} else if offset > 0 { gap() }
            write(block)
        }
    }

    mutating func prose(_ text: StyledText) {
        for part in text.wrapped(to: width) { line(part) }
    }

    // MARK: Text

    /// Returns running text as styled spans, everything from outside made neutral.
    func styled(_ inlines: [Inline], in setting: LeafText.Setting = .prose) -> StyledText {
        var result = StyledText()
        append(inlines, [], setting, to: &result)
        return result
    }

    private func append(
        _ inlines: [Inline], _ style: StyledText.Style, _ setting: LeafText.Setting,
        to result: inout StyledText
    ) {
        for inline in inlines {
            switch inline {
            case .text(let string): result.append(neutral(string), style)
            case .code(let string): result.append(neutral(string), style)
            case .strong(let inner): append(inner, style.union(.strong), setting, to: &result)
            case .emphasis(let inner): append(inner, style.union(.emphasis), setting, to: &result)
            case .lineBreak: result.append("\n", style)
            case .leaf(let leaf): result.append(neutral(text.text(leaf, in: setting)), style)
            }
        }
    }

    func neutral(_ string: String) -> String { Neutral.terminal(string) }
}
