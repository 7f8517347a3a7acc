import CustomDump
import Testing
import VarvModel
import VarvStorage

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

extension School {
    fileprivate func supportGroup() throws {
        let run = try core.store.begin(
            RunStart(kind: "import", account: "anna", role: "leadership", startedAt: core.now))
        let groups = try run.reader.rows("SELECT min(id) FROM study_group")
        try run.put(
            .intervention,
            columns: [
                "level", "target", "title", "study_group", "start_on", "planned_weeks", "due_on", "status",
            ],
            [
                "INS-1", "group", "pupil", "Läsgrupp", .integer(groups.integer(0, 0) ?? 0), "2026-10-01", 6,
                "2026-11-12",
                "decided",
            ])
        try run.commit(RunEnd(outcome: "done", endedAt: core.now))
    }
}
