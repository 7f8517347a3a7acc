import CustomDump
import Testing
import VarvModel

@testable import Varv

/// What a task's plan says of a change, to the person who is about to say yes.
@Suite struct ChangeWordsTests {
    @Test func `codes that routines use are told in words`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try await test.school.supportGroup()
        try test.folder.write(
            "insats.lua",
            """
            return task {
              id = "test/insats", version = "1.0.0", title = "Insats",
              reads = { "interventions" }, writes = { "interventions" },
              work = function(here, change)
                change:intervention { code = "INS-1", status = "running" }
              end,
            }
            """)
        let run = try await test.school.run(
            .file(test.folder.path("insats.lua")), scope: .cycle(3), granting: TestSchool.everything)
        expectNoDifference(
            run.plan.changes,
            [
                Phrase(
                    sv: "INS-1: läge beslutad → pågår",
                    en: "INS-1: status decided → running")
            ])
        await run.discard()
    }
}
