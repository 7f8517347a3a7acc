import Testing
import Varv
import VarvModel

@testable import varv

/// How a plan says that it does not tell everything it would change.
@Suite struct WithheldChangeTests {
    private static let register = """
        return adapter {
          id = "test/register", version = "1.0.0", title = "Register", writes = { "pupils" },
          columns = {
            pupil = column.identity "Nummer", given = column.text "Förnamn", family = column.text "Efternamn",
            group = column.group "Klass", year_group = column.year_group "Åk",
            protection = column.mark { "Skyddad", none = { "" } },
          },
          row = function(row, add)
            add:group { group = row.group, kind = "klass", year_group = row.year_group }
            add:pupil { pupil = row.pupil, given = row.given, family = row.family, group = row.group,
                        year_group = row.year_group, protection = row.protection }
          end,
        }
        """
    private static let judgements = """
        return adapter {
          id = "test/judgements", version = "1.0.0", title = "Omdömen", writes = { "results" },
          columns = { pupil = column.identity "Nummer", word = column.text "Ma", on = column.date "Datum" },
          scale = "omdöme", steps = { ["Insats"] = "insats", ["Mer"] = "mer" },
          row = function(row, add)
            add:judgement { pupil = row.pupil, subject = "MA", step = row:step(row.word), on = row.on }
          end,
        }
        """
    private static let marks =
        "Nummer;Ma;Datum\n20130101-2389;Insats;2026-11-20\n20130103-2387;Insats;2026-11-20\n"

    /// What is said of a file that changes the judgements of an open pupil and of a protected one.
    private func said(_ words: String..., language: Language = .swedish) async throws -> String {
        let school = try await TypedSchool()
        try school.write("register.lua", Self.register)
        try school.write("omdomen.lua", Self.judgements)
        try school.write(
            "elever.csv",
            "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n20130101-2389;Ada;Ek;7A;7;\n20130103-2387;;;7A;7;Ja\n"
        )
        _ = try await school.type(
            "import", "@elever.csv", "--with", "@register.lua", "--write", "pupils", "--yes")
        let importing = [
            "import", "@omdomen.csv", "--with", "@omdomen.lua", "--write", "results", "--cycle", "3",
        ]
        try school.write("omdomen.csv", Self.marks)
        _ = try await school.type(importing + ["--yes"])
        try school.write("omdomen.csv", Self.marks.replacing("Insats", with: "Mer"))
        return try await school.type(importing + ["--dry-run"] + words, language: language).text
    }

    @Test func `what is not told is counted, with what to write to see it`() async throws {
        let text = try await said()
        let lines = text.split(separator: "\n").drop { $0 != "Det här ändras:" }.prefix(4)
        #expect(lines.count == 4)
        #expect(lines.dropFirst().first?.hasSuffix(": Insats krävs → Mer än godtagbara kunskaper") == true)
        #expect(lines.dropFirst(2).first == "  1 ändring visas bara med --read protected")
        #expect(!text.contains("till\n"))
    }

    @Test func `it is said in English too`() async throws {
        #expect(
            try await said(language: .english).contains("\n  1 change is shown only with --read protected\n"))
    }

    @Test func `whoever asks for the right and has it sees it`() async throws {
        let text = try await said("--read", "protected")
        #expect(
            text.contains(
                "\n  en elev med skyddade uppgifter, varv 3, MA: Insats krävs → Mer än godtagbara kunskaper\n"
            ))
        #expect(!text.contains("visas bara"))
    }
}
