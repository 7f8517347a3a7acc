import ArgumentParser
import Varv

/// `varv dialogue ROUTINE`: makes forms, one each.
struct DialogueCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "dialogue",
            abstract: say(
                "Gör formulär till ett samtal, ett för varje undervisning.",
                "Make forms for a dialogue, one for each teaching."),
            aliases: ["samtal"])
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(
        help: help(
            "Frågorna: ett id eller en Lua-fil.", "The question set: an id or a Lua file.",
            value: say("rutin", "routine")))
    var routine: String

    @OptionGroup var scope: ScopeOptions

    @Flag(
        help: help("Utan sparade svar, att fylla i för hand.", "Without saved answers, to fill in by hand."))
    var empty = false

    @Option(help: help("Format: text, html eller md.", "Format: text, html or md.", value: "format"))
    var to: PaperChoice?

    @Option(
        name: .short,
        help: help(
            "Mapp att lägga formulären i, eller fil för ett.", "Folder to put the forms in, or file for one.",
            value: say("plats", "path")))
    var output: String?

    @OptionGroup var settings: SettingOptions
    @OptionGroup var rights: RoutineRights

    func perform(_ console: Console) async throws -> Outcome {
        // On the screen text, in a file the page that is printed.
        let to = to ?? (output?.hasSuffix(".txt") ?? true ? .text : .html)
        let format = try to.required()
        guard format != .csv, format != .json else {
            throw VarvError.usage(
                "VARV-E656", "Ett formulär kan bli text, html eller md.", "A form can be text, html or md.")
        }
        let forms = try await DialogueForms(
            globals: globals, routine: routine, scope: scope.scope, settings: settings.values(),
            flags: rights.permissions(), remembering: rights.remember
        ).made(console, isEmpty: empty).forms
        return try PaperRack(console: console, choice: to, path: output, prefersFolder: true).place(
            forms.map { FinishedPaper($0.paper, as: format) })
    }
}

/// The forms a question set gives, for `dialogue` and `answer`.
struct DialogueForms {
    let globals: GlobalOptions
    let routine: String
    let scope: RunScope
    let settings: [String: String]
    let flags: Set<Permission>
    let remembering: Bool

    func made(_ console: Console, isEmpty: Bool) async throws -> (school: School, forms: [DialogueForm]) {
        let source = routineSource(routine)
        let school = try await Door(globals: globals).open()
        let found = try await school.routine(source)
        guard found.kind == .dialogue else { throw ReportCommand.otherKind(found) }
        let granted = try await console.permissions(
            for: found, in: school, flags: flags, remembering: remembering)
        let forms = try await Interrupts.shared.during {
            school.interrupt()
        } _: {
            try await school.forms(
                .loaded(found), scope: scope, settings: settings, granting: granted, empty: isEmpty)
        }
        console.notePrinted(by: forms.map(\.paper))
        return (school, forms)
    }
}
