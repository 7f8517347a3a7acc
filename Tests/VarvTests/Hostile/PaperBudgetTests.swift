import CustomDump
import Testing
import VarvDocuments
import VarvModel

@testable import Varv

/// A few bytes from a worker may ask the host for much: what a paper is made of is counted, not only what was sent.
@Suite struct PaperBudgetTests {
    struct Bomb: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var draw: String
        init(_ description: String, _ draw: String) { (testDescription, self.draw) = (description, draw) }
    }

    static let bombs = [
        Bomb("a table of a set, again and again", "for i = 1, 200000 do page:table(cycles, sixty) end"),
        Bomb(
            "rows that hold nothing under many headings",
            "local rows = {} for i = 1, 3000 do rows[i] = {} end for i = 1, 200 do page:table(rows, keys) end"
        ),
        Bomb(
            "a long heading over many rows",
            #"local rows = {} for i = 1, 3000 do rows[i] = { a = 1 } end page:table(rows, { { "a", ("x "):rep(20000) } })"#
        ),
        Bomb(
            "bars of a set",
            #"for i = 1, 200000 do page:bars(cycles, { label = "number", value = "number" }) end"#),
        Bomb("a text of stars", #"local s = ("*a*"):rep(150000) for i = 1, 16 do page(s) end"#),
        Bomb("a list of empty points", #"local s = ("-\n"):rep(200000) for i = 1, 16 do page(s) end"#),
        Bomb("quotes in quotes", #"local s = ("> > > > > a\n\n"):rep(40000) for i = 1, 16 do page(s) end"#),
        Bomb("page breaks", "for i = 1, 1000000 do page:page_break() end"),
        Bomb("lines to write on", "for i = 1, 200000 do page:lines(60) end"),
        Bomb(
            "lists in a cell",
            "local l = {} for i = 1, 9000 do l[i] = 1 end for i = 1, 200 do page:table({ { k = l } }, { \"k\" }) end"
        ),
    ]

    private static func report(_ draw: String) -> String {
        """
        return report { id = "test/bomb", version = "1.0.0", title = "Bomb", draw = function(here, page)
            local sixty, keys = {}, {}
            for i = 1, 60 do sixty[i] = "number" keys[i] = { "k" .. i, "" } end
            \(draw)
        end }
        """
    }

    @Test(arguments: bombs) func `a paper that grows without end is stopped`(_ bomb: Bomb) async throws {
        let test = try await TestSchool()
        try test.folder.write("bomb.lua", Self.report(bomb.draw))
        let error = await #expect(throws: VarvError.self) {
            try await test.school.draw(
                .file(test.folder.path("bomb.lua")), granting: TestSchool.everything,
                limits: RunLimits(seconds: 60))
        }
        expectNoDifference(
            error?.message(in: .swedish),
            "bomb.lua: papperet blir för stort: fler än 500000 celler, stycken och punkter; visa färre rader (:first), "
                + "eller gör flera papper")
    }

    @Test func `a paper of a thousand pages with a table on each is well within`() async throws {
        let test = try await TestSchool()
        let source = Self.report(
            """
            local rows = {} for i = 1, 30 do rows[i] = { a = i, b = "text " .. i, c = i / 2 } end
            for i = 1, 1000 do
              page("## Sida " .. i .. "\\n\\nEtt stycke med **några** ord.")
              page:table(rows, { "a", "b", "c" })
              page:page_break()
            end
            """)
        try test.folder.write("lång.lua", source)
        let papers = try await test.school.draw(
            .file(test.folder.path("lång.lua")), granting: TestSchool.everything)
        #expect(papers.first?.document.blocks.count == 4000)
    }

    @Test func `a long text is as many parts as its bytes fill`() throws {
        let budget = PaperBudget()
        try budget.spend(0, bytes: 64 * PaperBudget.limit)
        #expect(throws: Refusal.self) { try budget.spend(0, bytes: 64) }
    }

    @Test func `very many questions are stopped`() async throws {
        let test = try await TestSchool()
        try test.folder.write(
            "frågor.lua",
            """
            return dialogue { id = "test/fragor", version = "1.0.0", title = "Frågor", per = "school", with = "leadership",
              ask = function(here, form) for i = 1, 19000 do form:text("k" .. i, "x") end end }
            """)
        let error = await #expect(throws: VarvError.self) {
            try await test.school.forms(
                .file(test.folder.path("frågor.lua")), granting: TestSchool.everything)
        }
        expectNoDifference(error?.code, "VARV-E220")
    }
}

/// What an entry gives may be anything: it is shown, shortened where it is much, and the worker goes on.
@Suite struct ShownValueTests {
    @Test(arguments: [
        ("{ { a = { b = 1 } } }", "{ 1 }"), ("{ assessments }", "assessments"),
        ("{ { 1, 2 }, { 3 } }", "{ 2 }"),
        ("{ 1, { a = 2 }, 'x' }", "{ 1 }"), ("wide", "k1"), ("many", "… 5000"),
        ("{ here.school, cycles }", "cycles"),
    ])
    func `a value of any shape is shown, and what the meeting holds stays`(_ value: String, _ shown: String)
        async throws
    {
        let test = try await TestSchool()
        let meeting = try await test.school.meeting(granting: [.read(.pupils), .read(.results)])
        func enter(_ text: String) async throws -> String {
            switch try await meeting.enter(text) {
            case .shown(let paper, let printed, _):
                printed + String(decoding: paper.data(as: .text), as: UTF8.self)
            case .failed(let error), .restarted(let error): "✗ " + error.message(in: .swedish)
            case .incomplete: "…"
            }
        }
        _ = try await enter(
            "wide, many = { {} }, {} for i = 1, 61 do wide[1]['k' .. i] = i end for i = 1, 5000 do many[i] = i end"
        )
        let told = try await enter("return " + value)
        #expect(told.contains(shown) && !told.contains("✗"), "\(told)")
        #expect(try await enter("#many").contains("5000"))
        await meeting.end()
    }

    @Test func `a text that cannot be drawn is an error of its entry, and what the meeting holds stays`()
        async throws
    {
        let test = try await TestSchool()
        let meeting = try await test.school.meeting(granting: [.read(.results)])
        _ = try await meeting.enter("kept = 7")
        let answer = try await meeting.enter(#"return cycles:first(1):one() "{number} " .. assessments"#)
        guard case .failed = answer else {
            Testing.Issue.record("\(answer)")
            return
        }
        guard case .shown(let paper, _, _) = try await meeting.enter("kept") else {
            Testing.Issue.record("the meeting forgot")
            return
        }
        #expect(String(decoding: paper.data(as: .text), as: UTF8.self).contains("7"))
        await meeting.end()
    }
}
