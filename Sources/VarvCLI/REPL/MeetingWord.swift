import VarvModel

/// A word that begins with a colon: what people who write no Lua type in a meeting.
enum MeetingWord: String, CaseIterable, Sendable {
    case help, undo, quit

    /// Returns the word a line says; å ä ö may be left out, and the English twins do.
    static func read(_ line: String) -> MeetingWord? {
        guard line.hasPrefix(":") else { return nil }
        let word = plainLetters(line.dropFirst())
        return allCases.first { $0.spellings.contains(word) }
    }

    /// What is shown in help and in suggestions.
    var name: String {
        switch self {
        case .help: say(":hjälp", ":help")
        case .undo: say(":ångra", ":undo")
        case .quit: say(":sluta", ":quit")
        }
    }

    private var spellings: [String] {
        switch self {
        case .help: ["hjalp", "help"]
        case .undo: ["angra", "undo"]
        case .quit: ["sluta", "quit"]
        }
    }
}
