import ArgumentParser
import Varv

/// `varv school-year`: the year and its cycles.
struct SchoolYearCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "school-year",
            abstract: say("Läsåret och dess varv.", "The school year and its cycles."),
            subcommands: [Start.self], aliases: ["läsår", "lasar"])
    }

    /// `varv school-year start 2027/28`.
    struct Start: Command {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "start",
                abstract: say("Lägg upp ett läsår med sex varv.", "Add a school year with six cycles."),
                aliases: ["starta"])
        }

        @OptionGroup var globals: GlobalOptions

        @Argument(help: help("Läsåret, 2027/28.", "The school year, 2027/28.", value: say("läsår", "year")))
        var label: String

        func perform(_ console: Console) async throws -> Outcome {
            let run = try await Door(globals: globals).open().startSchoolYear(label)
            let words = say(
                "Läsåret \(label) finns nu, med sex varv (körning \(run)).",
                "The school year \(label) is there now, with six cycles (run \(run)).")
            console.printForeign(words)
            return Outcome(status: .done, message: words, run: run)
        }
    }
}
