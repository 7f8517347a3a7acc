import ArgumentParser
import Varv
import VarvModel

/// `varv report ROUTINE`: draws.
struct ReportCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "report", abstract: say("Rita en rapport.", "Draw a report."), aliases: ["rapport"])
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(
        help: help(
            "Rapporten: ett id eller en Lua-fil.", "The report: an id or a Lua file.",
            value: say("rutin", "routine")))
    var routine: String

    @OptionGroup var scope: ScopeOptions

    @Option(
        help: help(
            "Vem papperet är för: teacher, leadership, eht, staff eller public.",
            "Who the paper is for: teacher, leadership, eht, staff or public.",
            value: say("mottagare", "audience")))
    var audience: String?

    @Option(
        help: help(
            "Format: text, html, md, csv eller json.", "Format: text, html, md, csv or json.", value: "format"
        ))
    var to: PaperChoice?

    @Option(
        name: .short,
        help: help(
            "Fil att skriva, eller mapp för flera papper.", "File to write, or folder for several papers.",
            value: say("plats", "path")))
    var output: String?

    @OptionGroup var settings: SettingOptions
    @OptionGroup var rights: RoutineRights

    @OptionGroup var limits: LimitOptions

    func perform(_ console: Console) async throws -> Outcome {
        // On the screen text, in a file the page that is printed.
        let to = to ?? (output?.hasSuffix(".txt") ?? true ? .text : .html)
        let format = try to.required()
        let flags = try rights.permissions()
        let values = try settings.values()
        let chosen = try chosenAudience()
        let source = routineSource(routine)
        let school = try await Door(globals: globals).open()
        let found = try await school.routine(source)
        guard found.kind == .report else { throw Self.otherKind(found) }
        let granted = try await console.permissions(
            for: found, in: school, flags: flags, remembering: rights.remember)
        let audience = chosen ?? school.person.role.audience
        let papers = try await Interrupts.shared.during {
            school.interrupt()
        } _: {
            try await school.draw(
                .loaded(found), scope: scope.scope, for: audience, settings: values, granting: granted,
                limits: limits.limits)
        }
        console.notePrinted(by: papers)
        return try PaperRack(console: console, choice: to, path: output, prefersFolder: false).place(
            papers.map { FinishedPaper($0, as: format) })
    }

    private func chosenAudience() throws(VarvError) -> Audience? {
        guard let audience else { return nil }
        if let chosen = Audience(rawValue: audience) { return chosen }
        let all = Audience.allCases.map(\.rawValue).joined(separator: ", ")
        throw .usage(
            "VARV-E668", "--audience \(shownWord(audience)): välj en av \(all).",
            "--audience \(shownWord(audience)): choose one of \(all).")
    }

    /// The error for a routine of another kind, with the command that fits it.
    static func otherKind(_ routine: Routine) -> VarvError {
        let (sv, en) =
            switch routine.kind {
            case .adapter: ("varv läsin FIL --with \(routine.id)", "varv import FILE --with \(routine.id)")
            case .report: ("varv rapport \(routine.id)", "varv report \(routine.id)")
            case .dialogue: ("varv samtal \(routine.id)", "varv dialogue \(routine.id)")
            case .task: ("varv kör \(routine.id)", "varv run \(routine.id)")
            }
        return .usage(
            "VARV-E653", "\(routine.id) är \(routine.kind.label.sv). Skriv: \(sv)",
            "\(routine.id) is \(routine.kind.label.en). Type: \(en)")
    }
}

extension Role {
    /// Who a paper is for when nobody says: the one who asked for it.
    var audience: Audience {
        switch self {
        case .leadership, .author: .leadership
        case .eht: .eht
        case .teacher: .teacher
        }
    }
}
