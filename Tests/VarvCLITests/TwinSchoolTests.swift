import CustomDump
import Foundation
import Testing
import Varv
import VarvModel

@testable import varv

/// Command lines typed in twin schools, one of which holds a secret besides: every text and every JSON object is the
/// same to whoever may not see it.
@Suite struct TwinSchoolTests {
    enum Secret: String, CaseIterable, Sendable {
        /// Seven protected pupils with results, in the class of the others.
        case existence
        /// A protected pupil's other result, and an intervention for them.
        case protectedResult, protectedIntervention
        /// What needs a right that was not asked for, of a pupil everyone may see.
        case results, names
    }

    private static let routines = [
        "hemlig.lua": """
        return task {
          id = "test/hemlig", version = "1.0.0", title = "Hemlig",
          reads = { "pupils", "protected", "identity" }, writes = { "interventions" },
          options = { option.text("number", "", "Vem") },
          work = function(here, change, opt)
            change:intervention { group = "7A", title = "Två lärare", reports_back = "ALI", follows_up = "ALI" }
            if opt.number ~= "" then
              change:intervention { pupil = pupils:find(opt.number), title = "Hemlig", reports_back = "ALI",
                                    follows_up = "ALI", start_on = cycles:find(1).start_on }
            end
          end,
        }
        """,
        "uppgift.lua": """
        return task {
          id = "test/uppgift", version = "1.0.0", title = "Uppgift",
          reads = { "pupils", "interventions" }, writes = { "interventions" },
          work = function(here, change)
            print(pupils:count(), interventions:count())
            for i in interventions:each() do change:intervention(i, { title = "Ny titel" }) end
            for p in pupils:each() do change:note(p, p.group) end
          end,
        }
        """,
        "rapport.lua": """
        return report {
          id = "test/rapport", version = "1.0.0", title = "Underlag", per = "group", reads = { "pupils" },
          draw = function(here, page)
            page "{pupils|elev|elever}"
            page:table(pupils, { "pseudonym", "group" })
          end,
        }
        """,
        "personal.lua": """
        return adapter {
          id = "test/personal", version = "1.0.0", title = "Personal", writes = { "staff" },
          columns = { code = column.staff "Signatur", group = column.group "Klass" },
          row = function(row, add)
            add:staff { staff = row.code }
            add:teaching { staff = row.code, group = row.group, subject = "MA" }
          end,
        }
        """,
    ]

    /// What is typed in the meeting, with what is answered.
    private static let meeting = """
        here
        pupils
        pupils:count()
        pupils:find("20130103-2387")
        judgements
        judgements:count()
        interventions
        interventions:due():count()
        interventions:running()
        for p in pupils:each() do print(p, p.group) end
        kept = pupils:first(1):one()
        kept
        kept.name
        pupils?
        interventions:due?
        pupils:where { namm = 1 }
        nothing.there
        for i in interventions:each() do
          print(i.target, i.title)
        end
        change:intervention { group = "7A", title = "Ny", reports_back = "ALI", follows_up = "ALI" }
        j
        interventions:count()
        :ångra
        j
        interventions:count()
        change:intervention { group = "7X", title = "Ny", reports_back = "ALI", follows_up = "ALI" }
        :hjälp
        :hjä
        """

    /// A school with four pupils of 7A, the third of them protected, and their judgements.
    private func base() async throws -> TypedSchool {
        let school = try await TypedSchool(
            pupils: """
                20130101-2389;Ada;Ek;7A;7;
                20130102-2388;Bo;Al;7A;7;
                20130103-2387;Hemliga;Namnet;7A;7;Ja
                20130104-2386;Dag;Lind;7A;7;

                """)
        for (name, text) in Self.routines { try school.write(name, text) }
        try school.write("personal.csv", "Signatur;Klass\nALI;7A\n")
        try school.write(
            "omdomen.csv",
            TypedSchool.judgementHeadings + """
                20130101-2389;Insats;2026-11-20
                20130102-2388;Mer;2026-11-20
                20130103-2387;Insats;2026-11-20

                """)
        try school.write("möte.varv", Self.meeting)
        // What the observed import holds: nothing of whom the twins differ in, a new word and a wrong one.
        try school.write(
            "nytt.csv",
            TypedSchool.judgementHeadings + "20130102-2388;Insats;2026-11-20\n20130104-2386;Fel;2026-11-20\n")
        try await school.done(
            "import", "@personal.csv", "--with", "@personal.lua", "--write", "staff", "--yes")
        try await school.done(TypedSchool.importing + ["--yes"])
        return school
    }

    /// Does in a twin what both do, and the secret where there is one.
    private func hide(_ secret: Secret?, in school: TypedSchool) async throws {
        var register = TypedSchool.pupilHeadings + "20130105-2385;Eva;Ny;7A;7;\n"
        var marks = TypedSchool.judgementHeadings + "20130105-2385;Mer;2026-11-20\n"
        var task = [
            "run", "@hemlig.lua", "--read", "pupils,protected,identity", "--write", "interventions", "--yes",
        ]
        switch secret {
        case nil: break
        case .existence:
            for number in ["06-2384", "07-2383", "08-2382", "09-2381", "11-2387", "12-2386", "13-2385"] {
                register += "201301\(number);Hemlig;Person;7A;7;Ja\n"
                marks += "201301\(number);Insats;2026-11-20\n"
            }
        case .protectedResult: marks += "20130103-2387;Mer;2026-11-20\n"
        case .protectedIntervention: task += ["--set", "number=20130103-2387"]
        case .results: marks += "20130101-2389;Mer;2026-11-20\n"
        case .names: register += "20130101-2389;Adina;Ek;7A;7;\n"
        }
        try school.write("hemlig.csv", register)
        try school.write("hemliga.csv", marks)
        try await school.done(
            "import", "@hemlig.csv", "--with", "@register.lua", "--write", "pupils", "--yes", "--yes")
        try await school.done(
            "import", "@hemliga.csv", "--with", "@omdomen.lua", "--write", "results", "--cycle", "3",
            "--yes",
            "--yes")
        try await school.done(task)
    }

    /// What is typed to look for a secret, line by line.
    private static func lines(_ secret: Secret) -> [[String]] {
        let reads = secret == .results ? "pupils,interventions,staff" : "pupils,results,interventions,staff"
        let importing = [
            "import", "@nytt.csv", "--with", "@omdomen.lua", "--write", "results", "--cycle", "3",
        ]
        var lines = [
            ["repl", "--script", "@möte.varv", "--cycle", "3", "--read", reads, "--write", "interventions"],
            importing + ["--dry-run"], importing, importing + ["--partial", "--yes"],
            ["undo", "10"], ["undo", "10", "--yes"], ["undo", "10", "--yes"], ["undo", "99"],
            [
                "run", "@uppgift.lua", "--read", "pupils,interventions", "--write", "interventions",
                "--dry-run",
            ],
            ["run", "@uppgift.lua", "--read", "pupils,interventions", "--write", "interventions", "--yes"],
            ["report", "@rapport.lua", "--read", "pupils", "--to", "text"],
            ["report", "@rapport.lua", "--read", "pupils", "--to", "json"],
            ["status"], ["--as", "teacher", "status"], ["--as", "eht", "status"], ["--as", "teacher", "log"],
            ["--as", "eht", "log"], ["--as", "teacher", "undo", "4"],
        ]
        // What a file changes is told by what was there: whoever imports results may know of them.
        if secret == .results { lines.removeAll { $0.first == "import" || $0.first == "undo" } }
        return lines
    }

    /// Everything a person or a script is told, without the moment and the folder.
    private func told(_ said: TypedSchool.Said, _ school: TypedSchool, _ language: Language) -> String {
        (said.text + "\n" + said.outcome.json(in: language).text)
            .replacing(school.folder.path, with: "·")
            .replacing(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\dZ)?/, with: "nu")
    }

    @Test(arguments: Secret.allCases, Language.allCases)
    func `nothing that is typed tells the twins apart`(_ secret: Secret, _ language: Language) async throws {
        let one = try await base()
        let other = try TypedSchool(copying: one)
        try await hide(nil, in: one)
        try await hide(secret, in: other)
        for words in Self.lines(secret) {
            let said = try await one.type(words, language: language)
            let same = try await other.type(words, language: language)
            expectNoDifference(
                told(said, one, language), told(same, other, language), words.joined(separator: " "))
        }
    }

    @Test func `the leadership's own log says how much was imported`() async throws {
        let one = try await base()
        let other = try TypedSchool(copying: one)
        try await hide(nil, in: one)
        try await hide(.existence, in: other)
        let said = try await one.type("log")
        let same = try await other.type("log")
        #expect(told(said, one, .swedish) != told(same, other, .swedish))
    }
}
