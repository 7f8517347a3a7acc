import Varv
import VarvBridge
import VarvModel

/// Lets the options that every command has stand before the command, as design §6 writes them.
enum ArgumentOrder {
    private static let valued: Set<String> = ["--school", "--lang", "--color", "--as"]
    private static let flags: Set<String> = ["--json"]

    /// Returns the arguments with leading global options moved to the end of what the command is told.
    ///
    /// Throws with status `usage` when the first word is no command, and for a word that would be compared for minutes.
    static func normalised(_ arguments: [String]) throws(VarvError) -> [String] {
        guard !arguments.contains(where: StackedMarks.exceed) else {
            let most = StackedMarks.limit
            throw .usage(
                "VARV-E640", "Ett ord på kommandoraden har en bokstav med fler än \(most) tecken ovanpå sig.",
                "A word of the command line has a letter with more than \(most) marks on it.")
        }
        var rest = arguments[...]
        var moved: [String] = []
        while let word = rest.first {
            if flags.contains(word) || valued.contains(where: { word.hasPrefix($0 + "=") }) {
                moved.append(rest.removeFirst())
            } else if valued.contains(word), rest.count > 1 {
                moved += rest.prefix(2)
                rest = rest.dropFirst(2)
            } else {
                break
            }
        }
        guard let command = rest.first else { return moved }
        // Help and version are the program's own; the language was read already.
        if command.hasPrefix("-") {
            return moved.isEmpty || command.isHelp ? Array(rest) : Array(rest) + moved
        }
        guard VarvTool.words.contains(command) else { throw unknown(command) }
        if command == "help", let about = rest.dropFirst().first, !about.hasPrefix("-"),
            !VarvTool.words.contains(about)
        {
            throw unknown(about)
        }
        // A group without a word of its own shows its help, and takes no options.
        if command == "help" || rest.count == 1 && VarvTool.groups.contains(command) { return Array(rest) }
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end]) + moved + Array(rest[end...])
    }

    private static func unknown(_ word: String) -> VarvError {
        let near = suggestion(for: word, among: VarvTool.names)
        return .usage(
            "VARV-E640", "Det finns inget kommando \(shownWord(word))\(near.sv) Skriv varv --help.",
            "There is no command \(shownWord(word))\(near.en) Type varv --help.")
    }
}

extension String {
    fileprivate var isHelp: Bool {
        self == "--help" || self == "-h" || self == "--version" || self.hasPrefix("--help-")
    }
}
