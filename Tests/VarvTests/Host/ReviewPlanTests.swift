import CustomDump
import Testing
import VarvModel
import VarvStorage

@testable import Varv

/// What a review would write over is told before anyone says yes, and is part of what the plan's mark stands for.
@Suite struct ReviewPlanTests {
    private static func task(_ fields: String) -> String {
        """
        return task {
          id = "test/omdome", version = "1.0.0", title = "Utvärdering",
          reads = { "interventions" }, writes = { "interventions" },
          work = function(here, change)
            change:review { intervention = "INS-1", decision = "continue", \(fields) }
          end,
        }
        """
    }

    private func school(effect: String = "yes") async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try await test.school.review(effect: effect)
        return test
    }

    private func plan(_ fields: String, in test: TestSchool) async throws -> Plan {
        try test.folder.write("omdöme.lua", Self.task(fields))
        let run = try await test.school.run(
            .file(test.folder.path("omdöme.lua")), scope: .cycle(3), granting: TestSchool.everything)
        await run.discard()
        return run.plan
    }

    @Test func `a review that is written over is told with what it was`() async throws {
        let plan = try await plan(#"effect = "no", evidence = "annat""#, in: school())
        expectNoDifference(
            plan.changes.map(\.sv),
            ["INS-1, varv 3: effekt ja → nej, underlaget ändras, utvärderingsdagen ändras"])
    }

    @Test func `a plan that writes over something else has another mark`() async throws {
        let fields = #"effect = "no", evidence = "annat""#
        let (one, other) = (
            try await plan(fields, in: school(effect: "yes")),
            try await plan(fields, in: school(effect: "unclear"))
        )
        expectNoDifference(one.recordFates, other.recordFates)
        expectNoDifference(other.mark.moved(since: "\(one.mark)"), [.school])
    }

    @Test(arguments: [#"effect = "Åsa""#, #"carried_out = "kanske""#])
    func `the words of a review are of a fixed list`(_ field: String) async throws {
        let test = try await school()
        await #expect { try await plan(field + #", evidence = "u""#, in: test) } throws: {
            ($0 as? VarvError)?.code == "VARV-E505"
        }
    }
}

extension School {
    fileprivate func review(effect: String) throws {
        let run = try core.store.begin(
            RunStart(kind: "import", account: "anna", role: "leadership", startedAt: core.now))
        let groups = try run.reader.rows("SELECT min(id) FROM study_group")
        let year = try core.schoolYear(run.reader).id
        let (_, intervention) = try run.put(
            .intervention,
            columns: [
                "level", "target", "title", "study_group", "start_on", "planned_weeks", "due_on", "status",
            ],
            [
                "INS-1", "group", "pupil", "Läsgrupp", .integer(groups.integer(0, 0) ?? 0), "2026-10-01", 6,
                "2026-11-12", "running",
            ])
        try run.put(
            .interventionReview,
            [
                .integer(intervention), StoredValue(try run.reader.cycle(number: 3, schoolYear: year)), "yes",
                .text(effect), "continue", "Elevhälsans underlag", "2026-11-20",
            ])
        try run.commit(RunEnd(outcome: "done", endedAt: core.now))
    }
}
