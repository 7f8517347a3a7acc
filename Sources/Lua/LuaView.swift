internal import CLuaShim

/// A borrowed view of one Lua value, valid inside the closure it is handed to.
///
/// Looks into tables with raw access only: no metamethod runs, nothing is converted, nothing is copied.
@safe package struct LuaView: ~Copyable {
    /// Tables inside tables deeper than this are not entered (a table may hold itself).
    package static let maximumDepth = 64
    /// Beyond every stack Lua can have, so it reads as none.
    static let noSlot: CInt = 1_000_001

    let state: OpaquePointer
    unowned(unsafe) let core: LuaCore
    let slot: CInt
    let depth: Int

    init(state: OpaquePointer, core: LuaCore, slot: CInt, depth: Int) {
        unsafe self.state = state
        unsafe self.core = core
        self.slot = slot
        self.depth = depth
    }

    package var type: LuaType {
        switch unsafe lua_type(state, slot) {
        case LUA_TNIL: .null
        case LUA_TBOOLEAN: .bool
        case LUA_TNUMBER: unsafe lua_isinteger(state, slot) != 0 ? .int : .number
        case LUA_TSTRING: .text
        case LUA_TTABLE: .table
        case LUA_TFUNCTION: .function
        case LUA_TTHREAD: .thread
        case LUA_TUSERDATA, LUA_TLIGHTUSERDATA: .userdata
        default: .none
        }
    }

    /// The integer, or the float without fraction; nil for anything else.
    package var int: Int64? {
        guard unsafe lua_type(state, slot) == LUA_TNUMBER else { return nil }
        var isInteger: CInt = 0
        let value = unsafe lua_tointegerx(state, slot, &isInteger)
        return isInteger != 0 ? value : nil
    }
    package var double: Double? {
        guard unsafe lua_type(state, slot) == LUA_TNUMBER else { return nil }
        return unsafe lua_tonumberx(state, slot, nil)
    }
    package var bool: Bool? {
        guard unsafe lua_type(state, slot) == LUA_TBOOLEAN else { return nil }
        return unsafe lua_toboolean(state, slot) != 0
    }
    /// The text; nil for anything else and for bytes that are not UTF-8.
    package var string: String? {
        withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe String(validating: $0, as: UTF8.self) } }
            ?? nil
    }
    /// Calls `body` with the bytes of a text, which live for the call; returns nil when it is no text.
    package func withBytes<R>(_ body: (RawSpan) throws -> R) rethrows -> R? {
        // Only for a text: lua_tolstring would turn a number into text in place.
        guard unsafe lua_type(state, slot) == LUA_TSTRING else { return nil }
        var count = 0
        let start = unsafe lua_tolstring(state, slot, &count)
        let buffer = unsafe UnsafeRawBufferPointer(start: start, count: count)
        return try unsafe body(buffer.bytes)
    }
    /// As ``withBytes(_:)``, for code that reads bytes one by one.
    package func withSpan<R>(_ body: (Span<UInt8>) throws -> R) rethrows -> R? {
        guard unsafe lua_type(state, slot) == LUA_TSTRING else { return nil }
        var count = 0
        let start = unsafe UnsafeRawPointer(lua_tolstring(state, slot, &count))
        let buffer = unsafe UnsafeBufferPointer(
            start: start?.assumingMemoryBound(to: UInt8.self), count: count)
        return try unsafe body(buffer.span)
    }
    /// A copy of a scalar, or a reference to a table or function.
    package var value: LuaValue {
        switch type {
        case .none, .null: return .null
        case .bool: return .bool(unsafe lua_toboolean(state, slot) != 0)
        case .int: return .int(int ?? 0)
        case .number: return .number(double ?? 0)
        case .text:
            let bytes = withBytes { span in unsafe span.withUnsafeBytes { unsafe Array($0) } }
            return .text(LuaText(bytes: bytes ?? []))
        case .table: return reference.map { .table($0) } ?? .null
        case .function: return reference.map { .function($0) } ?? .null
        case .userdata: return .other(.userdata)
        case .thread: return .other(.thread)
        }
    }
    /// A reference to a table or function, which may be kept.
    package var reference: LuaReference? {
        let type = type
        guard type == .table || type == .function, unsafe varv_reserve(state, 4) else { return nil }
        unsafe lua_pushvalue(state, slot)
        let reference = unsafe LuaReference(taking: state, core: core, type: type)
        return reference.slot >= 0 ? reference : nil
    }
    /// Bytes of a text or elements of a list (Lua's raw `#`); 0 for anything else.
    package var length: Int {
        switch type {
        case .text, .table: Int(clamping: unsafe lua_rawlen(state, slot))
        default: 0
        }
    }

    /// Whether a table has a metatable, so that what raw access sees is not what its own script sees.
    package var hasMetatable: Bool {
        guard unsafe lua_type(state, slot) == LUA_TTABLE, unsafe lua_checkstack(state, 1) != 0,
            unsafe lua_getmetatable(state, slot) != 0
        else { return false }
        unsafe lua_settop(state, -2)
        return true
    }

    /// Calls `body` with a field of a table; a missing field, or anything that is no table, shows as `.null`.
    package func withField<R>(_ key: LuaKey, _ body: (borrowing LuaView) throws -> R) rethrows -> R {
        try unsafe entered(
            { state in
                unsafe key.push(state)
                return unsafe lua_rawget(state, slot)
            }, body)
    }
    package func withField<R>(_ name: String, _ body: (borrowing LuaView) throws -> R) rethrows -> R {
        try unsafe entered(
            { state in
                unsafe pushText(name, on: state)
                return unsafe lua_rawget(state, slot)
            }, body)
    }
    /// Calls `body` with element `position`, from 1.
    package func withElement<R>(_ position: Int, _ body: (borrowing LuaView) throws -> R) rethrows -> R {
        try unsafe entered({ state in unsafe lua_rawgeti(state, slot, Int64(position)) }, body)
    }

    private func entered<R>(
        _ fetch: (OpaquePointer) -> CInt, _ body: (borrowing LuaView) throws -> R
    ) rethrows -> R {
        guard unsafe lua_type(state, slot) == LUA_TTABLE, depth < Self.maximumDepth,
            unsafe varv_reserve(state, 4)
        else { return try body(unsafe LuaView(state: state, core: core, slot: LuaView.noSlot, depth: depth)) }
        let top = unsafe lua_gettop(state)
        _ = unsafe fetch(state)
        defer { unsafe lua_settop(state, top) }
        return try body(unsafe LuaView(state: state, core: core, slot: top + 1, depth: depth + 1))
    }

    /// Why a walk through a table stopped.
    package enum Walk: Hashable, Sendable {
        case complete, stopped, notATable, tooDeep, tooMany, unordered
    }

    /// Calls `body` with every key and value in the order of `pairs`, until it returns false.
    ///
    /// - Returns: `.tooMany`, having called nothing, when there are more than `limit` keys; `.unordered` when two keys have
    ///   no order (tables or functions as keys).
    package func forEach(
        limit: Int, _ body: (_ key: borrowing LuaView, _ value: borrowing LuaView) throws -> Bool
    ) rethrows -> Walk {
        guard unsafe lua_type(state, slot) == LUA_TTABLE else { return .notATable }
        guard depth < Self.maximumDepth, unsafe varv_reserve(state, 8) else { return .tooDeep }
        let top = unsafe lua_gettop(state)
        defer { unsafe lua_settop(state, top) }
        var count = unsafe varv_array_count(state, slot)
        let isList = count >= 0
        if !isList {
            count = unsafe varv_push_ordered_keys(state, slot)
            if count < 0 { return .unordered }
        }
        if count > limit { return .tooMany }
        var position: Int64 = 1
        while position <= count {
            if isList {
                unsafe lua_pushinteger(state, position)
                unsafe lua_rawgeti(state, slot, position)
            } else {
                unsafe lua_rawgeti(state, top + 1, position)
                unsafe lua_pushvalue(state, -1)
                unsafe lua_rawget(state, slot)
            }
            let pair = unsafe lua_gettop(state) - 1
            let more = try body(
                unsafe LuaView(state: state, core: core, slot: pair, depth: depth + 1),
                unsafe LuaView(state: state, core: core, slot: pair + 1, depth: depth + 1))
            unsafe lua_settop(state, pair - 1)
            if !more { return .stopped }
            position += 1
        }
        return .complete
    }
}

extension LuaView {
    package func type(_ key: LuaKey) -> LuaType { withField(key) { $0.type } }
    package func int(_ key: LuaKey) -> Int64? { withField(key) { $0.int } }
    package func double(_ key: LuaKey) -> Double? { withField(key) { $0.double } }
    package func bool(_ key: LuaKey) -> Bool? { withField(key) { $0.bool } }
    package func string(_ key: LuaKey) -> String? { withField(key) { $0.string } }
    package func withBytes<R>(_ key: LuaKey, _ body: (RawSpan) throws -> R) rethrows -> R? {
        try withField(key) { try $0.withBytes(body) }
    }
}
