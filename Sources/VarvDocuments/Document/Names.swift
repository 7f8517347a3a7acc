/// How a whole paper shows people: decided once, when it is written.
package struct Names: Sendable {
    package enum Policy: Hashable, Sendable {
        /// The name; the pseudonym for anyone `lookup` does not give a name for (protected identity).
        case names
        case pseudonyms
        /// Neither, not even which lines speak of the same person.
        case none
    }

    package let policy: Policy
    private let lookup: @Sendable (PersonReference) -> String?

    /// Shows people by name; `lookup` gives nil for anyone whose name may not stand on this paper.
    package static func names(_ lookup: @escaping @Sendable (PersonReference) -> String?) -> Names {
        Names(policy: .names, lookup: lookup)
    }

    package static let pseudonyms = Names(policy: .pseudonyms) { _ in nil }
    package static let none = Names(policy: .none) { _ in nil }

    private init(policy: Policy, lookup: @escaping @Sendable (PersonReference) -> String?) {
        self.policy = policy
        self.lookup = lookup
    }

    /// Returns what the paper writes for a person.
    package func text(for person: PersonReference) -> String {
        switch policy {
        case .names: lookup(person) ?? person.pseudonym
        case .pseudonyms: person.pseudonym
        case .none: "[…]"
        }
    }
}
