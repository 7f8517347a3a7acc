import CustomDump
import Testing
import Varv
import VarvModel

@testable import varv

/// `varv import` as it is typed: what it asks, what it says, what it ends with.
struct ImportCommandTests {
    private func school() async throws -> TypedSchool {
        let school = try await TypedSchool(pupils: "20130101-2389;Ada;Ek;7A;7;\n")
        try school.write("omdomen.csv", "Nummer;Ma\n20130101-2389;Insats\n")
        return school
    }

    private func importing(
        _ school: TypedSchool, _ more: String..., answers: (any LineSource)? = nil
    ) async throws -> TypedSchool.Said {
        try await school.type(TypedSchool.importing + more, answers: answers)
    }

    @Test func `the log tells the cycle of an import, in text and in JSON, and of an undo what it took away`()
        async throws
    {
        let school = try await school()
        _ = try await importing(school, "--set", "on=2026-11-20", "--yes")
        _ = try await school.type("undo", "3", "--yes")
        let said = try await school.type("log", "--limit", "2", language: .english)
        expectNoDifference(
            said.text.split(separator: "\n").compactMap { $0.split(separator: "  ").last.map(String.init) },
            [
                "undid run 3, cycle 3: 1 removed",
                "import csv with test/judgements, cycle 3: 1 new — undone by run 4",
            ])
        let json = said.outcome.json(in: .english).text
        for member in [
            #""cycle":3,"school_year":"2026/27","undid":3,"#,
            #""cycle":3,"school_year":"2026/27","undid":null,"#,
        ] {
            #expect(json.contains(member), "\(json)")
        }
    }

    @Test func `without the right, and nobody to ask, the flags that grant it are told`() async throws {
        let school = try await school()
        let said = try await school.type("import", "@omdomen.csv", "--with", "@omdomen.lua", "--cycle", "3")
        expectNoDifference(
            [said.outcome.code ?? "", said.outcome.flags.joined()], ["VARV-E403", "--write results"])
        expectNoDifference(
            said.outcome.details, ["Kör den i en terminal och svara j, eller lägg till", "  --write results"])
    }

    @Test func `a terminal is asked what the file does not say`() async throws {
        let said = try await importing(school(), answers: ListedLines(["2026-11-20", "j"]))
        #expect(said.status == .done, "\(said.text)")
        #expect(said.text.hasPrefix("Vilken dag gäller omdömena? "))
    }

    @Test func `without a terminal the setting that answers it is named, and nothing is stored`() async throws
    {
        let said = try await importing(school())
        #expect(said.status == .refused)
        #expect(said.outcome.code == "VARV-E508")
        #expect(said.outcome.message.contains("svara med --set on=…"))
    }

    @Test func `an answer that is no day is told, and not asked for again without end`() async throws {
        let said = try await importing(school(), answers: ListedLines(["i går", "j"]))
        #expect(said.status == .refused)
    }

    @Test func `what is stored says how to undo it, as it must be typed from here`() async throws {
        let school = try await school()
        let said = try await importing(school, "--set", "on=2026-11-20", "--yes")
        let run = try #require(said.outcome.run)
        #expect(said.text.contains("Ångra med: varv --school \(school.path) ångra \(run)\n"), "\(said.text)")
    }

    @Test func `a plan that was seen is stored by its mark, and another is refused with what moved`()
        async throws
    {
        let school = try await school()
        let seen = try await importing(school, "--set", "on=2026-11-20", "--dry-run")
        let mark = try #require(seen.outcome.plan?.mark.description)
        #expect(seen.text.contains("Planens märke: \(mark)\n"))

        let otherDay = try await importing(school, "--set", "on=2026-11-19", "--expect", mark)
        #expect(otherDay.status == .refused)
        #expect(otherDay.outcome.code == "VARV-E649")
        #expect(otherDay.outcome.message.contains("valen på kommandoraden"))

        try school.write("omdomen.csv", "Nummer;Ma\n20130101-2389;Mer\n")
        let otherFile = try await importing(school, "--set", "on=2026-11-20", "--expect", mark)
        #expect(otherFile.outcome.message.contains("har detta ändrats: filen."))

        try school.write("omdomen.csv", "Nummer;Ma\n20130101-2389;Insats\n")
        #expect(try await importing(school, "--set", "on=2026-11-20", "--expect", mark).status == .done)
        let again = try await importing(school, "--set", "on=2026-11-20", "--expect", mark)
        #expect(again.outcome.message.contains("har detta ändrats: skolans uppgifter."))
    }

    @Test func `a change is shown before it is agreed to`() async throws {
        let school = try await school()
        _ = try await importing(school, "--set", "on=2026-11-20", "--yes")
        try school.write("omdomen.csv", "Nummer;Ma\n20130101-2389;Mer\n")
        let said = try await importing(
            school, "--set", "on=2026-11-20", answers: ListedLines(["n"]))
        #expect(said.status == .refused)
        #expect(
            said.text.contains("varv 3, MA: Insats krävs → Mer än godtagbara kunskaper\n"), "\(said.text)")
    }
}

/// `varv answer` fed by a pipe.
struct AnswerCommandTests {
    @Test func `Ctrl-C while lines are read ends with its own status and says what is saved`() async throws {
        let school = try await TypedSchool()
        let question = DialogueQuestion.sample
        try school.write("fragor.lua", question)
        let said = try await school.type(
            "answer", "@fragor.lua", "--cycle", "3", answers: PipedLines(["why=för att"], end: .interrupted))
        #expect(said.status == .interrupted, "\(said.text) \(said.outcome)")
        #expect(said.outcome.message.hasPrefix("Avbrutet. 1 svar"))
    }

    @Test func `a line that is not UTF-8 is refused by its number, and the others are saved`() async throws {
        let school = try await TypedSchool()
        try school.write("fragor.lua", DialogueQuestion.sample)
        let text = Array("why=för att\nhow=l".utf8) + [0xE4] + Array("sa\n".utf8)
        let said = try await school.type(
            "answer", "@fragor.lua", "--cycle", "3", answers: StandardInput.holding(text))
        #expect(said.status == .leftOut, "\(said.text) \(said.outcome)")
        #expect(
            said.text.contains(
                "Rad 2 är inte text i UTF-8, eller har en bokstav med fler än 30 tecken ovanpå sig, så den har inte lästs. "
                    + "Spara filen som UTF-8 i textredigeraren."),
            "\(said.text)")
    }

    private enum DialogueQuestion {
        static let sample = """
            return dialogue {
              id = "test/fragor", version = "1.0.0", title = "Frågor", with = "teacher", per = "school",
              reads = {},
              ask = function(here, form, opt) form:text("why", "Varför?") form:text("how", "Hur?") end,
            }
            """
    }
}
