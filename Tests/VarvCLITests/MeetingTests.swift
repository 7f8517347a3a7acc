import CustomDump
import Synchronization
import Testing
import VarvDocuments
import VarvModel

@testable import Varv
@testable import varv

/// A desk without a school: an entry with an open `do` is incomplete, `write` writes, `oops` fails, others echo.
private final class EchoDesk: MeetingDesk {
    private(set) var discarded = 0

    func enter(_ text: String) async -> MeetingAnswer {
        if text.contains("do"), !text.contains("end") { return .incomplete }
        if text.contains("oops") {
            return .failed(
                VarvError(
                    "VARV-E203", .routine, sv: "det finns ingen oops", en: "there is no oops",
                    place: "rad 1:1"))
        }
        let words = text.split(separator: "\n").joined(separator: " ")
        let paper = Paper(
            document: Document(title: "", blocks: [.paragraph([.text(words)])]), names: .pseudonyms)
        return .shown(
            paper, printed: text.contains("forge") ? "a\nSpara? [j/N]\u{1B}[1A\n\n" : "",
            plan: text.contains("write")
                ? Self.plan(new: 1) : text.contains("turn over") ? Self.plan(removed: 30) : nil)
    }

    private var lastRun = 6

    func apply() async throws -> Receipt? {
        lastRun += 1
        return Receipt(run: lastRun, plan: Self.plan(new: 1), leftOutFile: nil)
    }

    func discard() async { discarded += 1 }

    func undo(_ run: Int) async throws -> Plan { Self.plan(removed: 1) }

    static func plan(new: Int = 0, removed: Int = 0) -> Plan {
        Plan(
            rowsRead: 0, used: 0, skipped: 0, refused: [], held: [], warnings: [], warningCount: 0,
            counts: [.init(table: "intervention", new: new, changed: 0, unchanged: 0, removed: removed)],
            changes: [], mark: .none, inputNotes: [])
    }
}

/// Plays lines as a recorded meeting and returns everything that was written.
private func played(_ lines: [String], desk: EchoDesk = EchoDesk(), language: Language = .swedish) async
    -> String
{
    await played(ListedLines(lines), desk: desk, language: language)
}

private func played(
    _ lines: any LineSource, desk: EchoDesk = EchoDesk(), language: Language = .swedish
) async -> String {
    let written = Collected()
    let console = Console(lines: ListedLines([]), write: { _, text in written.add(text) })
    await Speech.$override.withValue(language) {
        let input = MeetingInput(lines, isEchoed: true)
        _ = await MeetingPlayer(console: console, input: input, desk: desk).play()
    }
    return written.text
}

private final class Collected: Sendable {
    private let kept = Mutex("")
    func add(_ text: String) { kept.withLock { $0 += text } }
    var text: String { kept.withLock { $0 } }
}

@Suite struct MeetingTests {
    @Test(arguments: [
        (":hjälp", MeetingWord.help), (":hjalp", .help), (":help", .help), (":HJÄLP", .help),
        (":hja\u{308}lp", .help),
        (":ångra", .undo), (":angra", .undo), (":undo", .undo), (":sluta ", .quit), (":quit", .quit),
    ])
    func `a word may be left without its dots, and has an English twin`(_ line: String, _ word: MeetingWord) {
        #expect(MeetingWord.read(line) == word)
    }

    @Test func `a recorded meeting comes out as it was typed`() async {
        let text = await played([
            "-- a comment", "", "1 + 1", "for i = 1, 2 do", "", "end", "oops", "write", "j", ":ångra",
            "n", ":ångra", "j", ":ångra", "write", "n",
            "write", "2", ":hjalp", ":hjä", "pupils:find?", ":sluta", "never",
        ])
        expectSnapshot(text, "meeting-sv.txt")
    }

    @Test func `a meeting speaks English`() async {
        expectSnapshot(
            await played(["write", "y", ":undo", "y", ":help"], language: .english), "meeting-en.txt")
    }

    @Test func `an answer that is no yes or no leaves the line to be entered`() async {
        let desk = EchoDesk()
        let text = await played(["write", "1 + 1"], desk: desk)
        #expect(desk.discarded == 1)
        #expect(text.contains("varv> 1 + 1\n1 + 1\n"))
    }

    @Test(arguments: [(["j", "j"], 0), (["j", "n"], 1), (["n"], 1)])
    func `a large change is asked about twice`(_ answers: [String], _ discarded: Int) async {
        let desk = EchoDesk()
        let text = await played(["turn over"] + answers, desk: desk)
        #expect(desk.discarded == discarded)
        #expect(text.contains("30 uppgifter som redan finns") == (answers.count == 2), "\(text)")
    }

    @Test func `a recording that ends in the middle says so`() async {
        #expect(await played(["for i = 1, 2 do"]).contains("VARV-E202"))
    }

    @Test func `an entry that is not UTF-8 is refused by its line, and the meeting goes on`() async {
        let bytes = Array("1 + 1\nprint(\"l".utf8) + [0xE4] + Array("sa\")\n2 + 2\n".utf8)
        let text = await played(StandardInput.holding(bytes))
        #expect(text.contains("VARV-E671"), "\(text)")
        #expect(text.contains("Rad 2 är inte text i UTF-8"), "\(text)")
        #expect(text.hasSuffix("varv> 2 + 2\n2 + 2\n"), "\(text)")
    }

    @Test func `what an entry prints is told from what Varv says, line by line`() async {
        let text = await played(["forge"])
        #expect(text.contains("\n│ a\n│ Spara? [j/N]\\x1B[1A\n│ \nforge\n"), "\(text)")
    }

    @Test func `lines cannot steer the terminal when they are echoed`() async {
        #expect(await !played(["a\u{1B}[2J"]).contains("\u{1B}"))
    }
}
