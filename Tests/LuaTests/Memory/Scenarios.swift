import CLuaShim

@testable import Lua

extension Scenario {
    /// Every way into Lua, and every way back.
    static let all: [Scenario] = building + reading + calling + loading + host + running

    static func first(_ state: LuaState, _ source: String) throws -> String {
        try state.load(source, name: "scenario.lua").call([], results: 1).first?.string ?? "nothing"
    }

    static func table(_ state: LuaState, _ source: String) throws -> LuaReference {
        guard let table = try state.load(source, name: "scenario.lua").call([], results: 1).first?.reference
        else { throw LuaError(kind: .misuse, message: "no table") }
        return table
    }

    /// What `body` throws.
    static func failure(_ body: () throws -> Void) throws -> LuaError {
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
            covers: [
                "LuaState.native", "LuaState.runPrelude", "varv_push_native", "varv_distance",
                "varv_plain_letter",
            ],
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
                "CallFrame.setField", "CallFrame.setElement", "CallFrame.setMetatable",
                "CallFrame.pushedTable", "varv_call", "varv_last_report",
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
                if let again = frame.pushedTable() { frame.push(again) }
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
}
