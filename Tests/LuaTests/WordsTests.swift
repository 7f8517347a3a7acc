import Testing

@testable import Lua

/// Lua's own messages, as they are told to a person.
struct WordsTests {
    /// Code that makes Lua say each thing it can say, with the libraries a script is given.
    static let triggers: [String] = [
        "local t = {} t.x.y = 1", "local s = 5 s.x = 1", "local f f()", "local f = 'x' f()",
        "for c in {} do end",
        "local n = #nil", "local s = nil .. 'x'", "local s = {} .. 'x'", "local n = nil + 1", "local n = -{}",
        "local n = 'x' + 1", "local n = 'x' * 2", "local n = 'a' | 2", "local b = {} < {}",
        "local b = nil < 1",
        "local b = 1 < nil", "local b = 1 < 'x'", "for i = 'a', 2 do end", "for i = 1, 'x' do end",
        "for i = 1, 2, {} do end",
        "for i = 1, 2, 0 do end", "local n = 1.5 | 2", "local x = 1.5 local n = x | 2", "local n = 1 // 0",
        "local n = 1 % 0",
        "local t = {} t[nil] = 1", "local t = {} t[0/0] = 1", "local x <close> = 5",
        "local function f() return 1 + f() end f()",
        "local t = setmetatable({}, { __index = function(t, k) return t[k] end }) local x = t.a",
        "local t = {} setmetatable(t, { __index = t }) local x = t.a",
        "local t = {} setmetatable(t, { __newindex = t }) t.a = 1",
        "local w = coroutine.wrap(function() end) w() w()",
        "local w w = coroutine.wrap(function() w() end) w()",
        "coroutine.close(coroutine.running())",
        "coroutine.wrap(function() table.sort({ 2, 1 }, function() coroutine.yield() end) end)()",
        "coroutine.yield(1)",
        // Reading.
        "local = 2", "x = = 1", "print 'a' b", "x y", "return 1 x()", "if x y", "for i 1", "x:foo",
        "x = function(1)",
        "while x y", "do return 1 x() end", "if x then\n\nprint(1)", "f(1", "f(1\n", "t = {\n",
        "local x = 'abc", "local x = [[abc",
        "--[[ abc", "x = [==x", "local x = 3x", "x = '\\y'", "x = '\\xzz'", "x = '\\400'", "x = '\\u12'",
        "x = '\\u{12'",
        "x = '\\u{fffffffff}'", "local x <const> = 1; x = 2", "local x <foo> = 1",
        "local a <close>, b <close> = nil",
        "function f() return ... end", "break", "::a:: ::a::", "goto a",
        "do goto x; local a ::x:: print(a) end",
        "local " + String(repeating: "a,", count: 250) + "b",
        "local x = " + String(repeating: "(", count: 300),
        "local t = { f(" + String(repeating: "1,", count: 260) + "1) }",
        // Libraries.
        "string.rep()", "string.format('%s')", "ipairs()", "('x'):rep({})", "table.insert({}, 1, 2, 3)",
        "math.random(1, 2, 3)",
        "select(0)", "tonumber('z', 99)", "assert(false)",
        "setmetatable(setmetatable({}, { __metatable = 1 }), {})",
        "local n = #setmetatable({}, { __len = function() return 'x' end }) table.concat(setmetatable({}, { __len = function() return 1.5 end }))",
        "table.insert({}, 5, 2)", "table.concat({ {} })",
        "table.move({}, 1, math.maxinteger, 2)", "table.move({}, 0, math.maxinteger, 2)",
        "local s = ('x'):rep(1e9, ('y'):rep(1e6))", "string.char(300)",
        "('x'):find('[')", "('x'):find('%')", "('x'):find('(')", "('a'):match('a)')", "('x'):gsub('x', '%2')",
        "('x'):find('%1')",
        "('x'):find('%b')", "('x'):find('%f')", "('x'):find(('()'):rep(40))",
        "(('a'):rep(300)):find(('a?'):rep(300) .. ('a'):rep(300) .. '$')",
        "('x'):gsub('x', '%y')", "('x'):gsub('x', function() return {} end)", "string.format('%y', 1)",
        "string.format('%123d', 1)",
        "string.format('%10q', 'x')", "string.format('%q', {})", "string.pack('i20', 1)", "string.pack('c')",
        "string.pack('y')",
        "string.pack('X')", "string.pack('!3 i4', 1)", "string.pack('b', 300)", "string.pack('B', 300)",
        "string.pack('c1', 'abc')",
        "string.pack('z', 'a\\0b')", "string.pack('s1', ('x'):rep(300))", "string.packsize('s')",
        "string.unpack('i4', 'x')", "string.unpack('i4', 'abcd', 9)",
        "string.unpack('z', 'abc')", "string.unpack('i16', ('\\xff'):rep(8) .. ('\\1'):rep(8))",
        "utf8.codepoint('\\xff')",
        "utf8.offset('å', 1, 2)", "utf8.len('x', 5)", "utf8.len('x', 1, 5)", "utf8.codepoint('abc', 1, 9)",
        "utf8.char(-1)",
        "utf8.offset('x', 1, 9)", "math.random(2, 1)", "math.fmod(1, 0)", "string.rep('x', 1.5)",
        "string.format('%d', 1.5)",
        "math.max()", "setmetatable({}, 5)", "('x'):gsub('x', true)", "coroutine.resume(1)",
        "coroutine.create(5)",
    ]

    /// What cannot be triggered in the worker, and why.
    static let unreachable: Set<String> = [
        // The budget of memory or of the text's length ends it first.
        "string length overflow", "table overflow", "buffer too large", "array too big",
        "lexical element too long",
        "chunk has too many lines", "too many results", "control structure too long",
        "invalid format (too long)",
        "too many arguments to resume", "too many results to resume", "string slice too long",
        "format result too large",
        "too many {things} (limit is {limit})",
        // Our own libraries say it in their own words, or have no such function.
        "invalid key to 'next'", "'__tostring' must return a string", "reader function must return a string",
        "unable to dump given function", "table expected", "invalid option '{name}'",
        "too many results to unpack",
        "error in error handling", "calling '{function}' on bad self ({why})",
        "bad argument #{number} ({why})",
        "invalid order function for sorting",
    ]

    private func raised(_ source: String, _ language: LuaState.Language = .english) throws -> LuaError? {
        let bench = try Bench { $0.language = language }
        do {
            try bench.run(source)
            return nil
        } catch let error as LuaError { return error }
    }

    /// The phrases a message is told by, the reason in a bad argument's parentheses with it.
    private func phrases(_ message: Substring) -> [String] {
        guard let phrase = LuaPhrases.all.first(where: { $0.values(in: message) != nil }) else { return [] }
        let why = phrase.values(in: message)?["why"]
        return [phrase.lua] + (why.map { phrases($0) } ?? [])
    }

    @Test(arguments: triggers) func `what Lua says is told in both languages`(_ source: String) throws {
        let error = try #require(try raised(source))
        let sv = error.words(in: .swedish)
        #expect(sv != error.message, "not translated: \(error.message)")
        #expect(sv != error.words(in: .english))
        #expect(!sv.contains("attempt") && !sv.contains("expected") && !sv.contains("{what}"), "\(sv)")
    }

    @Test func `every phrase is one that Lua says`() throws {
        var said: Set<String> = []
        for source in Self.triggers {
            guard let error = try raised(source) else { continue }
            let core =
                error.kind == .syntax
                ? LuaWords.splitNear(error.message[...]).message
                : LuaWords.splitVariable(error.message[...]).message
            said.formUnion(phrases(core))
        }
        let never = LuaPhrases.all.map(\.lua).filter { !said.contains($0) && !Self.unreachable.contains($0) }
        #expect(never.isEmpty)
        // One that is reached after all does not belong among those that are not.
        #expect(Self.unreachable.intersection(said).isEmpty)
    }

    @Test func `a script's own pcall sees Lua's text`() throws {
        let bench = try Bench { $0.language = .swedish }
        #expect(
            try bench.run("print(select(2, pcall(function() local t = nil .. 'x' end)))")
                == "test.lua:1: attempt to concatenate a nil value\n")
    }

    @Test(arguments: [
        "error('det gick inte', 0)", "error('attempt to do something', 0)", "assert(false, 'inte så')",
        // Lua says these too, but of an argument or of a file it reads.
        "error('zero', 0)", "error 'no value'", "error 'out of bounds'", "error 'syntax error'",
        "error 'ett tal expected'",
    ])
    func `a text of the routine's own stays as it is`(_ source: String) throws {
        let error = try #require(try raised(source))
        #expect(error.words(in: .swedish) == error.message)
    }

    @Test func `a letter that no name may have is told as that, not as a byte`() throws {
        let error = try #require(try raised("int åäö = 3"))
        #expect(
            error.words(in: .swedish).hasSuffix(
                ": å, ä, ö och andra tecken än a–z går bara i text och kommentarer"))
    }

    @Test(arguments: [
        ("local t = {} local x = t.a.b", #"fältet "a" är nil"#), ("local x x()", #"variabeln "x" är nil"#),
        ("local t = {} t:foo()", ":foo finns inte"),
        ("string.uper('x')", "string.uper finns inte; menade du upper?"),
        ("table.getn({})", "getn finns bara i äldre Lua; skriv #lista"),
    ])
    func `the name of what is missing is said`(_ source: String, _ words: String) throws {
        let error = try #require(try raised(source))
        #expect(error.words(in: .swedish, source: source).hasPrefix(words))
    }

    @Test(arguments: [
        ("if a != b then end", "inte lika med skrivs ~= i Lua, inte !="),
        (
            "local ämne = 1",
            "namn i Lua skrivs bara med a–z, siffror och _; skriv amne i stället för ämne, eller sätt [\"ämne\"] som nyckel"
        ),
        (
            "local Öga = 1",
            "namn i Lua skrivs bara med a–z, siffror och _; skriv Oga i stället för Öga, eller sätt [\"Öga\"] som nyckel"
        ),
        ("local n = 0\nn += 1", "Lua har inget +=; skriv n = n + …"),
        ("fro i = 1, 2 do end", "\"fro\" är inget ord i Lua; menade du for?"),
        (
            "local t = {\n  a = 1\n  b = 2,\n}",
            "det saknas ett komma efter rad 2: det som står i { } skiljs åt med komma"
        ),
        (
            "local t = {\n  a = 1\n  --[[ om b:\n  se nedan ]]\n  b = 2,\n}",
            "det saknas ett komma efter rad 2: det som står i { } skiljs åt med komma"
        ),
        (
            "local t = {\n  a = \"x\\\n y\\z\n   z\"\n  b = 2,\n}",
            "det saknas ett komma efter rad 4: det som står i { } skiljs åt med komma"
        ),
    ])
    func `the text shows what was meant`(_ source: String, _ words: String) throws {
        let error = try #require(try raised(source))
        #expect(error.words(in: .swedish, source: source) == words)
    }
}
