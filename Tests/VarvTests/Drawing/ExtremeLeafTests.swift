import CustomDump
import RegexBuilder
import Testing
import VarvBridge
import VarvDocuments
import VarvModel
import VarvStorage

@testable import Varv

/// Whatever value a routine puts wherever a value can stand, the host draws it or refuses it; nothing ends the host.
@Suite struct ExtremeLeafTests {
    static let numbers: [Value] = [
        .int(7),
        .int(.min), .int(.max), .int(1 << 53), .int(1 << 53 + 1), .int(1 << 53 - 1), .int(-(1 << 53) - 1),
        .number(.nan), .number(.infinity), .number(-.infinity), .number(1e300), .number(-1e300),
        .number(.greatestFiniteMagnitude), .number(.leastNonzeroMagnitude), .number(-0.0),
        .number(0x1p53 + 2), .number(0x1p63), .number(-0x1p63), .number(0x1p64), .number(1e15),
        .number(9.995), .number(0.9999999999),
    ]

    static let leaves: [Value] =
        numbers + numbers.map { .record([Field("share", $0)]) } + [
            .list(numbers), .text(""), .text(String(repeating: "å", count: 5_000)),
            .text(String(repeating: "e\u{301}👩‍👧 ", count: 200)), .text("\0\u{202E}|`<\n"),
            .day(9999, 12, 31), .day(1, 1, 1), .day(2026, 2, 30), .day(.max, .max, .max),
            .day(.min, .min, .min), .day(0, 0, 0), .mark(.few), .mark(.noBasis), .mark(.missing), .none,
            .bool(true), .list([]), .record([]), .item(Item(type: .max, handle: .max)),
            .set(SetDescription(collection: "")),
        ]

    /// Every piece a routine can send, with one value in every place a value can stand.
    static func pieces(_ leaf: Value) -> [Value] {
        let rich = Value.rich([.source("*a* "), .leaf(leaf)])
        let row = Value.record([Field("a", .text("x")), Field("v", leaf), Field("r", rich)])
        let columns = Value.list(["v", "r", "none"].map { .record([Field("key", .text($0))]) })
        func piece(_ block: String, _ fields: Field...) -> Value {
            .record([Field("block", .text(block))] + fields)
        }
        func question(_ kind: String, _ fields: Field...) -> Value {
            .record(
                [
                    Field("block", .text("field")), Field("key", .text("q")), Field("kind", .text(kind)),
                    Field("label", rich), Field("help", rich), Field("lines", leaf),
                ] + fields)
        }
        return [
            piece("prose", Field("text", rich)), piece("prose", Field("text", leaf)),
            piece(
                "table", Field("rows", .list([row, row])), Field("columns", columns), Field("title", rich)),
            piece("table", Field("rows", .list([])), Field("columns", columns), Field("empty", rich)),
            piece(
                "bars", Field("rows", .list([row, row])), Field("label", .text("r")),
                Field("value", .text("v")),
                Field("note", .text("v")), Field("title", rich)),
            piece(
                "bars", Field("rows", .list([])), Field("label", .text("a")), Field("value", .text("v")),
                Field("empty", rich)),
            piece("lines", Field("count", leaf), Field("label", rich)),
            piece("lines", Field("count", .int(1)), Field("label", leaf)),
            piece("note", Field("about", leaf), Field("text", rich)),
            piece("note", Field("about", rich), Field("text", leaf)),
            piece("table", Field("rows", .list([leaf])), Field("columns", .list([leaf]))),
            question("text"), question("number"), question("date"), question("person"),
            question(
                "choice",
                Field("choices", .list([.record([Field("key", .text("k")), Field("label", leaf)])]))),
            question(
                "choice",
                Field("choices", .list([.record([Field("key", .text("k")), Field("label", .text("l"))])]))),
            question("plan", Field("owner", leaf), Field("aims", leaf), Field("due", rich)),
            question("plan", Field("owner", rich), Field("aims", .list([])), Field("due", leaf)),
        ]
    }

    /// Draws one piece in every form it has; false when it is refused.
    private func isDrawn(_ piece: Value, _ services: RunServices) throws -> Bool {
        let maker = PaperMaker(services, here: .record([]))
        do {
            try maker.add(piece)
        } catch let error as VarvError {
            expectNoDifference(error.code, "VARV-E220")
            return false
        } catch is BridgeError {
            return false
        }
        if piece["block"].text == "note" { _ = try maker.noteText(piece) }
        _ = try DialogueForm(maker)
        let paper = try maker.paper()
        for format in PaperFormat.allCases { _ = paper.data(as: format) }
        for width in [1, 20] {
            let renderer = TerminalRenderer(names: .pseudonyms, width: width, hasRowNumbers: true)
            _ = renderer.render(paper.document)
        }
        return true
    }

    @Test(arguments: [VarvModel.Language.swedish, .english])
    func `every piece with every extreme value is drawn in every format, or refused`(
        _ language: VarvModel.Language
    ) throws {
        let routine = try Routine.sample(kind: .dialogue, title: "Samtal")
        try SmallSchool(language: language).services(routine: routine) { services in
            var drawn = Set<Int>()
            for leaf in Self.leaves {
                for (place, piece) in Self.pieces(leaf).enumerated() where try isDrawn(piece, services) {
                    drawn.insert(place)
                }
            }
            // A place where nothing is drawn tests nothing.
            expectNoDifference(drawn, Set(Self.pieces(.none).indices))
        }
    }

    @Test(arguments: [
        (Int64.min, "9223372036854775808"), (.max, "9223372036854775807"),
        (1 << 53 + 1, "9007199254740993"), (-(1 << 53) - 1, "9007199254740993"),
    ])
    func `a whole number keeps every digit in every format`(_ number: Int64, _ digits: String) throws {
        let row = Value.record([Field("a", .text("x")), Field("v", .int(number))])
        let columns = Value.list([.record([Field("key", .text("v"))])])
        try SmallSchool().services(routine: .sample(title: "Tal")) { services in
            let maker = PaperMaker(services, here: .record([]))
            try maker.add(
                .record([
                    Field("block", .text("table")), Field("rows", .list([row])), Field("columns", columns),
                ]))
            try maker.add(
                .record([
                    Field("block", .text("bars")), Field("rows", .list([row])), Field("label", .text("a")),
                    Field("value", .text("v")),
                ]))
            let paper = try maker.paper()
            for format in PaperFormat.allCases {
                let text = String(decoding: paper.data(as: format), as: UTF8.self)
                // Once in the table, once beside the bar; some formats say it for programs too.
                #expect(text.filter { $0 != "\u{A0}" }.matches(of: Regex { digits }).count >= 2, "\(format)")
            }
        }
    }

    @Test func `a note says a share of any size as the paper does`() throws {
        try SmallSchool().services { services in
            let share = Value.record([Field("share", .number(0.125))])
            let note = Value.record([Field("text", .rich([.source("Andel "), .leaf(share)]))])
            expectNoDifference(
                try PaperMaker(services, here: .record([])).noteText(note), "Andel 13\u{A0}%")
        }
    }

    @Test func `a thing's code shows as its word in the language of the paper`() throws {
        let columns = Value.list([.record([Field("key", .text("status"))])])
        for (language, word) in [(VarvModel.Language.swedish, "planerat"), (.english, "planned")] {
            try SmallSchool(language: language).services(routine: .sample(title: "Varv")) { services in
                let maker = PaperMaker(services, here: .record([]))
                try maker.add(
                    .record([
                        Field("block", .text("table")),
                        Field("set", .set(SetDescription(collection: "cycles"))),
                        Field("columns", columns),
                    ]))
                guard case .table(let table) = maker.blocks.first else {
                    Testing.Issue.record()
                    return
                }
                expectNoDifference(table.rows[0], [[.leaf(.term(code: "planned", label: word))]])
            }
        }
    }
}
