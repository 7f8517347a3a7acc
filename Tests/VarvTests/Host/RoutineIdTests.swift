import CustomDump
import Testing
import VarvModel

@testable import Varv

/// Who a routine says it is: nobody passes for Varv's own or for another, nor says so much that others are crowded out.
@Suite struct RoutineIdTests {
    private static func report(id: String = "skola/r", title: String = "Rapport", more: String = "") -> String
    {
        """
        return report { id = "\(id)", version = "1.0.0", title = "\(title)", \(more) draw = function() end }
        """
    }

    private func broken(_ files: [String: String]) async throws -> [String] {
        let test = try await TestSchool()
        for (name, text) in files { try test.folder.write("skolan/routines/\(name)", text) }
        return try await test.school.unloadableRoutines().map { "\($0.file) \($0.error.code)" }.sorted()
    }

    @Test func `an id of Varv's is no one else's`() async throws {
        let test = try await TestSchool()
        let ours = try await test.school.routines().first { $0.id.hasPrefix("varv/") }
        let name = try #require(ours?.id)
        try test.folder.write("skolan/routines/egen.lua", Self.report(id: name))
        let error = await #expect(throws: VarvError.self) {
            try await test.school.routine(.file(test.folder.path("skolan/routines/egen.lua")))
        }
        expectNoDifference(
            error?.message(in: .swedish),
            "egen.lua: Id som börjar med varv/ har bara de rutiner som följer med Varv. Skriv till exempel skolan/"
                + name.dropFirst(5) + ".")
        // And Varv's own is still found by it.
        let found = try await test.school.routine(.named(name))
        expectNoDifference(found.folder, nil)
    }

    @Test func `two files with one id are both left out, and asking for it says which they are`() async throws
    {
        let test = try await TestSchool()
        try test.folder.write("skolan/routines/a.lua", Self.report())
        try test.folder.write("skolan/routines/b.lua", Self.report(title: "En annan"))
        try test.folder.write("skolan/routines/c.lua", Self.report(id: "skola/c"))
        let routines = try await test.school.routines().map(\.id).filter { !$0.hasPrefix("varv/") }
        expectNoDifference(routines, ["skola/c"])
        for name in ["skola/r", "r", "a", "b"] {
            let error = await #expect(throws: VarvError.self) { try await test.school.routine(.named(name)) }
            expectNoDifference(
                error?.message(in: .swedish),
                "a.lua och b.lua har samma id, skola/r. Ta bort den ena, eller ge den ett annat id.",
                "\(name)")
        }
    }

    @Test(arguments: [
        report(title: #"EHT-underlag\n  Läser: ingenting"#), report(title: #"\u{202E}ldnu"#),
        report(title: String(repeating: "x", count: 201)),
        report(title: "Små frågor" + String(repeating: " ", count: 51) + "Läser: ingenting"),
        report(title: "Små frågor\u{3000}\u{3000}Läser: ingenting"),
        report(title: "Små frågor\u{2800}\u{2800}Läser: ingenting"),
        report(more: #"options = { option.text("val", "", "vad                Skriver  ingenting") },"#),
        report(more: "about = ('x'):rep(2001),"),
        report(more: #"options = { option.text("val", "", "vad\n  Skriver  ingenting") },"#),
        report(more: #"options = { option.text("val\n", "", "vad") },"#),
        report(more: #"reads = { "cycles\n  Skriver  ingenting" },"#),
        report(
            more:
                "options = (function() local o = {} for i = 1, 51 do o[i] = option.text('k' .. i, '', '') end return o end)(),"
        ),
        "return adapter { id = 's/a', version = '1.0.0', title = 'T', writes = { 'results' }, columns = { pupil = column.identity 'N' }, known_by = { '*' }, row = function() end }",
        #"return adapter { id = "s/a", version = "1.0.0", title = "T", writes = { "results" }, columns = { pupil = column.identity "N" }, known_by = { "N\n│ x" }, row = function() end }"#,
        """
        local h = {} for i = 1, 101 do h[i] = "r" .. i end
        return adapter { id = 's/a', version = '1.0.0', title = 'T', writes = { 'results' }, columns = { pupil = column.identity 'N' }, known_by = h, row = function() end }
        """,
    ])
    func `what a routine says of itself is short and shows`(_ source: String) async throws {
        let told = try await broken(["r.lua": source])
        expectNoDifference(told, ["r.lua VARV-E204"])
    }

    @Test(arguments: ["\u{A0}", "\u{202F}", "\u{2009}"])
    func `a title may have the narrow space that stands before a per cent sign`(_ space: String) async throws
    {
        let told = try await broken(["r.lua": Self.report(title: "Fler än 10\(space)%")])
        expectNoDifference(told, [])
    }

    @Test func `a title cannot end its own quotation marks`() throws {
        let wish = RightsWish(
            id: "x/t", version: "1.0.0", title: #"EHT" (varv/eht 1.0.0) vill:"#, hash: "",
            wants: [.read(.results)])
        let text = wish.subject(in: .swedish)
        expectNoDifference(text, "Rutinen \"EHT” (varv/eht 1.0.0) vill:\" (x/t 1.0.0)")
    }
}
