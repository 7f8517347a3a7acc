import Varv
import VarvDocuments
import VarvModel

/// How a command ended, as a person, a script and `--json` are told.
struct Outcome: Sendable {
    var status: ExitStatus
    /// The stable code of what went wrong.
    var code: String?
    var message: String
    var place: String?
    var details: [String] = []
    /// What the routine had printed when it failed.
    var printed = ""
    /// Flags that would grant what a routine lacks.
    var flags: [String] = []
    var run: Int?
    var plan: Plan?
    /// What `outcome` says in JSON when the status is not the whole story, such as `planned`.
    var word: String?
    /// Members of the JSON object that only this command has.
    var extra: [JSON.Member] = []

    /// A command that did what it was asked; `message` is for scripts, people have been told already.
    static func done(_ message: String = "", _ extra: KeyValuePairs<String, JSON> = [:]) -> Outcome {
        Outcome(
            status: .done, message: message, extra: extra.map { JSON.Member(name: $0.key, value: $0.value) })
    }

    init(
        status: ExitStatus, code: String? = nil, message: String, place: String? = nil, run: Int? = nil,
        plan: Plan? = nil, word: String? = nil, extra: [JSON.Member] = []
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.place = place
        self.run = run
        self.plan = plan
        self.word = word
        self.extra = extra
    }

    /// Tells what a receipt notes, a line each.
    mutating func add(_ notes: [Phrase], _ console: Console) {
        if notes.isEmpty { return }
        let lines = notes.map { $0.text(in: console.language) }
        for line in lines { console.printForeign(line) }
        extra.append(.init(name: "notes", value: .array(lines.map(JSON.string))))
    }

    init(_ error: VarvError, in language: Language) {
        status = error.status
        code = error.code
        message = error.words.text(in: language)
        place = error.place
        printed = error.printed
        details = error.details.map { $0.text(in: language) }
        flags = error.wantedRights.ordered.map(\.flag)
        if !flags.isEmpty { details += Self.ways(to: flags, language, isAsked: error.code == "VARV-E403") }
    }

    /// What to type so that a routine gets the rights it lacks.
    private static func ways(to flags: [String], _ language: Language, isAsked: Bool) -> [String] {
        let joined = "  " + flags.joined(separator: " ")
        switch (language, isAsked) {
        case (.swedish, true): return ["Kör den i en terminal och svara j, eller lägg till", joined]
        case (.english, true): return ["Run it in a terminal and answer y, or add", joined]
        case (.swedish, false):
            return ["Någon i skolledningen kör den en gång och svarar j, eller lägger till", joined]
        case (.english, false):
            return ["Someone in the leadership runs it once and answers y, or adds", joined]
        }
    }

    /// The one object `--json` prints.
    func json(in language: Language) -> JSON {
        var members: [JSON.Member] = [
            .init(name: "outcome", value: .string(word ?? Outcome.word(status))),
            .init(name: "exit", value: .integer(Int(status.rawValue))),
            .init(name: "code", value: .text(code)),
            .init(name: "message", value: .string(message)),
            .init(name: "place", value: .text(place)),
        ]
        if !details.isEmpty {
            members.append(.init(name: "details", value: .array(details.map(JSON.string))))
        }
        if !printed.isEmpty { members.append(.init(name: "printed", value: .string(printed))) }
        if !flags.isEmpty { members.append(.init(name: "flags", value: .array(flags.map(JSON.string)))) }
        members.append(.init(name: "run", value: run.map(JSON.integer) ?? .null))
        if let plan {
            members.append(.init(name: "counts", value: PlanText.counts(plan)))
            members.append(.init(name: "plan", value: PlanText.json(plan, in: language)))
        }
        return .object(members + extra)
    }

    static func word(_ status: ExitStatus) -> String {
        switch status {
        case .done: "done"
        case .failed: "failed"
        case .routine: "routine_error"
        case .ended: "ended"
        case .notGranted: "not_granted"
        case .refused: "refused"
        case .leftOut: "left_out"
        case .usage: "usage"
        case .interrupted: "interrupted"
        }
    }
}

/// An error as a person reads it on a terminal.
enum ErrorText {
    /// Returns what the routine had printed, place and words, the details, and the code last, dimmed.
    static func lines(_ outcome: Outcome, hasColour: Bool, foldedAt columns: Int? = nil) -> [String] {
        let head = outcome.place.map { $0 + ": " } ?? ""
        let words = Neutral.terminal(head + outcome.message, keepsLines: true)
        let code = outcome.code.map { "  " + Accent.dimmed.around($0, if: hasColour) } ?? ""
        let details = outcome.details.map { Neutral.terminal($0, keepsLines: true) }
        let printed = outcome.printed.isEmpty ? [] : Console.quoted(outcome.printed, foldedAt: columns)
        // What a routine says went wrong is its own.
        let fold = outcome.status == .routine ? columns : nil
        // The code belongs with the words, and a message of several lines ends with what to type.
        if words.contains("\n") {
            return printed + (fold.map { folded(words, $0) } ?? [words]) + details
                + [code.isEmpty ? "" : String(code.dropFirst(2))].filter { !$0.isEmpty }
        }
        return printed + Console.folded(words, fold, ending: code) + details
    }

    /// Words of several lines; those that have the mark of a routine's own keep it.
    private static func folded(_ words: String, _ columns: Int) -> [String] {
        words.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            line.hasPrefix("│ ")
                ? Console.quoted(String(line.dropFirst(2)), foldedAt: columns)
                : Console.folded(String(line), columns)
        }
    }

    static func lines(_ error: VarvError, _ console: Console) -> [String] {
        lines(
            Outcome(error, in: console.language), hasColour: console.hasErrorColour,
            foldedAt: console.foldsErrorsAt)
    }
}
