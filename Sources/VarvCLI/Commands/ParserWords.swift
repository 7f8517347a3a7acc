import VarvModel

/// Puts the argument parser's own few words into Swedish; ours are in the right language already.
enum ParserWords {
    static func translate(_ text: String, to language: Language) -> String {
        guard language == .swedish else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(line).joined(separator: "\n")
    }

    private static func line(_ line: Substring) -> String {
        let line = String(line)
        for (english, swedish) in starts where line.hasPrefix(english) {
            return swedish + middle(String(line.dropFirst(english.count)))
        }
        return middle(line)
    }

    private static func middle(_ text: String) -> String {
        middles.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    private static let starts: [(String, String)] = [
        ("OVERVIEW: ", ""), ("USAGE: ", "ANVÄNDNING: "), ("Usage: ", "Användning: "),
        ("ARGUMENTS:", "ARGUMENT:"),
        ("OPTIONS:", "VAL:"), ("SUBCOMMANDS:", "KOMMANDON:"),
        ("Error: Missing expected argument ", "Det saknas: "),
        ("Error: Missing value for ", "Det saknas ett värde efter "),
        ("Error: Unknown option ", "Okänt val "),
        ("Error: Unexpected argument ", "Oväntat ord "), ("Error: The value ", "Värdet "),
        ("Error: Missing one of: ", "Det saknas ett av: "), ("Error: ", ""), ("Help:  ", "Hjälp: "),
    ]

    private static let middles: [(String, String)] = [
        ("Show help information.", "Visa den här hjälpen."),
        ("Show the version.", "Visa vilken version det är."),
        ("(default: ", "(annars: "), ("(default)", "(om inget sägs)"),
        ("' is invalid for '", "' passar inte för '"),
        (" unexpected arguments: ", " oväntade ord: "), ("Did you mean ", "Menade du "),
        ("<options>", "<val>"),
        ("<subcommand>", "<kommando>"), ("for more information.", "för mer."), ("See '", "Skriv '"),
        ("for detailed help.", "för mer hjälp."), ("; default: ", "; annars: "), ("(values:", "(värden:"),
        ("Please provide one of the following:", "Välj bland de här:"),
        ("Please provide one of ", "Välj bland "), ("' or '", "' eller '"),
    ]
}
