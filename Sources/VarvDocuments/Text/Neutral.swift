/// Makes text from files and routines harmless where it is written (`sandbox.md` §8).
///
/// A control or bidirectional character could move the cursor, forge a line or turn text around; each shows as an
/// escape a person can read (`\x1B`, `\u{202E}`).
package enum Neutral {
    /// Returns text safe for a terminal, a log line or a prompt.
    ///
    /// Line breaks and tabs become spaces; with `keepsLines`, line feeds stay and carriage returns before them go.
    ///
    /// ```swift
    /// Neutral.terminal("Anna\u{1B}[2J")  // "Anna\x1B[2J"
    /// ```
    package static func terminal(_ text: String, keepsLines: Bool = false) -> String {
        guard needsCare(text) else { return text }
        var result = ""
        for scalar in lines(text).unicodeScalars {
            switch scalar {
            case "\n": result += keepsLines ? "\n" : " "
            case "\t": result += " "
            default:
                if isHidden(scalar) { result += escape(scalar) } else { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    /// Returns text safe between HTML tags and in double-quoted attributes.
    package static func html(_ text: String) -> String {
        var buffer = HTMLBuffer()
        buffer.data(text)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    /// Returns one CSV cell: quoted when it must be, and never the start of a spreadsheet formula.
    package static func csvCell(_ text: String, separator: Character = ";") -> String {
        var cell = ""
        for scalar in lines(text).unicodeScalars {
            if scalar != "\n", scalar != "\t", isHidden(scalar) {
                cell += escape(scalar)
            } else {
                cell.unicodeScalars.append(scalar)
            }
        }
        // A spreadsheet skips spaces before it looks for a formula, and some read the fullwidth signs too. By scalar:
        // a combining mark after a sign makes another `Character`, but the spreadsheet still sees the sign.
        let start = cell.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" }
        if let start, "=+-@\t\n＝＋－＠".unicodeScalars.contains(start) { cell = "'" + cell }
        let scalars = cell.unicodeScalars
        let mustQuote = scalars.contains { $0 == "\"" || $0 == "\n" || separator.unicodeScalars.contains($0) }
        guard mustQuote else { return cell }
        var quoted = "\""
        for scalar in scalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// Returns a name for a file: letters, digits, `-`, `_` and inner dots, at most 120 bytes, never empty.
    ///
    /// ```swift
    /// Neutral.fileName("EHT-underlag åk 7/../x")  // "EHT-underlag-åk-7-x"
    /// ```
    package static func fileName(_ text: String) -> String {
        var name = String.UnicodeScalarView()
        var bytes = 0
        var isGap = false
        for scalar in text.unicodeScalars {
            // A dot only inside a name, so that nothing is hidden and no `..` climbs; a mark only on a letter; no
            // hyphen first, so that no command takes the name for an option.
            let isLoose = isGap || name.isEmpty || name.last == "."
            let isMark = scalar.properties.generalCategory == .nonspacingMark
            guard isNameScalar(scalar), !(isLoose && (scalar == "." || isMark)),
                !(name.isEmpty && scalar == "-")
            else {
                isGap = true
                continue
            }
            if isGap, !name.isEmpty, name.last != "-", scalar != "-" {
                name.append("-")
                bytes += 1
            }
            bytes += String(scalar).utf8.count
            if bytes > 120 { break }
            name.append(scalar)
            isGap = false
        }
        while let last = name.last, last == "." || last == "-" { name.removeLast() }
        // Windows opens a device, not a file, for these whatever the ending.
        let stem = String(name.prefix { $0 != "." }).uppercased()
        if name.isEmpty { return "fil" }
        return deviceNames.contains(stem) ? "fil-" + String(name) : String(name)
    }

    private static let deviceNames: Set<String> = Set(
        ["CON", "PRN", "AUX", "NUL"] + (1...9).flatMap { ["COM\($0)", "LPT\($0)"] })

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": return true
            default: return false
            }
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .nonspacingMark,
            .decimalNumber:
            return true
        default: return false
        }
    }

    /// Whether a scalar acts on the text around it instead of showing: the one list for whatever shows text.
    ///
    /// Those that join (U+200C, U+200D) are not in it: emoji and some languages are written with them.
    package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F,  // C0, DEL, C1
            0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,  // bidi, separators, invisibles
            0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F,  // byte order mark, annotations, tags
            0xAD, 0x034F, 0x180E,  // soft hyphen, grapheme joiner, vowel separator
            0x115F, 0x1160, 0x3164, 0xFFA0, 0x17B4, 0x17B5, 0x2800,  // letters that are empty
            0x1BCA0...0x1BCA3, 0x1D159, 0x1D173...0x1D17A:  // shorthand and music
            true
        default: false
        }
    }

    /// Returns a scalar as an escape that a person can read and a terminal does nothing with.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        if scalar.value < 0x100 { return (digits.count < 2 ? "\\x0" : "\\x") + digits }
        return "\\u{" + digits + "}"
    }

    /// Whether a text holds bytes that could be a hidden scalar; true for some harmless texts as well.
    package static func needsCare(_ text: String) -> Bool {
        text.utf8.contains { $0 < 0x20 || mayLeadHidden($0) }
    }

    /// Whether a byte is the first of a scalar that could be hidden, other than the controls below a space.
    static func mayLeadHidden(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x7F, 0xC2, 0xCD, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF...0xFF: true
        default: false
        }
    }

    /// Returns the text with every kind of line break as one line feed.
    private static func lines(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": result.append("\n")
            default: result.append(scalar)
            }
            previous = scalar
        }
        return String(result)
    }
}
