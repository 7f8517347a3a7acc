import CustomDump
import Testing
import VarvDocuments

/// The Markdown routines write, read into blocks.
struct MarkdownTests {
    private func p(_ text: String) -> Block { .paragraph([.text(text)]) }

    @Test func `headings, paragraphs and rules`() {
        expectNoDifference(
            Markdown.parse("# Ett\n## Två ord\ntext\nmer text\n\nny\n---\n#inte"),
            [
                .heading(level: 1, [.text("Ett")]), .heading(level: 2, [.text("Två ord")]),
                p("text mer text"),
                p("ny"), .rule, p("#inte"),
            ])
    }

    @Test func `the indentation all lines share goes`() {
        expectNoDifference(
            Markdown.parse("\n      ## A\n\n      - x\n        - y\n    "),
            [
                .heading(level: 2, [.text("A")]),
                .list(ordered: false, items: [[p("x"), .list(ordered: false, items: [[p("y")]])]]),
            ])
    }

    @Test func `ordered lists, items of several paragraphs, text that goes on unindented`() {
        expectNoDifference(
            Markdown.parse("1. ett\nfortsätter\n\n   nytt stycke\n2) två\n\nefter"),
            [
                .list(ordered: true, items: [[p("ett fortsätter"), p("nytt stycke")], [p("två")]]),
                p("efter"),
            ])
    }

    @Test func `a number at the start of a line in a paragraph is no list`() {
        expectNoDifference(Markdown.parse("Det var\n2024. Då"), [p("Det var 2024. Då")])
    }

    @Test func `a soft hyphen of the routine's own goes, and one in data stays to be shown`() {
        expectNoDifference(
            Markdown.parse([.source("be\u{AD}dömning av "), .leaf(.text("An\u{AD}na"))]),
            [.paragraph([.text("bedömning av "), .leaf(.text("An\u{AD}na"))])])
    }

    @Test func `emphasis, strong, both, and signs that are none`() {
        expectNoDifference(
            Markdown.parseInline("*a* **b** ***c*** _d_ snake_case_x 2 * 3 **öppen"),
            [
                .emphasis([.text("a")]), .text(" "), .strong([.text("b")]), .text(" "),
                .strong([.emphasis([.text("c")])]), .text(" "), .emphasis([.text("d")]),
                .text(" snake_case_x 2 * 3 **öppen"),
            ])
    }

    @Test func `code, escapes and hard breaks`() {
        expectNoDifference(
            Markdown.parse("`a*b*` \\*c\\* `` ` ``  \nd\\\ne `öppen"),
            [
                .paragraph([
                    .code("a*b*"), .text(" *c* "), .code(" ` "), .lineBreak, .text("d"), .lineBreak,
                    .text("e `öppen"),
                ])
            ])
    }

    @Test func `a link is its text and its address, HTML is text`() {
        expectNoDifference(
            Markdown.parseInline("se [*boken*](https://ex.test/a) <b>x</b> [1] &amp;"),
            [.text("se "), .emphasis([.text("boken")]), .text(" (https://ex.test/a) <b>x</b> [1] &amp;")])
    }

    @Test(arguments: [(Document.Language.swedish, "33\u{A0}%, 1,5"), (.english, "33%, 1.5")])
    func `a block of code sets its leaves in the paper's language`(
        _ language: Document.Language, _ code: String
    ) {
        expectNoDifference(
            Markdown.parse(
                [
                    .source("```\n"), .leaf(.number(NumberLeaf(0.33, style: .percent))), .source(", "),
                    .leaf(.number(NumberLeaf(1.5))), .source("\n```"),
                ], language: language), [.code(code)])
    }

    @Test func `bars without a title have none in Markdown, and a word for it in CSV`() {
        let paper = Document(
            title: "T", blocks: [.bars(BarChart(title: "", bars: [.init([.text("7A")], .number(.whole(3)))]))]
        )
        #expect(!MarkdownRenderer(names: .pseudonyms).render(paper).contains("****"))
        expectNoDifference(
            String(
                decoding: CSVRenderer(names: .pseudonyms, hasByteOrderMark: false).render(paper),
                as: UTF8.self),
            "Benämning;Värde\r\n7A;3\r\n")
    }

    @Test func `quotes nest and fenced code is kept`() {
        expectNoDifference(
            Markdown.parse("> a\n> > b\n\n```lua\n  *x*\n```"),
            [.quote([p("a"), .quote([p("b")])]), .code("  *x*")])
    }

    @Test func `a leaf is one atom, also when it looks like markup`() {
        let leaf = Leaf.text("**x**\n# y | `z`")
        expectNoDifference(
            Markdown.parse([
                .source("## A "), .leaf(leaf), .source(" *"), .leaf(leaf), .source("*\n`k "), .leaf(leaf),
                .source("`"),
            ]),
            [
                .heading(level: 2, [.text("A "), .leaf(leaf), .text(" "), .emphasis([.leaf(leaf)])]),
                .paragraph([.code("k "), .leaf(leaf)]),
            ])
    }

    @Test func `a leaf alone starts a paragraph, never a block of another kind`() {
        let leaf = Leaf.text("- x")
        expectNoDifference(Markdown.parse([.leaf(leaf)]), [.paragraph([.leaf(leaf)])])
        expectNoDifference(
            Markdown.parse([.leaf(.text("#")), .source(" x")]),
            [.paragraph([.leaf(.text("#")), .text(" x")])])
    }

    @Test func `windows line breaks and tabs`() {
        expectNoDifference(
            Markdown.parse("- a\r\n\t- b\r\n"),
            [.list(ordered: false, items: [[p("a"), .list(ordered: false, items: [[p("b")]])]])])
    }
}
