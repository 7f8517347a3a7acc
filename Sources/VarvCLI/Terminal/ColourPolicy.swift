import ArgumentParser

/// When colour is used (`--color`).
enum ColourPolicy: String, CaseIterable, ExpressibleByArgument, Sendable {
    case auto, always, never

    /// Whether a stream gets colour: `NO_COLOR` and a dumb terminal say no unless someone said `always`.
    func isOn(isTerminal: Bool, environment: (String) -> String?) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto:
            isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
        }
    }
}

/// The few ways a text of ours stands out; what colour says, words say too.
enum Accent: String {
    case dimmed = "2"
    case bold = "1"
    case wrong = "31"
    case warning = "33"

    func around(_ text: String, if isOn: Bool) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
