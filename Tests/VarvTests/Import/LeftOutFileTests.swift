import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

/// What one run left out, mended and read in by the same adapter.
@Suite struct LeftOutFileTests {
    /// Judgements with a comment, from a file that looks as the adapter says.
    private static func adapter(_ part: String, columns: String) -> String {
        #"""
        return adapter {
          id = "test/comments", version = "1.0.0", title = "Omdömen", writes = { "results" }, \#(part)
          columns = { \#(columns) },
          scale = "omdöme", steps = { ["Insats"] = "insats", ["Mer"] = "mer" },
          row = function(row, add)
            add:judgement {
              pupil = row.pupil, subject = "MA", step = row:step(row.word), on = row.on, comment = row.comment,
            }
          end,
        }
        """#
    }
    private static let headings =
        #"pupil = column.identity "Ämneskod", word = column.text "Omdöme", comment = column.text "Skäl", on = column.date "Datum""#
    private static let places =
        "pupil = column.identity { at = 1 }, word = column.text { at = 3 }, comment = column.text { at = 4 }, on = column.date { at = 2 }"

    private func school() async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        return test
    }

    @Test(arguments: ["folder", "file"])
    func `what already has the name of a run's file is left alone, and the file gets another`(_ kind: String)
        async throws
    {
        let test = try await school()
        let run = try await test.run(
            adapter: Self.adapter("", columns: Self.headings),
            on: "Ämneskod;Datum;Omdöme;Skäl\n20130101-2389;2026-11-20;Mer;\n20130102-2388;2026-11-20;Fel;\n",
            scope: .cycle(3))
        let names = (1...9).map { "skolan/exports/\($0)-kvar.csv" }
        for name in names {
            if kind == "folder" { try test.folder.makeDirectory(name) }
            try test.folder.write(name + (kind == "folder" ? "/eget" : ""), "mitt")
        }
        let receipt = try await run.apply(partial: true)
        #expect(receipt.leftOutFile?.hasSuffix("/exports/\(receipt.run)-kvar-2.csv") == true)
        for name in names {
            expectNoDifference(try test.folder.text(name + (kind == "folder" ? "/eget" : "")), "mitt")
        }
    }

    /// Reads a file in, and returns what it left out.
    private func leftOut(_ test: TestSchool, _ adapter: String, _ file: [UInt8]) async throws -> String {
        let run = try await test.run(adapter: adapter, on: file, scope: .cycle(3))
        let path = try #require(try await run.apply(partial: true).leftOutFile)
        // Read as bytes: the byte order mark belongs to the file.
        return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }

    /// The comments that are stored after the file's wrong words are mended and what it left out is read in.
    private func comments(_ adapter: String, _ file: [UInt8]) async throws -> [[String]] {
        let test = try await school()
        let mended = try await leftOut(test, adapter, file).replacing("Fel", with: "Mer")
        try await test.run(adapter: adapter, on: mended, scope: .cycle(3)).apply()
        return try await test.rows("SELECT comment FROM judgement ORDER BY pupil").map { $0.map { "\($0)" } }
    }

    @Test(arguments: [
        (#"encoding = "windows-1252","#, ";", ""), (#"delimiter = ",","#, ",", ""),
        ("skip_rows = 2,", ";", "Utdrag\n2026-11-20\n"), ("header = 2, skip_rows = 0,", ";", "Ämneskod;;;\n"),
    ])
    func `it is read whatever the adapter says of the tool's own file`(
        _ part: String, _ delimiter: String, _ before: String
    ) async throws {
        let named = before.hasPrefix("Ämneskod") ? ";Datum;Omdöme;Skäl" : "Ämneskod;Datum;Omdöme;Skäl"
        let rows = "20130101-2389;2026-11-20;Mer;Läser\n20130102-2388;2026-11-20;Fel;Går bra\n"
        let text = (before + named + "\n" + rows).replacing(";", with: delimiter)
        let bytes =
            part.contains("1252") ? text.unicodeScalars.map { UInt8($0.value) } : Array(text.utf8)
        let found = try await comments(Self.adapter(part, columns: Self.headings), bytes)
        expectNoDifference(found, [["Läser"], ["Går bra"]])
    }

    @Test func `columns without headings get their numbers, and are found again`() async throws {
        let file = Array("20130101-2389;2026-11-20;Mer;Läser\n20130102-2388;2026-11-20;Fel;Går bra\n".utf8)
        let adapter = Self.adapter("header = 0,", columns: Self.places)
        let kept = try await leftOut(school(), adapter, file)
        #expect(kept.hasPrefix("\u{FEFF}1;2;3;4;Orsak\r\n"), "\(kept)")
        let found = try await comments(adapter, file)
        expectNoDifference(found, [["Läser"], ["Går bra"]])
    }

    @Test(arguments: [
        "- bra jobbat", "+ bra", "=SUM(A1)", "@ hemma", "-", "-1,5", "'- bra", "''=1", "'-1,5", "'", "'bra'",
        "＝1",
    ])
    func `a comment comes back as it was`(_ comment: String) async throws {
        let file =
            "Ämneskod;Datum;Omdöme;Skäl\n20130101-2389;2026-11-20;Mer;a\n20130102-2388;2026-11-20;Fel;\(comment)\n"
        let found = try await comments(Self.adapter("", columns: Self.headings), Array(file.utf8))
        expectNoDifference(found, [["a"], [comment]])
    }

    @Test func `an apostrophe of the tool's own file stays`() async throws {
        let test = try await school()
        let file = "\u{FEFF}Ämneskod;Datum;Omdöme;Skäl\n20130101-2389;2026-11-20;Mer;'- bra\n"
        try await test.run(adapter: Self.adapter("", columns: Self.headings), on: file, scope: .cycle(3))
            .apply()
        let found = try await test.rows("SELECT comment FROM judgement")
        expectNoDifference(found, [["'- bra"]])
    }

    @Test func `what it leaves out in its turn has one column of reasons`() async throws {
        let test = try await school()
        let adapter = Self.adapter("", columns: Self.headings)
        let file = Array(
            "Ämneskod;Datum;Omdöme;Skäl\n20130101-2389;2026-11-20;Mer;a\n20130102-2388;2026-11-20;Fel;b\n20130104-2386;2026-11-20;Fel;c\n"
                .utf8)
        let first = try await leftOut(test, adapter, file)
        let half = first.replacing("20130102-2388;2026-11-20;Fel", with: "20130102-2388;2026-11-20;Mer")
        let second = try await leftOut(test, adapter, Array(half.utf8)).split(separator: "\r\n")
        expectNoDifference(second.first.map(String.init), "\u{FEFF}Ämneskod;Datum;Omdöme;Skäl;Orsak")
        expectNoDifference(second.last?.hasPrefix("20130104-2386;2026-11-20;Fel;c;\"Rad 3,"), true)
    }
}
