import CustomDump
import Glibc
import Testing
import Varv
import VarvModel

@testable import varv

/// Standard input as lines: whole, in order, and never one that was cut.
struct LineBufferTests {
    /// What comes of bytes that come in so many at a time.
    private func lines(_ bytes: [UInt8], by size: Int) -> [LineAnswer] {
        var buffer = LineBuffer()
        var answers: [LineAnswer] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            buffer.append(rest.prefix(size))
            rest = rest.dropFirst(size)
            while let answer = buffer.next() { answers.append(answer) }
        }
        let last = buffer.end()
        return last == .end ? answers : answers + [last]
    }

    @Test(arguments: [1, 2, 3, 5, 100])
    func `lines are the same however their bytes come in`(_ size: Int) {
        expectNoDifference(
            lines(Array("ett\r\n\nåäö\ntre".utf8), by: size),
            [.line("ett"), .line(""), .line("åäö"), .line("tre")])
    }

    @Test(arguments: [4096, 1_000_000, 3_000_000])
    func `a line over the limit is said to be, and those around it are whole`(_ size: Int) {
        let long = [UInt8](repeating: 0x61, count: LineBuffer.limit + 1)
        expectNoDifference(
            lines(Array("ett\n".utf8) + long + Array("\ntre\n".utf8) + long, by: size),
            [.line("ett"), .tooLong, .line("tre"), .tooLong])
    }

    @Test func `the mark that some programs begin a text with is no part of its first line`() {
        let mark = LineBuffer.byteOrderMark
        expectNoDifference(
            lines(mark + Array("ett\n".utf8) + mark + Array("två".utf8), by: 2),
            [.line("ett"), .line("\u{FEFF}två")])
    }

    @Test func `a line at the limit is whole`() {
        let text = String(repeating: "a", count: LineBuffer.limit)
        #expect(lines(Array(text.utf8) + [10], by: 4096) == [.line(text)])
    }

    // Looked through anew for every chunk, these bytes would take minutes.
    @Test(.timeLimit(.minutes(1)))
    func `bytes without a line end are looked at once`() {
        #expect(lines([UInt8](repeating: 0x61, count: 24 << 20), by: 4096) == [.tooLong])
    }

    @Test func `what comes through a pipe comes as lines`() throws {
        var ends: [CInt] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        let input = StandardInput(ends[0])
        let text = Array("ett\ntvå".utf8)
        #expect(unsafe write(ends[1], text, text.count) == text.count)
        close(ends[1])
        defer { close(ends[0]) }
        let answers = (0..<3).map { _ in input.next(within: 5) }
        expectNoDifference(answers, [.line("ett"), .line("två"), .end])
    }

    @Test(arguments: [1, 3, 100])
    func `a line that is not UTF-8 is said to be, by its number, and those around it are whole`(_ size: Int) {
        let wrong = Array("ett\n\nl".utf8) + [0xE4] + Array("s\r\nfyra\n".utf8) + [0xC3]
        expectNoDifference(
            lines(wrong, by: size),
            [.line("ett"), .line(""), .notText(line: 3), .line("fyra"), .notText(line: 5)])
    }

    @Test func `a line with a pile of marks on a letter is no text`() {
        let pile = "a" + String(repeating: "\u{301}", count: 31)
        expectNoDifference(
            lines(Array("why=\(pile)\nhow=å".utf8), by: 100), [.notText(line: 1), .line("how=å")])
    }

    @Test func `a question is not answered by a line that is not text`() {
        let console = Console(lines: PipedLines([], end: .notText(line: 1)), write: { _, _ in })
        #expect(throws: VarvError.notText(line: 1)) { try console.ask("? ") }
    }

    @Test func `a question is not answered by a line that is too long`() {
        let console = Console(lines: PipedLines([], end: .tooLong), write: { _, _ in })
        #expect(throws: VarvError.tooLongLine) { try console.ask("? ") }
    }
}
