internal import CLuaShim

/// A Lua state: one script's world, on one thread.
///
/// Made for a process of its own: the limits here end the process rather than the script (`overBudget`).
///
/// ```swift
/// let state = try LuaState(.init(print: { bytes in … }))
/// try state.openLibrary()
/// try state.register("greet") { frame in … }
/// let main = try state.load(source, name: "hej.lua")
/// try main.call()
/// ```
package final class LuaState {
    package enum Language: Sendable { case swedish, english }

    package struct Options {
        /// Bytes that Lua, and what is charged to it, may hold. 0 means no limit.
        package var memory = 0
        /// Ends the process; called with used and allowed bytes inside the allocator, so it may only do what a signal
        /// handler may. When it returns, or is nil, the process is aborted.
        package var overBudget: (@convention(c) (Int, Int) -> Void)?
        /// Ends the process, where a script that ``stopHandler`` stopped stands at its next instruction.
        package var stopped: (@convention(c) () -> Void)?
        /// Ends the process when Lua fails outside every protected call, which is a mistake of ours.
        package var panic: (@convention(c) () -> Void)?
        package var language = Language.swedish
        /// A REPL may assign new globals; a routine may not.
        package var interactive = false
        /// Seconds since 1970 at which the script's clock stands still.
        package var now: Int64 = 0
        /// Seconds east of UTC for `os.date` and `os.time`.
        package var utcOffset: Int32 = 0
        /// Seed of `math.random`, the same for the same run.
        package var seed: UInt64 = 0
        /// Takes what `print` writes: a line with its newline, any bytes. Escape before showing.
        package var print: (RawSpan) -> Void = { _ in }
        /// Tests only: the n-th allocation of the new state is refused, and those after it; 0 is none.
        package var failAllocation: UInt64 = 0

        package init() {}
    }

    /// Longest text that can be loaded, bytes (sandbox.md §3: the parser runs no hooks).
    package static let maximumSource = 65_536

    /// The release of the installed Lua, such as "Lua 5.4.4".
    package static var release: String {
        let words = unsafe String(cString: varv_release()).split(separator: " ")
        return "Lua \(words.first ?? "5.4")"
    }

    let core: LuaCore

    /// - Throws: ``LuaError`` of kind memory when the state cannot be made.
    package init(_ options: Options = Options()) throws(LuaError) {
        guard let core = LuaCore(options) else {
            throw LuaError(kind: .memory, message: "not enough memory for a Lua state")
        }
        self.core = core
    }

    deinit { core.close() }

    /// Opens the library that scripts see (sandbox.md §6).
    package func openLibrary() throws(LuaError) {
        try unsafe protected { state throws(LuaError) in
            let status = unsafe varv_open_library(state)
            if status != LUA_OK { throw unsafe LuaError(taking: state, status: status, core: core) }
        }
    }

    /// Makes a new text key; keys live as long as the state, so make them once.
    package func key(_ name: String) throws(LuaError) -> LuaKey {
        try unsafe protected { state throws(LuaError) in
            unsafe pushText(name, on: state)
            return unsafe LuaKey(slot: varv_register(state))
        }
    }

    /// Makes an empty table.
    package func table() throws(LuaError) -> LuaReference {
        try unsafe protected { state throws(LuaError) in
            unsafe varv_push_table(state, 0, 0)
            return unsafe LuaReference(taking: state, core: core, type: .table)
        }
    }

    /// The table of globals.
    package func globals() throws(LuaError) -> LuaReference {
        try unsafe protected { state throws(LuaError) in
            unsafe varv_push_globals(state)
            return unsafe LuaReference(taking: state, core: core, type: .table)
        }
    }

    /// A new table of helpers for our own Lua code, which scripts never see.
    ///
    /// - `raise(message)` raises at the routine's line.
    /// - `entry(f)` is `f`, with the routine's line kept when it is called last: `return adapter { … }`.
    /// - `mark(metatable)` makes its objects opaque to `pairs`, `next`, `rawget` and `rawset`, and protects it;
    ///   `is_marked(value)` asks.
    /// - `rawget` and `rawset` look into marked objects too.
    /// - `nearest(word, names)` is the name someone may have meant, or nil; names are a list's texts and a table's keys.
    /// - `hint(name, message)` is what reading this absent global says.
    package func native() throws(LuaError) -> LuaReference {
        try unsafe protected { state throws(LuaError) in
            unsafe varv_push_native(state)
            return unsafe LuaReference(taking: state, core: core, type: .table)
        }
    }

    /// The value of a global, read past metamethods.
    package func global(_ name: String) throws(LuaError) -> LuaValue {
        try globals().withView { $0.withField(name) { $0.value } } ?? .null
    }

    /// Runs with a clean stack and leaves it as it was.
    func protected<R>(_ body: (OpaquePointer) throws(LuaError) -> R) throws(LuaError) -> R {
        guard let state = unsafe core.running else {
            throw LuaError(kind: .misuse, message: "the Lua state is closed")
        }
        guard unsafe varv_reserve(state, 24) else {
            throw LuaError(kind: .misuse, message: core.text(VARV_TEXT_TOO_DEEP))
        }
        let top = unsafe lua_gettop(state)
        defer { unsafe lua_settop(state, top) }
        let result = try unsafe body(state)
        try core.tellRefusal()
        return result
    }
}
