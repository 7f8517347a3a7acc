extension IssueCode {
    /// Whether the row waits for a person's answer instead of being refused: who is it, is the pupil protected (design §5)?
    package var isHeld: Bool {
        switch self {
        case .twoPupilsMatch, .heldForProtection: true
        default: false
        }
    }
}
