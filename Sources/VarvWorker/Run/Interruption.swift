import Lua

/// The state a Ctrl-C stops. A signal handler can only reach what is global, and the worker has one state.
enum Interruption {
    nonisolated(unsafe) static var current: LuaState.Interrupter?

    /// Makes the storage exist before a handler can run, since the first access to a static is not signal-safe.
    static func prepare() {
        unsafe current = nil
    }
}
