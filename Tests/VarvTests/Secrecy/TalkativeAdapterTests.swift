import CustomDump
import Testing
import VarvModel
import VarvStorage

@testable import Varv

/// An adapter sees the whole file it is given; a personal number in it still reaches nobody's eyes through it.
@Suite struct TalkativeAdapterTests {
    private static func adapter(_ row: String, column: String = "Nummer") -> String {
        #"""
        return adapter {
          id = "test/pratig", version = "1.0.0", title = "Pratig", writes = { "results" },
          columns = { pupil = column.identity "\#(column)", word = column.text "Ma", on = column.date "Datum" },
          scale = "omdöme",
          steps = { ["Insats"] = "insats", [""] = skip },
          row = function(row, add)
            \#(row)
            add:judgement { pupil = row.pupil, subject = "MA", step = row:step(row.word), on = row.on }
          end,
        }
        """#
    }

    private func shown(_ plan: Plan) -> String {
        Language.allCases.map { language in
            (plan.refused.map { $0.issue.message(in: language) }
                + plan.warnings.map { $0.message(in: language) }
                + plan.notes + plan.inputNotes.map { $0.text(in: language) } + [plan.summary(in: language)])
                .joined(separator: "\n")
        }.joined(separator: "\n")
    }

    @Test func `what it prints is masked`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let run = try await test.run(adapter: Self.adapter(#"print("ser " .. row.pupil)"#), on: Lua.marks)
        #expect(run.plan.notes.joined().contains("ser 20130101-****"))
        #expect(!shown(run.plan).contains("2389"))
        await run.discard()
    }

    @Test func `its reason for refusing a row is masked, in the plan and in the rows left out`() async throws
    {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let marks = Lua.marks.replacing(";Insats;", with: ";Insatsen för 20130101-2389;")
        let run = try await test.run(adapter: Self.adapter(""), on: marks)
        #expect(!run.plan.refused.isEmpty)
        #expect(!shown(run.plan).contains("2389"))
        await run.discard()
    }

    @Test func `the error it ends with is masked`() async throws {
        let test = try await TestSchool()
        let error = await #expect(throws: VarvError.self) {
            try await test.run(adapter: Self.adapter(#"error("fel på " .. row.pupil)"#), on: Lua.marks)
        }
        let text = Language.allCases.map { error?.message(in: $0) ?? "" }.joined()
        #expect(text.contains("fel på 20130101-****") && !text.contains("2389"))
    }

    @Test func `a file without headings does not have its first pupil listed as its headings`() async throws {
        let test = try await TestSchool()
        let bare = Lua.marks.split(separator: "\n").dropFirst().joined(separator: "\n")
        let error = await #expect(throws: VarvError.self) {
            try await test.run(adapter: Self.adapter("", column: "Personnr"), on: bare)
        }
        #expect(error.map { !$0.message(in: .swedish).contains("2389") } ?? false)
    }

    @Test func `the log keeps the file's ending, size and hash, and nothing of what it was called or held`()
        async throws
    {
        let test = try await TestSchool()
        let path = test.folder.path("Åsa Hemlig 20130101-2389.csv")
        try test.folder.write("Åsa Hemlig 20130101-2389.csv", Lua.pupils)
        try test.folder.write("register.lua", Lua.register)
        try await test.school.run(
            .file(test.folder.path("register.lua")), on: .file(path), granting: TestSchool.everything
        ).apply()
        let log = try await test.rows("SELECT * FROM run").joined().joined(separator: " ")
        #expect(log.contains("csv"))
        for secret in ["Hemlig", "2389", "Ada", "Ek "] { #expect(!log.contains(secret)) }
    }

    @Test(arguments: ["lista.Åsa Hemlig", "lista.20130101-2389", "lista."])
    func `what follows a file's last dot is kept only when it is a tool's ending`(_ name: String) async throws
    {
        let test = try await TestSchool()
        try test.folder.write(name, Lua.pupils)
        try test.folder.write("register.lua", Lua.register)
        try await test.school.run(
            .file(test.folder.path("register.lua")), on: .file(test.folder.path(name)),
            granting: TestSchool.everything
        ).apply()
        let kept = try await test.rows("SELECT file_ending FROM run WHERE kind = 'import'")
        expectNoDifference(kept, [[""]])
    }
}
