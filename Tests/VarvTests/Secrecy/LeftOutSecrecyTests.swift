import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

/// What `exports/` keeps of rows that were left out: of a protected pupil what can be mended, and no name.
@Suite struct LeftOutSecrecyTests {
    /// Marks with columns that no adapter asked for, where both pupils' words are wrong.
    private static let marks = """
        Nummer;Namn;Hemtelefon;Klass;Ma;Datum
        20130101-2389;Ada Ek;08-111;7A;Fel;2026-11-20
        20130102-2388;Bo Al;08-222;7A;Insats;2026-11-20
        20130103-2387;Hemliga Namnet;08-333;7A;Fel;2026-11-20
        """

    /// What the file of rows left out holds, line by line, without the reasons.
    private func kept(
        _ test: TestSchool, adapter: String, _ text: String, asking rights: Set<Permission> = []
    ) async throws -> [String] {
        try test.folder.write("adapter.lua", adapter)
        let run = try await test.school.run(
            .file(test.folder.path("adapter.lua")), on: .data(Array(text.utf8)), scope: .cycle(3),
            granting: rights.union([.write(.pupils), .write(.results)]))
        let receipt = try await run.apply(partial: true)
        let file = try String(contentsOfFile: try #require(receipt.leftOutFile), encoding: .utf8)
        return file.replacing("\u{FEFF}", with: "").split(separator: "\r\n").map { line in
            line.split(separator: ";", omittingEmptySubsequences: false).dropLast().joined(separator: ";")
        }
    }

    private func school() async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        return test
    }

    @Test func `a protected pupil's row has no name and no way to reach them, another's is whole`()
        async throws
    {
        let kept = try await kept(school(), adapter: Lua.judgements, Self.marks)
        expectNoDifference(
            kept,
            [
                "Nummer;Namn;Hemtelefon;Klass;Ma;Datum", "20130101-2389;Ada Ek;08-111;7A;Fel;2026-11-20",
                "20130103-2387;;;7A;Fel;2026-11-20",
            ])
    }

    @Test func `whoever asks for the right to protected pupils has the row whole`() async throws {
        let kept = try await kept(
            school(), adapter: Lua.judgements, Self.marks, asking: [.read(.protected)])
        expectNoDifference(kept.last, "20130103-2387;Hemliga Namnet;08-333;7A;Fel;2026-11-20")
    }

    @Test func `the row is mended and imported like any other`() async throws {
        let test = try await school()
        let kept = try await kept(test, adapter: Lua.judgements, Self.marks)
        let mended = kept.joined(separator: "\n").replacing("Fel", with: "Mer")
        let run = try await test.run(adapter: Lua.judgements, on: mended, scope: .cycle(3))
        expectNoDifference(run.plan.rowFates, [2, 0, 0, 0])
        await run.discard()
    }

    @Test func `a pupil the file itself marks is protected before the school knows them`() async throws {
        let new = """
            Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad
            20130101-2389;Ada;Ek;7A;77;
            20130102-2388;Bo;Al;7A;7;
            20130103-2387;Hemliga;Namnet;7A;77;Ja
            """
        let kept = try await kept(TestSchool(), adapter: Lua.register, new)
        expectNoDifference(
            kept,
            [
                "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad", "20130101-2389;Ada;Ek;7A;77;",
                "20130103-2387;;;7A;77;Ja",
            ])
    }

    @Test(arguments: [
        "Namn", "Elevens namn", "FÖRNAMN", "Efternamn", "Last name", "Adress", "Postnr", "Mobil", "E-post",
        "Vårdnadshavare 1", "Kontakt", "Elev", "Student", "Barn", "Mejl", "Förälder", "Mamma", "Tel", "Tfn",
        "Bostad",
        "Folkbokföringsort", "Skolmejl", "Skol-e-post", "School email", "Elevens namn i skolan",
    ])
    func `a heading leads to a person`(_ heading: String) {
        #expect(ImportPlanner.tellsWhoSomeoneIs(heading))
    }

    @Test(arguments: [
        "Klass", "Gruppnamn", "Ämnesnamn", "Lärarens namn", "Omdöme Matematik", "Datum",
        "Course name",
        "Skolans namn",
    ])
    func `a heading says nothing of who someone is`(_ heading: String) {
        #expect(!ImportPlanner.tellsWhoSomeoneIs(heading) && ImportPlanner.isOfSchoolwork(heading))
    }

    @Test(arguments: ["Övrigt", "Anteckning", "Ankomst", "X", "Personnr", "Mentor"])
    func `a column no adapter reads is kept only when its heading says that it is of schoolwork`(
        _ heading: String
    ) {
        #expect(!ImportPlanner.isOfSchoolwork(heading))
    }
}
