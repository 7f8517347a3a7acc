import CustomDump
import Testing
import VarvBridge

@testable import Varv

/// Files of settings with as many faults as lines.
struct TOMLFaultTests {
    @Test func `each fault has its line, however many there are`() throws {
        let count = 12_000
        let text = (1...count).map { "k\($0) = 1\n" }.joined() + "[t]\nb = 1\n[[p]]\na = 1\n[[p]]\na = 2\n"
        let toml = try TOMLText(Array(text.utf8), file: "x.toml")
        let lines = (1...count).map { toml.line(of: "k\($0)") }
        #expect(lines == (1...count).map { $0 })
        let places = [
            toml.line(of: "a", in: "p", at: 0), toml.line(of: "a", in: "p", at: 1),
            toml.line(of: "b", in: "p", at: 1),
            toml.line(of: nil, in: "t"), toml.line(of: "a"), toml.line(of: nil, in: "q"),
        ]
        expectNoDifference(places, [count + 4, count + 6, count + 5, count + 1, nil, nil])
    }

    @Test func `a letter with a pile of marks is told with its line`() {
        let text = "a = 1\nb = \"e" + String(repeating: "\u{301}", count: StackedMarks.limit + 1) + "\"\n"
        let error = #expect(throws: SchoolFolderError.self) { try TOMLText(Array(text.utf8), file: "x.toml") }
        #expect(error?.line == 2)
        #expect(error?.code == .badText)
    }
}
