/// How many marks may stand on one letter in a text that crosses the border.
///
/// Swift orders the marks of a letter by insertion whenever it compares, hashes or composes a text, which takes the square
/// of their number: half a megabyte of accents on one `a` would hold the host for minutes, long after the worker that
/// sent them is gone. The limit is that of Unicode's stream-safe text (UAX 15), more than any language needs.
package enum StackedMarks {
    package static let limit = 30

    /// What is done about a text that has more.
    package enum Rule: Sendable {
        /// It is let be: what the host said is its own.
        case kept
        /// Those over the limit are dropped, in words that a person reads and nothing else.
        case dropped
        /// Whoever sent it has broken the agreement.
        case refused
    }

    /// Whether a letter of a text has more marks than it may.
    package static func exceed(in text: String) -> Bool {
        // Below U+0300 there is none, so that most texts are settled by their bytes.
        guard text.utf8.contains(where: { $0 >= 0xCC }) else { return false }
        var marks = 0
        for scalar in text.unicodeScalars {
            marks = isMark(scalar) ? marks + 1 : 0
            if marks > limit { return true }
        }
        return false
    }

    /// The text without the marks over the limit.
    package static func dropped(from text: String) -> String {
        guard exceed(in: text) else { return text }
        var kept = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            marks = isMark(scalar) ? marks + 1 : 0
            if marks <= limit { kept.append(scalar) }
        }
        return String(kept)
    }

    /// Whether a scalar stands on the letter before it, or joins it to the next.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x300 else { return false }
        if scalar.value == 0x200C || scalar.value == 0x200D { return true }
        if scalar.properties.canonicalCombiningClass != .notReordered { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return true
        default: return false
        }
    }
}
