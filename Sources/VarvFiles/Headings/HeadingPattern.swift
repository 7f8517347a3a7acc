/// Words that a heading is compared with; the first `*` stands for one or more characters.
///
/// Upper and lower case are alike, as are composed and decomposed letters (Swift's canonical equivalence), and any
/// space is one space; outer space does not count. A star takes what is left, as written in the heading.
///
/// ```swift
/// HeadingPattern("Omdöme *").match("OMDÖME  Matematik")  // .some("Matematik")
/// HeadingPattern("Klass").match("klass ")                // .some(nil): matched, no star
/// ```
package struct HeadingPattern: Hashable, Sendable {
    package let text: String
    private let before: [Character]
    private let after: [Character]
    /// Whether there is a star.
    package let isWild: Bool

    package init(_ text: String) {
        self.text = text
        let spaced = Self.spaced(text)
        let star = spaced.firstIndex(of: "*")
        isWild = star != nil
        before = spaced[..<(star ?? spaced.endIndex)].map(Self.folded)
        after = star.map { spaced[($0 + 1)...].map(Self.folded) } ?? []
    }

    /// Returns nil when the heading does not match; else what the star took, trimmed, nil in a pattern without one.
    package func match(_ heading: String) -> String?? {
        let spaced = Self.spaced(heading)
        let folded = spaced.map(Self.folded)
        guard isWild else { return folded == before ? .some(nil) : nil }
        guard folded.count > before.count + after.count, folded.starts(with: before),
            folded.suffix(after.count) == after[...]
        else { return nil }
        let star = spaced[before.count..<(spaced.count - after.count)]
        let word = String(star).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return word.isEmpty ? nil : .some(word)
    }

    /// The columns whose headings match, in order, from 0, each with what the star took.
    package func columns(in headings: [String]) -> [(column: Int, star: String?)] {
        headings.enumerated().compactMap { column, heading in match(heading).map { (column, $0) } }
    }

    private static func spaced(_ text: String) -> [Character] {
        Array(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    private static func folded(_ character: Character) -> Character {
        // One character may become several ("İ"); such a character stands for itself.
        let lowered = character.lowercased()
        return lowered.count == 1 ? lowered[lowered.startIndex] : character
    }
}
