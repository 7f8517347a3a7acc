import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

/// A pupil who is given protected identity: what `exports/` says of them since before goes.
@Suite struct LeftOutNamesTests {
    private static let headings = "Nummer;Namn;Hemtelefon;Klass;Ma;Övrigt;Datum"
    private static let ada = "20130101-2389;Ada Ek;08-111;7A;Fel;\"bor; hos\nmormor\";2026-11-20"
    private static let bo = "20130102-2388;Bo Al;08-222;7A;Fel;;2026-11-20"

    /// A school where the rows of Ada, Bo and someone protected were left out, as run 3.
    private func school() async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let marks = [Self.headings, Self.ada, Self.bo, "20130104-2386;Dag;;7A;Mer;;2026-11-20"]
        try await test.run(
            adapter: Lua.judgements, on: marks.joined(separator: "\n") + "\n", scope: .cycle(3)
        ).apply(partial: true)
        return test
    }

    private let file = "skolan/exports/3-kvar.csv"

    private func marking(_ word: String, _ test: TestSchool) async throws -> Run {
        try await test.run(
            adapter: Lua.register,
            on: "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n20130101-2389;Ada;Ek;7A;7;\(word)\n")
    }

    /// The rows of a file in `exports/`, without the reasons.
    private func rows(_ test: TestSchool, _ name: String = "3-kvar.csv") throws -> [[String]] {
        let exports = try Directory(path: test.folder.path("skolan/exports"))
        return try #require(LeftOutFile.rows(in: exports, name)).map { $0.dropLast() }
    }

    private static let without = ["20130101-2389", "", "", "7A", "Fel", "", "2026-11-20"]
    private static let whole = [
        "20130101-2389", "Ada Ek", "08-111", "7A", "Fel", "bor; hos\nmormor", "2026-11-20",
    ]
    private static let other = ["20130102-2388", "Bo Al", "08-222", "7A", "Fel", "", "2026-11-20"]
    private static func all(_ ada: [String]) -> [[String]] {
        [headings.split(separator: ";").map(String.init), ada, other]
    }

    @Test func `the name and the ways to reach the pupil go, and nothing else does`() async throws {
        let test = try await school()
        expectNoDifference(try rows(test), Self.all(Self.whole))
        let receipt = try await marking("Ja", test).apply()
        expectNoDifference(try rows(test), Self.all(Self.without))
        expectNoDifference(
            receipt.notes,
            [
                Phrase(
                    sv:
                        "Ur 1 rad i exports/ togs namn på elever som nu har skyddade uppgifter bort: 3-kvar.csv",
                    en:
                        "Names of pupils who now have protected identity were taken out of 1 row in exports/: "
                        + "3-kvar.csv")
            ])
    }

    @Test func `a file is mended and imported as before`() async throws {
        let test = try await school()
        try await marking("Ja", test).apply()
        let mended = try test.folder.text(file).replacing(";Fel;", with: ";Mer;")
        let run = try await test.run(adapter: Lua.judgements, on: mended, scope: .cycle(3))
        expectNoDifference(run.plan.rowFates, [2, 0, 0, 0])
        await run.discard()
    }

    @Test func `a run that is thrown away, or protects nobody, leaves the file as it is`() async throws {
        let test = try await school()
        let before = try test.folder.text(file)
        try await marking("Ja", test).discard()
        let receipt = try await marking("", test).apply()
        expectNoDifference(receipt.notes, [])
        expectNoDifference(try test.folder.text(file), before)
    }

    @Test func `undoing the run brings no name back`() async throws {
        let test = try await school()
        let run = try await marking("Ja", test).apply().run
        _ = try await test.school.undo(run: run, loweringProtection: true)
        expectNoDifference(try rows(test), Self.all(Self.without))
    }

    @Test func `an undo that protects a pupil again takes the name out too`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try await marking("Ja", test).apply()
        let lowered = try await marking("", test).apply().run
        let marks = [Self.headings, Self.ada, Self.bo, "20130104-2386;Dag;;7A;Mer;;2026-11-20"]
        let left = try await test.run(
            adapter: Lua.judgements, on: marks.joined(separator: "\n") + "\n", scope: .cycle(3)
        ).apply(partial: true)
        let name = "\(left.run)-kvar.csv"
        expectNoDifference(try rows(test, name), Self.all(Self.whole))
        let receipt = try await test.school.undo(run: lowered)
        expectNoDifference(receipt.notes.count, 1)
        expectNoDifference(try rows(test, name), Self.all(Self.without))
    }

    private static let spoilt: [(name: String, text: [UInt8])] = [
        ("3-kvar.csv", Array("Nummer,Namn,Orsak\n20130101-2389,Ada Ek,x\n".utf8)),
        ("3-kvar.csv", Array("Nummer;Namn;Orsak\n20130101-2389;\"Ada Ek;x\n".utf8)),
        ("3-kvar.csv", Array("Nummer;Namn;Orsak\n2,01301E+11;Ada Ek;x\n".utf8)),
        ("3-kvar.csv", Array("Nummer;Namn;Orsak\n20130101-2389;Ada Ek\n".utf8)),
        ("3-kvar.csv", Array("Nummer;Namn;Orsak\n20130101-2389;".utf8) + [0xC5] + Array("sa;x\n".utf8)),
        ("3-kvar rättad.xlsx", [0x50, 0x4B, 3, 4, 0, 0]), ("3-kvar.csv", []),
    ]

    @Test(arguments: spoilt)
    func `a file that reads otherwise than ours is left, told, and listed by doctor`(
        _ each: (name: String, text: [UInt8])
    ) async throws {
        let test = try await school()
        let path = test.folder.path("skolan/exports/" + each.name)
        try Data(each.text).write(to: URL(fileURLWithPath: path))
        let receipt = try await marking("Ja", test).apply()
        expectNoDifference(
            receipt.notes.last?.sv,
            "I exports/ gick detta inte att läsa eller skriva om: \(each.name). Se själv efter att ingen elev med "
                + "skyddade uppgifter står där med namn.")
        expectNoDifference([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), each.text)
        expectNoDifference(
            try test.school.folder.findings().filter { $0 == .unreadableRows(name: "exports/" + each.name) }
                .count,
            1)
    }

    @Test func `someone's own list is not changed, and told when the pupil stands in it`() async throws {
        let test = try await school()
        let (own, others) = ("Nr;Namn\n20130101-2389;Ada Ek\n", "Nr;Namn\n20130102-2388;Bo Al\n")
        try test.folder.write("skolan/exports/klassen.csv", own)
        try test.folder.write("skolan/exports/andra.csv", others)
        let receipt = try await marking("Ja", test).apply()
        #expect(receipt.notes.last?.en.contains(" rewritten: klassen.csv. ") == true, "\(receipt.notes)")
        expectNoDifference(try test.folder.text("skolan/exports/klassen.csv"), own)
        expectNoDifference(
            try test.school.folder.findings().filter { if case .unreadableRows = $0 { true } else { false } },
            [])
    }

    @Test func `a copy that someone has mended is rewritten under its own name`() async throws {
        let test = try await school()
        try test.folder.write(
            "skolan/exports/Kopia.csv", "Nummer;Namn;Orsak\n20130101-2389;Ada Ek;\"rad \"\"2\"\"\"\n")
        try await marking("Ja", test).apply()
        expectNoDifference(
            try test.folder.text("skolan/exports/Kopia.csv"),
            "Nummer;Namn;Orsak\r\n20130101-2389;;\"rad \"\"2\"\"\"\r\n")
    }
}
