import CustomDump
import Testing
import VarvModel

@testable import Varv

/// What held a routine is stored with its run.
@Suite struct LayerLogTests {
    @Test func `an import is stored with the layers that held its worker, and the log names them`()
        async throws
    {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let line = try #require(try await test.school.log(limit: 1).first)
        expectNoDifference(line.layers, Workers.Lockdown.expectedLayers.names)
    }

    @Test func `a task, answers and a meeting's entry are stored with theirs`() async throws {
        let staffed = try await StaffedSchool()
        let school = staffed.school
        let task = try await staffed.allowed("task.lua", StaffedSchool.reflecting)
        _ = try await school.run(task, settings: ["code": "REF-ALI"]).apply()

        let dialogue = try await staffed.allowed(
            "samtal.lua",
            """
            return dialogue { id = "test/samtal", version = "1.0.0", title = "Samtal", per = "school",
              with = "leadership", ask = function(here, form) form:text("next", "Vad gör du?") end }
            """)
        let form = try #require(try await school.forms(dialogue, scope: .cycle(2)).first)
        _ = try await school.answer(form, [.init("next", "Mer")])

        let meeting = try await school.meeting(
            scope: .cycle(3), granting: [.write(.reflections), .read(.reflections)])
        _ = try await meeting.enter(
            #"change:reflection { code = "REF-ALI", action = 3, next_step = "Bytt" }"#)
        try await meeting.apply()
        await meeting.end()

        let layers = try await school.log(limit: 3).map(\.layers)
        let held = Workers.Lockdown.expectedLayers.names
        expectNoDifference(layers, [held, held, held])
    }

    @Test func `a run without a worker has no layers`() async throws {
        let test = try await TestSchool()
        let first = try #require(try await test.school.log().last)
        #expect(first.text.en.hasPrefix("new school"))
        #expect(first.layers == nil)
    }

    @Test func `stored layers are read back as they were`() {
        let some: Layers = [.seccomp, .timer]
        #expect(Layers(stored: some.stored) == some)
        #expect(Layers(stored: "landlock") == nil)
        expectNoDifference(some.names, ["timer", "seccomp"])
    }
}
