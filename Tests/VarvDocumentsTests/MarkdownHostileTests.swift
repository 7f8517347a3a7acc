import Testing
import VarvDocuments

/// Texts made to hurt the reader: time stays linear, depth bounded.
struct MarkdownHostileTests {
    static let pieces = [
        "*", "**", "_", "*a", "a*", "*a ", "_a_", "**a *b ", "[", "]", "[](", "[a](b", "](", "`", "``", "`a",
        "` `` ``` ", "\\", "<", "> ", ">", "- ", "- - ", "* ", "1. ", "-\n", "\n", " \n", "- a\n\n",
        "  - a\n", "> - a\n", "```\n", "#", "# ", "a\n1. ", "***a** b* ", "a  \n", "\t", "\u{301}*", "*[",
        "[*a]", "`` ` ",
    ]

    @Test(arguments: pieces) func `time is linear`(_ piece: String) {
        let isLinear = Growth.isLinear(from: 6_000) { length in
            let text = String(repeating: piece, count: length / piece.count)
            return { _ = Markdown.parse(text) }
        }
        #expect(isLinear)
    }

    @Test(arguments: ["> ", "- ", "1. ", "*a _b ", "[", "> - "])
    func `depth is bounded`(_ piece: String) {
        func depth(_ blocks: [Block]) -> Int {
            1
                + (blocks.map { block in
                    switch block {
                    case .quote(let inner): depth(inner)
                    case .list(_, let items): items.map(depth).max() ?? 0
                    default: 0
                    }
                }.max() ?? 0)
        }
        #expect(depth(Markdown.parse(String(repeating: piece, count: 5_000) + "x")) <= 8)
    }

    @Test func `nothing that was written is lost where nothing is markup`() {
        let text = String(repeating: "*a _b [c ", count: 40) + "x"
        #expect(Markdown.parseInline(text) == [.text(text)])
    }
}
