import ArgumentParser
import Foundation
import Varv
import VarvDocuments

/// `varv run`: a task, or a bare Lua file.
struct RunCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "run",
            abstract: say("Kör en uppgift eller en Lua-fil.", "Run a task or a Lua file."),
            discussion: say(
                "En Lua-fil som inte returnerar någon rutin körs som den är, även utan skola.",
                "A Lua file that returns no routine is run as it is, also without a school."),
            aliases: ["kör", "kor"])
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(
        help: help(
            "Uppgiftens id, eller en Lua-fil.", "The task's id, or a Lua file.",
            value: say("rutin|fil.lua", "routine|file.lua")))
    var routine: String

    @OptionGroup var scope: ScopeOptions

    @OptionGroup var plan: PlanOptions
    @OptionGroup var settings: SettingOptions
    @OptionGroup var rights: RoutineRights

    @OptionGroup var limits: LimitOptions

    func perform(_ console: Console) async throws -> Outcome {
        let flags = try rights.permissions()
        let values = try settings.values()
        let source = routineSource(routine)
        if case .file(let path) = source, let text = try chunk(path) {
            return try await runChunk(text, name: (path as NSString).lastPathComponent, flags, console)
        }
        let school = try await Door(globals: globals).open()
        let found = try await school.routine(source)
        guard found.kind == .task else { throw ReportCommand.otherKind(found) }
        let granted = try await console.permissions(
            for: found, in: school, flags: flags, remembering: rights.remember)
        let run = try await Interrupts.shared.during {
            school.interrupt()
        } _: {
            try await school.run(
                .loaded(found), scope: scope.scope, granting: granted, settings: values, limits: limits.limits
            )
        }
        do {
            let consent = PlanConsent(
                console: console, kind: .task, yes: plan.yes, expect: plan.expect)
            return try await consent.settle(run, isDryRun: plan.dryRun)
        } catch {
            await run.discard()
            throw error
        }
    }

    private func runChunk(
        _ text: String, name: String, _ flags: Set<Permission>, _ console: Console
    ) async throws -> Outcome {
        let door = Door(globals: globals)
        let printed: String
        if try door.isInSchool {
            let school = try await door.open()
            printed = try await Interrupts.shared.during {
                school.interrupt()
            } _: {
                try await school.run(
                    chunk: text, name: name, scope: scope.scope, granting: flags, limits: limits.limits)
            }
        } else {
            let host = door.host
            let task = Task { try await host.run(chunk: text, name: name, limits: limits.limits) }
            printed = try await Interrupts.shared.during {
                task.cancel()
            } _: {
                try await task.value
            }
        }
        if !console.isJSON { console.write(.output, Neutral.terminal(printed, keepsLines: true)) }
        return .done("", ["printed": .string(printed)])
    }

    /// Returns the text of a file that is a bare chunk; nil for one that declares a routine.
    private func chunk(_ path: String) throws -> String? {
        // The library reads routines itself; here only what the file is has to be known.
        guard let bytes = BoundedFile.read(path, atMost: RoutineShelf.sourceLimit) else {
            throw VarvError.usage(
                "VARV-E209", "Filen \(shownWord(path)) finns inte eller kan inte läsas.",
                "The file \(shownWord(path)) does not exist or cannot be read.")
        }
        let text = try RoutineShelf.text(bytes, fileName: (path as NSString).lastPathComponent)
        return Self.declaresRoutine(text) ? nil : text
    }

    /// Whether a file's own words say that it returns a routine.
    static func declaresRoutine(_ text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).contains { line in
            let words = line.split { $0 == " " || $0 == "\t" || $0 == "{" || $0 == "(" }
            return words.count > 1 && words[0] == "return" && Routine.Kind(rawValue: String(words[1])) != nil
                || words.count > 1 && words[0] == "local"
                    && words.contains { Routine.Kind(rawValue: String($0)) != nil }
                    && line.contains("{")
        }
    }
}
