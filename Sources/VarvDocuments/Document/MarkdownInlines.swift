/// Reads one paragraph's atoms into running text.
///
/// Open emphasis stands on a stack of at most `deepest`, and every search has a bound, so the time is linear.
struct MarkdownInlines {
    let leaves: [Leaf]
    let language: Document.Language

    private static let deepest = 16
    private static let longestAddress = 500

    func inlines(joining lines: [Line]) -> [Inline] {
        var joined: [Atom] = []
        for (offset, line) in lines.enumerated() {
            if offset > 0 { joined.append(Atom.newline) }
            var text = line.dropFirst(line.indentation)
            let spaces = text.reversed().prefix { $0 == Atom.space }.count
            text = text.dropLast(spaces)
            joined.append(contentsOf: text)
            if spaces >= 2, offset < lines.count - 1 { joined.append(Atom.backslash) }
        }
        return inlines(joined[...])
    }

    /// Returns lines as they are, with leaves as reminders of their kind only in places that allow no leaves.
    func plain(_ lines: [Line]) -> String {
        lines.map { line in
            var text = String.UnicodeScalarView()
            for atom in line {
                if let index = atom.leafIndex {
                    text.append(contentsOf: placeholder(leaves[index]).unicodeScalars)
                } else if let scalar = Unicode.Scalar(atom) {
                    text.append(scalar)
                }
            }
            return String(text)
        }.joined(separator: "\n")
    }

    /// A block of code is set as it is: people show by pseudonym there, whatever the paper's policy allows.
    private func placeholder(_ leaf: Leaf) -> String {
        LeafText(language, names: .pseudonyms).text(leaf, in: .table)
    }

    func inlines(_ atoms: Line) -> [Inline] {
        var reader = Reader(atoms: atoms, leaves: leaves)
        return reader.read()
    }

    private struct Frame {
        /// `*`, `_` or `[`.
        var sign: Unicode.Scalar
        var length: Int
        var children: [Inline] = []
    }

    private struct Reader {
        let atoms: Line
        let leaves: [Leaf]
        var frames: [Frame] = [Frame(sign: " ", length: 0)]
        var text = String.UnicodeScalarView()
        var position: Int
        /// Lengths of backtick runs that have no partner further on.
        var unpaired: Set<Int> = []

        init(atoms: Line, leaves: [Leaf]) {
            self.atoms = atoms
            self.leaves = leaves
            position = atoms.startIndex
        }

        mutating func read() -> [Inline] {
            while position < atoms.endIndex {
                let atom = atoms[position]
                if let index = atom.leafIndex {
                    add(.leaf(leaves[index]))
                    position += 1
                    continue
                }
                guard let scalar = Unicode.Scalar(atom) else {
                    position += 1
                    continue
                }
                switch scalar {
                case "\\": readEscape()
                case "\n":
                    text.append(" ")
                    position += 1
                case "`": readCode()
                case "*", "_": readEmphasis(scalar)
                case "[":
                    if frames.count <= MarkdownInlines.deepest {
                        open("[", length: 1)
                    } else {
                        text.append(scalar)
                    }
                    position += 1
                case "]": readLinkEnd()
                default:
                    text.append(scalar)
                    position += 1
                }
            }
            while frames.count > 1 { dissolve() }
            flushText()
            return frames[0].children
        }

        mutating func flushText() {
            guard !text.isEmpty else { return }
            let string = String(text)
            text = String.UnicodeScalarView()
            let top = frames.count - 1
            if case .text(var whole)? = frames[top].children.last {
                frames[top].children.removeLast()  // so that `whole` grows in place
                whole += string
                frames[top].children.append(.text(whole))
            } else {
                frames[top].children.append(.text(string))
            }
        }

        mutating func add(_ inline: Inline) {
            flushText()
            frames[frames.count - 1].children.append(inline)
        }

        mutating func open(_ sign: Unicode.Scalar, length: Int) {
            flushText()
            frames.append(Frame(sign: sign, length: length))
        }

        /// Turns the innermost open frame back into the text it was typed as.
        mutating func dissolve() {
            flushText()
            let frame = frames.removeLast()
            for _ in 0..<frame.length { text.append(frame.sign) }
            for child in frame.children {
                if case .text(let string) = child {
                    text.append(contentsOf: string.unicodeScalars)
                } else {
                    add(child)
                }
            }
        }

        /// Closes the frame at `index` and returns what it holds.
        mutating func close(_ index: Int) -> [Inline] {
            while frames.count > index + 1 { dissolve() }
            flushText()
            return frames.removeLast().children
        }

        mutating func readEscape() {
            position += 1
            guard position < atoms.endIndex else {
                text.append("\\")
                return
            }
            let next = atoms[position]
            if next == Atom.newline {
                add(.lineBreak)
                position += 1
            } else if next.isASCIIPunctuation, let scalar = Unicode.Scalar(next) {
                text.append(scalar)
                position += 1
            } else {
                text.append("\\")
            }
        }

        mutating func readCode() {
            let start = position
            while position < atoms.endIndex, atoms[position] == Atom.backtick { position += 1 }
            let length = position - start
            guard length <= 3, !unpaired.contains(length), let end = codeEnd(length) else {
                unpaired.insert(length)
                for _ in 0..<length { text.append("`") }
                return
            }
            var code = String.UnicodeScalarView()
            for atom in atoms[position..<end].map({ $0 == Atom.newline ? Atom.space : $0 }) {
                if let index = atom.leafIndex {
                    if !code.isEmpty { add(.code(String(code))) }
                    code = String.UnicodeScalarView()
                    add(.leaf(leaves[index]))
                } else if let scalar = Unicode.Scalar(atom) {
                    code.append(scalar)
                }
            }
            if !code.isEmpty { add(.code(String(code))) }
            position = end + length
        }

        /// Returns where the next run of exactly `length` backticks starts.
        func codeEnd(_ length: Int) -> Int? {
            var index = position
            while index < atoms.endIndex {
                guard atoms[index] == Atom.backtick else {
                    index += 1
                    continue
                }
                let start = index
                while index < atoms.endIndex, atoms[index] == Atom.backtick { index += 1 }
                if index - start == length { return start }
            }
            return nil
        }

        mutating func readEmphasis(_ sign: Unicode.Scalar) {
            let start = position
            while position < atoms.endIndex, atoms[position] == sign.value { position += 1 }
            var left = position - start
            let before = start > atoms.startIndex ? atoms[start - 1] : Atom.space
            let after = position < atoms.endIndex ? atoms[position] : Atom.space
            let mayOpen = !after.isBlank && !(sign == "_" && before.isWordLike)
            let mayClose = !before.isBlank && !(sign == "_" && after.isWordLike)
            while left > 0 {
                if mayClose, let index = partner(sign, atMost: left) {
                    let length = frames[index].length
                    let inner = close(index)
                    add(length == 2 ? .strong(inner) : .emphasis(inner))
                    left -= length
                } else if mayOpen, frames.count <= MarkdownInlines.deepest, left <= 3 {
                    let length = left >= 2 ? 2 : 1
                    open(sign, length: length)
                    left -= length
                } else {
                    for _ in 0..<left { text.append(sign) }
                    left = 0
                }
            }
        }

        /// Returns the innermost open emphasis a run can close, not past an open link.
        func partner(_ sign: Unicode.Scalar, atMost left: Int) -> Int? {
            for index in frames.indices.dropFirst().reversed() {
                let frame = frames[index]
                if frame.sign == "[" { return nil }
                let isEmpty = frame.children.isEmpty && index == frames.count - 1 && text.isEmpty
                if frame.sign == sign, frame.length <= left, !isEmpty { return index }
            }
            return nil
        }

        mutating func readLinkEnd() {
            position += 1
            guard let index = frames.lastIndex(where: { $0.sign == "[" }) else {
                text.append("]")
                return
            }
            guard let address = address() else {
                while frames.count > index { dissolve() }
                text.append("]")
                return
            }
            let inner = close(index)
            for child in inner { add(child) }
            text.append(contentsOf: (" (" + address + ")").unicodeScalars)
        }

        /// Reads `(address)` at the position, if that is what stands there.
        mutating func address() -> String? {
            guard position < atoms.endIndex, atoms[position] == Atom.parenthesis else { return nil }
            var address = String.UnicodeScalarView()
            for index in (position + 1)..<min(position + MarkdownInlines.longestAddress, atoms.endIndex) {
                guard let scalar = Unicode.Scalar(atoms[index]), !atoms[index].isBlank else { return nil }
                switch scalar {
                case ")":
                    position = index + 1
                    return String(address)
                case "(", "[", "]": return nil
                default: address.append(scalar)
                }
            }
            return nil
        }
    }
}
