import Glibc
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

    /// Four times the text may take eight times as much of the processor's time, not sixteen: the least of three, and in one
    /// of three tries, for other programs are in its caches too.
    @Test(arguments: pieces) func `time is linear`(_ piece: String) {
        func time(_ length: Int) -> Duration {
            let text = String(repeating: piece, count: length / piece.count)
            return (0..<3).map { _ in
                let began = processorTime()
                _ = Markdown.parse(text)
                return processorTime() - began
            }.min() ?? .zero
        }
        _ = time(1_000)
        let isLinear = (0..<3).contains { _ in time(24_000) < time(6_000) * 8 + .milliseconds(20) }
        #expect(isLinear)
    }

    /// What this thread has computed for.
    private func processorTime() -> Duration {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
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
