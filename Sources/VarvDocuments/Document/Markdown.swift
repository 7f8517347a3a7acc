/// The piece of prose a routine wrote, or a value that fills one of its braces.
package enum MarkdownPart: Hashable, Sendable {
    case source(String)
    case leaf(Leaf)
}

/// Reads the Markdown that routines write into blocks.
///
/// A leaf is one atom: it is put in while parsing as something that no source text can contain, so data is never
/// markup. Understood: headings, paragraphs, lists, quotes, fenced code, rules, strong and emphasised text, code,
/// hard line breaks, backslash escapes, and links (shown as their text and address). HTML is text. Common
/// indentation is removed, and so are soft hyphens. Reading takes time linear in the length whatever the text is; what nests deeper than
/// `deepest` stays as it was typed.
package enum Markdown {
    /// Blocks within blocks that are still read as such.
    static let deepest = 6

    /// Returns the blocks of a text.
    ///
    /// ```swift
    /// Markdown.parse("## Insatser\n\n**Två** kvar")
    /// // [.heading(level: 2, [.text("Insatser")]), .paragraph([.strong([.text("Två")]), .text(" kvar")])]
    /// ```
    package static func parse(_ source: String) -> [Block] { parse([.source(source)]) }

    /// Returns the blocks of a text whose braces are filled.
    ///
    /// - Parameter language: what leaves in a block of code are set in.
    package static func parse(_ parts: [MarkdownPart], language: Document.Language = .swedish) -> [Block] {
        let atoms = Atoms(parts)
        return MarkdownBlocks(leaves: atoms.leaves, language: language).blocks(atoms.lines(), depth: 0)
    }

    /// Returns the running text of one line, such as a label or a heading.
    package static func parseInline(_ parts: [MarkdownPart]) -> [Inline] {
        let atoms = Atoms(parts)
        return MarkdownInlines(leaves: atoms.leaves, language: .swedish).inlines(
            atoms.atoms.map { $0 == Atom.newline ? Atom.space : $0 }[...])
    }

    package static func parseInline(_ source: String) -> [Inline] { parseInline([.source(source)]) }
}

/// A Unicode scalar, or past their end (0x110000) the number of a leaf.
typealias Atom = UInt32
typealias Line = ArraySlice<Atom>

extension Atom {
    static let newline = Atom(0x0A)
    static let space = Atom(0x20)
    static let firstLeaf = Atom(0x110000)

    static let backtick = Atom(0x60)
    static let parenthesis = Atom(0x28)
    static let backslash = Atom(0x5C)

    var leafIndex: Int? { self >= Atom.firstLeaf ? Int(self - Atom.firstLeaf) : nil }
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0xA0 }

    var isASCIIPunctuation: Bool {
        (0x21...0x2F).contains(self) || (0x3A...0x40).contains(self) || (0x5B...0x60).contains(self)
            || (0x7B...0x7E).contains(self)
    }

    /// Whether `_` beside it is part of a word, as in `snake_case`.
    var isWordLike: Bool {
        if self < 0x80 { return (0x30...0x39).contains(self) || (0x61...0x7A).contains(self | 0x20) }
        guard let scalar = Unicode.Scalar(self) else { return true }
        return scalar.properties.isAlphabetic
    }
}

/// Source and leaves as one row of atoms.
private struct Atoms {
    var atoms: [Atom] = []
    var leaves: [Leaf] = []

    init(_ parts: [MarkdownPart]) {
        for part in parts {
            switch part {
            case .leaf(let leaf):
                atoms.append(Atom.firstLeaf + Atom(leaves.count))
                leaves.append(leaf)
            case .source(let text):
                for scalar in text.unicodeScalars {
                    switch scalar {
                    // Where a word may break is for whoever sets the paper; in data, which stands in leaves, a
                    // soft hyphen shows as what it is.
                    case "\r", "\u{AD}": continue
                    case "\t": atoms.append(contentsOf: repeatElement(Atom.space, count: 4))
                    default: atoms.append(scalar.value)
                    }
                }
            }
        }
    }

    /// Returns the lines without the indentation they share; the first line shares none when text stands on it.
    func lines() -> [Line] {
        let lines = atoms.split(separator: Atom.newline, omittingEmptySubsequences: false)
        guard let first = lines.first else { return [] }
        let below = lines.dropFirst().filter { !$0.allSatisfy(\.isBlank) }.map(\.indentation).min() ?? 0
        let shared = MarkdownBlocks.startsItem(first) ? 0 : below
        return [first.dropFirst(first.indentation)]
            + lines.dropFirst().map { $0.dropFirst(min(shared, $0.indentation)) }
    }
}

extension Line {
    /// The number of spaces it starts with.
    var indentation: Int { (firstIndex { $0 != Atom.space } ?? endIndex) - startIndex }
    var isBlankLine: Bool { allSatisfy(\.isBlank) }

    /// The line without spaces at either end.
    var trimmed: Line {
        var line = dropFirst(indentation)
        while line.last == Atom.space { line = line.dropLast() }
        return line
    }
}
