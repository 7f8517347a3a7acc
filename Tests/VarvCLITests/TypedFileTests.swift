import CustomDump
import Foundation
import Glibc
import Testing
import Varv
import VarvModel

@testable import varv

/// Files and folders a person names on the command line.
@Suite struct TypedFileTests {
    @Test func `of a file no more is read than what shows that it is too long`() throws {
        let path = NSTemporaryDirectory() + "varv-long-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(repeating: 0x20, count: 100_000).write(to: URL(fileURLWithPath: path))
        #expect(BoundedFile.read(path, atMost: 1000)?.count == 1001)
        #expect(BoundedFile.read(path, atMost: 100_000)?.count == 100_000)
        #expect(BoundedFile.read(path + "-saknas", atMost: 10) == nil)
    }

    @Test func `a Lua file longer than a routine may be is told so, whatever it holds`() async throws {
        let school = try await TypedSchool()
        try school.write("lang.lua", String(repeating: "\0", count: 1 << 20))
        let said = try await school.type("run", "@lang.lua")
        expectNoDifference(said.outcome.code, "VARV-E210")
    }

    @Test(arguments: [["run", "@rör.lua"], ["repl", "--script", "@rör.lua"]])
    func `a pipe that nobody writes to is empty, and not waited for`(_ words: [String]) async throws {
        let school = try await TypedSchool()
        #expect(unsafe mkfifo(school.folder.appendingPathComponent("rör.lua").path, 0o600) == 0)
        let said = try await school.type(words)
        #expect(said.status == .done, "\(said.text)")
    }

    @Test func `what comes through a pipe is read to its end`() throws {
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data("print(1)".utf8))
        try pipe.fileHandleForWriting.close()
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        expectNoDifference(BoundedFile.read(path, atMost: 100), Array("print(1)".utf8))
    }

    @Test func `a recorded meeting may begin with the mark that some programs write`() async throws {
        let school = try await TypedSchool()
        try school.write("möte.varv", "\u{FEFF}1 + 1\n")
        let said = try await school.type("repl", "--script", "@möte.varv")
        #expect(said.text.hasSuffix("varv> 1 + 1\n2\n"), "\(said.text)")
    }

    @Test(arguments: [
        (
            "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n",
            "Filen har inga rader att läsa in. Inget har ändrats."
        ),
        (
            "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n4711;Ada;Ek;7A;7;\n",
            "Adaptern hoppade över alla rader. Inget har ändrats."
        ),
    ])
    func `a file that brings nothing is not said to be there already`(_ file: String, _ words: String)
        async throws
    {
        let school = try await TypedSchool()
        try school.write("elever.csv", file)
        try school.write(
            "tyst.lua",
            """
            return adapter {
              id = "test/tyst", version = "1.0.0", title = "Tyst", writes = { "pupils" },
              columns = { pupil = column.identity "Nummer" },
              row = function(row, add) add:pupil { pupil = skip } end,
            }
            """)
        let said = try await school.type(
            "import", "@elever.csv", "--with", "@tyst.lua", "--write", "pupils", "--yes")
        expectNoDifference(said.outcome.message, words)
    }

    @Test(arguments: [
        ["import", "@elever.csv"], ["report", "finns/inte"], ["doctor"],
    ])
    func `where a routine may be missing, those that cannot be read are told`(_ words: [String]) async throws
    {
        let school = try await TypedSchool()
        try school.write("elever.csv", "Nummer\n4711\n")
        try school.write(
            "skolan/routines/trasig.lua", "return adapter {\n  id = 'a/b'\n  version = '1.0.0' }")
        let said = try await school.type(words)
        let told = ([said.text, said.outcome.message] + said.outcome.details).joined(separator: "\n")
        #expect(told.contains("trasig.lua:3: det saknas ett komma efter rad 2"), "\(told)")
    }

    @Test func `what a routine writes of pupils is told alike in its account and in the question`()
        async throws
    {
        let school = try await TypedSchool()
        try school.write("register.lua", TypedSchool.register)
        let said = try await school.type("routine", "info", "@register.lua")
        #expect(said.text.contains("elever med nummer, namn, klass och grupper"), "\(said.text)")
    }

    @Test func `where no row can be imported, nobody is told to import the rest`() async throws {
        let school = try await TypedSchool()
        try school.write("register.lua", TypedSchool.register)
        try school.write("elever.csv", TypedSchool.pupilHeadings + "fel;Ada;Ek;7A;7;\n")
        let said = try await school.type(
            "import", "@elever.csv", "--with", "@register.lua", "--write", "pupils")
        #expect(
            said.outcome.message.hasSuffix("Rätta i filen och läs in den igen."), "\(said.outcome.message)")
    }

    @Test func `a recorded meeting that is too long is told so`() async throws {
        let school = try await TypedSchool()
        try school.write("lang.varv", String(repeating: "1\n", count: 1 << 20))
        let said = try await school.type("repl", "--script", "@lang.varv")
        expectNoDifference(said.outcome.code, "VARV-E673")
        expectNoDifference(said.outcome.message.contains("längre än 1024 KiB"), true)
    }

    @Test func `a folder with a space in its name is quoted in what to type next`() async throws {
        let school = try await TypedSchool()
        let said = try await school.type("init", "@min skola")
        let folder = school.folder.appendingPathComponent("min skola").path
        #expect(said.text.hasSuffix("  varv --school '\(folder)' läsin ELEVER.csv\n"), "\(said.text)")
    }

    @Test(arguments: [
        (
            Language.swedish,
            [
                "Val (--set):", "  nivå  (ett av a, b; annars b)  Vilken?",
                "  andel  (en andel mellan 0 och 1; annars 0,25)  Hur stor?",
                "  med  (true eller false; annars true)  Med?",
            ]
        ),
        (
            .english,
            [
                "Options (--set):", "  nivå  (one of a, b; b otherwise)  Vilken?",
                "  andel  (a share between 0 and 1; 0.25 otherwise)  Hur stor?",
                "  med  (true or false; true otherwise)  Med?",
            ]
        ),
    ])
    func `a routine's options are shown with their kind, choices and default`(
        _ language: Language, _ lines: [String]
    ) async throws {
        let school = try await TypedSchool()
        try school.write(
            "val.lua",
            """
            return report { id = "a/b", version = "1.0.0", title = "T", draw = function() end, options = {
              option.choice("nivå", "b", "Vilken?", { "a", "b" }), option.share("andel", 0.25, "Hur stor?"),
              option.bool("med", true, "Med?"),
            } }
            """)
        let said = try await school.type(["routine", "info", "@val.lua"], language: language)
        expectNoDifference(said.text.split(separator: "\n").suffix(4).map(String.init), lines)
    }

    @Test func `a choice is one of the option's own`() async throws {
        let school = try await TypedSchool()
        try school.write(
            "val.lua",
            """
            return report { id = "a/b", version = "1.0.0", title = "T", draw = function() end, options = {
              option.choice("level", "b", "Vilken?", { "a", "b" }),
            } }
            """)
        let said = try await school.type("report", "@val.lua", "--set", "level=c")
        expectNoDifference(said.outcome.code, "VARV-E206")
        #expect(said.outcome.message.contains("det ska vara ett av a, b."), "\(said.outcome.message)")
    }

    @Test(arguments: [
        (
            Language.swedish,
            "Svaret kan inte skrivas: disken är full. Gör plats och försök igen.  VARV-E672\n"
        ),
        (.english, "The answer cannot be written: the disk is full. Make room and try again.  VARV-E672\n"),
    ])
    func `output that cannot be written is said in words`(_ language: Language, _ words: String) {
        Speech.$override.withValue(language) {
            expectNoDifference(Stream.words(for: ENOSPC), words)
        }
    }
}
