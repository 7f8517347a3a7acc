import Testing

@testable import Lua

/// What an error says, and that it names the routine only.
struct ErrorTests {
    static func withPrelude(_ prelude: String) throws -> Bench {
        let bench = try Bench()
        try bench.state.runPrelude(prelude, name: "core", native: bench.state.native())
        return bench
    }

    @Test func `an error in our own code is placed at the routine's line`() throws {
        let bench = try Self.withPrelude(
            """
            local native = ...
            function inner(t) return t.a.b end
            function outer(t) local x = inner(t) return x end
            function refuse() local x = native.raise("not so") return x end
            function plain() error("plain") end
            """)
        #expect(
            bench.message("\n\nlocal x = outer {}")
                == "test.lua:3: attempt to index a nil value (field 'a')")
        #expect(bench.message("\nlocal x = refuse()") == "test.lua:2: not so")
        #expect(bench.message("\nplain()") == "test.lua:2: plain")
        #expect(try bench.run("print(pcall(outer, {}))").hasPrefix("false\ttest.lua:1: attempt to index"))
        #expect(
            try bench.run("print(select(2, xpcall(plain, function(m) return '<' .. m .. '>' end)))")
                == "<test.lua:1: plain>\n")
        #expect(
            try bench.run("print(coroutine.resume(coroutine.create(plain)))") == "false\ttest.lua:1: plain\n")
        #expect(bench.message("local f = coroutine.wrap(plain)\nf()") == "test.lua:2: plain")
    }

    @Test func `an entry keeps its place when it is called last`() throws {
        let bench = try Self.withPrelude(
            """
            local native = ...
            adapter = native.entry(function(spec) return native.raise("no id") end)
            slow = native.entry(function(...) return coroutine.yield(...) end)
            """)
        #expect(bench.message("\nreturn adapter { }") == "test.lua:2: no id")
        let source = "local co = coroutine.wrap(function() return slow(1, 2) end) print(co()) print(co(3, 4))"
        #expect(try bench.run(source) == "1\t2\n3\t4\n")
    }

    @Test func `a traceback has routine frames only`() throws {
        let bench = try Self.withPrelude("function each(f) local x = f() return x end")
        let error = bench.error("local function row()\n  error('bad row')\nend\neach(row)")
        #expect(
            error
                == LuaError(
                    kind: .runtime, message: "bad row", place: LuaPlace(file: "test.lua", line: 2),
                    traceback: [
                        .init(place: LuaPlace(file: "test.lua", line: 2), function: "f"),
                        .init(place: LuaPlace(file: "test.lua", line: 4), function: nil),
                    ]))
    }

    @Test func `a message that was caught and raised again keeps its first place`() throws {
        let error = try Bench().error(
            "local ok, e = pcall(error, 'x')\nlocal ok, e = pcall(function() error('first') end)\n\nerror(e, 0)"
        )
        #expect(error?.description == "test.lua:2: first")
    }

    @Test func `a long chunk name is whole in the place`() throws {
        let name = String(repeating: "rutiner/", count: 20) + "eht.lua"
        let error = try Bench().error("\nerror('x')", name: name)
        #expect(error?.place == LuaPlace(file: name, line: 2))
        #expect(error?.message == "x")
    }

    @Test func `a syntax error has its line`() throws {
        let bench = try Bench()
        let error = bench.error("local x = 1\nlocal = 2")
        #expect(error?.kind == .syntax)
        #expect(error?.description == "test.lua:2: <name> expected near '='")
        #expect(error?.isIncomplete == false)
    }

    @Test(arguments: [
        "for i = 1, 2 do", "local t = {", "local s = [[a", "f(", "if x then", "return function()", "1 +",
        "{ 1,",
    ])
    func `a text that ends too early is incomplete`(_ source: String) throws {
        let state = try Bench().state
        do throws(LuaError) {
            _ = try state.loadEntry(source, name: "entry")
            Issue.record("loaded")
        } catch {
            #expect(error.isIncomplete)
        }
    }

    @Test func `an entry that is an expression gives its value`() throws {
        let bench = try Bench { $0.interactive = true }
        #expect(try bench.state.loadEntry("1 + 1", name: "entry").call([], results: 1) == [.int(2)])
        #expect(try bench.state.loadEntry("x = 3", name: "entry").call([], results: 1) == [.null])
    }

    @Test(arguments: [
        ("error()", "an error without a text (the value is nil)"),
        ("error({})", "an error without a text (the value is a table)"),
        (
            "error(setmetatable({}, { __tostring = function() while true do end end }))",
            "an error without a text (the value is a table)"
        ),
        ("error(42, 0)", "42"), ("error(true)", "an error without a text (the value is a boolean)"),
        (#"error("a\27[31m\0b\xFF\u{202E}", 0)"#, #"a\x1B[31m\x00b\xFF\u{202E}"#),
        ("local function f() return f() + 1 end f()", "stack overflow"),
    ])
    func `an error object is never trusted`(_ source: String, _ message: String) throws {
        let error = try Bench().error(source)
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message.prefix(200) ?? "none")")
        #expect(error?.place?.line == 1)
    }

    @Test func `a long message is cut, between characters`() throws {
        let error = try Bench().error("error(('å'):rep(4000000), 0)")
        #expect(error?.message == String(repeating: "å", count: 2048))
    }

    @Test func `what is compiled or too long is not loaded`() throws {
        let bench = try Bench()
        #expect(
            bench.error("\u{1B}Lua")?.message == "\"test.lua\" is compiled; only source text can be loaded")
        let long = bench.error(String(repeating: " ", count: 65537))
        #expect(
            long == LuaError(kind: .misuse, message: "the text is too long: 65537 bytes, at most 65536 fit"))
    }

    @Test func `a yield from the main chunk is an error`() throws {
        #expect(
            try Bench().message("coroutine.yield(1)")
                == "test.lua:1: attempt to yield from outside a coroutine")
    }
}
