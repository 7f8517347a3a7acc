/// Keeps data from becoming Markdown.
enum MarkdownEscape {
    /// Returns data for the inside of a line: one line, no sign that Markdown, GitHub or a table acts on.
    static func text(_ string: String) -> String {
        var result = ""
        var previous: Unicode.Scalar = " "
        // By scalar: a combining mark after a sign makes another `Character`, but Markdown still sees the sign.
        for scalar in Neutral.terminal(string).unicodeScalars {
            switch scalar {
            case "\\", "`", "*", "_", "[", "]", "|", "~", "@", "$", "{", "}": result += "\\" + String(scalar)
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "/" where previous == ":": result += "\\/"  // no address becomes a link by itself
            case "." where previous == "w" || previous == "W": result += "\\."
            default: result.unicodeScalars.append(scalar)
            }
            previous = scalar
        }
        return result
    }

    /// Returns data for a line of its own.
    static func line(_ string: String) -> String { lineStart(text(string)) }

    /// Returns a line whose first sign starts no list, heading, rule or quote.
    static func lineStart(_ line: String) -> String {
        let body = line.drop { $0 == " " || $0 == "\t" }
        guard let first = body.first else { return "" }
        switch first {
        case "#", "-", "+", "=", ":": return "\\" + body
        case "0"..."9":
            let digits = body.prefix { ("0"..."9").contains($0) }
            let rest = body.dropFirst(digits.count)
            guard let stop = rest.first, stop == "." || stop == ")" else { return String(body) }
            return digits + "\\" + rest
        default: return String(body)
        }
    }

    /// Returns code between more backticks than it holds; a bar is escaped since a table cell ends at it.
    static func code(_ code: String) -> String {
        let text = Neutral.terminal(code)
        if text.utf8.contains(UInt8(ascii: "|")) { return self.text(text) }
        let fence = String(repeating: "`", count: longestRun(text) + 1)
        let touches = text.utf8.first.map { $0 == 0x60 || $0 == 0x20 } ?? false
        let space = touches || text.utf8.last == 0x60 ? " " : ""
        return text.isEmpty ? "" : fence + space + text + space + fence
    }

    static func fenced(_ code: String) -> String {
        let text = Neutral.terminal(code, keepsLines: true)
        let fence = String(repeating: "`", count: max(3, longestRun(text) + 1))
        return fence + "\n" + text + "\n" + fence
    }

    private static func longestRun(_ text: String) -> Int {
        var longest = 0
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }

    /// Returns a hidden comment; what could end it or is not visible ASCII is written as `%HH`.
    static func comment(_ key: String) -> String {
        var result = "<!-- "
        for byte in key.utf8 {
            switch byte {
            case UInt8(ascii: "-") where result.hasSuffix("-"), UInt8(ascii: "<"), UInt8(ascii: ">"),
                UInt8(ascii: "%"), 0...0x20, 0x7F...0xFF:
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            default: result.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return result + " -->"
    }
}
