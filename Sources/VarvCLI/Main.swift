import ArgumentParser
import Glibc
import Varv
import VarvBridge
import VarvModel

@main
enum Main {
    static func main() async {
        let status = await run(Array(CommandLine.arguments.dropFirst()))
        exit(status.rawValue)
    }

    /// Parses and does what a command line says; returns how it ended.
    private static func run(_ arguments: [String]) async -> ExitStatus {
        let command: any ParsableCommand
        do {
            command = try VarvTool.parseAsRoot(ArgumentOrder.normalised(arguments))
            if !(command is any Command) {
                // The parser's own `help`, and a group of commands alone: both answer by throwing a help text.
                var other = command
                try other.run()
                return .done
            }
        } catch let error as VarvError {
            return tell(Outcome(error, in: Speech.language), early(arguments))
        } catch {
            return tell(parsing: error, arguments)
        }
        guard let command = command as? any Command else { return .done }
        let console = Console.process(
            json: command.globals.json, colour: command.globals.color,
            school: command.globals.school)
        do {
            return tell(try await command.perform(console), console)
        } catch {
            var outcome = Outcome(VarvError.wrapping(error), in: Speech.language)
            outcome.message = console.typed(outcome.message)
            return tell(outcome, console)
        }
    }

    /// Says how a command ended: one object with `--json`, else what went wrong on standard error.
    private static func tell(_ outcome: Outcome, _ console: Console) -> ExitStatus {
        if console.isJSON {
            Stream.output.write((outcome.json(in: Speech.language).text + "\n").utf8)
        } else if outcome.code != nil {
            for line in ErrorText.lines(
                outcome, hasColour: console.hasErrorColour, foldedAt: console.foldsErrorsAt)
            { console.note(line) }
        }
        return outcome.status
    }

    /// Says what the argument parser had to say: help on standard output, what is wrong on standard error.
    private static func tell(parsing error: any Error, _ arguments: [String]) -> ExitStatus {
        let text = ParserWords.translate(VarvTool.fullMessage(for: error), to: Speech.language)
        guard VarvTool.exitCode(for: error) != .success else {
            Stream.output.write((text + "\n").utf8)
            return .done
        }
        let console = early(arguments)
        if console.isJSON {
            let words = ParserWords.translate("Error: " + VarvTool.message(for: error), to: Speech.language)
            return tell(Outcome(status: .usage, code: "VARV-E640", message: words), console)
        }
        console.note(text)
        return .usage
    }

    /// The console of a command line that could not be parsed.
    private static func early(_ arguments: [String]) -> Console {
        Console.process(
            json: arguments.filter { !StackedMarks.exceed(in: $0) }.prefix { $0 != "--" }.contains("--json"),
            colour: .auto)
    }
}
