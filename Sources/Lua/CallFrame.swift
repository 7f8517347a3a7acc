internal import CLuaShim

/// How a host function ends.
package enum CallResult {
    /// What was pushed are the results, first pushed first.
    case done
    /// There is none, and this is why: Lua sees `nil, why`.
    case absent(String)
    /// An error at the routine's line, raised when Swift has returned.
    case raise(String)
}

/// A borrowed view of one call: the arguments (or results) that Lua gave, and room to push values to Lua.
///
/// Arguments count from 0. A frame is valid during the call only; it cannot be copied, so it does not outlive it by
/// accident. Reading never runs a metamethod and never converts: the text "12" is no number.
///
/// ```swift
/// state.register("add") { frame in
///     guard let a = frame.int(at: 0), let b = frame.int(at: 1) else { return .raise("add takes two integers") }
///     frame.push(a &+ b)
///     return .done
/// }
/// ```
@safe package struct CallFrame: ~Copyable {
    let state: OpaquePointer
    unowned(unsafe) let core: LuaCore
    let base: CInt
    /// Lua guarantees 20 free slots when a C function starts; more are asked for when these are used up.
    private var room: CInt = 15
    private let argumentCount: CInt

    init(state: OpaquePointer, core: LuaCore, base: CInt, count: CInt) {
        unsafe self.state = state
        unsafe self.core = core
        self.base = base
        argumentCount = count
    }

    // MARK: What Lua gave

    /// The number of arguments, trailing nils included.
    package var count: Int { Int(argumentCount) }

    package func type(at index: Int) -> LuaType { view(index).type }
    /// Returns an integer, or a float without fraction; nil for anything else.
    package func int(at index: Int) -> Int64? { view(index).int }
    /// Returns a number; nil for anything else.
    package func double(at index: Int) -> Double? { view(index).double }
    /// Returns a boolean; nil for anything else, `nil` too.
    package func bool(at index: Int) -> Bool? { view(index).bool }
    /// Returns a text; nil for anything else and for bytes that are not UTF-8.
    package func string(at index: Int) -> String? { view(index).string }
    /// Calls `body` with the bytes of a text, which live for the call; returns nil when it is no text.
    package func withBytes<R>(at index: Int, _ body: (RawSpan) throws -> R) rethrows -> R? {
        try view(index).withBytes(body)
    }
    /// As ``withBytes(at:_:)``, for code that reads bytes one by one.
    package func withSpan<R>(at index: Int, _ body: (Span<UInt8>) throws -> R) rethrows -> R? {
        try view(index).withSpan(body)
    }
    /// Returns a copy of a scalar, or a reference to a table or function.
    package func value(at index: Int) -> LuaValue { view(index).value }
    /// Returns a reference to a table or function, which may be kept after the call.
    package func reference(at index: Int) -> LuaReference? { view(index).reference }
    /// Calls `body` with a borrowed view of an argument, to look inside tables without copying them.
    package func withArgument<R>(at index: Int, _ body: (borrowing LuaView) throws -> R) rethrows -> R {
        try body(view(index))
    }

    private func view(_ index: Int) -> LuaView {
        // An index outside the arguments reads the slot that Lua calls none.
        let slot = index >= 0 && index < count ? base + CInt(index) + 1 : LuaView.noSlot
        return unsafe LuaView(state: state, core: core, slot: slot, depth: 0)
    }

    // MARK: What Lua gets

    mutating func reserve() {
        if room == 0 {
            let granted = unsafe varv_reserve(state, 36)
            precondition(granted, "more values pushed in one call than Lua has room for")
            room = 32
        }
        room -= 1
    }

    /// Counts a slot as free again, when what was pushed has been taken off.
    mutating func returnSlot() { room += 1 }

    package mutating func pushNil() {
        reserve()
        unsafe lua_pushnil(state)
    }
    package mutating func push(_ value: Bool) {
        reserve()
        unsafe lua_pushboolean(state, value ? 1 : 0)
    }
    package mutating func push(_ value: Int64) {
        reserve()
        unsafe lua_pushinteger(state, value)
    }
    package mutating func push(_ value: Int) { push(Int64(value)) }
    package mutating func push(_ value: Double) {
        reserve()
        unsafe lua_pushnumber(state, value)
    }
    package mutating func push(_ value: String) {
        reserve()
        unsafe pushText(value, on: state)
    }
    package mutating func push(_ text: LuaText) {
        reserve()
        unsafe text.bytes.withUnsafeBytes { bytes in
            unsafe varv_push_text(
                state, bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count)
        }
    }
    /// Pushes bytes as text; they are copied.
    package mutating func push(_ bytes: borrowing RawSpan) {
        reserve()
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe varv_push_text(
                state, bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count)
        }
    }
    package mutating func push(_ bytes: borrowing Span<UInt8>) {
        reserve()
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe varv_push_text(
                state, bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count)
        }
    }
    /// Pushes an interned text without hashing it again.
    package mutating func push(_ key: LuaKey) {
        reserve()
        unsafe key.push(state)
    }
    /// Pushes a table or function; nil when its state is closed or another one.
    package mutating func push(_ reference: LuaReference) {
        reserve()
        unsafe reference.push(on: state, core)
    }
    package mutating func push(_ value: LuaValue) {
        switch value {
        case .null, .other: pushNil()
        case .bool(let value): push(value)
        case .int(let value): push(value)
        case .number(let value): push(value)
        case .text(let value): push(value)
        case .table(let value), .function(let value): push(value)
        }
    }
    /// Pushes an argument again.
    package mutating func pushArgument(at index: Int) {
        reserve()
        if index >= 0 && index < count {
            unsafe lua_pushvalue(state, base + CInt(index) + 1)
        } else {
            unsafe lua_pushnil(state)
        }
    }

    /// Pushes a new table, to be filled with ``setField(_:)-(LuaKey)`` and ``setElement(_:)``.
    ///
    /// ```swift
    /// frame.pushTable(fields: 2)
    /// frame.push("Anna"); frame.setField(nameKey)
    /// frame.push(7); frame.setField(yearKey)
    /// ```
    package mutating func pushTable(elements: Int = 0, fields: Int = 0) {
        reserve()
        unsafe varv_push_table(state, CInt(clamping: elements), CInt(clamping: fields))
    }
    /// Takes the value pushed last and stores it under a key in the table pushed before it.
    package mutating func setField(_ key: LuaKey) {
        requireTable()
        unsafe key.push(state)
        unsafe lua_rotate(state, -2, 1)
        unsafe varv_set_field(state)
        room += 1
    }
    /// Takes the value pushed last and stores it under a name in the table pushed before it.
    package mutating func setField(_ name: String) {
        requireTable()
        push(name)
        unsafe lua_rotate(state, -2, 1)
        unsafe varv_set_field(state)
        room += 2
    }
    /// Takes the value pushed last and stores it as element `position`, from 1, of the table pushed before it.
    package mutating func setElement(_ position: Int) {
        requireTable()
        unsafe varv_set_element(state, Int64(position))
        room += 1
    }

    /// Raw stores need a table that this frame pushed; anything else is a mistake of the host's author.
    private func requireTable() {
        let top = unsafe lua_gettop(state)
        precondition(top >= base + argumentCount + 2, "a field needs a table and a value")
        // A table that memory was refused for is nil, and takes nothing.
        let below = unsafe lua_type(state, -2)
        precondition(below == LUA_TTABLE || below == LUA_TNIL, "a field needs a table below its value")
    }
}

/// Pushes a copy of a Swift text.
func pushText(_ text: String, on state: OpaquePointer) {
    var text = text
    text.withUTF8 { bytes in
        let start = unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
        unsafe varv_push_text(state, start, bytes.count)
    }
}
