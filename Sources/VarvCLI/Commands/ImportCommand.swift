import ArgumentParser
import Varv
import VarvDocuments
import VarvModel

/// `varv import FILE`: chooses the adapter, shows the plan, stores it.
struct ImportCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: say(
                "Läs in en fil: visa planen, fråga, spara.", "Import a file: show the plan, ask, store."),
            discussion: say(
                "Slutar med 0 (klart), 5 (inget sparat) eller 6 (sparat, rader kvar i exports/).",
                "Ends with 0 (done), 5 (nothing stored) or 6 (stored, rows left out in exports/)."),
            aliases: ["läsin", "lasin"])
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(help: help("Filen som ska läsas in.", "The file to import.", value: say("fil", "file")))
    var file: String

    @Option(
        name: .customLong("with"),
        help: help(
            "Adaptern: ett id eller en Lua-fil.", "The adapter: an id or a Lua file.",
            value: say("rutin", "routine")))
    var adapter: String?

    @OptionGroup var scope: ScopeOptions

    @OptionGroup var plan: PlanOptions

    @Flag(help: help("Spara även om rader inte går att läsa in.", "Store even when rows cannot be imported."))
    var partial = false

    @OptionGroup var settings: SettingOptions

    @Option(
        help: help(
            "När filen inte säger vilka elever som är skyddade: none eller unknown.",
            "When the file does not say which pupils are protected: none or unknown.", value: "none|unknown"))
    var protection: String?

    @OptionGroup var rights: RoutineRights

    @OptionGroup var limits: LimitOptions

    func perform(_ console: Console) async throws -> Outcome {
        let flags = try rights.permissions()
        let answer = try protectionAnswer()
        var values = try settings.values()
        let school = try await Door(globals: globals).open()
        let routine = try await AdapterChoice(console: console, school: school, file: file).choose(adapter)
        let granted = try await console.permissions(
            for: routine.routine, in: school, flags: flags, remembering: rights.remember)
        let progress = ProgressLine(console)
        func made(_ answer: ProtectionAnswer?) async throws -> Run {
            defer { progress.clear() }
            return try await Interrupts.shared.during {
                school.interrupt()
            } _: { [values] in
                try await school.run(
                    .loaded(routine.routine), on: .file(file), scope: scope.scope, granting: granted,
                    settings: values,
                    answer: answer, limits: limits.limits, progress: { progress.show($0) })
            }
        }
        /// As `made`, and asks for what the file does not say and the adapter lets someone answer.
        func asked() async throws -> Run {
            while true {
                do { return try await made(answer) } catch let error as VarvError {
                    guard let key = error.wantedSetting, console.canAsk,
                        let question = routine.routine.questions[key]
                    else { throw error }
                    // What was answered does not do; the question is asked again.
                    if values[key] != nil {
                        console.note(Neutral.terminal(error.message(in: console.language)))
                    }
                    guard let given = try console.ask(printable(question, atMost: 200) + " ", within: nil),
                        !given.isEmpty
                    else { throw error }
                    values[key] = given
                }
            }
        }
        var run = try await asked()
        do {
            if answer == nil, let given = try askAboutProtection(run.plan, console) {
                await run.discard()
                run = try await made(given)
            }
            let consent = PlanConsent(
                console: console, kind: .rows, isPartial: partial, yes: plan.yes, expect: plan.expect)
            let outcome = try await consent.settle(run, isDryRun: plan.dryRun)
            // Each step says what is missing for the next. What is stored is stored, also when this cannot be said.
            let isStored = outcome.status == .done || outcome.status == .leftOut
            if isStored, !plan.dryRun, !console.isJSON, let next = try? await school.status().next {
                console.printForeign(console.typed(next.text(in: console.language)))
            }
            return outcome
        } catch {
            await run.discard()
            throw error
        }
    }

    private func protectionAnswer() throws(VarvError) -> ProtectionAnswer? {
        guard let protection else { return nil }
        switch protection {
        case "none", "ingen": return ProtectionAnswer.none
        case "unknown", "okänd": return .unknown
        default:
            throw .usage(
                "VARV-E648", "--protection är none (ingen elev är skyddad) eller unknown (ingen vet).",
                "--protection is none (no pupil is protected) or unknown (nobody knows).")
        }
    }

    /// Asks once about pupils whose protection the file does not tell; nil when there is nothing or nobody to ask.
    private func askAboutProtection(_ plan: Plan, _ console: Console) throws(VarvError) -> ProtectionAnswer? {
        let held = plan.held.count { $0.issue.code == .heldForProtection }
        guard held > 0, console.canAsk else { return nil }
        console.note(
            say(
                "{n|rad|rader} gäller nya elever, och filen säger inte vilka som har skyddade personuppgifter.",
                "{n|row is|rows are} about new pupils, and the file does not say which have protected identity.",
                ["n": held])
        )
        let answer = try console.ask(
            say(
                "Är någon av dem skyddad? [i] ingen är det, [v] vet inte (läses in som skyddade), Enter väntar: ",
                "Is any of them protected? [n] none is, [u] unknown (imported as protected), Enter waits: "))
        switch answer?.lowercased() {
        case "i", "ingen", "n", "none": return ProtectionAnswer.none
        case "v", "vet inte", "u", "unknown": return .unknown
        default: return nil
        }
    }
}
