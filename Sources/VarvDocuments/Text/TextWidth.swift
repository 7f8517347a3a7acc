/// How many terminal columns text takes, and cutting and padding by it.
///
/// Counts what a person sees: a letter with its combining marks is one column, an ideograph or emoji two.
/// Give it text that `Neutral.terminal(_:)` has passed, since control characters count as nothing here.
package enum TextWidth {
    /// Returns the columns a text takes on one line.
    ///
    /// ```swift
    /// TextWidth.of("a\u{30A}r")  // 2, as for "år" in one scalar
    /// ```
    package static func of(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// Returns the columns a grapheme takes: 0, 1 or 2.
    package static func of(_ character: Character) -> Int {
        var widest = 0
        for scalar in character.unicodeScalars {
            if scalar.value == 0xFE0F, character.unicodeScalars.count > 1 { return 2 }
            widest = max(widest, of(scalar))
        }
        return widest
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value < 0x20 || (value >= 0x7F && value < 0xA0) || value == 0xAD ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator,
            .surrogate:
            return 0
        default: break
        }
        // Hangul vowels and finals join the syllable before.
        if (0x1160...0x11FF).contains(value) { return 0 }
        return isWide(value) || scalar.properties.isEmojiPresentation ? 2 : 1
    }

    /// East Asian Wide and Fullwidth (Unicode Standard Annex 11), by block.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
            0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    package enum Alignment: Hashable, Sendable { case leading, trailing, centre }

    /// Returns the text with spaces up to a width; a wider text comes back as it is.
    package static func pad(_ text: String, to width: Int, _ alignment: Alignment = .leading) -> String {
        let (before, after) = padding(of(text), to: width, alignment)
        return spaces(before) + text + spaces(after)
    }

    static func padding(_ taken: Int, to width: Int, _ alignment: Alignment) -> (before: Int, after: Int) {
        let free = max(0, width - taken)
        switch alignment {
        case .leading: return (0, free)
        case .trailing: return (free, 0)
        case .centre: return (free / 2, free - free / 2)
        }
    }

    /// Returns the text cut to a width, the last column an ellipsis when something was left out.
    package static func truncate(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        guard width > 0 else { return "" }
        return String(prefix(text[...], columns: width - 1)) + "…"
    }

    /// Returns the longest start of a text that fits, whole graphemes only.
    package static func prefix(_ text: Substring, columns: Int) -> Substring {
        var taken = 0
        for index in text.indices {
            taken += of(text[index])
            if taken > columns { return text[..<index] }
        }
        return text
    }

    /// Returns the text as lines no wider than `width`, broken at spaces, long words where they must.
    package static func wrap(_ text: String, to width: Int) -> [String] {
        StyledText([.init(text)]).wrapped(to: width).map { $0.spans.map(\.text).joined() }
    }

    /// Returns a line as pieces that no terminal shows wider than `width`, each as it stands in the line.
    ///
    /// Counted scalar by scalar: terminals do not agree on what joins what, and the widest reading never overflows.
    package static func folded(_ line: some StringProtocol, to width: Int) -> [String] {
        var pieces: [String] = []
        var piece = String.UnicodeScalarView()
        var taken = 0
        for scalar in line.unicodeScalars {
            // What makes the sign before it an emoji makes it wide as well.
            let columns = scalar.value == 0xFE0F ? 1 : of(scalar)
            if of(scalar) > 0, taken + columns > width, !piece.isEmpty {
                pieces.append(String(piece))
                piece = String.UnicodeScalarView()
                taken = 0
            }
            piece.append(scalar)
            taken += columns
        }
        return pieces + [String(piece)]
    }

    static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
