import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

/// What is no text table is recognised by its content and gets a sentence on how to save it.
struct FormatTests {
    /// The error an import of these bytes ends with.
    private func refusal(
        _ bytes: [UInt8], adapter: String = Lua.judgements, language: Language = .swedish
    ) async throws -> VarvError? {
        let test = try await TestSchool(language: language)
        let before = try await test.dump()
        var refusal: VarvError?
        do {
            await (try await test.run(adapter: adapter, on: bytes, scope: .cycle(3))).discard()
        } catch { refusal = error as? VarvError }
        let after = try await test.dump()
        expectNoDifference(after, before)
        return refusal
    }

    @Test(arguments: [
        ("xlsx", "PK\u{3}\u{4}\u{14}\0\u{6}\0[Content_Types].xml", "CSV"),
        ("pdf", "%PDF-1.7\n%", "PDF. Exportera"),
        ("json", "{\"elever\": [{\"namn\": \"Ada\"}]}", "JSON. Välj CSV"),
    ])
    func `another format is refused with how to save it`(_ name: String, _ bytes: String, _ word: String)
        async throws
    {
        let error = try #require(try await refusal(Array(bytes.utf8)))
        #expect(error.status == .refused)
        #expect(error.words.sv.contains(word), "\(error.words.sv)")
    }

    @Test func `an empty file is refused`() async throws {
        let error = try #require(try await refusal([]))
        #expect(error.status == .refused)
    }

    @Test func `a missing column lists the file's headings`() async throws {
        let file = Array("Nummer;Svenska;Datum\n20130101-2389;Mer;2026-11-20\n".utf8)
        let sv = try #require(try await refusal(file))
        #expect(sv.status == .refused)
        #expect(sv.words.sv == "Kolumnen \"Ma\" saknas. Filen har: Nummer, Svenska, Datum.")
        let en = try #require(try await refusal(file, language: .english))
        #expect(en.words.en == "Column \"Ma\" is missing. The file has: Nummer, Svenska, Datum.")
    }

    @Test(arguments: [
        "Nummer;Svenska;Datum\n\u{FEFF}20130101-2389;Mer;2026-11-20\n",
        "\n\u{FEFF}\nNummer;Svenska;Datum\n20130101-2389;Mer;2026-11-20\n",
        "\n\u{FEFF}\"Nummer\";\"Svenska\";\"Datum\"\n20130101-2389;Mer;2026-11-20\n",
    ])
    func `a byte order mark inside the file hides no heading from the list`(_ file: String) async throws {
        let error = try #require(try await refusal(Array(file.utf8)))
        #expect(error.words.sv == "Kolumnen \"Ma\" saknas. Filen har: Nummer, Svenska, Datum.")
    }

    @Test func `a file whose headings were not found says so, and quotes no row`() async throws {
        let file = Array("20130101-2389;Ada;7A\nNummer;Namn;Klass\n20130102-2388;Bo;7A\n".utf8)
        let sv = try #require(try await refusal(file))
        #expect(
            sv.words.sv
                == "Kolumnen \"Datum\" saknas: det hittades inga rubriker i filen. Ta bort det som står "
                + "ovanför dem, eller säg i adaptern hur många rader det är: skip_rows = 1, header = 1.")
        let en = try #require(try await refusal(file, language: .english))
        #expect(
            en.words.en
                == "Column \"Datum\" is missing: no headings were found in the file. Remove what stands "
                + "above them, or say in the adapter how many rows that is: skip_rows = 1, header = 1.")
    }

    @Test func `what the file lacks and can be told is asked for`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let adapter = Lua.judgements.replacing(
            #"column.date "Datum""#, with: #"column.date { "Datum", or_ask = "Vilken dag gäller omdömena?" }"#
        )
        let file = "Nummer;Ma\n20130101-2389;Mer\n"
        await #expect {
            try await test.run(adapter: adapter, on: file, scope: .cycle(3))
        } throws: { error in
            (error as? VarvError)?.words.sv
                == "Vilken dag gäller omdömena? Filen saknar kolumnen \"Datum\"; svara med --set on=…"
        }
        let told = try await test.run(
            adapter: adapter, on: file, scope: .cycle(3), settings: ["on": "2026-11-20"])
        try await told.apply()
        #expect(try await test.rows("SELECT judged_on FROM judgement") == [["2026-11-20"]])
    }

    @Test func `å, ä and ö survive Windows-1252, ISO-8859-1 and UTF-8 with and without a mark`() async throws
    {
        let text = "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n20130101-2389;Åsa;Öäk;7Å;7;\n"
        let latin = text.unicodeScalars.map { UInt8($0.value) }
        for bytes in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), latin] {
            let test = try await TestSchool()
            try await test.run(adapter: Lua.register, on: bytes).apply()
            #expect(try await test.rows("SELECT given_name, family_name FROM pupil") == [["Åsa", "Öäk"]])
        }
    }

    @Test func `an adapter can say the encoding, and what does not fit it is refused`() async throws {
        let text = "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n20130101-2389;Åsa;Ek;7A;7;\n"
        let latin = text.unicodeScalars.map { UInt8($0.value) }
        let test = try await TestSchool()
        let told = Lua.register.replacing("writes =", with: "encoding = \"windows-1252\", writes =")
        try await test.run(adapter: told, on: latin).apply()
        #expect(try await test.rows("SELECT given_name FROM pupil") == [["Åsa"]])
        let wrong = Lua.register.replacing("writes =", with: "encoding = \"utf-8\", writes =")
        do {
            let run = try await TestSchool().run(adapter: wrong, on: latin)
            #expect(run.plan.used == 0)
            await run.discard()
        } catch { #expect((error as? VarvError)?.status == .refused) }
    }
}
