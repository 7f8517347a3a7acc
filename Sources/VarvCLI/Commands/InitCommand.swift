import ArgumentParser
import Varv
import VarvDocuments

/// `varv init DIR`: makes a school.
struct InitCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "init",
            abstract: say("Gör en ny skola i en mapp.", "Make a new school in a folder."),
            aliases: ["ny-skola"])
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(help: help("Mappen, ny eller tom.", "The folder, new or empty.", value: say("mapp", "dir")))
    var folder: String

    @Option(
        help: help(
            "Skolans namn; annars mappens.", "The school's name; the folder's otherwise.",
            value: say("namn", "name")))
    var name: String?

    @Option(
        help: help(
            "Läsåret, 2026/27; annars det som pågår.", "The school year, 2026/27; the one running otherwise.",
            value: say("läsår", "year")))
    var schoolYear: String?

    @Flag(
        help: help(
            "En påhittad skola, som vem som helst får se.", "An invented school, which anyone may see."))
    var invented = false

    func perform(_ console: Console) async throws -> Outcome {
        let school = try await Door(globals: globals).host.create(
            folder, name: name ?? folderName, schoolYear: schoolYear, invented: invented)
        let path = school.folder.path
        console.print(
            say(
                "Skolan är gjord i \(Neutral.terminal(folder)). Den ligger i:",
                "The school is made in \(Neutral.terminal(folder)). It lies in:"))
        for (file, words) in contents { console.print("  " + file.padded(to: 14) + words) }
        console.print()
        console.print(say("Börja med elevregistret:", "Begin with the pupil register:"))
        console.printForeign(
            "  varv --school \(Console.shellWord(folder)) " + say("läsin ELEVER.csv", "import PUPILS.csv"))
        return .done(say("Skolan är gjord.", "The school is made."), ["folder": .string(path)])
    }

    private var folderName: String {
        folder.split(separator: "/").last { $0 != "." && $0 != ".." }.map(String.init)
            ?? say("Skolan", "The school")
    }

    private var contents: [(String, String)] {
        [
            ("school.toml", say("inställningar: namn, vem som är vem", "settings: name, who is who")),
            (
                "varv.db",
                say("allt som lästs in, med vem och när", "all that was imported, with who and when")
            ),
            ("routines/", say("skolans egna rutiner", "the school's own routines")),
            ("exports/", say("rader som väntar på att rättas", "rows waiting to be mended")),
        ]
    }
}

extension String {
    /// The text with spaces up to a width in columns.
    func padded(to width: Int) -> String { TextWidth.pad(self, to: width) }
}
