import ArgumentParser
import VarvDocuments

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
enum Accent: String, CaseIterable {
    case dimmed = "2"
    case bold = "1"
    case wrong = "31"
    case warning = "33"

    func around(_ text: String, if isOn: Bool) -> String {
        isOn && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Returns text in which nothing steers the terminal but these, whoever put it together: a name that a caller
    /// forgot to make harmless can at most be coloured.
    static func alone(in text: String) -> String {
        let parts = text.unicodeScalars.split(separator: "\u{1B}", omittingEmptySubsequences: false).map {
            String(Substring($0))
        }
        return parts.enumerated().map { index, part in
            guard index > 0 else { return Neutral.terminal(part, keepsLines: true) }
            let own = (["0"] + allCases.map(\.rawValue)).map { "[\($0)m" }.first { part.hasPrefix($0) }
            let rest = Neutral.terminal(String(part.dropFirst(own?.count ?? 0)), keepsLines: true)
            return (own.map { "\u{1B}" + $0 } ?? Neutral.terminal("\u{1B}")) + rest
        }.joined()
    }
}
