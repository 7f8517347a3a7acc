extension LuaError {
    /// Returns what happened in the words of a person who does not know Lua.
    ///
    /// A script's own `pcall` sees Lua's text; this is for the one place where an error is told to someone. A text that
    /// is not Lua's, as of `error "…"`, comes back as it is; one that says word for word what Lua says is told as Lua's.
    /// - Parameter source: the text of the file the error is placed in, which often shows what was meant.
    package func words(in language: LuaState.Language, source: String? = nil) -> String {
        guard kind == .runtime || kind == .syntax else { return message }
        let code = source.map(CodeLines.init)
        let line = place?.line ?? 0
        if kind == .syntax {
            let near = LuaWords.splitNear(message[...])
            if let code,
                let advice = SyntaxAdvice(code: code, line: line, message: near.message, near: near.token)
                    .words
            {
                return LuaWords.pick(advice, language)
            }
            return LuaWords.syntax(message, language)
        }
        guard let told = LuaWords.runtime(message, language) else { return message }
        let advice = RuntimeAdvice(message: message, line: code?[line] ?? "").words
        switch advice {
        case .instead(let words)?: return LuaWords.pick(words, language)
        case .also(let words)?: return told + "; " + LuaWords.pick(words, language)
        case nil: return told
        }
    }
}

/// Puts Lua's messages into words.
enum LuaWords {
    typealias Both = (sv: String, en: String)

    static func pick(_ words: Both, _ language: LuaState.Language) -> String {
        language == .swedish ? words.sv : words.en
    }

    /// A message of a running script; nil when it is none of Lua's.
    static func runtime(_ message: String, _ language: LuaState.Language) -> String? {
        let split = splitVariable(message[...])
        return words(split.message, split.variable, LuaPhrases.raised, language)
    }

    /// A message of the parser, with what stood near.
    static func syntax(_ message: String, _ language: LuaState.Language) -> String {
        let (message, token) = splitNear(message[...])
        guard let told = words(message, nil, LuaPhrases.refused, language) else { return String(message) }
        switch token {
        case nil: return told
        // Lua shows a byte that begins no word of its own by its number: of UTF-8, all from 128.
        case let token? where token.hasPrefix("<\\"):
            return told
                + pick(
                    (
                        ": å, ä, ö och andra tecken än a–z går bara i text och kommentarer",
                        ": å, ä, ö and other characters than a–z stand in texts and comments only"
                    ), language)
        case "<eof>": return told + pick((" (filen tar slut)", " (the file ends)"), language)
        case let token?:
            let shown = token.count > 40 ? token.prefix(40) + "…" : token
            return told + pick((": det står \(shown)", ": it says \(shown)"), language)
        }
    }

    /// `… near 'x'` → the message and `x`; Lua puts the token in marks, `<eof>` in none.
    static func splitNear(_ message: Substring) -> (message: Substring, token: Substring?) {
        guard let near = message.last(" near ") else { return (message, nil) }
        var token = message[near.upperBound...]
        if token.hasPrefix("'"), token.hasSuffix("'"), token.count > 1 {
            token = token.dropFirst().dropLast()
        }
        return (message[..<near.lowerBound], token)
    }

    /// `… (local 'x')` → the message, the kind of variable and its name.
    static func splitVariable(_ message: Substring) -> (message: Substring, variable: Variable?) {
        guard message.hasSuffix("')") else { return (message, nil) }
        for kind in Variable.Kind.allCases {
            guard let found = message.last(" (\(kind.rawValue) '") else { continue }
            return (
                message[..<found.lowerBound],
                Variable(kind: kind, name: message[found.upperBound...].dropLast(2))
            )
        }
        // "number (local 'x') has no integer representation" says it in the middle.
        return (message, nil)
    }

    struct Variable {
        enum Kind: String, CaseIterable {
            case local, global, field, method, upvalue, constant, metamethod
            case iterator = "for iterator"
        }
        let kind: Kind
        let name: Substring

        /// Lua calls a position of a list "integer index" or "?".
        private var isName: Bool { name != "?" && name != "integer index" }

        /// How code would say it.
        var code: String {
            switch kind {
            case .local, .upvalue, .global: String(name)
            case .field where isName: "….\(name)"
            default: "x"
            }
        }

        func words(_ language: LuaState.Language) -> String {
            switch kind {
            case _ where !isName: pick(("det som står i [ ]", "what stands in [ ]"), language)
            case .local, .upvalue, .global:
                pick(("variabeln \"\(name)\"", "the variable \"\(name)\""), language)
            case .field: pick(("fältet \"\(name)\"", "the field \"\(name)\""), language)
            case .method: pick(("metoden \"\(name)\"", "the method \"\(name)\""), language)
            case .constant: pick(("texten \"\(name)\"", "the text \"\(name)\""), language)
            case .metamethod: "__\(name)"
            case .iterator: pick(("det som står efter in", "what stands after in"), language)
            }
        }
    }

    private static func words(
        _ message: Substring, _ variable: Variable?, _ phrases: [LuaPhrase], _ language: LuaState.Language
    ) -> String? {
        for phrase in phrases {
            guard let values = phrase.values(in: message) else { continue }
            var text = ""
            for piece in LuaPhrase.pieces(language == .swedish ? phrase.sv : phrase.en) {
                switch piece {
                case .text(let words): text += words
                case .place("what"):
                    text += variable?.words(language) ?? pick(("värdet", "the value"), language)
                case .place("it"):
                    text += variable?.code ?? "x"
                case .place(let name):
                    guard let value = values[name] else {
                        text += "{\(name)}"
                        continue
                    }
                    if name.hasPrefix("type") {
                        text += type(value, language)
                    } else if name.hasPrefix("why") {
                        text += words(value, nil, LuaPhrases.argument, language) ?? String(value)
                    } else {
                        text += part(value, language)
                    }
                }
            }
            return text
        }
        return nil
    }

    /// A type, or the alternatives of one, as Lua names them.
    static func type(_ name: Substring, _ language: LuaState.Language) -> String {
        let words: Both =
            switch name {
            case "nil": ("nil", "nil")
            case "no value": ("ingenting", "nothing")
            case "boolean": ("sant eller falskt", "true or false")
            case "number", "integer": ("ett tal", "a number")
            case "string": ("text", "text")
            case "table": ("en tabell", "a table")
            case "function": ("en funktion", "a function")
            case "thread", "coroutine": ("en korutin", "a coroutine")
            case "userdata", "light userdata": ("ett objekt", "an object")
            case "nil or table": ("en tabell eller nil", "a table or nil")
            case "table or string": ("en tabell eller text", "a table or text")
            case "string/function/table": ("text, en tabell eller en funktion", "text, a table or a function")
            default: (String(name), String(name))
            }
        return pick(words, language)
    }

    /// What Lua calls a part of something, where it has a word of ours.
    private static func part(_ name: Substring, _ language: LuaState.Language) -> String {
        guard language == .swedish else { return String(name) }
        return switch name {
        case "initial value": "startvärdet"
        case "limit": "gränsen"
        case "step": "steget"
        case "running": "pågår"
        case "normal": "väntar på en annan"
        case "local variables": "variabler"
        case "upvalues": "variabler utifrån"
        default: String(name)
        }
    }
}

extension Substring {
    /// Where a text stands last.
    func last(_ text: Substring) -> Range<Index>? {
        var start = endIndex
        while true {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            guard start > startIndex else { return nil }
            start = index(before: start)
        }
    }
}
