import ArgumentParser
import CustomDump
import Testing
import Varv
import VarvModel

@testable import varv

/// Returns the command a line parses to.
private func parsed(_ line: String) throws -> any ParsableCommand {
    try VarvTool.parseAsRoot(ArgumentOrder.normalised(line.split(separator: " ").map(String.init)))
}

@Suite struct ParsingTests {
    @Test(arguments: [
        ("init skola", "ny-skola skola"), ("import f.csv", "läsin f.csv"), ("import f.csv", "lasin f.csv"),
        ("report varv/x", "rapport varv/x"), ("dialogue varv/x", "samtal varv/x"),
        ("answer varv/x", "svara varv/x"),
        ("run x.lua", "kör x.lua"), ("run x.lua", "kor x.lua"), ("undo 3", "ångra 3"), ("undo 3", "angra 3"),
        ("log", "logg"), ("doctor", "kolla"), ("school-year start 2027/28", "läsår start 2027/28"),
        ("routine list", "rutin list"), ("routine info varv/x", "rutin info varv/x"),
    ])
    func `a command and its Swedish twin are the same`(_ english: String, _ swedish: String) throws {
        #expect(try type(of: parsed(english)) == type(of: parsed(swedish)))
    }

    @Test func `nothing typed is where the school stands`() throws {
        #expect(try parsed("") is StatusCommand)
        let command = try #require(try parsed("--school skola --json") as? StatusCommand)
        #expect(command.globals.school == "skola")
        #expect(command.globals.json)
    }

    @Test func `global options stand before or after the command`() throws {
        let before = try #require(try parsed("--school s --lang en --json import f.csv") as? ImportCommand)
        let after = try #require(try parsed("import f.csv --school s --lang en --json") as? ImportCommand)
        for command in [before, after] {
            #expect(command.globals.school == "s")
            #expect(command.globals.lang == "en")
            #expect(command.globals.json)
            #expect(command.file == "f.csv")
        }
    }

    @Test func `a group of commands shows its help also behind global options`() throws {
        #expect(try type(of: parsed("--school s läsår")) == type(of: parsed("läsår")))
    }

    @Test func `help about what is no command says so`() {
        #expect(throws: VarvError.self) { try parsed("help imprt") }
    }

    @Test func `an import takes all that design says`() throws {
        let command = try #require(
            try parsed(
                "import f.csv --with a.lua --cycle 3 --year-group 7 --group 7B --subject MA --teacher ALI --dry-run "
                    + "--expect abc --partial --yes --yes --set a=1 --set b=2 --protection none --read pupils "
                    + "--write results --write pupils --remember") as? ImportCommand)
        #expect(
            command.scope.scope
                == RunScope(cycle: 3, yearGroup: 7, group: "7B", subject: "MA", teacher: "ALI"))
        #expect(command.plan.yes == 2)
        #expect(try command.settings.values() == ["a": "1", "b": "2"])
        #expect(try command.rights.permissions() == [.read(.pupils), .write(.results), .write(.pupils)])
    }

    @Test func `what is always open needs no right`() throws {
        let command = try #require(try parsed("run x.lua --read cycles --read results") as? RunCommand)
        #expect(try command.rights.permissions() == [.read(.results)])
    }

    @Test func `a word that is no right names the nearest`() throws {
        let command = try #require(try parsed("run x.lua --read resultat") as? RunCommand)
        let error = try #require(throws: VarvError.self) { try command.rights.permissions() }
        #expect(error.status == .usage)
        #expect(error.words.sv.hasPrefix("\"resultat\" är ingen rätt; menade du \"results\"?"))
    }

    @Test(arguments: [
        ("raport", "rapport", "report"), ("reprot", "report", "report"), ("lasinn", "läsin", "läsin"),
        ("loggg", "logg", "logg"), ("statsu", "status", "status"),
    ])
    func `a misspelt command names the nearest in the reader's language, else in the other`(
        _ typed: String, _ sv: String, _ en: String
    ) throws {
        let error = try #require(throws: VarvError.self) { try parsed(typed + " varv/x") }
        #expect(error.status == .usage)
        expectNoDifference(
            error.words,
            Phrase(
                sv: "Det finns inget kommando \"\(typed)\"; menade du \"\(sv)\"? Skriv varv --help.",
                en: "There is no command \"\(typed)\"; did you mean \"\(en)\"? Type varv --help."))
    }

    @Test(arguments: [
        "import", "report", "undo x", "log --limit 0", "run x.lua --seconds 0", "--lang xx log",
        "report r --to odt",
    ])
    func `a wrong command line ends with 64`(_ line: String) {
        let error = #expect(throws: (any Error).self) { try parsed(line) }
        #expect(error.map { VarvTool.exitCode(for: $0).rawValue } == 64)
    }

    @Test(arguments: [PaperChoice.docx, .pdf, .xlsx])
    func `what is not written yet says what to do instead`(_ choice: PaperChoice) throws {
        let error = try #require(throws: VarvError.self) { try choice.required() }
        #expect(error.status == .usage)
        #expect(
            error.words.sv == "--to \(choice.rawValue) kommer senare; skriv ut från webbläsaren (--to html).")
    }

    @Test(arguments: [Language.swedish, .english])
    func `help is in the language asked for`(_ language: Language) {
        let text = Speech.$override.withValue(language) {
            ParserWords.translate(VarvTool.helpMessage(columns: 80), to: language)
        }
        expectSnapshot(text + "\n", "help-\(language.rawValue).txt")
    }
}

@Suite struct LanguageTests {
    @Test(arguments: [
        (["varv", "--lang", "en"], [:], Language.english), (["varv", "log", "--lang=en"], [:], .english),
        (["varv"], ["LANG": "en_GB.UTF-8"], .english), (["varv"], ["LANG": "sv_SE.UTF-8"], .swedish),
        (["varv"], ["LC_ALL": "sv_SE.UTF-8", "LANG": "en_US.UTF-8"], .swedish), (["varv"], [:], .swedish),
        (["varv"], ["LANG": "de_DE.UTF-8"], .swedish),
        (["varv", "--lang", "sv"], ["LANG": "en_US"], .swedish),
    ])
    func `the command line, then the locale, then Swedish`(
        _ arguments: [String], _ environment: [String: String], _ language: Language
    ) {
        #expect(Speech.choose(arguments: arguments, environment: { environment[$0] }) == language)
    }
}

struct StackedArgumentTests {
    @Test func `a word with a pile of marks on a letter is refused before it is compared with anything`() {
        let pile = "a" + String(repeating: "\u{301}", count: 31)
        let error = #expect(throws: VarvError.self) { try ArgumentOrder.normalised(["api", pile]) }
        #expect(error?.status == .usage)
        #expect(
            error?.words.sv == "Ett ord på kommandoraden har en bokstav med fler än 30 tecken ovanpå sig.")
    }
}
