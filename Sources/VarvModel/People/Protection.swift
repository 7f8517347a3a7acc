/// Whether a person's data are protected in the population register.
///
/// Anything not known to be unprotected counts as protected (P2).
package enum Protection: String, CaseIterable, Hashable, Sendable {
    case none
    /// Sekretessmarkering, or a mark whose kind the source does not say.
    case marked
    /// Skyddad folkbokföring.
    case registered
    /// The source has not said; counts as protected.
    case unknown

    package var isProtected: Bool { self != .none }

    /// Reads a source's word: none only when it is one of the words the source declared for none, or SS
    /// 12000's "Ingen".
    ///
    /// Words are compared without case and surrounding spaces. An empty cell is none only when the adapter
    /// says so.
    package init(word: some StringProtocol, noneWords: [String] = ["Ingen"]) {
        let plain = normalizedWord(word)
        if noneWords.contains(where: { normalizedWord($0) == plain }) {
            self = .none
        } else if plain == "skyddad folkbokföring" {
            self = .registered
        } else if plain.isEmpty {
            self = .unknown
        } else {
            self = .marked
        }
    }

    /// Returns the mark after a source was read: nil (the source has no such column) changes nothing, and
    /// `unknown` never lowers.
    ///
    /// A source that has the column and says `none` lowers a mark only when `mayLower` is true, that is, when
    /// a register the school trusts for this said so.
    package func merged(with source: Protection?, mayLower: Bool) -> Protection {
        guard let source else { return self }
        if source == .unknown { return self == .none ? .unknown : self }
        if source == .none { return mayLower ? .none : self }
        if self == .registered && source == .marked && !mayLower { return .registered }
        return source
    }
}

/// Returns a word as it is compared: trimmed, lower case, inner spaces made one.
func normalizedWord(_ word: some StringProtocol) -> String {
    word.lowercased().split { $0.isWhitespace }.joined(separator: " ")
}
