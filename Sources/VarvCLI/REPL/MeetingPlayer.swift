import Varv
import VarvBridge
import VarvDocuments
import VarvModel

/// A meeting at a prompt: reads entries, shows what they give, asks about what they would write.
final class MeetingPlayer {
    static let prompt = "varv> "
    static let continuation = "   … "

    private let console: Console
    private let input: MeetingInput
    private let desk: any MeetingDesk
    /// The runs this meeting has stored, latest last, for `:ångra`.
    private var stored: [Int] = []
    private var failures = 0

    init(console: Console, input: MeetingInput, desk: any MeetingDesk) {
        self.console = console
        self.input = input
        self.desk = desk
    }

    /// Plays until the lines end or someone says `:sluta`.
    func play() async -> Outcome {
        if !input.isEchoed {
            console.print(
                console.dimmed(
                    say(
                        "\(MeetingWord.help.name) visar vad som finns, \(MeetingWord.quit.name) avslutar.",
                        "\(MeetingWord.help.name) shows what there is, \(MeetingWord.quit.name) ends.")))
        }
        while let entry = await nextEntry() {
            if await isOver(after: entry) { break }
        }
        return .done("", ["runs": .array(stored.map(JSON.integer)), "failed": .integer(failures)])
    }

    // MARK: Reading

    private enum Entry {
        case word(String)
        case help(String)
        case answer(MeetingAnswer)
    }

    /// Reads one entry, over as many lines as it takes; nil at the end.
    private func nextEntry() async -> Entry? {
        var text = ""
        while true {
            guard let line = readLine(text.isEmpty ? Self.prompt : Self.continuation, isFirst: text.isEmpty)
            else {
                if text.isEmpty { return nil }
                return .answer(.failed(Self.unfinished))
            }
            guard let line else {
                text = ""
                continue
            }
            if text.isEmpty {
                let trimmed = line.trimmed
                if trimmed.hasPrefix(":") { return .word(trimmed) }
                if trimmed.hasSuffix("?"),
                    let help = HelpText.lines(of: String(trimmed.dropLast()), in: console.language)
                {
                    return .help(help.joined(separator: "\n"))
                }
            }
            text += text.isEmpty ? line : "\n" + line
            let answer = await desk.enter(text)
            if case .incomplete = answer { continue }
            return .answer(answer)
        }
    }

    /// Returns a line; `.some(nil)` when Ctrl-C ended the entry, nil at the end of the lines.
    private func readLine(_ prompt: String, isFirst: Bool) -> String?? {
        while true {
            if !input.isEchoed { console.write(.output, prompt) }
            switch input.next(within: nil) {
            case .line(let line):
                // Between entries, blank lines and comments are the script's own.
                if isFirst, line.trimmed.isEmpty || (input.isEchoed && line.trimmed.hasPrefix("--")) {
                    continue
                }
                if input.isEchoed { console.print(prompt + Neutral.terminal(line)) }
                return .some(line)
            case .interrupted:
                console.print()
                return .some(nil)
            case .tooLong:
                fail(.tooLongLine)
                return .some(nil)
            case .notText(let line):
                fail(.notText(line: line))
                return .some(nil)
            case .end, .timedOut:
                if !input.isEchoed { console.print() }
                return nil
            }
        }
    }

    private static let unfinished = VarvError(
        "VARV-E202", .routine, sv: "Inmatningen slutar mitt i en sats. Den har inte körts.",
        en: "The entry ends in the middle of a statement. It was not run.")

    // MARK: Answering

    private func isOver(after entry: Entry) async -> Bool {
        switch entry {
        case .help(let text): console.print(text)
        case .word(let line): return await obey(line)
        case .answer(let answer): await show(answer)
        }
        return false
    }

    private func obey(_ line: String) async -> Bool {
        switch MeetingWord.read(line) {
        case .quit: return true
        case .help: for line in Self.helpLines(in: console.language) { console.print(line) }
        case .undo: await undo()
        case nil:
            let near = suggestion(for: line, among: MeetingWord.allCases.map(\.name))
            fail(
                .usage(
                    "VARV-E665", "Det finns inget ord \(shownWord(line))\(near.sv) Skriv :hjälp.",
                    "There is no word \(shownWord(line))\(near.en) Type :help."))
        }
        return false
    }

    private func undo() async {
        guard let run = stored.last else {
            console.print(say("Inget har sparats i det här mötet.", "Nothing was stored in this meeting."))
            return
        }
        do {
            let plan = try await desk.undo(run)
            let question = say("Ångra körning \(run)? [j/N] ", "Undo run \(run)? [y/N] ")
            guard let receipt = await settle(plan, question) else { return }
            stored.removeLast()
            console.print(
                say(
                    "Körning \(run) är ångrad (körning \(receipt.run)).",
                    "Run \(run) is undone (run \(receipt.run))."))
        } catch {
            fail(VarvError.wrapping(error))
        }
    }

    private func show(_ answer: MeetingAnswer) async {
        switch answer {
        case .incomplete: break
        case .failed(let error): fail(error)
        case .restarted(let error):
            fail(error)
            console.print(
                console.dimmed(
                    say(
                        "En ny arbetsprocess har startat. Det som lagts i variabler är borta.",
                        "A new worker has started. What was kept in variables is gone.")))
        case .shown(let paper, let printed, let plan):
            if !printed.isEmpty {
                for line in console.quoted(printed) { console.print(line) }
            }
            let renderer = TerminalRenderer(
                names: paper.names, width: console.width, hasColours: console.hasColour, hasRowNumbers: true)
            let language: Document.Language = console.language == .swedish ? .swedish : .english
            let text = renderer.render(paper.document.blocks, language: language)
            if !text.isEmpty { console.write(.output, Self.ended(text)) }
            guard let plan, !plan.isEmpty || plan.leftOut > 0,
                let receipt = await settle(plan, say("Spara? [j/N] ", "Store? [y/N] "))
            else { return }
            stored.append(receipt.run)
            console.print(
                say(
                    "Sparat som körning \(receipt.run). \(MeetingWord.undo.name) tar tillbaka det.",
                    "Stored as run \(receipt.run). \(MeetingWord.undo.name) takes it back."))
        }
    }

    /// Shows what would be written, asks, and stores it or not; nil when nothing was stored.
    private func settle(_ plan: Plan, _ question: String) async -> Receipt? {
        for line in PlanText.lines(
            plan, in: console.language, hasColour: console.hasColour, foldedAt: console.foldsAt)
        {
            console.print(line)
        }
        guard !plan.isEmpty, plan.leftOut == 0 else {
            await discard()
            return nil
        }
        let moved = plan.changed + plan.removed
        do {
            if confirm(question),
                !plan.isLargeChange
                    || confirm(
                        say(
                            "\(moved) uppgifter som redan finns ändras eller tas bort. Är du säker? [j/N] ",
                            "\(moved) records that exist change or go. Are you sure? [y/N] ")),
                let receipt = try await desk.apply()
            {
                return receipt
            }
            await discard()
        } catch {
            fail(VarvError.wrapping(error))
        }
        return nil
    }

    /// Whether the next line, within the time a person gets, says yes.
    private func confirm(_ question: String) -> Bool {
        if !input.isEchoed { console.write(.output, question) }
        guard case .line(let line)? = input.nextIfAnswer(within: Console.patience) else {
            console.print(input.isEchoed ? question : "")
            return false
        }
        if input.isEchoed { console.print(question + line.trimmed) }
        return RightsQuestion.isYes(line)
    }

    private func discard() async {
        await desk.discard()
        console.print(say("Inget har sparats.", "Nothing was stored."))
    }

    /// Says what went wrong where the meeting is read: in a recorded meeting an error is part of what it gave.
    private func fail(_ error: VarvError) {
        failures += 1
        for line in ErrorText.lines(
            Outcome(error, in: console.language), hasColour: console.hasColour, foldedAt: console.foldsAt)
        {
            console.print(line)
        }
    }

    private static func ended(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }

    /// What `:hjälp` shows.
    static func helpLines(in language: Language) -> [String] {
        let isSwedish = language == .swedish
        let collections = Catalogue.standard.items.compactMap(\.collection).joined(separator: " ")
        let words: [(String, String)] =
            isSwedish
            ? [
                (":hjälp", "det här"), (":ångra", "tar tillbaka det senaste som sparades"),
                (":sluta", "avslutar mötet"),
                ("pupils?", "vad en samling eller funktion är"),
                ("_", "det senaste svaret; _[2] är rad 2 i det"),
                ("here", "det mötet gäller: here:hard_criteria { share = at_least(0.25) }"),
            ]
            : [
                (":help", "this"), (":undo", "takes back what was stored last"),
                (":quit", "ends the meeting"),
                ("pupils?", "what a collection or function is"),
                ("_", "the latest answer; _[2] is row 2 of it"),
                ("here", "what the meeting is about: here:hard_criteria { share = at_least(0.25) }"),
            ]
        return words.map { "  " + $0.0.padded(to: 10) + $0.1 }
            + TextWidth.wrap((isSwedish ? "Samlingar: " : "Collections: ") + collections, to: 78).map {
                "  " + $0
            }
    }
}

/// What a meeting's prompt talks to.
protocol MeetingDesk {
    func enter(_ text: String) async -> MeetingAnswer
    func apply() async throws -> Receipt?
    func discard() async
    /// Plans to reverse a run; `apply` and `discard` settle it as they do an entry.
    func undo(_ run: Int) async throws -> Plan
}

/// The desk of an open school.
struct SchoolDesk: MeetingDesk {
    let school: School
    let meeting: Meeting

    func enter(_ text: String) async -> MeetingAnswer {
        do {
            return try await Interrupts.shared.during { [school] in
                school.interrupt()
            } _: {
                try await meeting.enter(text)
            }
        } catch {
            return .failed(VarvError.wrapping(error))
        }
    }

    func apply() async throws -> Receipt? { try await meeting.apply() }
    func discard() async { await meeting.discard() }
    func undo(_ run: Int) async throws -> Plan { try await meeting.undo(run: run) }
}
