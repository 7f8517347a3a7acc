import CustomDump
import Testing
import VarvModel

@testable import Varv

/// Undoing a run takes nobody's protection away unsaid (P2).
@Suite struct UndoneProtectionTests {
    private static let marked = """
        Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad
        20130104-2386;Dag;Lind;7A;7;Ja
        """

    /// A school where a run, the second, marks a pupil that the first did not.
    private func school() async throws -> (test: TestSchool, marking: Int) {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        return (test, try await test.run(adapter: Lua.register, on: Self.marked).apply().run)
    }

    private func pupil(_ test: TestSchool) async throws -> [[String]] {
        try await test.rows(
            """
            SELECT p.protection, p.given_name FROM pupil AS p JOIN pupil_identity AS i ON i.pupil = p.id
            WHERE i.value = '201301042386'
            """)
    }

    @Test func `a run that protected someone is not undone unsaid`() async throws {
        let (test, marking) = try await school()
        let before = try await test.dump()
        await #expect { try await test.school.undo(run: marking) } throws: {
            ($0 as? VarvError)?.code == "VARV-E619"
        }
        let after = try await test.dump()
        expectNoDifference(after, before)
    }

    @Test func `said, the pupil is as before the run`() async throws {
        let (test, marking) = try await school()
        _ = try await test.school.undo(run: marking, loweringProtection: true)
        let found = try await pupil(test)
        expectNoDifference(found, [["none", "Dag"]])
    }

    @Test func `a pupil whom another source says is protected stays so, whatever is said`() async throws {
        let (test, marking) = try await school()
        let other = Lua.register(
            id: "test/annat", protection: #"column.mark { "Skyddad", none = { "", "Nej" } }"#)
        try await test.run(adapter: other, on: Self.marked).apply()
        await #expect { try await test.school.undo(run: marking, loweringProtection: true) } throws: {
            ($0 as? VarvError)?.code == "VARV-E618"
        }
        let found = try await pupil(test)
        expectNoDifference(found, [["marked", "–"]])
    }

    @Test func `a run that made protected pupils is undone with them`() async throws {
        let test = try await TestSchool()
        let receipt = try await test.run(adapter: Lua.register, on: Self.marked).apply()
        _ = try await test.school.undo(run: receipt.run)
        let found = try await pupil(test)
        expectNoDifference(found, [])
    }

    @Test func `an undo that took protection away is undone without a word`() async throws {
        let (test, marking) = try await school()
        let lowered = try await test.school.undo(run: marking, loweringProtection: true)
        _ = try await test.school.undo(run: lowered.run)
        let found = try await pupil(test)
        expectNoDifference(found, [["marked", "–"]])
    }
}
