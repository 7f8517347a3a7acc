import Glibc
import Varv
import VarvBridge
import VarvDocuments
import VarvModel

/// Where a command speaks and is answered; what stands between commands and the process's streams.
struct Console: Sendable {
    var isJSON = false
    /// Whether somebody is there to answer.
    var canAsk = false
    var hasColour = false
    var hasErrorColour = false
    /// Whether progress shows.
    var showsProgress = false
    var width = 80
    /// Where what others wrote is folded, so that each line on the screen has its mark; nil when no screen shows it.
    var foldsAt: Int?
    /// The same for what is said beside the answer.
    var foldsErrorsAt: Int?
    /// The folder of `--school`, where it was given: command lines to type next need it too.
    var school: String?
    var lines: any LineSource
    var write: @Sendable (Stream, String) -> Void

    /// The language everything is said in.
    var language: Language { Speech.language }

    /// The console of the running program.
    static func process(json: Bool, colour: ColourPolicy, school: String? = nil) -> Console {
        let (output, errors) = (Stream.output.isTerminal, Stream.errors.isTerminal)
        let columns = TerminalSize.columns(environment: Speech.variable)
        return Console(
            isJSON: json,
            canAsk: !json && isatty(STDIN_FILENO) == 1 && errors,
            hasColour: colour.isOn(isTerminal: output, environment: Speech.variable),
            hasErrorColour: colour.isOn(isTerminal: errors, environment: Speech.variable),
            showsProgress: errors && !json,
            width: columns, foldsAt: output ? columns : nil, foldsErrorsAt: errors ? columns : nil,
            school: school,
            lines: StandardInput.shared,
            write: { $0.write($1.utf8) })
    }

    /// How long a question about an open transaction waits: another writer is waiting for it too (design §5).
    static let patience = 300

    // MARK: Speaking

    /// Prints a line for people; nothing when the answer is one JSON object.
    func print(_ text: String = "") {
        if !isJSON { write(.output, Accent.alone(in: text) + "\n") }
    }

    /// Prints text that came from a file, a routine or a name, made harmless; its own line breaks stay.
    func printForeign(_ text: String) { print(Neutral.terminal(text, keepsLines: true)) }

    /// Returns what a routine wrote as quoted lines: what Varv itself says never begins like that, so nobody's text can pass
    /// for it. Folded, it does not begin a line of the screen either.
    static func quoted(_ text: String, foldedAt columns: Int? = nil) -> [String] {
        var lines = Neutral.terminal(text, keepsLines: true)
            .split(separator: "\n", omittingEmptySubsequences: false)
        if lines.count > 1, lines.last == "" { lines.removeLast() }
        return lines.flatMap { line in
            columns.map { TextWidth.folded(line, to: max(10, $0 - 4)) } ?? [String(line)]
        }.map { "│ " + $0 }
    }

    /// Returns a line of ours that may hold a routine's own words. Folded, it goes on further in than anything of ours begins.
    static func folded(
        _ text: String, _ columns: Int?, after lead: String = "", ending: String = ""
    ) -> [String] {
        // Broken at spaces as a person reads it, and then where the widest reading of a sign would overflow.
        var lines =
            columns.map { columns in
                TextWidth.wrap(text, to: max(20, columns - 8)).flatMap {
                    TextWidth.folded($0, to: max(20, columns - 8))
                }
            } ?? [text]
        lines[lines.count - 1] += ending
        return lines.enumerated().map { ($0.offset == 0 ? lead : "      ") + $0.element }
    }

    /// The same as ``quoted(_:foldedAt:)`` on this console.
    func quoted(_ text: String) -> [String] { Self.quoted(text, foldedAt: foldsAt) }

    /// Says something beside the answer: on standard error.
    func note(_ text: String) { write(.errors, Accent.alone(in: text) + "\n") }

    /// Returns words with the command lines in them as they are to be typed from here: with `--school` when it was
    /// given now.
    func typed(_ words: String) -> String {
        guard let school else { return words }
        let quoted = Self.shellWord(school)
        return VarvTool.words.reduce(words) {
            $0.replacing("varv \($1) ", with: "varv --school \(quoted) \($1) ")
        }
    }

    /// Returns a text as one word of a command line to type.
    static func shellWord(_ text: String) -> String {
        !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "/._-".contains($0) }
            ? text : "'\(text.replacing("'", with: "'\\''"))'"
    }

    func dimmed(_ text: String) -> String { Accent.dimmed.around(text, if: hasColour) }

    // MARK: Asking

    /// Asks a question on one line and returns the answer, trimmed.
    ///
    /// Throws with status `interrupted` at Ctrl-C, and with `failed` when nobody answers in time.
    func ask(_ prompt: String, within seconds: Int? = Console.patience) throws(VarvError) -> String? {
        write(.errors, Accent.alone(in: prompt))
        switch lines.next(within: seconds) {
        case .line(let line): return line.trimmed
        case .end:
            write(.errors, "\n")
            return nil
        case .interrupted:
            write(.errors, "\n")
            throw .interrupted
        case .timedOut:
            write(.errors, "\n")
            throw VarvError(
                "VARV-E606", .failed, sv: "Ingen svarade på fem minuter. Inget har sparats.",
                en: "Nobody answered in five minutes. Nothing was stored.")
        case .tooLong:
            write(.errors, "\n")
            throw .tooLongLine
        case .notText(let line):
            write(.errors, "\n")
            throw .notText(line: line)
        }
    }

    /// Asks a yes-or-no question; anything but a yes is a no.
    func confirm(_ question: String) throws(VarvError) -> Bool {
        let answer = try ask(question + say(" [j/N] ", " [y/N] "))
        return answer.map(RightsQuestion.isYes) ?? false
    }
}

extension VarvError {
    /// A line that is no answer, and of which nothing was taken.
    static let tooLongLine = VarvError(
        "VARV-E670", .refused, sv: "Raden är längre än 1 MiB, så den har inte lästs.",
        en: "The line is longer than 1 MiB, so it was not read.")

    /// A line whose letters are not known, and of which nothing was taken.
    static func notText(line: Int) -> VarvError {
        VarvError(
            "VARV-E671", .refused,
            sv:
                "Rad \(line) är inte text i UTF-8, eller har en bokstav med fler än \(StackedMarks.limit) tecken ovanpå "
                + "sig, så den har inte lästs. Spara filen som UTF-8 i textredigeraren.",
            en:
                "Line \(line) is not text in UTF-8, or has a letter with more than \(StackedMarks.limit) marks on it, so it "
                + "was not read. Save the file as UTF-8 in the text editor."
        )
    }

    /// Something wrong with the command line itself.
    static func usage(_ code: String, _ sv: String, _ en: String) -> VarvError {
        VarvError(code, .usage, sv: sv, en: en)
    }
}

/// Returns what a typed number means in a list that was shown numbered from 1; nil for anything else.
func chosen<Element>(_ text: String, of list: [Element]) -> Element? {
    guard let number = Int(text), number >= 1, number <= list.count else { return nil }
    return list[number - 1]
}

extension String {
    /// The text without spaces around it.
    var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
