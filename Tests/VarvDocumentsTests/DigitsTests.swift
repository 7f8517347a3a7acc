import Testing
import VarvDocuments

/// Numbers and days as a Swedish and an English reader expect them.
struct DigitsTests {
    static func written(_ leaf: Leaf, _ language: Document.Language) -> String {
        let text = TerminalRenderer(names: .none).render([.paragraph([.leaf(leaf)])], language: language)
        return String(text.dropLast())
    }

    @Test(arguments: [
        (NumberLeaf(0), "0", "0"), (NumberLeaf(7), "7", "7"), (NumberLeaf(-1234), "−1234", "−1,234"),
        (NumberLeaf(1_234_567), "1 234 567", "1,234,567"), (NumberLeaf(2.5), "2,5", "2.5"),
        (NumberLeaf(0.1 + 0.2), "0,3", "0.3"), (NumberLeaf(1e-9), "0", "0"), (NumberLeaf(1e20), nil, nil),
        (NumberLeaf(0.33, style: .percent), "33 %", "33%"),
        (NumberLeaf(0.285, style: .percent), "29 %", "29%"),
        (NumberLeaf(57.0 / 200, style: .percent), "29 %", "29%"),
        (NumberLeaf(1.0, style: .percent), "100 %", "100%"),
        (NumberLeaf(0.995, style: .percent), "100 %", "100%"),
        (NumberLeaf(0.004, style: .percent), "0 %", "0%"),
        (NumberLeaf(0.05, style: .points, isSigned: true), "+5 p.e.", "+5 pp"),
        (NumberLeaf(-0.05, style: .points, isSigned: true), "−5 p.e.", "−5 pp"),
        (NumberLeaf(-0.001, style: .points, isSigned: true), "0 p.e.", "0 pp"),
        (NumberLeaf(217.25, style: .decimals(1)), "217,3", "217.3"),
        (NumberLeaf(9.96, style: .decimals(1)), "10,0", "10.0"),
        (NumberLeaf(3, style: .decimals(2)), "3,00", "3.00"),
        (NumberLeaf(1e-5, style: .decimals(2)), "0,00", "0.00"),
        (NumberLeaf(.nan), "–", "–"), (NumberLeaf(-.infinity, style: .percent), nil, nil),
    ])
    func `a number is written in both languages`(_ number: NumberLeaf, _ swedish: String?, _ english: String?)
    {
        func plain(_ text: String) -> String { String(text.map { $0 == "\u{A0}" ? " " : $0 }) }
        let written = (
            plain(Self.written(.number(number), .swedish)), plain(Self.written(.number(number), .english))
        )
        if let swedish, let english { #expect(written == (swedish, english)) }
    }

    @Test func `a day is words in prose and ISO in tables`() {
        let day = Leaf.date(DateLeaf(2026, 9, 3))
        #expect(Self.written(day, .swedish) == "3\u{A0}september 2026")
        let table = Table(columns: [.init("d", title: "D")], rows: [[[.leaf(day)]]])
        #expect(TerminalRenderer(names: .none).render([.table(table)]).contains("2026-09-03"))
    }

    @Test func `a week has its word`() {
        #expect(Self.written(.week(48, year: nil), .swedish) == "v.\u{A0}48")
        #expect(Self.written(.week(48, year: 2026), .english) == "week\u{A0}48 2026")
    }
}
