@testable import Lua

extension Scenario {
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
            name: "a stopped state runs again",
            covers: [
                "varv_interrupt", "varv_clear_interrupt", "varv_is_interrupted", "LuaState.tellInterrupt",
            ], answer: "1"
        ) { state in
            state.interrupter.interrupt()
            let told = try failure { try state.tellInterrupt() }
            state.interrupter.interrupt()
            state.clearInterrupt()
            try state.tellInterrupt()
            if told.kind != .interrupted { throw told }
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
