import Testing

@testable import Lua

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the handler stops; only the child process of an exit test writes it, before its timer starts.
nonisolated(unsafe) private var interrupted: LuaState.Interrupter?

/// The signal's part is played by a host function, which stands where a handler would.
struct InterruptTests {
    static func bench() throws -> Bench {
        let bench = try Bench { $0.interactive = true }
        let interrupter = bench.state.interrupter
        try bench.state.register("ctrl_c") { _ in
            interrupter.interrupt()
            return .done
        }
        return bench
    }

    @Test(arguments: [
        "\nctrl_c() while true do end",
        "\nctrl_c() while true do pcall(function() while true do end end) end",
        "\nctrl_c() while true do xpcall(function() while true do end end, function(m) while true do end end) end",
        "\ncoroutine.wrap(function() ctrl_c() while true do end end)() while true do end",
        "\nlocal co = coroutine.create(function() ctrl_c() while true do end end) while true do coroutine.resume(co) end",
        "\nwhile true do pcall(coroutine.wrap(function() ctrl_c() while true do end end)) end",
        "\nlocal t = setmetatable({}, { __index = function() ctrl_c() while true do end end }) while true do pcall(function() return t.x end) end",
        "\npcall(ctrl_c)",
    ])
    func `an interrupted routine ends, whatever it catches`(_ source: String) throws {
        let bench = try Self.bench()
        let error = bench.error(source)
        #expect(error?.kind == .interrupted)
        #expect(error?.description == "test.lua:2: interrupted")
        #expect(try bench.run("print(coroutine.wrap(function() return 1 end)())") == "1\n")
    }

    @Test func `an interrupt between two calls ends the next one`() throws {
        let bench = try Self.bench()
        bench.state.interrupter.interrupt()
        #expect(bench.error("local x = 1")?.kind == .interrupted)
        #expect(try bench.run("print(1)") == "1\n")
        bench.state.interrupter.interrupt()
        bench.state.clearInterrupt()
        #expect(try bench.run("print(1)") == "1\n")
    }

    @Test func `an interrupt between two calls is told once to who asks`() throws {
        let bench = try Self.bench()
        bench.state.interrupter.interrupt()
        #expect { try bench.state.tellInterrupt() } throws: { ($0 as? LuaError)?.kind == .interrupted }
        try bench.state.tellInterrupt()
        #expect(try bench.run("print(1)") == "1\n")
    }

    /// A process has one state that a signal stops, so this takes a process of its own.
    @Test func `an interrupt before there is a state ends the first call of the one that comes`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            LuaState.interruptHandler()
            let state = try LuaState()
            try state.openLibrary()
            state.becomeInterruptible()
            do throws(LuaError) {
                try state.load("return 1", name: "first.lua").call()
            } catch {
                guard error.kind == .interrupted else { exit(1) }
                try state.load("return 1", name: "second.lua").call()
                exit(7)
            }
        }
    }

    @Test func `a coroutine made before an interrupt works after it`() throws {
        let bench = try Self.bench()
        try bench.run("co = coroutine.wrap(function() while true do coroutine.yield(1) end end) co()")
        #expect(
            bench.error("local f = coroutine.wrap(function() ctrl_c() co() end) f()")?.kind == .interrupted)
        let after = try? bench.run("co2 = coroutine.wrap(function() return 2 end) print(co2())")
        #expect(after == "2\n")
    }

    @Test func `a real signal ends a loop that catches everything`() async throws {
        await #expect(processExitsWith: .exitCode(7)) {
            let state = try LuaState()
            try state.openLibrary()
            unsafe interrupted = state.interrupter
            signal(SIGVTALRM) { _ in unsafe interrupted?.interrupt() }
            var timer = itimerval(
                it_interval: timeval(tv_sec: 0, tv_usec: 0), it_value: timeval(tv_sec: 0, tv_usec: 30_000))
            unsafe setitimer(__itimer_which_t(ITIMER_VIRTUAL.rawValue), &timer, nil)
            let source = """
                local function spin() while true do end end
                while true do pcall(coroutine.wrap(function() pcall(spin) end)) end
                """
            do throws(LuaError) {
                try state.load(source, name: "spin.lua").call()
            } catch {
                if error.kind == .interrupted && error.place?.line == 1 { _exit(7) }
            }
        }
    }
}
