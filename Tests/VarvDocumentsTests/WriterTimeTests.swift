import Testing
import VarvDocuments

/// Documents made to hurt those who write them: a routine decides how large a paper is, and by then nobody counts its time.
struct WriterTimeTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var block: @Sendable (Int) -> Block
        init(_ description: String, _ block: @escaping @Sendable (Int) -> Block) {
            (testDescription, self.block) = (description, block)
        }
    }

    private static func table(_ cell: Table.Cell, rows: Int = 1, columns: Int = 1) -> Block {
        .table(
            Table(
                columns: (0..<columns).map { Table.Column("c\($0)", title: "c") },
                rows: (0..<rows).map { _ in (0..<columns).map { _ in cell } }))
    }

    static let shapes = [
        Shape("bars") { count in
            .bars(
                BarChart(
                    title: "t", style: .plain,
                    bars: (0..<count).map { BarChart.Bar([.text("x")], .number(.whole(Int64($0)))) }))
        },
        Shape("rows") { table([.text("x")], rows: $0) },
        Shape("columns") { table([.text("x")], columns: $0 / 4) },
        Shape("digits of numbers") { count in
            .list(
                ordered: false,
                items: (0..<200).map { _ in
                    [.paragraph([.leaf(.number(NumberLeaf(.real(Double("1.5e\(count / 14)") ?? 0))))])]
                })
        },
        Shape("words in a cell") { table([.text(String(repeating: "a ", count: $0))]) },
        Shape("letters in a cell") { table([.text(String(repeating: "a", count: $0))]) },
        Shape("pieces in a cell") { table(Array(repeating: .strong([.text("a")]), count: $0)) },
        Shape("words") { .paragraph([.text(String(repeating: "ab ", count: $0))]) },
        Shape("a sign joined of many") { .paragraph([.text(String(repeating: "👩\u{200D}", count: $0))]) },
        Shape("flags") { .paragraph([.text(String(repeating: "\u{1F1F8}", count: $0))]) },
        Shape("line breaks") { .paragraph(Array(repeating: .lineBreak, count: $0)) },
        Shape("pieces of text") { .paragraph(Array(repeating: .leaf(.text("a")), count: $0)) },
        Shape("points") {
            .list(ordered: true, items: Array(repeating: [.paragraph([.text("a")])], count: $0))
        },
        Shape("quoted paragraphs") { .quote(Array(repeating: .paragraph([.text("a")]), count: $0)) },
        Shape("lines of code") { .code(String(repeating: "a\n", count: $0)) },
        Shape("backticks") { .paragraph([.code(String(repeating: "`", count: $0))]) },
        Shape("dashes in a choice's key") { count in
            .field(
                FormField(
                    "a", label: [.text("a")],
                    kind: .choice([.init(String(repeating: "-", count: count), [.text("b")])])))
        },
        Shape("choices") { count in
            .field(
                FormField(
                    "a", label: [.text("a")], kind: .choice((0..<count).map { .init("k\($0)", [.text("b")]) })
                ))
        },
    ]

    @Test(arguments: Writer.all, shapes) func `what a paper takes to write is linear`(
        _ writer: Writer, _ shape: Shape
    ) {
        let isLinear = Growth.isLinear(from: 1_000) { count in
            let document = Document(title: "t", blocks: [shape.block(count)])
            return { _ = writer.write(document, .pseudonyms) }
        }
        #expect(isLinear)
    }
}
