/// Text for a terminal whose pieces may be emphasised; colour and weight are added when it is written.
struct StyledText: Hashable, Sendable {
    struct Style: OptionSet, Hashable, Sendable {
        let rawValue: UInt8
        static let strong = Style(rawValue: 1)
        static let emphasis = Style(rawValue: 2)
        static let accent = Style(rawValue: 4)
        static let faint = Style(rawValue: 8)
    }

    struct Span: Hashable, Sendable {
        var text: String
        var style: Style
        init(_ text: String, _ style: Style = []) {
            self.text = text
            self.style = style
        }
    }

    var spans: [Span]

    init(_ spans: [Span] = []) { self.spans = spans }

    init(_ text: String, _ style: Style = []) { spans = [Span(text, style)] }

    var width: Int { spans.reduce(0) { $0 + TextWidth.of($1.text) } }

    mutating func append(_ text: some StringProtocol, _ style: Style) {
        guard !text.isEmpty else { return }
        if let last = spans.indices.last, spans[last].style == style {
            spans[last].text += text
        } else {
            spans.append(Span(String(text), style))
        }
    }

    /// Returns the text with one more style on all of it.
    func styled(_ style: Style) -> StyledText {
        StyledText(spans.map { Span($0.text, $0.style.union(style)) })
    }

    /// Returns lines no wider than `width` (at least 1), broken at spaces and line feeds, never at a no-break space.
    func wrapped(to width: Int) -> [StyledText] {
        var wrapper = Wrapper(width: max(1, width))
        for span in spans { wrapper.add(span) }
        return wrapper.finish()
    }

    /// Puts words on lines; a word may be made of several spans.
    private struct Wrapper {
        let width: Int
        var lines: [StyledText] = []
        var line = StyledText()
        var lineWidth = 0
        var word: [Span] = []
        var wordWidth = 0
        var gap: Span?

        init(width: Int) { self.width = width }

        mutating func add(_ span: Span) {
            for piece in span.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
                .enumerated()
            {
                if piece.offset > 0 { breakLine() }
                for part in piece.element.split(separator: " ", omittingEmptySubsequences: false).enumerated()
                {
                    if part.offset > 0 {
                        flushWord()
                        gap = Span(" ", span.style)
                    }
                    if !part.element.isEmpty {
                        word.append(Span(String(part.element), span.style))
                        wordWidth += TextWidth.of(part.element)
                    }
                }
            }
        }

        mutating func flushWord() {
            guard !word.isEmpty else { return }
            if lineWidth > 0, lineWidth + 1 + wordWidth > width {
                lines.append(line)
                line = StyledText()
                lineWidth = 0
            } else if let gap, lineWidth > 0 {
                line.append(gap.text, gap.style)
                lineWidth += 1
            }
            gap = nil
            for span in word { place(span) }
            word = []
            wordWidth = 0
        }

        /// Writes a piece of a word, broken where the line ends.
        mutating func place(_ span: Span) {
            var rest = span.text[...]
            while !rest.isEmpty {
                var head = TextWidth.prefix(rest, columns: width - lineWidth)
                // Wider than the line: let it stick out.
                if head.isEmpty, lineWidth == 0 { head = rest.prefix(1) }
                line.append(head, span.style)
                lineWidth += TextWidth.of(head)
                rest = rest[head.endIndex...]
                if !rest.isEmpty {
                    lines.append(line)
                    line = StyledText()
                    lineWidth = 0
                }
            }
        }

        mutating func breakLine() {
            flushWord()
            lines.append(line)
            line = StyledText()
            lineWidth = 0
            gap = nil
        }

        mutating func finish() -> [StyledText] {
            flushWord()
            lines.append(line)
            return lines
        }
    }
}
