import ArgumentParser
import Varv
import VarvModel

/// A command of Varv's: what it is told, and what it does with a console to speak at.
protocol Command: ParsableCommand {
    var globals: GlobalOptions { get }

    /// Does it. What is thrown is a ``VarvError`` and becomes the outcome.
    func perform(_ console: Console) async throws -> Outcome
}

/// `varv`: the commands there are.
struct VarvTool: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "varv",
            abstract: say(
                "Varv följer upp elevers resultat i återkommande varv, på skolans eget sätt.",
                "Varv follows up pupils' results in recurring cycles, the school's own way."),
            discussion: say(
                """
                Före eller efter varje kommando: --school MAPP, --lang sv|en, --json, --color auto|always|never, \
                --as ROLL. Ensamt visar varv var skolan står.
                """,
                """
                Before or after any command: --school DIR, --lang sv|en, --json, --color auto|always|never, \
                --as ROLE. Alone, varv shows where the school stands.
                """),
            version: "0.1.0",
            subcommands: commands, defaultSubcommand: StatusCommand.self)
    }

    static var commands: [any ParsableCommand.Type] {
        [
            StatusCommand.self, InitCommand.self, ImportCommand.self, ReportCommand.self,
            DialogueCommand.self,
            AnswerCommand.self, ReplCommand.self, RunCommand.self, UndoCommand.self, LogCommand.self,
            SchoolYearCommand.self, RoutineCommand.self, ApiCommand.self, DoctorCommand.self,
        ]
    }

    /// What each command is called in either language: the first of its other names is the Swedish one.
    static var names: [Phrase] {
        commands.map { command in
            let name = command.configuration.commandName ?? ""
            return Phrase(sv: command.configuration.aliases.first ?? name, en: name)
        } + [Phrase(sv: "help", en: "help")]
    }

    /// Commands that only have others below them.
    static var groups: [String] {
        commands.filter {
            !$0.configuration.subcommands.isEmpty && $0.configuration.defaultSubcommand == nil
        }.flatMap { [$0.configuration.commandName ?? ""] + $0.configuration.aliases }
    }

    /// Every word that begins a command line: names, twins and the parser's own.
    static var words: [String] {
        commands.flatMap { command in
            [command.configuration.commandName ?? ""] + command.configuration.aliases
        } + ["help"]
    }
}
