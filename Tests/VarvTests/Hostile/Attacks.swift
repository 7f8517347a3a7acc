import Testing

/// A script that means harm, and how it is to end.
struct Attack: Sendable, CustomTestStringConvertible {
    enum End: Sendable {
        /// The processor time is up: exit 3.
        case time
        /// The memory is used up: exit 3.
        case memory
        /// Printed too much: exit 3.
        case output
        /// An error in the routine, with its file: exit 2.
        case error
        /// Nothing came of it.
        case nothing
        /// Ended somehow within its budget: which limit comes first is the machine's business.
        case somehow
    }

    let name: String
    let end: End
    let script: String
    var testDescription: String { name }

    init(_ name: String, _ end: End, _ script: String) {
        self.name = name
        self.end = end
        self.script = script
    }
}

extension Attack {
    /// Loops that no hook could stop, or that would swallow being stopped (sandbox notes §3).
    static let loops = [
        Attack("a plain loop", .time, "while true do end"),
        Attack("goto", .time, "::a:: goto a"),
        Attack(
            "a pcall around a loop, for ever", .time,
            "while true do pcall(function() while true do end end) end"),
        Attack(
            "an exponential pattern", .time, "string.find(('a'):rep(28), ('a?'):rep(28) .. ('a'):rep(28))"),
        Attack("a pattern of many dashes", .time, "string.find(('a'):rep(3000), '.-.-.-.-b')"),
        Attack("a quadratic pattern", .time, "string.find(('a'):rep(1000000), '.-b')"),
        Attack("balanced brackets", .time, "string.find(('('):rep(300000), '%b()')"),
        Attack(
            "gsub with a function", .time,
            "string.gsub(('a'):rep(3000000), '.', function() for i = 1, 99 do end end)"),
        Attack("gmatch", .time, "for _ in (('a'):rep(20000)):gmatch('.-.-.-b') do end"),
        Attack(
            "plain find n times m", .time,
            "local a = ('a'):rep(2000000) string.find(a, ('a'):rep(1000000) .. 'b', 1, true)"),
        Attack("repeating nothing", .time, "string.rep('', 1 << 60)"),
        Attack("repeating nothing, as a method", .time, "(''):rep(math.maxinteger)"),
        Attack("a spinning message handler", .time, "xpcall(error, function() while true do end end)"),
        Attack(
            "a handler that handles itself", .time,
            "local function f() while true do xpcall(f, f) end end xpcall(f, f)"),
        Attack("pcall under pcall", .time, "local function f() pcall(f) pcall(f) end f()"),
        Attack("short coroutines without end", .time, "while true do coroutine.wrap(function() end)() end"),
        Attack(
            "a tree of coroutines", .time,
            "local function f(n) for _ = 1, 12 do coroutine.wrap(function() if n > 0 then f(n - 1) end "
                + "end)() end end f(150)"
        ),
        Attack(
            "a loop in a coroutine", .time,
            "coroutine.wrap(function() while true do pcall(coroutine.yield) end end)() while true do end"),
        Attack(
            "closing values", .time,
            "local function c() return setmetatable({}, {__close = function() while true do end end}) end "
                + "local x <close> = c() error('x')"
        ),
        Attack(
            "a ladder of closing values", .time,
            "local function f() local x <close> = setmetatable({}, {__close = f}) while true do end end f()"),
        Attack(
            "one assignment with chosen keys", .time,
            "local t = {} for i = 1, 1 << 17 do t[i * ((1 << 18) - 1)] = i end t[7] = 1"),
        Attack(
            "chosen keys, again and again", .time,
            "while true do local t = {} for i = 1, 1 << 14 do t[i * ((1 << 15) - 1)] = i end end"),
        Attack("a circular __call", .somehow, "local t = {} setmetatable(t, {__call = t}) t()"),
        Attack(
            "a circular __call through two", .somehow,
            "local a, b = {}, {} setmetatable(a, {__call = b}) setmetatable(b, {__call = a}) a()"),
        Attack(
            "a circular __index", .error,
            "local t = {} setmetatable(t, {__index = t}) getmetatable(t).__index = t return t.x"),
        Attack(
            "ordering long texts", .time,
            "local a, b = ('å'):rep(2000000), ('å'):rep(2000000) .. 'a' while true do local _ = a < b end"),
        Attack(
            "sorting with pcall", .time,
            "local t = {} for i = 1, 100000 do t[i] = i end while true do table.sort(t, function(a, b) "
                + "return pcall(error) end) end"
        ),
        Attack(
            "sorting with a comparison that spins", .time,
            "table.sort({1, 2, 3}, function() while true do end end)"),
        Attack(
            "moving 2^62 elements", .time,
            "table.move({}, 1, math.maxinteger - 1, 1, setmetatable({}, {__newindex = type}))"),
        Attack(
            "concatenating a __len of 2^62", .somehow,
            "table.concat(setmetatable({}, {__len = function() return 1 << 62 end, __index = function() "
                + "return '' end}))"
        ),
        Attack(
            "inserting at a __len of 2^62", .time,
            "table.insert(setmetatable({}, {__len = function() return (1 << 62) end, __index = type, "
                + "__newindex = type}), 1, 1)"
        ),
        Attack(
            "next on a table that was emptied", .time,
            "local t = {} for i = 1, 1 << 18 do t[i] = i end for i = 2, 1 << 18 do t[i] = nil end while "
                + "true do next(t) end"
        ),
        Attack(
            "pairs of a large table, for ever", .time,
            "local t = {} for i = 1, 100000 do t['k' .. i] = i end while true do pairs(t) end"),
        Attack(
            "a shuffled ephemeron table", .somehow,
            """
            local keys, t = {}, setmetatable({}, {__mode = 'k'})
            for i = 1, 40000 do keys[i] = {} end
            for i = 40000, 2, -1 do local j = math.random(i) keys[i], keys[j] = keys[j], keys[i] end
            for i = 1, 39999 do t[keys[i]] = keys[i + 1] end
            keys = {keys[1]}
            while true do local x = {} end
            """),
        Attack(
            "collecting weak tables while they are walked", .time,
            """
            while true do
              local t = setmetatable({}, {__mode = 'v'})
              for i = 1, 3000 do t['key' .. i] = {} end
              for k, v in pairs(t) do end
              for k, v in next, t do end
            end
            """),
        Attack("loading without end", .time, "while true do load(('x = 1 '):rep(10000)) end"),
        Attack(
            "elseif without end", .somehow,
            "while true do load('if a then ' .. ('elseif a then '):rep(4600) .. 'end') end"),
        Attack(
            "tostring that spins", .time,
            "tostring(setmetatable({}, {__tostring = function() while true do end end}))"),
        Attack(
            "printing what spins", .time,
            "print(setmetatable({}, {__tostring = function() while true do end end}))"),
        Attack(
            "an error with a __tostring that spins", .error,
            "error(setmetatable({}, {__tostring = function() while true do end end}))"),
        Attack(
            "a spinning __pairs", .time,
            "pairs(setmetatable({}, {__pairs = function() while true do end end}))"),
        Attack("utf8 over megabytes", .time, "local s = ('å'):rep(4000000) while true do utf8.len(s) end"),
        Attack("upper over megabytes", .somehow, "local s = ('a'):rep(8000000) while true do s:upper() end"),
        Attack(
            "%q over megabytes", .somehow,
            "local s = ('\\0'):rep(2000000) while true do string.format('%q', s) end"),
        Attack("dates without end", .time, "while true do os.date('%c', 0) end"),
        Attack("require without end", .time, "while true do pcall(require, 'varv.nothing') end"),
        Attack("a for over itself", .time, "for _ in function() return 1 end do end"),
        Attack(
            "a for that counts to the end of numbers", .time,
            "for i = math.mininteger, math.maxinteger do end"),
        Attack("random without end", .time, "while true do math.random() end"),
    ]

    /// Memory, in every shape it comes.
    static let bombs = [
        Attack("a growing table", .memory, "local t = {} while true do t[#t + 1] = {} end"),
        Attack("a doubling text", .memory, "local s = 'x' while true do s = s .. s end"),
        Attack("one repeat", .memory, "string.rep('x', 1 << 30)"),
        Attack("one repeat of the largest size", .error, "string.rep('xx', math.maxinteger)"),
        Attack("repeats that pcall swallows", .memory, "while true do pcall(string.rep, 'x', 1 << 30) end"),
        Attack("repeats larger than Lua allows", .time, "while true do pcall(string.rep, 'x', 1 << 40) end"),
        Attack("coroutines", .memory, "local t = {} while true do t[#t + 1] = coroutine.create(print) end"),
        Attack(
            "deep coroutine stacks", .memory,
            "local t = {} local function f(n) if n > 0 then return 1 + f(n - 1) end coroutine.yield() end "
                + "while true do local co = coroutine.create(f) coroutine.resume(co, 50000) t[#t + 1] = co "
                + "end"
        ),
        Attack(
            "closures", .memory,
            "local t = {} while true do local a = {} t[#t + 1] = function() return a end end"),
        Attack(
            "concat", .memory,
            "local t = {} for i = 1, 100 do t[i] = ('x'):rep(100000) end while true do t[#t + 1] = "
                + "table.concat(t) end"
        ),
        Attack("gsub expansion", .memory, "string.gsub(('a'):rep(1000000), 'a', ('b'):rep(1000))"),
        Attack(
            "format padding", .somehow,
            "local t = {} while true do t[#t + 1] = string.format('%99d', 1) .. #t end"),
        Attack("pack of 2 GB", .memory, "string.pack('c2147483647', '')"),
        Attack(
            "a table made to size", .somehow,
            "table.move({1}, 1, 1, 1 << 25, {}) local t = table.pack(('x'):byte(1, -1)) t[1 << 26] = 1"),
        Attack(
            "many arguments", .somehow,
            "local t = {} for i = 1, 7999 do t[i] = i end local function f(...) return f(1, ...) end "
                + "f(table.unpack(t))"
        ),
        Attack(
            "a sort of a __len of ten million", .memory,
            "table.sort(setmetatable({}, {__len = function() return 10000000 end}))"),
        Attack(
            "names of chunks", .somehow,
            "local i = 0 while true do i = i + 1 load('', '=' .. i .. ('x'):rep(1000)) end"),
        Attack(
            "weak values", .somehow,
            "local t = setmetatable({}, {__mode = 'v'}) local i = 0 while true do i = i + 1 t[i] = "
                + "{('x'):rep(1000)} end"
        ),
        Attack(
            "memory in a finalizer that was put in later", .error,
            "local m = {} local t = setmetatable({}, m) m.__gc = function() end local k = {} while true do "
                + "k[#k + 1] = setmetatable({}, m) end"
        ),
        Attack(
            "use after free at the limit", .somehow,
            "local mt = setmetatable({__newindex = {}}, {__mode = 'v'}) local t = setmetatable({}, mt) for "
                + "i = 1, 1 << 30 do t[i] = i end"
        ),
        Attack(
            "use after free at the limit, weak later", .somehow,
            "local mt = {__newindex = {}} local t = setmetatable({}, setmetatable(mt, {})) "
                + "getmetatable(mt).__mode = 'kv' for i = 1, 1 << 30 do t[i] = i end"
        ),
    ]

    /// More text than anyone reads.
    static let floods = [
        Attack("printing without end", .output, "while true do print(('x'):rep(1000)) end"),
        Attack("one print past the limit", .output, "print(('x'):rep(70000))"),
        Attack("printing small things", .output, "for i = 1, 1e9 do print(i) end"),
        Attack("printing under pcall", .output, "while true do pcall(print, ('x'):rep(1000)) end"),
        Attack("a long error", .error, "error(('x'):rep(8000000))"),
        Attack("errors thrown without end", .time, "while true do pcall(error, ('x'):rep(1000)) end"),
        Attack(
            "an error of a very long chain of fields", .error,
            "local a = {} return a" + String(repeating: ".x", count: 30_000)),
        Attack("an error under a deep stack", .somehow, "local function f() return 1 + f() end f()"),
    ]

    /// Sources that are traps themselves.
    static let sources = [
        Attack("a binary chunk", .error, "\u{1B}Lua"),
        Attack("a binary chunk for load", .error, #"assert(load("\27Lua\x54\0\x19\x93\r\n\x1a\n"))"#),
        Attack("load in binary mode", .error, "assert(load('return 1', 'x', 'b'))"),
        Attack("string.dump is absent", .error, "string.dump(print)"),
        Attack("too large a source", .error, "-- " + String(repeating: "x", count: 65_536)),
        Attack("too large a text for load", .error, "assert(load(('x = 1 '):rep(20000)))"),
        Attack("a load with a function", .error, "load(function() return 'x = 1 ' end)"),
        Attack("nested parentheses", .error, "return " + String(repeating: "(", count: 30_000)),
        Attack("nested braces", .error, "return " + String(repeating: "{", count: 30_000)),
        Attack("nested blocks", .error, String(repeating: "do ", count: 20_000)),
        Attack("nested functions", .error, String(repeating: "return function() ", count: 3_000)),
        Attack(
            "unary minus", .error,
            "return " + String(repeating: "-", count: 1) + String(repeating: " -", count: 30_000) + "1"),
        Attack("a chain of concatenations", .error, "return ''" + String(repeating: "..''", count: 15_000)),
        Attack("many locals", .error, (0..<300).map { "local a\($0)" }.joined(separator: " ")),
        Attack("a source that ends early", .error, "if true then"),
        Attack("no source at all", .nothing, ""),
        Attack("a hash bang line", .error, "#!/bin/sh\nprint(1)"),
        Attack("a chunk that calls itself ours", .error, "load('error(1)', '=[varv]core')()"),
        Attack("a text that is its own name and ours", .error, "load('=[varv]')()"),
    ]
}

extension Attack {
    /// What Lua's own library would open.
    static let doors = [
        "io", "package", "dofile", "loadfile", "collectgarbage", "warn", "loadstring", "setfenv", "module",
        "newproxy",
        "os.execute", "os.exit", "os.getenv", "os.remove", "os.rename", "os.tmpname", "os.setlocale",
        "debug.getregistry", "debug.getupvalue", "debug.setupvalue", "debug.sethook", "debug.getinfo",
        "debug.getmetatable",
        "debug.setmetatable", "debug.getlocal", "debug.upvaluejoin", "debug.debug", "string.dump",
    ].map { name in
        Attack(
            "\(name) is not there", .nothing,
            """
            local at = _G
            for part in ('\(name)'):gmatch '[^.]+' do at = type(at) == 'table' and rawget(at, part) or nil end
            assert(at == nil)
            """)
    }

    /// Modules by names that mean files.
    static let modules = [
        "../x", "/etc/passwd", "varv/../x", "a/b", "..", ".", "a..b", ".a", "a.", "A", "å", "a\\\\0b", "a b",
        "", "\\\\0",
    ].map { name in Attack("require of \(name)", .error, "require(\"\(name.replacing("\\\\", with: "\\"))\")")
    }

    /// Errors that are no texts, names that are trapped, globals that are gone.
    static let games = [
        Attack("an error of nil", .error, "error(nil)"),
        Attack("an error of nothing", .error, "error()"),
        Attack("an error of a table", .error, "error({})"),
        Attack(
            "an error whose __tostring throws", .error,
            "error(setmetatable({}, {__tostring = function() error('again') end}))"),
        Attack("an error of a coroutine", .error, "error(coroutine.create(print))"),
        Attack("an error of a number", .error, "error(0/0)"),
        Attack("a yield from the main chunk", .error, "coroutine.yield()"),
        Attack(
            "a coroutine that resumes itself", .nothing,
            "local co co = coroutine.wrap(function() return pcall(co) end) co()"),
        Attack("closing oneself", .error, "coroutine.close(coroutine.running())"),
        Attack(
            "a chain of wraps that fail and close", .error,
            "local function f() local x <close> = setmetatable({}, {__close = function() "
                + "coroutine.wrap(f)() end}) error('x') end coroutine.wrap(f)()"
        ),
        Attack(
            "a chain of closes", .error,
            "local function f() local co = coroutine.create(function() local x <close> = setmetatable({}, "
                + "{__close = f}) coroutine.yield() end) coroutine.resume(co) assert(coroutine.close(co)) "
                + "end f()"
        ),
        Attack(
            "a trap on the globals", .error,
            "setmetatable(_G, {__index = function() while true do end "
                + "end})"),
        Attack(
            "every global deleted", .nothing,
            "local g, s = _G, rawset for k in pairs(g) do s(g, k, nil) "
                + "end"),
        Attack(
            "every global deleted, then an error", .error,
            "local g, s, e = _G, rawset, error for k in pairs(g) do s(g, k, nil) end e('x')"),
        Attack(
            "globals replaced by traps", .nothing,
            "local s = rawset for _, k in ipairs {'type', 'pcall', 'error', 'tostring', 'setmetatable', "
                + "'string', 'table'} do s(_G, k, function() while true do end end) end"
        ),
        Attack(
            "the metatable of texts", .nothing,
            "assert(getmetatable('') == 'string') assert(not pcall(setmetatable, '', {}))"),
        Attack("another environment", .nothing, "local _ENV = {} x = 1"),
        Attack(
            "load with an environment that traps", .time,
            "load('return x', 'x', 't', setmetatable({}, {__index = function() while true do end end}))()"),
        Attack("an upvalue that is no environment", .error, "load('return x', '@fiende.lua', 't', 1)()"),
        Attack("a finalizer", .error, "setmetatable({}, {__gc = function() end})"),
        Attack("a finalizer that is only marked", .error, "setmetatable({}, {__gc = false})"),
        Attack(
            "a finalizer put in later", .nothing,
            "local m = {} local t = setmetatable({}, m) m.__gc = function() print('ran') end t = nil for i "
                + "= 1, 1e5 do local x = {} end"
        ),
        Attack("format with a pointer", .error, "string.format('%p', {})"),
        Attack("unpack of many", .error, "table.unpack({}, 1, 1e6)"),
        Attack("byte of many", .error, "(('x'):rep(1e6)):byte(1, -1)"),
        Attack("select far away", .error, "select(-1e9, 1)"),
        Attack("writing a global", .error, "x = 1"),
        Attack("reading a global", .error, "return x"),
    ]

    /// Host objects, from without and forged.
    static let objects = [
        Attack("rawget of a mark", .error, "rawget(skip, 'name')"),
        Attack("rawset of a mark", .error, "rawset(skip, 'name', 'x')"),
        Attack("next of a mark", .error, "next(skip)"),
        Attack("pairs of a mark", .error, "pairs(skip)"),
        Attack("setting a mark's metatable", .error, "setmetatable(skip, {})"),
        Attack("the metatable of a mark", .nothing, "assert(getmetatable(skip) == false)"),
        Attack("writing to a mark", .error, "skip.x = 1"),
        Attack("comparing a mark", .error, "return skip < 1"),
        Attack("inserting into a mark", .error, "table.insert(skip, 1)"),
        Attack("sorting a mark", .nothing, "table.sort(skip)"),
        Attack("concatenating a mark", .nothing, "table.concat(skip)"),
        Attack("moving out of a mark", .error, "table.move(skip, 1, 3, 1, {})"),
        Attack("unpacking a mark", .error, "table.unpack(skip, 1, 3)"),
        Attack("walking a mark by ipairs", .error, "for _ in ipairs(skip) do end"),
        Attack(
            "a column made of a trap", .error,
            "column.text(setmetatable({}, {__index = function() error('x') end}))"),
        Attack("a column of itself", .error, "local t = {} t[1] = t column.text(t)"),
        Attack(
            "a routine of traps", .error,
            "report(setmetatable({}, {__index = function() while true do end end, __pairs = function() "
                + "error('x') end}))"
        ),
        Attack(
            "a condition of a condition, for ever", .nothing,
            "local c = at_least(1) for i = 1, 1e4 do c = at_least(c) end"),
    ]

    /// Found by trying, beyond the list of the sandbox notes.
    static let finds = [
        Attack(
            "a page filler beyond every frame", .somehow,
            "local t = {} for i = 1, 9999 do t[i] = ('x'):rep(200) end for i = 1, 99 do pcall(column.text, "
                + "t) end"
        ),
        Attack(
            "a template of braces", .somehow,
            "local s = ('{'):rep(60000) pcall(column.text, s) report { title = s }"),
        Attack(
            "a hundred thousand templates", .somehow, "for i = 1, 1e5 do pcall(tostring, at_least(i)) end"),
        Attack(
            "text that is its own separator", .time,
            "local t = {} for i = 1, 9 do t[i] = ('x'):rep(9) end while true do table.concat(t, "
                + "('y'):rep(1000)) end"
        ),
        Attack("a module name of megabytes", .error, "require(('a'):rep(1000000))"),
        Attack("a chunk name of megabytes", .nothing, "load('error(1)', ('n'):rep(1000000))"),
        Attack(
            "an error from a chunk whose name is a place", .error, "load('error(1)', '@[varv] core:1: x')()"),
        Attack("an error text that looks placed in our code", .error, "error('[varv]core:1: hej', 0)"),
        Attack(
            "an error from a chunk named by control characters", .error, #"load('error(1)', '@\27[2J')()"#),
        Attack(
            "a coroutine that ends inside a sort", .error,
            "coroutine.wrap(function() table.sort({2, 1}, coroutine.yield) end)()"),
        Attack(
            "a sort that empties its table", .nothing,
            "local t = {5, 4, 3, 2, 1} pcall(table.sort, t, function(a, b) t[1], t[2], t[3] = nil return a "
                + "< b end)"
        ),
        Attack(
            "a sort whose comparison never agrees", .nothing,
            "local t = {} for i = 1, 1000 do t[i] = i end table.sort(t, function() return true end)"),
        Attack(
            "a walk that removes and adds", .nothing,
            "local t = {} for i = 1, 100 do t['k' .. i] = i end for k in pairs(t) do t[k] = nil t[k .. 'x'] "
                + "= 1 end"
        ),
        Attack(
            "next with a key of another table", .nothing,
            "pcall(next, {1, 2, x = 1}, {}) pcall(next, {x = 1}, 'y')"),
        Attack(
            "next across many tables", .somehow,
            "local t = {} for i = 1, 2e4 do t[i] = {a = 1, b = 2} next(t[i], 'a') end"),
        Attack(
            "hidden keys by powers of two", .nothing,
            "local t = {} for i = 0, 62 do t[1 << i] = 1 end for k in pairs(t) do end pcall(table.unpack, "
                + "t)"),
        Attack(
            "closing through a generic for", .error,
            "for i in pairs({1}), nil, nil, setmetatable({}, {__close = function() error('x') end}) do "
                + "error('y') end"
        ),
        Attack(
            "a to-be-closed coroutine that closes itself", .error,
            "local co co = coroutine.wrap(function() local x <close> = setmetatable({}, {__close = "
                + "function() co() end}) error('x') end) co()"
        ),
        Attack(
            "a yield inside a close", .error,
            "local co = coroutine.wrap(function() local x <close> = setmetatable({}, {__close = "
                + "coroutine.yield}) error('x') end) co() co()"
        ),
        Attack(
            "a metatable that changes while it is used", .somehow,
            "local m = {} m.__index = function(t, k) m.__index = nil setmetatable(t, nil) return t[k] end "
                + "local t = setmetatable({}, m) return t.x"
        ),
        Attack(
            "random with absurd bounds", .error,
            "math.random(math.mininteger, math.maxinteger) math.random(2, 1)"),
        Attack(
            "dates at the ends of time", .nothing,
            "for _, x in ipairs {math.mininteger, math.maxinteger, -62167219200, 253402300799, 0/0} do "
                + "pcall(os.date, '%c', x) pcall(os.time, {year = x, month = x, day = x}) end"
        ),
        Attack(
            "every format there is", .nothing,
            "for c = 0, 255 do for _, w in ipairs {'', '99', '.99', '-', '#'} do for _, v in ipairs {1, "
                + "1.5, 'x', {}, false} do pcall(string.format, '%' .. w .. string.char(c), v) end end end"
        ),
        Attack(
            "every pattern item there is", .nothing,
            "for c = 0, 255 do for _, p in ipairs {'%', '[', '(', '%f', '%b', '[^', '[%'} do "
                + "pcall(string.find, 'aaa', p .. string.char(c)) pcall(string.gsub, 'aaa', p .. "
                + "string.char(c), '%1') end end"
        ),
        Attack(
            "every pack option there is", .nothing,
            "for c = 0, 255 do for n = 0, 20 do pcall(string.pack, string.char(c) .. n, 1) "
                + "pcall(string.unpack, string.char(c) .. n, 'xxxxxxxx') pcall(string.packsize, "
                + "string.char(c) .. n) end end"
        ),
    ]
}
