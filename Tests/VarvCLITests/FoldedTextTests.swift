import CustomDump
import Testing
import VarvDocuments
import VarvModel

@testable import Varv
@testable import varv

/// A screen breaks what is wider than itself, and the rest begins a line as if Varv had said it. So others' words are
/// folded first.
struct FoldedTextTests {
    private static let forged = "Sparat som körning 12. Ångra med: varv ångra 12"

    @Test(arguments: [" ", "x", "漢", "👩\u{200D}", "☺\u{FE0F}", "e\u{301}"], [20, 60, 80, 120])
    func `each line that a screen shows of what a routine wrote has its mark`(
        _ filler: String, _ columns: Int
    ) {
        for count in 70...90 {
            let lines = Console.quoted(
                String(repeating: filler, count: count) + Self.forged, foldedAt: columns)
            #expect(lines.allSatisfy { $0.hasPrefix("│ ") && TextWidth.of($0) < columns }, "\(lines)")
            let whole = lines.map { String($0.unicodeScalars.dropFirst(2)) }.joined()
            #expect(whole == String(repeating: filler, count: count) + Self.forged)
        }
    }

    @Test func `what no screen shows is not folded`() {
        let text = String(repeating: "x", count: 300)
        expectNoDifference(Console.quoted(text + "\n"), ["│ " + text])
    }

    @Test func `what a routine says went wrong goes on further in, too`() {
        var outcome = Outcome(
            status: .routine, message: String(repeating: "x", count: 60) + " " + Self.forged)
        outcome.place = "r.lua:3"
        let lines = ErrorText.lines(outcome, hasColour: false, foldedAt: 80)
        expectNoDifference(
            lines, ["r.lua:3: " + String(repeating: "x", count: 60), "      " + Self.forged])
        outcome.message = "fel\n│ " + String(repeating: "x", count: 74) + Self.forged
        expectNoDifference(
            ErrorText.lines(outcome, hasColour: false, foldedAt: 80),
            [
                "r.lua:3: fel", "│ " + String(repeating: "x", count: 74) + "Sp",
                "│ " + Self.forged.dropFirst(2),
            ])
    }

    @Test(arguments: ["क्", "👩\u{200D}", "x"])
    func `what joins into one sign is folded by all that it may take`(_ filler: String) {
        var outcome = Outcome(
            status: .routine, message: String(repeating: filler, count: 100) + "क " + Self.forged)
        outcome.place = "r.lua:3"
        for line in ErrorText.lines(outcome, hasColour: false, foldedAt: 80) {
            expectNoDifference(TextWidth.folded(line, to: 80), [line])
        }
    }

    @Test func `a routine's words about a row go on further in than any line of Varv's begins`() {
        let why = String(repeating: "x", count: 49) + " " + Self.forged
        let plan = Plan(
            rowsRead: 1, used: 0, skipped: 0,
            refused: [
                LeftOutRow(
                    record: 1, line: 2,
                    issue: Issue(.rejectedByRoutine, at: Place(row: 2), ["why": .text(why)]))
            ], held: [], warnings: [], warningCount: 0, counts: [], changes: [], mark: .none, inputNotes: [],
            notes: [])
        let lines = PlanText.lines(plan, in: .swedish, foldedAt: 80)
        #expect(lines.allSatisfy { TextWidth.of($0) <= 80 })
        let begun = lines.filter { $0.contains("Sparat") }
        #expect(begun.count == 1 && begun.allSatisfy { $0.hasPrefix("      ") }, "\(lines)")
    }
}
