/// What someone at the school may do with Varv (`school.toml`).
public enum Role: String, CaseIterable, Hashable, Sendable {
    case leadership, eht, teacher
    /// Writes routines; sees the invented school only.
    case author
}

/// Who a paper is for; fixed before a run starts.
public enum Audience: String, CaseIterable, Hashable, Sendable {
    case teacher, leadership, eht, staff, `public`

    /// The smallest group whose numbers are shown (P3); nil where small groups show.
    public var smallestShown: Int? {
        switch self {
        case .staff, .public: 5
        case .teacher, .leadership, .eht: nil
        }
    }
}

/// A right a routine asks for and a person grants (design §4).
public enum Right: String, CaseIterable, Hashable, Sendable {
    case pupils, names, identity, protected, results, interventions, health, dialogues, reflections, staff, compare
}
