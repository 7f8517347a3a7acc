import CustomDump
import Testing
import VarvBridge
import VarvModel

@testable import Varv

extension Hostile {
    /// Accents piled on one letter: half a megabyte of them would hold the host for minutes.
    @Suite struct StackedMarksTests {
        private static let pile = #"("a" .. ("\u{301}"):rep(15000) .. ("\u{316}"):rep(15000))"#
        private static let refusal = "en bokstav i texten har fler än 30 tecken ovanpå sig"

        private static let doors: [String] = [
            "report: page(pile)", "report: page:table({ { a = pile } }, { 'a' })",
            "report: page:table({ { a = 1 } }, { { 'a', pile } })",
            "report: page:bars({ { a = 'x', b = 1 } }, { label = 'a', value = 'b', title = pile })",
            "task: change:note(pile, 'x')", "task: change:note('x', here '{school}' .. pile)",
            "task: subjects:where { code = pile }:count()",
            "task: subjects:where { code = one_of { pile } }:count()",
            "task: change:reflection { action = 3, outcome = pile, why = 'x', next_step = 'y' }",
        ]

        @Test(arguments: doors)
        func `a pile of marks is refused at its line, whichever way it leaves a routine`(_ door: String)
            async throws
        {
            let test = try await TestSchool()
            let (kind, code) = (
                door.hasPrefix("report") ? "report" : "task", door.drop { $0 != ":" }.dropFirst()
            )
            let made = kind == "report" ? "draw = function(here, page)" : "work = function(here, change)"
            try test.folder.write(
                "pile.lua",
                """
                local pile = \(Self.pile)
                return \(kind) { id = "test/pile", version = "1.0.0", title = "Pile", writes = { \
                \(kind == "task" ? "\"reflections\"" : "") }, \(made)
                \(code)
                end }
                """)
            let source = RoutineSource.file(test.folder.path("pile.lua"))
            let error = await #expect(throws: VarvError.self) {
                if kind == "report" {
                    _ = try await test.school.draw(source, granting: TestSchool.everything)
                } else {
                    _ = try await test.school.run(source, granting: TestSchool.everything)
                }
            }
            let words = error?.message(in: .swedish) ?? ""
            #expect(words.hasPrefix("pile.lua:3: ") && words.contains(Self.refusal), "\(words)")
        }

        @Test func `what is printed, and an error's words, lose the marks that are too many`() throws {
            let cut = "a" + String(repeating: "\u{301}", count: StackedMarks.limit)
            func scalars(_ text: String?) -> [Unicode.Scalar] { Array((text ?? "").unicodeScalars) }
            let outcome = try Outcome.of(#"local s = "a" .. ("\u{301}"):rep(400) print(s) error(s, 0)"#)
            #expect(scalars(outcome.printed) == scalars(cut + "\n"))
            #expect(scalars(outcome.error?.words.sv) == scalars(cut))
        }

        @Test func `a cell with a pile of marks refuses its row, and the others are imported`() async throws {
            let test = try await TestSchool()
            let pile = "a" + String(repeating: "\u{301}", count: 400)
            let run = try await test.run(
                adapter: Self.adapter, on: "Grupp;Åk\n7X;7\n\(pile);7\n7Y;7\n")
            expectNoDifference(
                run.plan.refused.map { $0.issue.message(in: .swedish) },
                ["Rad 3, kolumn Grupp: rutinen avvisade raden: group.group: \(Self.refusal)."])
            #expect(run.plan.used == 2)
            await run.discard()
        }

        @Test func `a heading with a pile of marks stops the file in words`() async throws {
            let test = try await TestSchool()
            let pile = "Å" + String(repeating: "\u{301}", count: 400)
            let error = await #expect(throws: VarvError.self) {
                try await test.run(adapter: Self.adapter, on: "Grupp;Åk;\(pile)\n7X;7;\n")
            }
            expectNoDifference(
                error?.words.sv,
                "En bokstav i en rubrik har fler än 30 tecken ovanpå sig. Rätta rubriken i filen.")
        }

        private static let adapter = """
            return adapter { id = "test/pile", version = "1.0.0", title = "Pile", writes = { "pupils" },
              columns = { group = column.group "Grupp", year_group = column.year_group "Åk" },
              row = function(row, add) add:group { group = row.group, kind = "klass", year_group = row.year_group } end }
            """
    }
}
