import CLuaShim

@testable import Lua

extension Scenario {
    /// Every way into Lua, and every way back.
    static let all: [Scenario] = building + reading + calling + loading + host + running

    private static func first(_ state: LuaState, _ source: String) throws -> String {
        try state.load(source, name: "scenario.lua").call([], results: 1).first?.string ?? "nothing"
    }

    private static func table(_ state: LuaState, _ source: String) throws -> LuaReference {
        guard let table = try state.load(source, name: "scenario.lua").call([], results: 1).first?.reference
        else { throw LuaError(kind: .misuse, message: "no table") }
        return table
    }

    /// What `body` throws.
    private static func failure(_ body: () throws -> Void) throws -> LuaError {
        do { try body() } catch let error as LuaError { return error }
        throw LuaError(kind: .misuse, message: "no error")
    }

    // MARK: What Swift builds

    static let building = [
        Scenario(
            name: "the stack effects of the header",
            covers: [
                "varv_push_text", "varv_push_table", "varv_set_field", "varv_set_element", "varv_register",
                "varv_unregister", "varv_push_registered", "varv_push_globals", "varv_pop", "varv_reserve",
                "varv_push_ordered_keys", "varv_array_count", "varv_push_native", "varv_push_handler",
                "varv_running", "varv_text", "varv_take_refusal",
            ], answer: "0 1 1 1 1 2 2 3 2 1 0"
        ) { state in
            guard let core = unsafe state.core.state, let running = unsafe varv_running(core) else {
                return ""
            }
            let start = unsafe lua_gettop(running)
            var tops: [CInt] = []
            func note() { unsafe tops.append(lua_gettop(running) - start) }
            _ = unsafe varv_reserve(running, 200)
            note()
            unsafe varv_push_table(running, 1, 1)
            note()
            for key in ["one", "two"] {
                unsafe varv_push_text(running, key, 3)
                unsafe varv_push_text(running, "a text that is long enough not to be kept for short ones", 40)
                unsafe varv_set_field(running)
                note()
            }
            unsafe varv_push_text(running, varv_text(running, VARV_TEXT_CLOSED), 3)
            unsafe varv_set_element(running, 3)
            note()
            let count = unsafe lua_type(running, -1) == LUA_TTABLE ? varv_push_ordered_keys(running, -1) : 3
            if unsafe lua_gettop(running) == start + 1 { unsafe lua_pushnil(running) }
            note()
            let reference = unsafe varv_register(running)
            _ = unsafe varv_push_registered(running, reference)
            unsafe varv_unregister(running, reference)
            note()
            unsafe varv_push_native(running)
            note()
            unsafe varv_pop(running, 1)
            note()
            unsafe varv_pop(running, 1)
            note()
            unsafe varv_pop(running, 1)
            note()
            let refused = unsafe varv_take_refusal(running)
            unsafe varv_push_handler(running)
            _ = unsafe varv_push_globals(running)
            let isList = unsafe varv_array_count(running, -1) >= 0
            unsafe varv_pop(running, 2)
            guard !refused else {
                // What is said of the stack holds for refused memory too.
                if tops != [0, 1, 1, 1, 1, 2, 2, 3, 2, 1, 0] { return "\(tops)" }
                throw LuaError(kind: .memory, message: "refused")
            }
            return count == 3 && !isList ? tops.map(String.init).joined(separator: " ") : "\(count)"
        },
        Scenario(
            name: "a table", covers: ["LuaState.table", "LuaReference.setField", "LuaState.globals"],
            answer: "7"
        ) { state in
            let table = try state.table()
            for field in ["a", "b", "c", "d", "e"] { table.setField(field, .int(7)) }
            table.setField("text", .text(LuaText(String(repeating: "å", count: 40))))
            let globals = try state.globals()
            let given = try state.load("local t = ... return tostring(t.e)", name: "t").call(
                [.table(table)], results: 1)
            return globals.type == .table ? given.first?.string ?? "" : ""
        },
        Scenario(
            name: "a key", covers: ["LuaState.key", "LuaView.withField"], answer: "1", keeps: true
        ) { state in
            let key = try state.key("a key long enough not to be kept among the short ones, forty bytes")
            let table = try state.table()
            let same = try state.load("local t, k = ... t[k] = 1 return t", name: "t")
            let filled = try same.call(results: 1) {
                $0.push(table)
                $0.push(key)
            } read: { frame in
                frame.withArgument(at: 0) { $0.int(key) }
            }
            return filled.map(String.init) ?? "nil"
        },
        Scenario(
            name: "the helpers of our own Lua",
            covers: ["LuaState.native", "LuaState.runPrelude", "varv_push_native"],
            answer: "print hinted true false set"
        ) { state in
            let native = try state.native()
            let value = try state.runPrelude(
                """
                local native = ...
                native.hint("secret", "hinted")
                local mt = native.mark({ __name = "set" })
                local set = setmetatable({}, mt)
                native.rawset(set, "x", 1)
                local _, why = pcall(function() return secret end)
                local enter = native.entry(function() return native.nearest("pirnt", { "print", table = 1 }) end)
                local _, raised = pcall(native.raise, "not so")
                if raised ~= "not so" then error(raised, 0) end
                if why ~= "hinted" then error(why, 0) end
                return enter() .. " " .. why .. " " .. tostring(native.is_marked(set)) .. " "
                  .. tostring(getmetatable(set)) .. " " .. tostring(set)
                """, name: "scenario", native: native)
            return value.string ?? "\(value)"
        },
    ]

    // MARK: What Swift reads

    static let reading = [
        Scenario(
            name: "views of a table",
            covers: [
                "LuaReference.withView", "LuaView.withField", "LuaView.withElement", "LuaView.forEach",
                "LuaView.withBytes", "LuaView.withSpan", "LuaView.isSame", "LuaView.type", "LuaView.int",
                "LuaView.double", "LuaView.bool", "LuaView.string", "varv_push_ordered_keys",
                "varv_array_count",
            ], answer: "1 2 a b x 4 true"
        ) { state in
            let table = try table(state, "return { 1, 2, b = { 4, 5.5, true, 'x' }, a = 1 }")
            var seen: [String] = []
            table.withView { view in
                _ = view.forEach(limit: 9) { key, _ in
                    seen.append(key.string ?? key.int.map(String.init) ?? "?")
                    return true
                }
                view.withField("b") { inner in
                    _ = inner.forEach(limit: 9) { _, _ in true }
                    inner.withElement(4) { text in
                        seen.append(text.withSpan { String($0.count) == "1" ? "x" : "?" } ?? "?")
                        _ = text.withBytes { $0.byteCount }
                    }
                    inner.withElement(1) { seen.append($0.int.map(String.init) ?? "?") }
                }
                let whole = view.reference
                seen.append(whole.map { String(view.isSame(as: $0)) } ?? "?")
            }
            // A view has no way to throw: the next call tells.
            try state.core.tellRefusal()
            return seen.joined(separator: " ")
        },
        Scenario(
            name: "values taken out of Lua", covers: ["LuaState.global", "LuaReference.call"],
            answer: "table function 5 å"
        ) { state in
            let library = try state.global("string").reference
            let values = try state.load("return {}, print, 5, 'å'", name: "t").call([], results: 4)
            let kinds = values.map { value in
                switch value {
                case .table: "table"
                case .function: "function"
                case .int(let int): String(int)
                default: value.string ?? "?"
                }
            }
            return library == nil ? "no library" : kinds.joined(separator: " ")
        },
    ]

    // MARK: Calls

    static let calling = [
        Scenario(
            name: "every kind of argument and result",
            covers: [
                "LuaReference.call", "CallFrame.push", "CallFrame.pushNil", "CallFrame.pushTable",
                "CallFrame.setField", "CallFrame.setElement", "CallFrame.setMetatable", "varv_call",
                "varv_last_report",
            ], answer: "nil true 3 0.5 text bytes 7 9 me"
        ) { state in
            let source = """
                local a, b, c, d, e, f, t = ...
                return table.concat({ tostring(a), tostring(b), c, d, e, f, t.seven, t[1], tostring(t) }, " ")
                """
            let metatable = try table(state, "return { __tostring = function() return 'me' end }")
            let bytes = Array("bytes".utf8)
            return try state.load(source, name: "t").call(results: 1) { frame in
                frame.pushNil()
                frame.push(true)
                frame.push(3)
                frame.push(0.5)
                frame.push("text")
                frame.push(bytes.span)
                frame.pushTable(elements: 1, fields: 1)
                frame.push(7)
                frame.setField("seven")
                frame.push(9)
                frame.setElement(1)
                frame.setMetatable(metatable)
            } read: {
                $0.string(at: 0) ?? "?"
            }
        },
        Scenario(name: "more arguments than there is room for", covers: ["varv_reserve"], answer: "300") {
            state in
            try state.load("return select('#', ...)", name: "t").call(results: 1) { frame in
                for value in 1...300 { frame.push(value) }
            } read: {
                $0.int(at: 0).map(String.init) ?? "?"
            }
        },
        Scenario(
            name: "an error with its place and its frames", covers: ["varv_call", "varv_last_report"],
            answer: "scenario.lua:2: bad row 2"
        ) { state in
            let source = "local function row()\n error('bad row')\nend\nlocal ok = row() return ok"
            let chunk = try state.load(source, name: "scenario.lua")
            let error = try failure { try chunk.call() }
            if error.message == "bad row" { return "\(error) \(error.traceback.count)" }
            throw error
        },
    ]

    // MARK: Loading

    static let loading = [
        Scenario(name: "a routine", covers: ["LuaState.load", "varv_load"], answer: "x1") { state in
            let source =
                "local t = {} for i = 1, 3 do t[i] = function() return 'x' .. i end end return t[1]()"
            let bytes = try state.load(Array(source.utf8), name: "scenario.lua")
            return try bytes.call([], results: 1).first?.string ?? "?"
        },
        Scenario(
            name: "a text that is no Lua", covers: ["varv_load", "varv_last_report", "varv_is_incomplete"],
            answer: "scenario.lua:2: <name> expected near '='"
        ) { state in
            let error = try failure { _ = try state.load("local x = 1\nlocal = 2", name: "scenario.lua") }
            if error.kind == .syntax { return error.description }
            throw error
        },
        Scenario(
            name: "an entry", covers: ["LuaState.loadEntry", "varv_is_incomplete", "varv_set_interactive"],
            answer: "2 true"
        ) { state in
            let value = try state.loadEntry("1 + 1", name: "entry 1").call([], results: 1)
            let error = try failure { _ = try state.loadEntry("for i = 1, 2 do", name: "entry 1") }
            if error.kind == .syntax { return "\(value.first?.int ?? 0) \(error.isIncomplete)" }
            throw error
        },
        Scenario(
            name: "modules", covers: ["LuaState.provideModules", "varv_set_resolver"], answer: "6 gone false"
        ) { state in
            try state.provideModules { name in
                switch name {
                case "a": .source("local b = require 'b' return { n = b.n * 2 }", name: "a.lua")
                case "b": .own("return { n = 3 }", name: "b")
                case "raises": .source("error('half way')", name: "raises.lua")
                default: .absent(why: "gone")
                }
            }
            return try first(
                state,
                """
                local n = require('a').n
                local _, why = pcall(require, "none")
                if not why:find("gone", 1, true) then error(why, 0) end
                local _, half = pcall(require, "raises")
                if not half:find("half way", 1, true) then error(half, 0) end
                return n .. " gone " .. tostring((pcall(require, "A")))
                """)
        },
    ]

    // MARK: Host functions

    static let host = [
        Scenario(
            name: "a function that gives every kind of value",
            covers: [
                "LuaState.register", "LuaState.function", "varv_push_host_function", "CallFrame.type",
                "CallFrame.int", "CallFrame.double", "CallFrame.bool", "CallFrame.string",
                "CallFrame.withBytes", "CallFrame.withSpan", "CallFrame.value", "CallFrame.reference",
                "CallFrame.withArgument", "CallFrame.pushArgument", "CallFrame.push",
            ], answer: "1 2.5 true text 4 4 table nil x 3 again"
        ) { state in
            let host = try state.table()
            try state.register("give", in: host) { frame in
                frame.push(frame.int(at: 0) ?? -1)
                frame.push(frame.double(at: 1) ?? -1)
                frame.push(frame.bool(at: 2) ?? false)
                frame.push(LuaText(frame.string(at: 3) ?? ""))
                frame.push(frame.withBytes(at: 3) { $0.byteCount } ?? 0)
                frame.push(frame.withSpan(at: 3) { $0.count } ?? 0)
                if let table = frame.reference(at: 4) { frame.push(table) } else { frame.push("gone") }
                frame.push(frame.value(at: 9))
                frame.push(frame.withArgument(at: 4) { $0.withField("x") { $0.string ?? "?" } })
                frame.push(frame.withArgument(at: 4) { $0.keyCount })
                frame.pushArgument(at: 5)
                _ = frame.type(at: 0)
                return .done
            }
            return try state.load(
                """
                local r = table.pack(select(1, ...).give(1, 2.5, true, "text", { x = "x", 2, 3 }, "again"))
                for i = 1, r.n do r[i] = tostring(r[i]) end
                return table.concat(r, " ")
                """, name: "scenario.lua"
            ).call([.table(host)], results: 1).first?.string ?? "?"
        },
        Scenario(
            name: "absence and raising", covers: ["LuaState.function", "LuaState.register"],
            answer: "nil not here scenario.lua:3: no such thing"
        ) { state in
            let absent = try state.function { _ in .absent("not here") }
            let refuse = try state.function { _ in .raise("no such thing") }
            let source = """
                local absent, refuse = ...
                local a, b = absent()
                local _, why = pcall(function() local x = refuse() return x end)
                if not why:find("no such thing", 1, true) then error(why, 0) end
                return tostring(a) .. " " .. b .. " " .. why
                """
            return try state.load(source, name: "scenario.lua").call(
                [.function(absent), .function(refuse)], results: 1
            ).first?.string ?? "?"
        },
        Scenario(
            name: "Swift calling back, from a coroutine", covers: ["LuaReference.call", "varv_running"],
            answer: "42 inner odd"
        ) { state in
            let apply = try state.function { frame in
                guard let function = frame.reference(at: 0) else { return .raise("no function") }
                do throws(LuaError) {
                    let answer = try function.call(results: 1, { $0.push("21") }, read: { $0.value(at: 0) })
                    frame.push(answer)
                    return .done
                } catch { return .raise("inner " + error.message) }
            }
            let source = """
                local apply = ...
                local co = coroutine.wrap(function()
                  local n = apply(function(n) return n * 2 end)
                  local ok, why = pcall(apply, function() error("odd", 0) end)
                  if ok or not why:find("inner odd") then error(why, 0) end
                  coroutine.yield(n .. " " .. why:match("inner.*"))
                end)
                return co()
                """
            return try state.load(source, name: "scenario.lua").call([.function(apply)], results: 1)
                .first?.string ?? "?"
        },
    ]

    // MARK: Memory and stopping

    static let running = [
        Scenario(
            name: "what is counted",
            covers: [
                "LuaState.charge", "LuaState.setInteractive", "LuaState.failAllocation",
                "LuaState.collectGarbage", "LuaState.tellRefusal", "varv_charge", "varv_memory_used",
                "varv_fail_allocation", "varv_refused", "varv_allocations", "varv_collect",
                "varv_set_interactive",
            ], answer: "true"
        ) { state in
            let allocations = state.allocations
            let before = state.memoryUsed
            state.charge(1000)
            let charged = state.memoryUsed - before
            state.charge(-1000)
            state.setInteractive(true)
            defer { state.setInteractive(false) }
            try state.load("fresh = { 1 } fresh = nil", name: "t").call()
            return String(charged == 1000 && state.allocations > allocations)
        },
        Scenario(
            name: "an interrupt",
            covers: [
                "LuaState.clearInterrupt", "LuaState.interrupt", "varv_interrupt", "varv_clear_interrupt",
            ], answer: "scenario.lua:2: interrupted"
        ) { state in
            defer { state.clearInterrupt() }
            let interrupter = state.interrupter
            let stop = try state.function { _ in
                interrupter.interrupt()
                return .done
            }
            let source = """
                local stop = ...
                coroutine.wrap(function() stop() while true do pcall(function() while true do end end) end end)()
                """
            let chunk = try state.load(source, name: "scenario.lua")
            let error = try failure { _ = try chunk.call([.function(stop)], results: 0) }
            if error.kind == .interrupted { return error.description }
            throw error
        },
        Scenario(
            name: "a stopped state runs again", covers: ["varv_interrupt", "varv_clear_interrupt"],
            answer: "1"
        ) { state in
            state.interrupter.interrupt()
            state.clearInterrupt()
            return try first(state, "return tostring(coroutine.wrap(function() return 1 end)())")
        },
        Scenario(
            name: "print, and bytes shown safely", covers: ["RawSpan.escaped", "varv_escape"],
            answer: "\\x1B"
        ) { state in
            try state.load("print('some', 1, 2.5, {}, nil, ('x'):rep(3000))", name: "t").call()
            return unsafe LuaText(bytes: [0x1B]).bytes.span.bytes.escaped
        },
        Scenario(name: "coroutines in each other, closed and dead", covers: [], answer: "1 2 false dead shut")
        {
            state in
            try first(
                state,
                """
                local shut = "open"
                local inner = coroutine.create(function()
                  local x <close> = setmetatable({}, { __close = function() shut = "shut" end })
                  coroutine.yield(2)
                end)
                local outer = coroutine.wrap(function()
                  coroutine.yield(1)
                  local _, two = coroutine.resume(inner)
                  coroutine.yield(two)
                end)
                local one, two = outer(), outer()
                if not coroutine.close(inner) then error("not enough memory", 0) end
                local ok, why = coroutine.resume(inner)
                if not why:find("dead") then error(why, 0) end
                return one .. " " .. two .. " " .. tostring(ok) .. " " .. coroutine.status(inner) .. " " .. shut
                """)
        },
        Scenario(name: "walking and sorting", covers: [], answer: "-1 2 2.5 a b true; a b c; c b a; 1 2 3; a")
        {
            state in
            try first(
                state,
                """
                local function keys(t) local o = {} for k in pairs(t) do o[#o + 1] = tostring(k) end return o end
                local t = { [2] = 1, [-1] = 1, [2.5] = 1, b = 1, a = 1, [true] = 1 }
                local s = { "b", "c", "a" } table.sort(s)
                local d = { "b", "c", "a" } table.sort(d, function(a, b) return a > b end)
                local n = { 3, 1, 2 } table.sort(n)
                local w = "" for k in next, { a = 1 } do w = w .. k end
                local m = {} for k in next, t do m[#m + 1] = k end
                assert(#m == 6)
                return table.concat(keys(t), " ") .. "; " .. table.concat(s, " ") .. "; "
                  .. table.concat(d, " ") .. "; " .. table.concat(n, " ") .. "; " .. w
                """)
        },
        Scenario(name: "hints at names", covers: [], answer: "print tostring") { state in
            try first(
                state,
                """
                local _, a = pcall(function() return pirnt end)
                local _, b = pcall(function() tostrnig = 1 end)
                local x, y = a:match("`(%a+)`"), b:match("mean `(%a+)`")
                if not x then error(a, 0) elseif not y then error(b, 0) end
                return x .. " " .. y
                """)
        },
    ]
}
