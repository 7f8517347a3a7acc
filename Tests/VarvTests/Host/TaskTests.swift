import CustomDump
import Testing

@testable import Varv

/// What a task may say of its changes.
@Suite struct TaskTests {
    private static func task(_ work: String) -> String {
        """
        return task {
          id = "test/andring", version = "1.0.0", title = "Ändring", writes = { "reflections" },
          work = function(here, change)
            \(work)
          end,
        }
        """
    }

    private func plan(_ work: String) async throws -> Plan {
        let staffed = try await StaffedSchool()
        let run = try await staffed.school.run(await staffed.allowed("ändring.lua", Self.task(work)))
        await run.discard()
        return run.plan
    }

    @Test func `skip in a field passes over that change and no other`() async throws {
        let plan = try await plan(
            """
            change:reflection { action = 3, outcome = "o", why = "w", next_step = "n" }
            change:reflection { action = 3, outcome = "o", why = skip, next_step = "n" }
            change:reflection { action = skip }
            """)
        expectNoDifference(plan.recordFates, [1, 0, 0, 0])
        expectNoDifference(plan.used, 1)
    }

    @Test func `changes passed over count towards the most a task may make`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed(
            "många.lua", Self.task("for _ = 1, 100001 do change:reflection { action = skip } end"))
        await staffed.expect("VARV-E505") { _ = try await staffed.school.run(task) }
    }
}
