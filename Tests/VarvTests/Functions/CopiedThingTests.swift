import CustomDump
import Testing
import VarvModel

@testable import Varv

/// What a script makes of a thing it was given, or makes up in its likeness, is no thing of the school's.
@Suite struct CopiedThingTests {
    private func printed(_ chunk: String) async throws -> String {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        return try await test.school.run(
            chunk: chunk, name: "prov.lua",
            granting: [.read(.pupils), .read(.interventions)])
    }

    @Test(arguments: ["pairs(p)", "next(p)"])
    func `a thing cannot be copied field by field`(_ walk: String) async throws {
        let printed = try await printed(
            "for p in pupils:first(1):each() do print(select(2, pcall(function() return \(walk) end))) end")
        #expect(printed.contains("det här objektet är ingen vanlig tabell"), "\(printed)")
    }

    @Test func `a table in the likeness of a thing is one only with a handle the run was given`() async throws
    {
        let printed = try await printed(
            #"""
            for p in pupils:first(1):each() do
              for _, off in ipairs { 0, 77 } do
                local mimic = { ["\0"] = p["\0"], ["\0t"] = p["\0t"], ["\0h"] = p["\0h"] + off }
                print(select(2, pcall(function() return interventions:where { pupil = mimic }:count() end)))
              end
            end
            """#)
        expectNoDifference(printed, "0\nprov.lua:4: where: pupil ska jämföras med en pupil\n")
    }

    @Test func `a change of a thing of another type says which it wants`() async throws {
        let staffed = try await StaffedSchool()
        try await staffed.test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let source = """
            return task {
              id = "test/fel", version = "1.0.0", title = "Fel", reads = { "pupils" }, writes = { "reflections" },
              work = function(here, change)
                for p in pupils:each() do change:reflection(p, { next_step = "x" }) end
              end,
            }
            """
        let task = try await staffed.allowed("fel.lua", source)
        do {
            _ = try await staffed.school.run(task)
            Testing.Issue.record("it ran")
        } catch {
            expectNoDifference(
                VarvError.wrapping(error).message(in: .swedish),
                "fel.lua:4: change:reflection vill ha en reflection, inte en pupil")
        }
    }
}
