internal import CLuaShim

extension CallFrame {
    /// Gives the table pushed last a metatable; does nothing when it is no table or the reference is another state's.
    ///
    /// For host objects: the table's fields are its own, its behaviour is shared.
    package mutating func setMetatable(_ metatable: LuaReference) {
        guard unsafe lua_type(state, -1) == LUA_TTABLE else { return }
        push(metatable)
        if unsafe lua_type(state, -1) == LUA_TTABLE {
            unsafe lua_setmetatable(state, -2)
        } else {
            unsafe varv_pop(state, 1)
        }
        returnSlot()
    }
}

extension CallFrame {
    /// The table pushed last, to be pushed again; nil when it is no table.
    package mutating func pushedTable() -> LuaReference? {
        guard unsafe lua_type(state, -1) == LUA_TTABLE else { return nil }
        reserve()
        unsafe lua_pushvalue(state, -1)
        defer { returnSlot() }
        return unsafe LuaReference(taking: state, core: core, type: .table)
    }
}

extension LuaView {
    /// The number of keys of a table, in no order and without looking at the values; 0 for anything else.
    package var keyCount: Int {
        guard unsafe lua_type(state, slot) == LUA_TTABLE, unsafe varv_reserve(state, 4) else {
            return 0
        }
        var keys = 0
        unsafe lua_pushnil(state)
        while unsafe lua_next(state, slot) != 0 {
            unsafe varv_pop(state, 1)
            keys += 1
        }
        return keys
    }

    /// True when both views are of the very same table or function.
    package func isSame(as other: LuaReference) -> Bool {
        guard unsafe varv_reserve(state, 4) else { return false }
        let top = unsafe lua_gettop(state)
        unsafe other.push(on: state, core)
        defer { unsafe lua_settop(state, top) }
        return unsafe lua_rawequal(state, slot, -1) != 0
    }
}
