/// Reads lines into blocks; each line is looked at once for each level it stands in.
struct MarkdownBlocks {
    let inlines: MarkdownInlines

    init(leaves: [Leaf], language: Document.Language) {
        inlines = MarkdownInlines(leaves: leaves, language: language)
    }

    func blocks(_ lines: [Line], depth: Int) -> [Block] {
        var result: [Block] = []
        var paragraph: [Line] = []
        var index = 0

        func endParagraph() {
            if !paragraph.isEmpty { result.append(.paragraph(inlines.inlines(joining: paragraph))) }
            paragraph = []
        }

        while index < lines.count {
            let line = lines[index]
            if line.isBlankLine {
                endParagraph()
                index += 1
                continue
            }
            let kind = Kind(line)
            switch kind {
            case .heading(let level, let text):
                endParagraph()
                result.append(.heading(level: level, inlines.inlines(text)))
                index += 1
            case .rule:
                endParagraph()
                result.append(.rule)
                index += 1
            case .fence(let length):
                endParagraph()
                var body: [Line] = []
                index += 1
                while index < lines.count {
                    let inner = lines[index]
                    index += 1
                    if case .fence(let closing) = Kind(inner), closing >= length { break }
                    body.append(inner)
                }
                result.append(.code(inlines.plain(body)))
            case .quote where depth < Markdown.deepest:
                endParagraph()
                var inner: [Line] = []
                while index < lines.count, case .quote(let rest) = Kind(lines[index]) {
                    inner.append(rest)
                    index += 1
                }
                result.append(.quote(blocks(inner, depth: depth + 1)))
            case .item(let marker)
            where depth < Markdown.deepest && (paragraph.isEmpty || marker.mayInterrupt):
                endParagraph()
                result.append(list(lines, from: &index, marker: marker, depth: depth))
            default:
                paragraph.append(line)
                index += 1
            }
        }
        endParagraph()
        return result
    }

    /// Reads the items of one list; `index` comes in at its first line and leaves after its last.
    private func list(_ lines: [Line], from index: inout Int, marker: Marker, depth: Int) -> Block {
        var items: [[Block]] = []
        var item: [Line] = []
        var content = marker.content
        var blanks = 0
        var wasText = false

        reading: while index < lines.count {
            let line = lines[index]
            if line.isBlankLine {
                blanks += 1
                wasText = false
                index += 1
                continue
            }
            if !item.isEmpty, line.indentation >= content {
                item.append(contentsOf: repeatElement(Line(), count: blanks))
                item.append(line.dropFirst(content))
                wasText = true
            } else if case .item(let next) = Kind(line), next.isOrdered == marker.isOrdered {
                if !item.isEmpty { items.append(blocks(item, depth: depth + 1)) }
                content = next.content
                item = [next.rest]
                wasText = true
            } else if wasText, case .text = Kind(line) {
                item.append(line)  // a paragraph that goes on without its indentation
            } else {
                break reading
            }
            blanks = 0
            index += 1
        }
        if !item.isEmpty { items.append(blocks(item, depth: depth + 1)) }
        return .list(ordered: marker.isOrdered, items: items)
    }

    /// The sign that starts a list item.
    private struct Marker {
        var isOrdered: Bool
        /// Where the item's own text starts, in columns.
        var content: Int
        var rest: Line
        var number: Int

        /// Only a list that starts at one breaks into a paragraph, so that "i\n2024. Då" stays a sentence.
        var mayInterrupt: Bool { (!isOrdered || number == 1) && !rest.isBlankLine }
    }

    /// Whether a line starts a list item: then what is indented below it belongs to it.
    static func startsItem(_ line: Line) -> Bool {
        if case .item = Kind(line) { true } else { false }
    }

    private enum Kind {
        case heading(Int, Line)
        case rule
        case fence(Int)
        case quote(Line)
        case item(Marker)
        case text

        init(_ line: Line) {
            let text = line.trimmed
            guard let first = text.first, first < 0x80 else {
                self = .text
                return
            }
            let run = text.prefix { $0 == first }.count
            let after = text.dropFirst(run)
            switch Unicode.Scalar(UInt8(first)) {
            case "#" where run <= 6 && (after.first?.isBlank ?? true): self = .heading(run, after.trimmed)
            case "`" where run >= 3 && !after.contains(first): self = .fence(run)
            case ">": self = .quote(text.dropFirst(text.dropFirst().first == Atom.space ? 2 : 1))
            case "-", "*", "_", "+":
                if first != 0x2B, text.allSatisfy({ $0 == first || $0 == Atom.space }),
                    text.reduce(0, { $0 + ($1 == first ? 1 : 0) }) >= 3
                {
                    self = .rule
                } else if first != 0x5F, run == 1, after.first?.isBlank ?? true {
                    self = .item(Self.marker(line, text: text, length: 1, number: nil))
                } else {
                    self = .text
                }
            case "0"..."9":
                let digits = text.prefix { (0x30...0x39).contains($0) }
                let end = text.dropFirst(digits.count)
                if digits.count <= 9, let stop = end.first, stop == 0x2E || stop == 0x29,
                    end.dropFirst().first?.isBlank ?? true
                {
                    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
                    self = .item(Self.marker(line, text: text, length: digits.count + 1, number: number))
                } else {
                    self = .text
                }
            default: self = .text
            }
        }

        private static func marker(_ line: Line, text: Line, length: Int, number: Int?) -> Marker {
            let rest = text.dropFirst(length)
            let gap = rest.isEmpty ? 1 : min(rest.indentation, 4)
            return Marker(
                isOrdered: number != nil, content: line.indentation + length + gap, rest: rest.dropFirst(gap),
                number: number ?? 1)
        }
    }
}
