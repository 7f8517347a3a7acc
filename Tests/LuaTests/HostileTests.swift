import Testing

@testable import Lua

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What must not be possible (sandbox.md §3), where the library and not the worker is the defence.
struct HostileTests {
    @Test(arguments: [
        "local t = {} for i = 1, 300 do t = { t } end",
        "for i = 1, 200 do pcall(load, ('('):rep(i * 300)) end",
        "local function f() return pcall(f) end f()",
        "local f f = function() local co = coroutine.wrap(f) return co() end pcall(f)",
        "local t = setmetatable({}, {}) getmetatable(t).__index = t pcall(function() return t.x end)",
        "pcall(string.rep, 'x', -1)",
        "local t = setmetatable({}, { __len = function() return 1e15 end }) pcall(table.sort, t)",
        "pcall(setmetatable, '', {})",
        "local m = setmetatable({}, {}) getmetatable(m).__gc = function() error('ran') end m = nil",
        "for k in pairs(_G) do if k ~= 'pcall' then rawset(_G, k, nil) end end",
        "local co co = coroutine.wrap(function() return pcall(co) end) co()",
        "pcall(coroutine.close, coroutine.running())",
        "local t = {} t[t] = t for k in pairs(t) do end",
        "pcall(string.format, '%', 1) pcall(string.format, '%123456789s', 1) pcall(string.format, '%s')",
        "pcall(string.format, ('%s'):rep(250), table.unpack({}, 1, 250))",
        "pcall(next, {}, 0/0) pcall(next, {}, nil, nil) pcall(rawset, {}, nil, 1)",
        "pcall(os.date, ('%c'):rep(1000)) pcall(os.date, '*t', math.maxinteger) pcall(os.time, { year = 0/0 })",
        "xpcall(error, function() error('again') end)",
        "local t = table.pack(pcall(table.unpack, setmetatable({}, { __len = function() return 'x' end })))",
    ])
    func `a nasty script ends, and the state is still whole`(_ source: String) throws {
        let bench = try Bench()
        do throws(LuaError) {
            try bench.state.load(source, name: "nasty.lua").call()
        } catch {
            #expect(error.place?.file == "nasty.lua")
        }
        let three = try bench.state.load("return 1 + 2", name: "after").call([], results: 1)
        #expect(three == [.int(3)])
    }

    @Test func `a chain of closes ends at its depth`() throws {
        let source = """
            local n = 0
            local function chain()
              local co = coroutine.create(function()
                local x <close> = setmetatable({}, { __close = function() n = n + 1 chain() end })
                coroutine.yield()
              end)
              coroutine.resume(co)
              assert(coroutine.close(co))
            end
            pcall(chain)
            print(n)
            """
        let printed = try Bench().run(
            source.replacing("local function chain", with: "local chain function chain"))
        #expect(printed == "10\n")
    }

    @Test func `the string metatable is out of reach`() throws {
        let source = "print(pcall(function() getmetatable('').__index = print end))"
        #expect(try Bench().run(source).hasPrefix("false\ttest.lua:1: "))
    }

    @Test func `a state has globals of its own`() throws {
        let first = try Bench { $0.interactive = true }
        let second = try Bench()
        try first.run("string.upper = nil x = 1")
        #expect(try second.run("print(('a'):upper(), rawget(_G, 'x'))") == "A\tnil\n")
    }

    @Test func `an error while an error is handled is told`() throws {
        let bench = try Bench()
        let error = bench.error(
            "local t = setmetatable({}, { __index = function(t, k) return t[k .. 'x'] end }) local x = t.a")
        #expect(error?.kind == .runtime)
    }

    @Test func `Swift and Lua calling each other without end is an error`() throws {
        let bench = try Bench()
        try bench.state.register("apply") { frame in
            guard let function = frame.reference(at: 0) else { return .raise("no function") }
            do throws(LuaError) {
                try function.call()
                return .done
            } catch {
                return .raise(error.message)
            }
        }
        let error = bench.error("local function f() apply(f) end f()")
        #expect(error?.kind == .runtime)
        #expect(error?.message.contains("stack overflow") == true)
        #expect(try bench.run("apply(function() print(1) end)") == "1\n")
    }

    @Test func `over its budget a state ends its process`() async throws {
        await #expect(processExitsWith: .exitCode(12)) {
            var options = LuaState.Options()
            options.memory = 4 << 20
            options.overBudget = { _, _ in _exit(12) }
            let state = try LuaState(options)
            try state.openLibrary()
            try state.load(
                "local t = {} while true do pcall(function() t[#t + 1] = ('x'):rep(1000) .. #t end) end",
                name: "bomb"
            ).call()
        }
    }

    @Test func `what the host holds counts against the budget`() async throws {
        await #expect(processExitsWith: .exitCode(12)) {
            var options = LuaState.Options()
            options.memory = 4 << 20
            options.overBudget = { _, _ in _exit(12) }
            let state = try LuaState(options)
            state.charge(3 << 20)
            state.charge(-(1 << 20))
            state.charge(3 << 20)
        }
    }
}
