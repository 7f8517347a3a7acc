import CustomDump
import Testing
import VarvModel

@testable import Varv

/// `here` is the same collections, within what the run is about.
@Suite struct HereSetTests {
    private func printed(_ chunk: String, granting: Set<Permission> = [.read(.pupils)]) async throws -> String
    {
        let test = try await TestSchool()
        let pupils = """
            Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad
            20130101-2389;Ada;Ek;7A;7;
            20130102-2388;Bo;Al;7B;7;
            """
        try await test.run(adapter: Lua.register, on: pupils, answer: ProtectionAnswer.none).apply()
        return try await test.school.run(
            chunk: chunk, name: "a.lua", scope: RunScope(group: "7A"), granting: granting)
    }

    @Test func `its pupils are those of the scope`() async throws {
        let told = try await printed(
            "for p in here:pupils():each() do print(p.group) end print(pupils:count())")
        expectNoDifference(told, "7A\n2\n")
    }

    @Test func `in a text, pupils is how many there are`() async throws {
        let told = try await printed(#"print(here "{pupils|elev|elever}")"#)
        expectNoDifference(told, "1 elev\n")
    }

    @Test func `without the right, the error names it`() async throws {
        let error = await #expect(throws: VarvError.self) {
            try await printed("here:pupils():count()", granting: [.read(.results)])
        }
        #expect(
            error?.message(in: .swedish).contains("\"pupils\" kräver rätten pupils") == true,
            "\(error as Any)")
    }
}
