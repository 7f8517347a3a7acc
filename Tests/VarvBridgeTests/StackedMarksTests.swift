import CustomDump
import Testing

@testable import VarvBridge

/// Piles of marks on a letter: what Swift needs the square of their number to order never gets further than the frame.
struct StackedMarksTests {
    private static func pile(_ count: Int) -> String { "a" + String(repeating: "\u{301}", count: count) }

    @Test(arguments: [
        "", "7B", "Åäö", "A\u{30A}a\u{308}", "👩‍👩‍👧‍👦", "ก็ำ", "हिन्दी", String(repeating: "e\u{301}", count: 1000),
        pile(StackedMarks.limit),
    ])
    func `text as people write it has no piles`(_ text: String) {
        #expect(!StackedMarks.exceed(in: text))
        #expect(StackedMarks.dropped(from: text) == text)
    }

    @Test(arguments: ["\u{301}", "\u{316}", "\u{20DD}", "\u{200D}", "\u{FE0F}", "\u{93F}\u{94D}\u{301}"])
    func `a pile is cut to its limit, whatever it is made of, and nothing else is`(_ mark: String) {
        let text = "före a" + String(repeating: mark, count: 100) + " efter"
        let isMixed = mark == "\u{93F}\u{94D}\u{301}"  // with a vowel in it that takes room of its own
        #expect(StackedMarks.exceed(in: text) == !isMixed)
        let kept = isMixed ? text : "före a" + String(repeating: mark, count: StackedMarks.limit) + " efter"
        #expect(Array(StackedMarks.dropped(from: text).unicodeScalars) == Array(kept.unicodeScalars))
    }

    @Test func `one mark over the limit is refused wherever a text may stand in what a worker says`() {
        let pile = Self.pile(StackedMarks.limit + 1)
        let values: [Value] = [
            .text(pile), .list([.text(pile)]), .record([Field(pile, .int(1))]), .rich([.source(pile)]),
            .rich([.leaf(.text(pile))]), .set(SetDescription(collection: pile)),
            .set(SetDescription(collection: "pupils", operations: [SetOperation(pile, [])])),
        ]
        for value in values {
            var reader = ByteReader(value.bytes, marks: .refused)
            #expect(throws: BridgeError.stackedMarks) { try reader.value() }
        }
    }

    @Test func `what is only read loses the marks that are too many, and what the host says is kept`() throws
    {
        let value = Value.text(Self.pile(StackedMarks.limit + 1))
        var dropping = ByteReader(value.bytes, marks: .dropped)
        #expect(try dropping.value() == .text(Self.pile(StackedMarks.limit)))
        var keeping = ByteReader(value.bytes)
        #expect(try keeping.value() == value)
    }

    @Test func `a record's text with a pile is refused, and why a row was refused is cut`() throws {
        let pile = Self.pile(StackedMarks.limit + 1)
        var writer = ByteWriter()
        writer.raw([1, 1, RecordBatch.refused, 1, 2])
        for text in ["code", pile] { writer.text(text) }
        writer.value(.text(pile))
        writer.text(pile)
        writer.raw([RecordBatch.used, 2, 3, 1, 0, Tag.text])
        writer.text(pile)
        let batch = try RecordBatchReader(writer.bytes)
        let cut = Self.pile(StackedMarks.limit)
        expectNoDifference(
            try batch.next(),
            .refused(record: 1, line: 2, code: "code", column: cut, value: .text(cut), reason: cut))
        expectNoDifference(try batch.next(), .used(record: 2, line: 3, records: 1))
        var fields: [BatchValue] = []
        _ = try batch.record(kinds: [1], into: &fields)
        #expect(throws: BridgeError.stackedMarks) { try batch.text(0) }
    }
}
