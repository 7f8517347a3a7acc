import CustomDump
import Testing

@testable import Varv

/// Whoever looks for a mistake with `print` gets what was printed before it.
@Suite struct PrintedBeforeErrorTests {
    private static let mistake = "print('före') local x = nil .. 'efter'"

    private func printed(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return "it ran"
        } catch { return (error as? VarvError)?.printed ?? "\(error)" }
    }

    @Test func `a chunk's, in a school and without one`() async throws {
        let test = try await TestSchool()
        let inSchool = await printed { _ = try await test.school.run(chunk: Self.mistake, name: "a.lua") }
        let host = Varv.Host(worker: .besideExecutable)
        let alone = await printed { _ = try await host.run(chunk: Self.mistake, name: "a.lua") }
        expectNoDifference([inSchool, alone], ["före\n", "före\n"])
    }

    @Test func `a task's`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed(
            "fel.lua",
            """
            return task { id = "test/fel", version = "1.0.0", title = "Fel", writes = { "reflections" },
              work = function() \(Self.mistake) end }
            """)
        let told = await printed { _ = try await staffed.school.run(task) }
        expectNoDifference(told, "före\n")
    }

    @Test func `an adapter's, with numbers masked`() async throws {
        let test = try await TestSchool()
        let told = await printed {
            _ = try await test.run(
                adapter: Lua.judgements.replacing(
                    "row = function(row, add)", with: "row = function(row, add) print(row.pupil) error('nej')"
                ),
                on: Lua.marks, scope: .cycle(3))
        }
        expectNoDifference(told, "20130101-****\n")
    }

    @Test func `a report's, with numbers masked`() async throws {
        let test = try await TestSchool()
        try test.folder.write(
            "fel.lua",
            """
            return report { id = "test/fel", version = "1.0.0", title = "Fel",
              draw = function() print("20130101-2389") \(Self.mistake) end }
            """)
        let told = await printed { _ = try await test.school.draw(.file(test.folder.path("fel.lua"))) }
        expectNoDifference(told, "20130101-****\nföre\n")
    }

    @Test func `an entry's, whose worker ends too`() async throws {
        let test = try await TestSchool()
        let meeting = try await test.school.meeting(limits: RunLimits(seconds: 1))
        var told: [String] = []
        for entry in [Self.mistake, "print('före') while true do end"] {
            switch try await meeting.enter(entry) {
            case .failed(let error), .restarted(let error): told.append(error.printed)
            case .shown, .incomplete: told.append("it ran")
            }
        }
        expectNoDifference(told, ["före\n", "före\n"])
        await meeting.end()
    }
}
