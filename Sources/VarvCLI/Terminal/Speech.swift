import Glibc
import VarvModel

/// The language Varv speaks on this command line, chosen once before the commands' help texts are made.
enum Speech {
    /// Overrides the command line's and the environment's choice; tests set it.
    @TaskLocal static var override: Language?

    static var language: Language { override ?? chosen }

    private static let chosen = choose(arguments: CommandLine.arguments, environment: variable)

    /// Returns the language of a command line: `--lang` first, then the locale, then Swedish.
    static func choose(arguments: [String], environment: (String) -> String?) -> Language {
        var rest = arguments.dropFirst().prefix { $0 != "--" }[...]
        while let word = rest.popFirst() {
            if word == "--lang", let value = rest.first, let language = Language(rawValue: value) {
                return language
            }
            if word.hasPrefix("--lang="), let language = Language(rawValue: String(word.dropFirst(7))) {
                return language
            }
        }
        // The first of the three that says anything decides, as POSIX has it.
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty }
        return locale?.hasPrefix("en") == true ? .english : .swedish
    }

    /// Returns a variable of the environment.
    static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}

/// Returns words with numbers in them, each with its own form: `{n|rad|rader}`.
func say(_ sv: String, _ en: String, _ counts: [String: Int]) -> String {
    Phrase.counting(counts, sv: sv, en: en).text(in: Speech.language)
}

/// Returns the words of the language Varv speaks.
func say(_ sv: String, _ en: String) -> String { Speech.language == .swedish ? sv : en }
