/// What someone meant whose script ran into one of Lua's errors, from the message and the line it stands in.
struct RuntimeAdvice {
    let message: String
    /// The code of the line, without texts and comments.
    let line: String

    enum Words {
        case instead(LuaWords.Both)
        case also(LuaWords.Both)
    }

    var words: Words? {
        let (message, variable) = LuaWords.splitVariable(message[...])
        if message == "attempt to call a nil value", let variable { return absent(variable) }
        if message.hasPrefix("attempt to call a "), variable?.kind == .iterator {
            return .instead(Self.iterator)
        }
        if message.hasPrefix("attempt to index a nil value")
            || message.hasPrefix("attempt to perform arithmetic on a nil"),
            line.first("[0]")
        {
            return .also(("en lista börjar på 1, inte 0", "a list begins at 1, not 0"))
        }
        return nil
    }

    private static let iterator: LuaWords.Both = (
        "for … in vill ha något att gå igenom: ipairs(lista), pairs(tabell) eller mängd:each()",
        "for … in wants something to go through: ipairs(list), pairs(table) or set:each()"
    )

    private func absent(_ variable: LuaWords.Variable) -> Words? {
        let name = String(variable.name)
        if let words = Self.gone[name] { return .instead(words) }
        let owner = line[...].first(".\(name)"[...], anchored: false).flatMap { found in
            line[..<found.lowerBound].codeWords.last.map(String.init)
        }
        let known = variable.kind == .method ? Self.libraries["string"] : owner.flatMap { Self.libraries[$0] }
        guard let known else { return nil }
        let full = variable.kind == .method ? ":\(name)" : "\(owner ?? "").\(name)"
        let near = nearestWord(to: name, among: known)
        return .instead(LuaWords.adding(near, to: ("\(full) finns inte", "there is no \(full)")))
    }

    /// Names of older Luas, and of what a script has no way to.
    private static let gone: [String: LuaWords.Both] = {
        func outside(_ name: String) -> LuaWords.Both {
            (
                "\(name) finns inte här: en rutin når inte datorn utanför Varv, bara skolans uppgifter",
                "\(name) does not exist here: a routine cannot reach the computer outside Varv, only the school's data"
            )
        }
        func now(_ old: String, _ new: String, _ english: String? = nil) -> LuaWords.Both {
            (
                "\(old) finns bara i äldre Lua; skriv \(new)",
                "\(old) is only in older Lua; write \(english ?? new)"
            )
        }
        return [
            "getn": now("getn", "#lista", "#list"), "maxn": now("maxn", "#lista", "#list"),
            "setn": now("setn", "#lista", "#list"),
            "foreach": now("foreach", "for k, v in pairs(t) do"),
            "foreachi": now("foreachi", "for i, v in ipairs(t) do"),
            "gfind": now("gfind", "gmatch"), "pow": now("math.pow", "x ^ y"), "mod": now("math.mod", "x % y"),
            "execute": outside("os.execute"), "exit": outside("os.exit"), "getenv": outside("os.getenv"),
            "remove": outside("os.remove"), "rename": outside("os.rename"), "tmpname": outside("os.tmpname"),
            "dump": outside("string.dump"),
        ]
    }()

    private static let libraries: [String: [String]] = [
        "string": [
            "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "pack", "packsize",
            "rep", "reverse", "sub", "unpack", "upper",
        ],
        "table": ["concat", "insert", "move", "pack", "remove", "sort", "unpack"],
        "math": [
            "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log", "max",
            "maxinteger", "min", "mininteger", "modf", "pi", "rad", "random", "sin", "sqrt", "tan",
            "tointeger", "type", "ult",
        ],
        "os": ["clock", "date", "difftime", "time"],
        "utf8": ["char", "charpattern", "codepoint", "codes", "len", "offset"],
        "coroutine": ["close", "create", "isyieldable", "resume", "running", "status", "wrap", "yield"],
    ]
}
