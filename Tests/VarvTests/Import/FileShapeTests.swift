import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

/// What an adapter says of its file, and what is read where it says nothing: no row is lost without a word.
@Suite struct FileShapeTests {
    private static let register = #"""
        return adapter {
          id = "test/places", version = "1.0.0", title = "Register", writes = { "pupils" }, <part>
          columns = {
            pupil = column.identity { at = 1 }, given = column.text { at = 2 }, family = column.text { at = 3 },
          },
          row = function(row, add)
            add:pupil { pupil = row.pupil, given = row.given, family = row.family, protection = "none" }
          end,
        }
        """#
    private static let rows = "20130101-2389;Ada;Ek\n20130102-2388;Bo;Al\n20130104-2386;Dag;Lind\n"
    private static let names = [["Ada"], ["Bo"], ["Dag"]]

    /// The given names that are stored, by order of number.
    private func names(_ part: String, of file: String) async throws -> [[String]] {
        let test = try await TestSchool()
        let run = try await test.run(adapter: Self.register.replacing("<part>", with: part), on: file)
        try await run.apply()
        return try await test.rows("SELECT given_name FROM pupil ORDER BY given_name").map {
            $0.map { "\($0)" }
        }
    }

    private func refusal(
        _ adapter: String, of file: String, _ language: Language = .swedish
    ) async throws -> String? {
        let test = try await TestSchool(language: language)
        do {
            await (try await test.run(adapter: adapter, on: file)).discard()
            return nil
        } catch { return VarvError.wrapping(error).message(in: language) }
    }

    // MARK: Headings

    @Test(arguments: ["header = 0,", "header = false,", "header = { rows = 0 },"])
    func `without headings every row is read`(_ part: String) async throws {
        let found = try await names(part, of: Self.rows)
        expectNoDifference(found, Self.names)
    }

    @Test func `headings that the adapter counts are no row`() async throws {
        let found = try await names("header = 1,", of: "A;B;C\n" + Self.rows)
        expectNoDifference(found, Self.names)
    }

    @Test func `headings that the file is known by are no row`() async throws {
        let file = "Nummer;Förnamn;Efternamn\n" + Self.rows
        let found = try await names(#"known_by = { "Förnamn" },"#, of: file)
        expectNoDifference(found, Self.names)
    }

    @Test func `a first row that may be headings or someone's is asked about`() async throws {
        let adapter = Self.register.replacing("<part>", with: "")
            .replacing("column.identity", with: "column.text")
        let file = "AAA;Anna;Alm\nBBB;Bo;Berg\nCCC;Cia;Cederlund\nDDD;Dan;Dahl\n"
        let found = try await refusal(adapter, of: file)
        expectNoDifference(
            found,
            "Ingen kolumn hittades på sin rubrik, så det går inte att veta om första raden är rubriker. "
                + "Säg det i adaptern: header = 0, eller hur många rader rubrikerna tar.")
        let said = try await refusal(adapter, of: file, .english)
        expectNoDifference(
            said,
            "No column was found by its heading, so it is not known whether the first row is headings. "
                + "Say so in the adapter: header = 0, or how many rows the headings take.")
    }

    // MARK: Whole numbers

    private func year(_ cell: String) async throws -> String {
        let test = try await TestSchool()
        let file = "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n20130101-2389;Ada;Ek;7A;\(cell);\n"
        let run = try await test.run(adapter: Lua.register, on: file)
        if let refused = run.plan.refused.first {
            await run.discard()
            return refused.issue.message(in: .swedish)
        }
        try await run.apply()
        return try await test.rows("SELECT year_group FROM enrolment").map { "\($0[0])" }.joined()
    }

    @Test(arguments: ["7", "07", "åk 7", "Åk. 7", "a\u{30A}k 7", "7 ", "År\u{A0}7"])
    func `a year group is the number after a word`(_ cell: String) async throws {
        let found = try await year(cell)
        expectNoDifference(found, "7")
    }

    @Test(arguments: ["-7", "\u{2212}7", "\u{2013}7", "+7", "åk -7", "(7", "7,5", "7.5", "2026", "sju"])
    func `what is no year group is refused, and no sign is dropped`(_ cell: String) async throws {
        let found = try await year(cell)
        expectNoDifference(
            found,
            "Rad 2, kolumn Åk: \"\(cell)\" kan inte läsas som ett heltal under 100. Skriv bara siffror, t.ex. 3."
        )
    }
}
