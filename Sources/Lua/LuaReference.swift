internal import CLuaShim

/// A table or function that lives in Lua and is held by Swift.
///
/// Used on the state's own thread only. Does not keep the ``LuaState`` open: after it is gone, calls throw and views are
/// nil.
package final class LuaReference {
    let core: LuaCore
    let slot: CInt
    package let type: LuaType

    /// Takes the value on top of the stack.
    init(taking state: OpaquePointer, core: LuaCore, type: LuaType) {
        self.core = core
        self.type = type
        unsafe slot = varv_register(state)
    }

    deinit {
        if let state = unsafe core.state { unsafe varv_unregister(state, slot) }
    }

    func push(on state: OpaquePointer, _ other: LuaCore) {
        if core === other {
            _ = unsafe varv_push_registered(state, slot)
        } else {
            unsafe lua_pushnil(state)
        }
    }

    /// Calls the function: `arguments` pushes, `read` sees the results. Nothing is allocated for the call itself.
    ///
    /// ```swift
    /// let fate = try row.call(results: 1) { $0.push(number); $0.push(line) } read: { $0.int(at: 0) }
    /// ```
    /// - Parameter results: how many results `read` sees; more are dropped, missing ones are nil.
    /// - Throws: ``LuaError`` when the function raises.
    package func call<R>(
        results: Int = 0,
        _ arguments: (inout CallFrame) -> Void,
        read: (borrowing CallFrame) throws(LuaError) -> R
    ) throws(LuaError) -> R {
        guard let state = unsafe core.running else {
            throw LuaError(kind: .misuse, message: "the Lua state is closed")
        }
        guard unsafe varv_reserve(state, CInt(clamping: results) + 24) else {
            throw LuaError(kind: .misuse, message: core.text(VARV_TEXT_TOO_DEEP))
        }
        let top = unsafe lua_gettop(state)
        unsafe varv_push_handler(state)
        unsafe varv_push_registered(state, slot)
        var frame = unsafe CallFrame(state: state, core: core, base: top + 2, count: 0)
        arguments(&frame)
        let count = unsafe lua_gettop(state) - top - 2
        let status = unsafe varv_call(state, count, CInt(clamping: results), top + 1)
        guard status == LUA_OK else {
            let error = unsafe LuaError(taking: state, status: status, core: core)
            unsafe lua_settop(state, top)
            throw error
        }
        defer { unsafe lua_settop(state, top) }
        let answer = unsafe CallFrame(state: state, core: core, base: top + 1, count: CInt(clamping: results))
        let result = try read(answer)
        try core.tellRefusal()
        return result
    }

    /// Calls the function for its effect.
    package func call(_ arguments: (inout CallFrame) -> Void = { _ in }) throws(LuaError) {
        try call(results: 0, arguments, read: { _ throws(LuaError) in })
    }

    /// Calls the function with values and returns its first results; convenient where speed does not matter.
    package func call(_ arguments: [LuaValue], results: Int) throws(LuaError) -> [LuaValue] {
        try call(results: results) { frame in
            for argument in arguments { frame.push(argument) }
        } read: { frame throws(LuaError) in
            var values: [LuaValue] = []
            for index in 0..<frame.count { values.append(frame.value(at: index)) }
            return values
        }
    }

    /// Calls `body` with a borrowed view of the table; returns nil when the state is closed.
    ///
    /// Memory refused inside (tests only) shows as nothing there; the next call that can throw says so.
    package func withView<R>(_ body: (borrowing LuaView) throws -> R) rethrows -> R? {
        guard let state = unsafe core.running, unsafe varv_reserve(state, 24) else { return nil }
        let top = unsafe lua_gettop(state)
        unsafe varv_push_registered(state, slot)
        defer { unsafe lua_settop(state, top) }
        return try body(unsafe LuaView(state: state, core: core, slot: top + 1, depth: 0))
    }

    /// Stores a value in the table, past its metamethods. Does nothing to a function. As in ``withView(_:)``, the next
    /// call that can throw tells of refused memory.
    package func setField(_ name: String, _ value: LuaValue) {
        guard let state = unsafe core.running, unsafe varv_reserve(state, 24) else { return }
        let top = unsafe lua_gettop(state)
        defer { unsafe lua_settop(state, top) }
        guard unsafe varv_push_registered(state, slot) == LUA_TTABLE else { return }
        var frame = unsafe CallFrame(state: state, core: core, base: top, count: 0)
        frame.push(name)
        frame.push(value)
        unsafe varv_set_field(state)
    }
}

extension LuaReference: Hashable {
    package static func == (a: LuaReference, b: LuaReference) -> Bool { a === b }
    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
