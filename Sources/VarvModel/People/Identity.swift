/// A number a pupil is known by, in its canonical form.
///
/// Two identities are equal when they are the same number, however they were written.
package struct Identity: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A personal number: `ÅÅÅÅMMDDNNNC`.
        case personal = "personnummer"
        /// A coordination number: the day raised by 60.
        case coordination = "samordningsnummer"
        /// A temporary number, `ÅÅÅÅMMDDTFnn` or `ÅÅÅÅMMDDTnnn`: unique only within the municipality that
        /// gave it, no checksum.
        case temporary = "tf"
        /// The school's own number, of the shape `school.toml` says.
        case local = "eget"
    }

    package let kind: Kind
    /// The canonical text: 12 characters, or the school's own number as written. Stored, never shown.
    package let text: String

    /// Makes an identity from what a store kept; nil unless it is a canonical text of that kind.
    package init?(kind: Kind, canonical text: String) {
        guard !text.isEmpty else { return nil }
        if kind != .local {
            guard case .success(let parsed) = Identity.parse(text, referenceDay: Identity.endOfTime),
                parsed.identity.kind == kind, parsed.identity.text == text
            else { return nil }
        }
        self.init(kind: kind, checked: text)
    }

    init(kind: Kind, checked text: String) {
        self.kind = kind
        self.text = text
    }

    /// Whether the number says something only together with who gave it: unique keys then start with the
    /// school.
    package var isIssuerScoped: Bool { kind == .temporary || kind == .local }

    /// The number with its secret part hidden, for messages and logs: `20130412-****`, `••••` for the
    /// school's own (P11).
    package var masked: String {
        kind == .local ? "****" : String(text.prefix(8)) + "-****"
    }

    private static let endOfTime = Day(ordinal: .max)
}
