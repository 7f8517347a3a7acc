/// What someone meant who wrote something that is not Lua: habits from other languages and from word processors.
struct SyntaxAdvice {
    let code: CodeLines
    let line: Int
    let message: Substring
    let near: Substring?

    /// What to say instead of Lua's message; nil when the text shows nothing of the kind.
    var words: LuaWords.Both? {
        foreignComment ?? strangeCharacter ?? foreignOperator ?? secondReturn ?? elseIf ?? foreignWord
            ?? singleEquals ?? missingComma ?? ends ?? reserved
    }

    // MARK: Characters

    private var strangeCharacter: LuaWords.Both? {
        guard
            near?.hasPrefix("<\\") == true || message.hasPrefix("unexpected symbol")
                || message.hasPrefix("syntax error")
                || message.hasSuffix("expected")
        else { return nil }
        guard let scalar = code[line].unicodeScalars.first(where: { $0.value > 0x7E }) else { return nil }
        let character = String(scalar)
        switch scalar {
        case "”", "“", "„", "’", "‘", "‚", "«", "»", "′", "″":
            return (
                "citattecknet \(character) kommer ur en ordbehandlare; Lua vill ha raka: \"…\"",
                "the quotation mark \(character) comes from a word processor; Lua wants straight ones: \"…\""
            )
        case "−", "–", "—", "‑", "‐":
            return (
                "tecknet \(character) är ett tankstreck; Lua vill ha ett vanligt minustecken: -",
                "the character \(character) is a dash; Lua wants a plain minus sign: -"
            )
        case "\u{A0}", "\u{2000}"..."\u{200B}", "\u{202F}", "\u{3000}", "\u{2060}", "\u{FEFF}", "\u{AD}":
            return (
                "raden har ett osynligt tecken (hårt blanksteg eller liknande) ur en ordbehandlare; sudda mellanrummen "
                    + "och skriv dem igen",
                "the line has an invisible character (a no-break space or the like) from a word processor; delete the "
                    + "spaces and type them again"
            )
        case "×": return ("gånger skrivs * i Lua, inte ×", "times is written * in Lua, not ×")
        case "÷": return ("delat med skrivs / i Lua, inte ÷", "divided by is written / in Lua, not ÷")
        case "≠": return ("inte lika med skrivs ~= i Lua, inte ≠", "not equal is written ~= in Lua, not ≠")
        case "≤": return ("högst skrivs <= i Lua, inte ≤", "at most is written <= in Lua, not ≤")
        case "≥": return ("minst skrivs >= i Lua, inte ≥", "at least is written >= in Lua, not ≥")
        case "…": return ("skriv tre punkter, inte tecknet …", "write three dots, not the character …")
        default: break
        }
        if scalar.properties.isAlphabetic {
            let name = code[line].codeWords.first { $0.unicodeScalars.contains(scalar) } ?? ""
            let plain = String(name.map { plainLetter($0) ?? "_" })
            return (
                "namn i Lua skrivs bara med a–z, siffror och _; skriv \(plain) i stället för \(name), eller sätt "
                    + "[\"\(name)\"] som nyckel",
                "names in Lua have only a–z, digits and _; write \(plain) instead of \(name), or [\"\(name)\"] as a key"
            )
        }
        return (
            "tecknet \(character) kan bara stå inuti en text",
            "the character \(character) can stand only inside a text"
        )
    }

    // MARK: Habits from other languages

    private static let operators: [(wrong: String, words: LuaWords.Both)] = [
        ("!==", ("inte lika med skrivs ~= i Lua, inte !==", "not equal is written ~= in Lua, not !==")),
        ("!=", ("inte lika med skrivs ~= i Lua, inte !=", "not equal is written ~= in Lua, not !=")),
        ("<>", ("inte lika med skrivs ~= i Lua, inte <>", "not equal is written ~= in Lua, not <>")),
        ("===", ("lika med skrivs == i Lua, inte ===", "equal is written == in Lua, not ===")),
        ("=>", ("minst skrivs >= i Lua, inte =>", "at least is written >= in Lua, not =>")),
        ("=<", ("högst skrivs <= i Lua, inte =<", "at most is written <= in Lua, not =<")),
        ("&&", ("\"och\" skrivs and i Lua, inte &&", "in Lua, write the word and, not &&")),
        ("||", ("\"eller\" skrivs or i Lua, inte ||", "in Lua, write the word or, not ||")),
        ("++", ("Lua har inget ++; skriv n = n + 1", "Lua has no ++; write n = n + 1")),
        ("!", ("\"inte\" skrivs not i Lua, inte !", "in Lua, write the word not, not !")),
        (
            "?",
            (
                "Lua har inget ?; skriv villkor and a or b, eller if",
                "Lua has no ?; write condition and a or b, or if"
            )
        ),
        ("/*", ("en kommentar börjar med -- i Lua, inte /*", "a comment begins with -- in Lua, not /*")),
    ]

    private var foreignComment: LuaWords.Both? {
        let text = code[line].trimmed
        for sign in ["//", "#"] where text.hasPrefix(sign) && near?.hasPrefix(sign.prefix(1)) == true {
            return (
                "en kommentar börjar med -- i Lua, inte \(sign)",
                "a comment begins with -- in Lua, not \(sign)"
            )
        }
        return nil
    }

    private var foreignOperator: LuaWords.Both? {
        let text = code[line]
        for sign in ["+", "-", "*", "/", ".."] where text.first(sign + "=") {
            let name = text.target(before: sign + "=")
            return (
                "Lua har inget \(sign)=; skriv \(name) = \(name) \(sign) …",
                "Lua has no \(sign)=; write \(name) = \(name) \(sign) …"
            )
        }
        return Self.operators.first { text.first($0.wrong) }?.words
    }

    /// A word from Swedish or another language where Lua has its own.
    private static let foreign = [
        "funktion": "function", "func": "function", "def": "function", "fun": "function", "lokal": "local",
        "let": "local", "var": "local", "const": "local", "om": "if", "annars": "else", "då": "then",
        "slut": "end", "elif": "elseif", "elsif": "elseif", "foreach": "for", "retur": "return",
        "returnera": "return", "och": "and", "eller": "or", "inte": "not", "medan": "while",
    ]
    private static let keywords = [
        "and", "break", "do", "else", "elseif", "end", "for", "function", "if", "in", "local", "not", "or",
        "repeat", "return", "then", "until", "while",
    ]

    private var foreignWord: LuaWords.Both? {
        // `draw = funktion(here, page)` is a call to Lua, so the error comes lines later.
        for at in stride(from: line, through: max(1, line - 3), by: -1) {
            let words = code[at].codeWords.map(String.init)
            for word in words {
                if let right = Self.foreign[word], isHabit(word, on: at) { return Self.meant(word, right) }
                if at == line || word.count > 5, !Self.keywords.contains(word), word.count > 2,
                    let right = nearestWord(to: word, among: Self.keywords), isHabit(word, on: at)
                {
                    return Self.meant(word, right)
                }
            }
        }
        return nil
    }

    /// Whether a word is used as a keyword: nothing gives it a value, reads a field of it or makes it a key.
    private func isHabit(_ word: String, on at: Int) -> Bool {
        guard let found = code[at][...].first(word[...], anchored: false) else { return false }
        let after = code[at][found.upperBound...].trimmed
        let before = code[at][..<found.lowerBound].trimmed
        if before.hasSuffix(".") || before.hasSuffix(":") || before.hasSuffix("local") { return false }
        if after.hasPrefix("(") { return word.hasPrefix("f") || word == "def" || near == "(" }
        guard let next = after.first else { return near != nil && at == line }
        return next.isLetter || next == "_" || next.isNumber
    }

    private static func meant(_ word: String, _ right: String) -> LuaWords.Both {
        LuaWords.adding(right, to: ("\"\(word)\" är inget ord i Lua", "\"\(word)\" is no word of Lua"))
    }

    private var singleEquals: LuaWords.Both? {
        guard near == "=",
            message.hasPrefix("'then' expected") || message.hasPrefix("'do' expected")
                || message.hasPrefix("')' expected")
        else { return nil }
        return ("i ett villkor skrivs lika med ==, inte =", "in a condition equal is written ==, not =")
    }

    // MARK: What is missing, or one too many

    private var missingComma: LuaWords.Both? {
        guard message.hasPrefix("'}' expected"), let near, near != "<eof>", near != "end", near != "=" else {
            return nil
        }
        // The token begins its line: then the comma is missing at the end of the line above.
        if code[line].trimmed.hasPrefix(near) || code[line].trimmed.isEmpty, let above = code.before(line),
            let last = code[above].trimmed.last, !",;{(".contains(last)
        {
            return (
                "det saknas ett komma efter rad \(above): det som står i { } skiljs åt med komma",
                "there is a comma missing after line \(above): what stands in { } is separated by commas"
            )
        }
        return (
            "det saknas ett komma före \(near): det som står i { } skiljs åt med komma",
            "there is a comma missing before \(near): what stands in { } is separated by commas"
        )
    }

    private var ends: LuaWords.Both? {
        if near == "<eof>", message.hasPrefix("unexpected symbol"), let open = code.lastOpenBracket {
            return (
                "filen tar slut för tidigt: \(open.bracket) på rad \(open.line) stängs aldrig",
                "the file ends too early: \(open.bracket) in line \(open.line) is never closed"
            )
        }
        // `end,` should have closed the function: something in it is still open.
        if near == ",", code[line].trimmed.hasPrefix("end") {
            let hint = opening.map {
                (" (kanske för \($0.word) på rad \($0.line))", " (perhaps for \($0.word) in line \($0.line))")
            }
            return (
                "det saknas ett end före det här" + (hint?.0 ?? ""),
                "there is an end missing before this one" + (hint?.1 ?? "")
            )
        }
        if near == "end", message.hasPrefix("<eof> expected") || message.hasPrefix("'}' expected") {
            return (
                "det finns ett end för mycket, eller så saknas ett ord som öppnar: function, then eller do",
                "there is one end too many, or a word that opens is missing: function, then or do"
            )
        }
        if message.hasPrefix("<eof> expected") || message.hasPrefix("'end' expected"), let near,
            ["else", "elseif", "until"].contains(near)
        {
            let opener = near == "until" ? "repeat" : "if"
            return (
                "\(near) har inget \(opener) att höra till: det saknas, eller så är ett end före det här ett för mycket",
                "\(near) has no \(opener) to belong to: it is missing, or there is one end too many before this"
            )
        }
        if message.hasPrefix("'end' expected"), near != "<eof>", near != ",",
            let above = code.before(line), code[above].codeWords.first == "return",
            code[line].codeWords.first.map({ near?.hasPrefix($0) == true }) == true, near != "end"
        {
            return (
                "return på rad \(above) ska stå sist i sitt block; flytta det som följer, eller skriv if … then return end",
                "return in line \(above) must be the last of its block; move what follows it, or write if … then return end"
            )
        }
        if message.hasPrefix("<eof> expected"), let near, near != "<eof>" {
            return (
                "efter return { … } ska filen sluta, men det står \(near)",
                "after return { … } the file must end, but it says \(near)"
            )
        }
        return nil
    }

    /// The last block above that no `end` with its own indentation closes.
    private var opening: (word: Substring, line: Int)? {
        var closed: Set<Int> = []
        for at in stride(from: line - 1, to: 0, by: -1) {
            let words = code[at].codeWords
            let indent = code[at].prefix { $0 == " " || $0 == "\t" }.count
            if words.first == "end" { closed.insert(indent) }
            guard let first = words.first, ["if", "for", "while"].contains(first), words.last != "end" else {
                continue
            }
            if closed.remove(indent) == nil { return (first, at) }
        }
        return nil
    }

    private var secondReturn: LuaWords.Both? {
        guard near == "return", message.hasPrefix("<eof> expected") else { return nil }
        return (
            "en fil är en rutin och slutar med sin return; lägg den andra i en egen fil",
            "a file is one routine and ends with its return; put the other in a file of its own"
        )
    }

    private var elseIf: LuaWords.Both? {
        guard let near, ["<eof>", "}", ")", ","].contains(near),
            message.hasPrefix("'end' expected") || message.hasPrefix("unexpected symbol"),
            let at = (1...max(1, code.lines.count)).first(where: { code[$0].codeWords.hasPair("else", "if") })
        else { return nil }
        return (
            "skriv elseif i ett ord på rad \(at); else if öppnar en ny if som behöver ett eget end",
            "write elseif as one word in line \(at); else if opens a new if that needs an end of its own"
        )
    }

    private var reserved: LuaWords.Both? {
        guard message.hasPrefix("<name> expected"), let near, Self.keywords.contains(String(near)) else {
            return nil
        }
        return (
            "\"\(near)\" är ett av Luas egna ord och kan inte vara ett namn; välj ett annat",
            "\"\(near)\" is one of Lua's own words and cannot be a name; choose another"
        )
    }
}

extension [Substring] {
    func hasPair(_ first: String, _ second: String) -> Bool {
        zip(self, dropFirst()).contains { $0 == first && $1 == second }
    }
}

extension StringProtocol {
    /// The name or field that stands before an operator: `t.a` in `if x then t.a += 1`.
    fileprivate func target(before sign: String) -> String {
        guard let found = String(self)[...].first(sign[...], anchored: false) else { return "n" }
        let before = String(self)[..<found.lowerBound].trimmed
        let name = String(
            before.reversed().prefix { $0.isLetter || $0.isNumber || "_.".contains($0) }.reversed())
        // What ends in brackets is not looked through.
        return name.first.map { $0.isLetter || $0 == "_" } == true ? name : "n"
    }

    var trimmed: String {
        var text = String(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    func first(_ text: String) -> Bool { String(self)[...].first(text[...], anchored: false) != nil }
}
