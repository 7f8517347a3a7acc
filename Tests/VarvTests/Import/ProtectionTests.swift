import CustomDump
import Testing
import VarvModel

@testable import Varv

/// Protected identity fails closed, source by source (design §4).
struct ProtectionTests {
    private static let withoutColumn = Lua.register(id: "test/klasslista", protection: nil)
    private static let list = """
        Nummer;Förnamn;Efternamn;Klass;Åk
        20130101-2389;Ada;Ek;7A;7
        20130103-2387;Hemliga;Namnet;7A;7
        """
    private static let blanks = """
        Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad
        20130101-2389;Ada;Ek;7A;7;
        20130103-2387;Hemliga;Namnet;7A;7;okänt ord
        """

    private func protections(_ test: TestSchool) async throws -> [[String]] {
        try await test.rows(
            """
            SELECT i.value, p.protection, p.given_name, p.family_name FROM pupil AS p
            JOIN pupil_identity AS i ON i.pupil = p.id ORDER BY i.value
            """)
    }

    @Test func `pupils a file without the column would create are held and nothing is stored of them`()
        async throws
    {
        let test = try await TestSchool()
        let run = try await test.run(adapter: Self.withoutColumn, on: Self.list)
        #expect(run.plan.held.map(\.line) == [2, 3])
        #expect(run.plan.held.map(\.issue.code) == [.heldForProtection, .heldForProtection])
        #expect(run.plan.used == 0)
        #expect(run.plan.refused.isEmpty)
        // With not one row to store, partial stores nothing either, and says what to answer.
        await #expect { try await run.apply(partial: true) } throws: {
            ($0 as? VarvError)?.code == "VARV-E507"
        }
        #expect(try await test.rows("SELECT count(*) FROM pupil") == [["0"]])
    }

    @Test func `held rows stop the whole import when nobody said partial`() async throws {
        let test = try await TestSchool()
        let run = try await test.run(adapter: Self.withoutColumn, on: Self.list)
        let before = try await test.dump()
        await #expect { try await run.apply() } throws: { ($0 as? VarvError)?.status == .refused }
        let after = try await test.dump()
        expectNoDifference(after, before)
    }

    @Test func `the answer that none is protected reads all in unmarked`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Self.withoutColumn, on: Self.list, answer: ProtectionAnswer.none).apply()
        let found = try await protections(test)
        expectNoDifference(
            found, [["201301012389", "none", "Ada", "Ek"], ["201301032387", "none", "Hemliga", "Namnet"]])
    }

    @Test func `the answer that nobody knows reads all in as protected and without names`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Self.withoutColumn, on: Self.list, answer: .unknown).apply()
        let found = try await protections(test)
        expectNoDifference(
            found, [["201301012389", "unknown", "–", "–"], ["201301032387", "unknown", "–", "–"]])
    }

    @Test func `a blank is what the adapter says it is, and every word it does not know is protection`()
        async throws
    {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Self.blanks).apply()
        let found = try await protections(test)
        expectNoDifference(
            found, [["201301012389", "none", "Ada", "Ek"], ["201301032387", "marked", "–", "–"]])
    }

    @Test func `a blank that the adapter does not declare is protection`() async throws {
        let test = try await TestSchool()
        let strict = Lua.register(
            id: "test/register", protection: #"column.mark { "Skyddad", none = { "Nej" } }"#)
        try await test.run(adapter: strict, on: Self.blanks).apply()
        let found = try await protections(test)
        expectNoDifference(
            found, [["201301012389", "marked", "–", "–"], ["201301032387", "marked", "–", "–"]])
    }

    @Test func `a file without the column never lowers a mark or brings the name`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let run = try await test.run(adapter: Self.withoutColumn, on: Self.list)
        #expect(run.plan.held.isEmpty)
        try await run.apply()
        let found = try await protections(test)
        expectNoDifference(found[2], ["201301032387", "marked", "–", "–"])
    }

    @Test func `another source that says none does not lower a mark`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let other = Lua.register(id: "test/other", protection: #"column.mark { "Skyddad", none = { "" } }"#)
        let none = "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n20130103-2387;Hemliga;Namnet;7A;7;\n"
        try await test.run(adapter: other, on: none).apply()
        let found = try await protections(test)
        expectNoDifference(found[2], ["201301032387", "marked", "–", "–"])
    }

    @Test func `the source that set a mark takes it away again`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let none = "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n20130103-2387;Ceb;Ny;7A;7;\n"
        try await test.run(adapter: Lua.register, on: none).apply()
        let found = try await protections(test)
        expectNoDifference(found[2], ["201301032387", "none", "Ceb", "Ny"])
    }

    @Test func `a mark that comes later takes away the name that was stored`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let marked = "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n20130101-2389;Ada;Ek;7A;7;Ja\n"
        let run = try await test.run(adapter: Lua.register, on: marked)
        #expect(run.plan.warnings.map(\.code) == [.protectedNameLeftOut])
        try await run.apply()
        let found = try await protections(test)
        expectNoDifference(found[0], ["201301012389", "marked", "–", "–"])
    }

    @Test func `the name of someone protected is nowhere in the database`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let everything = try await test.dump().values.joined().joined()
        #expect(!everything.contains { $0.contains("Hemliga") || $0.contains("Namnet") })
    }

    /// Plans a list that brings a protected pupil's name, by a person who asks for these rights.
    private func told(_ test: TestSchool, asking rights: Set<Permission>) async throws -> [Phrase] {
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try test.folder.write("lista.lua", Self.withoutColumn)
        let run = try await test.school.run(
            .file(test.folder.path("lista.lua")), on: .data(Array(Self.list.utf8)),
            granting: rights.union([.write(.pupils)]))
        let told = run.plan.warnings.map {
            Phrase(sv: $0.message(in: .swedish), en: $0.message(in: .english))
        }
        await run.discard()
        return told
    }

    @Test func `a name that is not read in is told by its row, not by who is protected`() async throws {
        let told = try await told(try await TestSchool(), asking: [])
        expectNoDifference(
            told,
            [
                Phrase(
                    sv: "Rad 3: namnet läses inte in; skälet visas för den som har rätten protected.",
                    en:
                        "Row 3: the name is not imported; the reason is shown to whoever has the right protected."
                )
            ])
    }

    @Test func `someone who may know and asks is told why`() async throws {
        let told = try await told(try await TestSchool(), asking: [.read(.protected)])
        expectNoDifference(
            told,
            [
                Phrase(
                    sv: "Rad 3: namnet läses inte in; eleven har skyddade uppgifter.",
                    en: "Row 3: the name is not imported; the pupil has protected identity.")
            ])
    }
}
