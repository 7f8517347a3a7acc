import Testing
import VarvModel
import VarvStorage

@testable import Varv

/// A task cannot feel its way to a protected pupil by the codes of interventions.
@Suite struct ProtectedInterventionTests {
    private static func task(_ change: String, reads: String = "") -> String {
        """
        return task {
          id = "test/insats", version = "1.0.0", title = "Insats",
          reads = { "pupils", "interventions"\(reads) }, writes = { "interventions" },
          options = { option.text("code", "", "Vilken") },
          work = function(here, change, opt)
            \(change)
          end,
        }
        """
    }

    static let changes = [
        #"change:intervention { code = opt.code, status = "ended" }"#,
        #"change:review { intervention = opt.code, decision = "remove", evidence = "läser säkrare" }"#,
    ]

    private func school() async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try await test.school.supportProtected()
        return test
    }

    private func answer(_ test: TestSchool, _ source: String, _ code: String) async throws -> String {
        try test.folder.write("insats.lua", source)
        do {
            let run = try await test.school.run(
                .file(test.folder.path("insats.lua")), scope: .cycle(3), granting: TestSchool.everything,
                settings: ["code": code])
            let summary = run.plan.summary()
            await run.discard()
            return summary
        } catch {
            return "✗ " + error.message(in: .swedish).replacing(code, with: "…")
        }
    }

    @Test(arguments: changes)
    func `an intervention for a protected pupil is answered like one that does not exist`(
        _ change: String
    ) async throws {
        let test = try await school()
        let protected = try await answer(test, Self.task(change), "INS-H")
        let none = try await answer(test, Self.task(change), "INS-X")
        #expect(protected == none)
        #expect(none.hasPrefix("✗ "))
    }

    @Test(arguments: changes)
    func `with the right to protected pupils it is changed`(_ change: String) async throws {
        let test = try await school()
        let answer = try await answer(test, Self.task(change, reads: #", "protected""#), "INS-H")
        #expect(answer.contains("insatser: 1 ändrad"))
    }
}

extension School {
    fileprivate func supportProtected() throws {
        let run = try core.store.begin(
            RunStart(kind: "import", account: "anna", role: "leadership", startedAt: core.now))
        let pupil = try run.reader.protectedPupils()[0]
        try run.put(
            .intervention,
            columns: ["level", "target", "title", "pupil", "start_on", "planned_weeks", "due_on", "status"],
            [
                "INS-H", "individual", "pupil", "Läsgrupp", .integer(pupil), "2026-10-01", 6, "2026-11-12",
                "running",
            ])
        try run.commit(RunEnd(outcome: "done", endedAt: core.now))
    }
}
