import CustomDump
import Testing
import VarvModel
import VarvStorage

@testable import Varv

/// Runs and meetings that nobody ends, and what is noted of what they read.
@Suite struct LettingGoTests {
    private static let looking = """
        return task {
          id = "test/tittar", version = "1.0.0", title = "Tittar", reads = { "reflections" }, writes = { "reflections" },
          options = { option.bool("fails", false, "Går den sönder?") },
          work = function(here, change, opt)
            local seen = ""
            for r in reflections:each() do seen = seen .. r.next_step end
            if opt.fails then error(seen) end
            change:reflection { action = 3, outcome = "o", why = "w", next_step = seen }
          end,
        }
        """

    @Test func `a run that is let go of leaves room for the next at once`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed("tittar.lua", Self.looking)
        for _ in 0..<3 {
            let run = try await staffed.school.run(task)
            #expect(run.plan.new == 1)
        }
        try await staffed.school.run(task).apply()
        try await staffed.test.expect("SELECT count(*) FROM reflection", gives: [["3"]])
    }

    @Test func `a meeting that is let go of takes its plan and its worker with it`() async throws {
        let staffed = try await StaffedSchool()
        let entry = #"change:reflection { action = 3, outcome = "o", why = "w", next_step = "n" }"#
        for _ in 0..<2 {
            let meeting = try await staffed.school.meeting(granting: [.write(.reflections)])
            guard case .shown(_, _, let plan?) = try await meeting.enter(entry) else {
                Testing.Issue.record("the entry planned nothing")
                continue
            }
            #expect(plan.new == 1)
        }
        _ = try await staffed.school.status()
        let open = await staffed.school.meetingsOpen
        expectNoDifference(open, 0)
        try await staffed.test.expect("SELECT count(*) FROM reflection", gives: [["2"]])
    }

    @Test func `what a discarded task read is noted`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed("tittar.lua", Self.looking)
        await (try staffed.school.run(task)).discard()
        try await staffed.test.expect("SELECT class, count FROM read_log", gives: [["reflections", "2"]])
    }

    @Test func `what a task read that failed is noted, for the error may say it`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed("tittar.lua", Self.looking)
        await #expect(throws: VarvError.self) {
            try await staffed.school.run(task, settings: ["fails": "ja"])
        }
        try await staffed.test.expect("SELECT class, count FROM read_log", gives: [["reflections", "2"]])
    }

    @Test func `what an entry read that failed is noted`() async throws {
        let staffed = try await StaffedSchool()
        let meeting = try await staffed.school.meeting(granting: [.read(.reflections)])
        let answer = try await meeting.enter("for r in reflections:each() do error(r.next_step) end")
        guard case .failed = answer else {
            Testing.Issue.record("the entry did not fail: \(answer)")
            return
        }
        try await staffed.test.expect("SELECT class, count FROM read_log", gives: [["reflections", "2"]])
        await meeting.end()
    }

    @Test func `the log keeps moments, also of the founding`() async throws {
        let test = try await TestSchool()
        _ = try await test.school.startSchoolYear("2027/28")
        try await test.expect(
            "SELECT kind, started_at, ended_at FROM run ORDER BY number",
            gives: [
                ["init", "2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z"],
                ["school-year", "2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z"],
            ])
    }
}
