import ArgumentParser
import Varv
import VarvDocuments
import VarvModel

/// `varv undo RUN`: shows what reversing a run would do, asks, does it.
struct UndoCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "undo", abstract: say("Ångra en körning.", "Undo a run."),
            discussion: say(
                "Visar vad som kommer tillbaka, ändras tillbaka och tas bort, och frågar. Att ångra är också en "
                    + "körning, som går att ångra.",
                "Shows what comes back, is changed back and goes, and asks. An undo is a run too, and can be undone."
            ),
            aliases: ["ångra", "angra"])
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(
        help: help(
            "Körningens nummer, ur varv logg.", "The run's number, from varv log.",
            value: say("körning", "run")))
    var run: Int

    @Flag(
        help: help(
            "Ångra även en körning som gav elever skyddade uppgifter: de blir oskyddade, med sina namn.",
            "Also undo a run that protected the identity of pupils: they lose the protection and have their names."
        ))
    var lowerProtection = false

    @OptionGroup var plan: PlanOptions
    @OptionGroup var rights: ReadOptions

    func perform(_ console: Console) async throws -> Outcome {
        let granted = try rights.permissions()
        let planned = try await Door(globals: globals).open().plan(
            undoing: run, granting: granted, loweringProtection: lowerProtection)
        do {
            let consent = PlanConsent(
                console: console, kind: .undo(run), yes: plan.yes, expect: plan.expect)
            return try await consent.settle(planned, isDryRun: plan.dryRun)
        } catch {
            await planned.discard()
            throw error
        }
    }
}

/// `varv log`: what happened, newest first.
struct LogCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "log", abstract: say("Visa vad som har hänt.", "Show what has happened."),
            aliases: ["logg"])
    }

    @OptionGroup var globals: GlobalOptions

    @Option(help: help("Högst så många rader.", "At most so many lines.", value: "n"))
    var limit = 20

    func validate() throws {
        guard (1...10_000).contains(limit) else {
            throw ValidationError(
                say("--limit är ett tal från 1 till 10000.", "--limit is a number from 1 to 10000."))
        }
    }

    func perform(_ console: Console) async throws -> Outcome {
        let lines = try await Door(globals: globals).open().log(limit: limit)
        if lines.isEmpty { console.print(say("Inget har hänt än.", "Nothing has happened yet.")) }
        let width = lines.map { "\($0.run)".count }.max() ?? 0
        let accounts = lines.map { TextWidth.of($0.account) }.max() ?? 0
        for line in lines {
            let number = TextWidth.pad("\(line.run)", to: width, .trailing)
            let account = Neutral.terminal(line.account).padded(to: min(accounts, 20))
            console.print(
                "\(number)  \(Neutral.terminal(SchoolClock.local(line.at)))  \(account)  "
                    + Neutral.terminal(line.text.text(in: console.language)))
        }
        let listed = lines.map {
            JSON.members([
                "run": .integer($0.run), "at": .string($0.at), "account": .string($0.account),
                "cycle": $0.cycle.map { .integer($0) } ?? .null, "school_year": .text($0.schoolYear),
                "undid": $0.undid.map { .integer($0) } ?? .null,
                "text": .string($0.text.text(in: console.language)),
                "layers": $0.layers.map { .array($0.map { .string($0) }) } ?? .null,
            ])
        }
        return .done("", ["log": .array(listed)])
    }
}
