/// A Lua text with its comments and texts blanked out, so that only code is looked at; line by line from 1.
///
/// Of a text its marks are left, of a comment nothing; the lines that either goes over are still there.
struct CodeLines {
    private(set) var lines: [String] = []

    init(_ source: String) {
        var code = ""
        var rest = Array(source.unicodeScalars)[...]
        while let next = rest.first {
            if rest.starts(with: "--".unicodeScalars) {
                rest = rest.dropFirst(2)
                if let level = Self.longBracket(rest) {
                    Self.skipLong(&rest, level, keeping: &code)
                    code += " "
                } else {
                    rest = rest.drop { $0 != "\n" }
                }
            } else if next == "\"" || next == "'" {
                code.unicodeScalars.append(next)
                rest = rest.dropFirst()
                while let inner = rest.first, inner != next, inner != "\n" {
                    rest = rest.dropFirst()
                    if inner == "\\" { Self.skipEscape(&rest, keeping: &code) }
                }
                if rest.first == next {
                    code.unicodeScalars.append(next)
                    rest = rest.dropFirst()
                }
            } else if let level = Self.longBracket(rest) {
                Self.skipLong(&rest, level, keeping: &code)
                code += "\"\""
            } else {
                code.unicodeScalars.append(next)
                rest = rest.dropFirst()
            }
        }
        lines = code.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    }

    subscript(line: Int) -> String {
        (1...max(1, lines.count)).contains(line) && !lines.isEmpty ? lines[line - 1] : ""
    }

    /// The nearest line above that holds code.
    func before(_ line: Int) -> Int? {
        guard line > 1 else { return nil }
        return (1..<min(line, lines.count + 1)).last { !lines[$0 - 1].isBlank }
    }

    /// The innermost bracket that nothing closes.
    var lastOpenBracket: (bracket: Character, line: Int)? {
        var open: [(bracket: Character, line: Int)] = []
        for (index, line) in lines.enumerated() {
            for character in line {
                if "({[".contains(character) { open.append((character, index + 1)) }
                if ")}]".contains(character) { _ = open.popLast() }
            }
        }
        return open.last
    }

    private static func longBracket(_ text: ArraySlice<Unicode.Scalar>) -> Int? {
        guard text.first == "[" else { return nil }
        let level = text.dropFirst().prefix { $0 == "=" }.count
        return text.dropFirst(1 + level).first == "[" ? level : nil
    }

    private static func skipLong(
        _ rest: inout ArraySlice<Unicode.Scalar>, _ level: Int, keeping code: inout String
    ) {
        let end = Array(("]" + String(repeating: "=", count: level) + "]").unicodeScalars)
        while !rest.isEmpty, !rest.starts(with: end) {
            if rest.first == "\n" { code.append("\n") }
            rest = rest.dropFirst()
        }
        rest = rest.dropFirst(end.count)
    }

    /// What stands after a backslash in a text: a line break does not end it, nor do those that `\z` leaves out.
    private static func skipEscape(_ rest: inout ArraySlice<Unicode.Scalar>, keeping code: inout String) {
        let leavesOut = rest.first == "z"
        if rest.first == "\n" { code.append("\n") }
        rest = rest.dropFirst()
        while leavesOut, let next = rest.first, next.properties.isWhitespace {
            if next == "\n" { code.append("\n") }
            rest = rest.dropFirst()
        }
    }
}

extension StringProtocol {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }

    /// The words of code: names, keywords and numbers.
    var codeWords: [SubSequence] {
        split { !($0.isLetter || $0.isNumber || $0 == "_") }
    }
}
