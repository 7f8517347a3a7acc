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
