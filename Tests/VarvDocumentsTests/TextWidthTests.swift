import Testing
import VarvDocuments

/// Columns in a terminal, as a person counts them.
struct TextWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("åäö", 3), ("a\u{30A}a\u{308}o\u{308}", 3), ("漢字", 4), ("😀", 2), ("👩‍👩‍👧‍👦", 2),
        ("❤️", 2), ("🇸🇪", 2), ("–…”", 3), ("é", 1), ("\u{1B}", 0), ("a\u{AD}b", 2),
    ])
    func `a text takes the columns it shows in`(_ text: String, _ columns: Int) {
        #expect(TextWidth.of(text) == columns)
    }

    @Test func `cutting keeps letters and their marks together`() {
        #expect(TextWidth.truncate("a\u{30A}a\u{30A}a\u{30A}", to: 2) == "a\u{30A}…")
        #expect(TextWidth.truncate("漢字漢字", to: 4) == "漢…")
        #expect(TextWidth.truncate("kort", to: 4) == "kort")
        #expect(TextWidth.truncate("kort", to: 0) == "")
    }

    @Test func `padding counts columns`() {
        #expect(TextWidth.pad("a\u{30A}", to: 3, .trailing) == "  a\u{30A}")
        #expect(TextWidth.pad("字", to: 5, .centre) == " 字  ")
        #expect(TextWidth.pad("lång", to: 2) == "lång")
    }

    @Test func `wrapping breaks at spaces, long words where it must, and keeps no-break spaces`() {
        #expect(TextWidth.wrap("ett två tre", to: 7) == ["ett två", "tre"])
        #expect(TextWidth.wrap("abcdefgh ij", to: 5) == ["abcde", "fgh", "ij"])
        #expect(TextWidth.wrap("ett 33\u{A0}%", to: 6) == ["ett", "33\u{A0}%"])
        #expect(TextWidth.wrap("", to: 5) == [""])
        #expect(TextWidth.wrap("漢字", to: 1) == ["漢", "字"])
    }
}
