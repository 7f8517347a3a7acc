internal import CLuaShim

/// The lua_State and what must live as long as it. References hold the core, so they stay harmless after the state is
/// closed.
@safe final class LuaCore {
    /// Nil when closed.
    private(set) var state: OpaquePointer?
    /// Contexts of the host functions; Lua holds them unretained.
    var functions: [HostFunction] = []
    let printer: Printer

    init?(_ options: LuaState.Options) {
        printer = Printer(write: options.print)
        var config = unsafe varv_config()
        unsafe config.budget = options.memory
        unsafe config.over_budget = options.overBudget
        unsafe config.stopped = options.stopped
        unsafe config.panic = options.panic
        unsafe config.dispatch = callHost
        unsafe config.print = printText
        unsafe config.print_context = Unmanaged.passUnretained(printer).toOpaque()
        unsafe config.language = options.language == .swedish ? VARV_SV : VARV_EN
        unsafe config.interactive = options.interactive
        unsafe config.now = options.now
        unsafe config.utc_offset = options.utcOffset
        unsafe config.seed = options.seed
        unsafe config.fail_allocation = options.failAllocation
        guard let state = unsafe varv_new(&config) else { return nil }
        unsafe self.state = state
    }

    /// The coroutine that runs now, or the main thread: where values are pushed. Nil when closed.
    var running: OpaquePointer? {
        guard let state = unsafe state else { return nil }
        return unsafe varv_running(state)
    }

    /// Throws when Swift was refused memory and nobody has been told.
    func tellRefusal() throws(LuaError) {
        if let state = unsafe state, unsafe varv_take_refusal(state) {
            throw LuaError(kind: .memory, message: text(VARV_TEXT_MEMORY))
        }
    }

    func close() {
        guard let state = unsafe state else { return }
        unsafe self.state = nil
        unsafe varv_close(state)
        functions = []
    }

    deinit { close() }

    func text(_ id: varv_text_id) -> String {
        guard let state = unsafe state, let text = unsafe varv_text(state, id) else { return "" }
        return unsafe String(cString: text)
    }
}

/// Where `print` goes.
final class Printer {
    let write: (RawSpan) -> Void
    init(write: @escaping (RawSpan) -> Void) { self.write = write }
}

private func printText(_ context: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<CChar>?, _ count: Int) {
    guard let context = unsafe context else { return }
    let buffer = unsafe UnsafeRawBufferPointer(start: bytes, count: count)
    unsafe Unmanaged<Printer>.fromOpaque(context)._withUnsafeGuaranteedRef { $0.write(unsafe buffer.bytes) }
}

/// A Swift function that Lua calls.
@safe final class HostFunction {
    let body: (inout CallFrame) -> CallResult
    /// The core owns this object, so it outlives it.
    unowned(unsafe) let core: LuaCore

    init(core: LuaCore, body: @escaping (inout CallFrame) -> CallResult) {
        unsafe self.core = core
        self.body = body
    }
}

/// Every host function is entered here. Returns normally whatever happens; C raises when this frame is gone.
private func callHost(_ state: OpaquePointer?, _ context: UnsafeMutableRawPointer?) -> CInt {
    guard let state = unsafe state, let context = unsafe context else { return 0 }
    return unsafe Unmanaged<HostFunction>.fromOpaque(context)._withUnsafeGuaranteedRef { function in
        let count = unsafe lua_gettop(state)
        var frame = unsafe CallFrame(state: state, core: function.core, base: 0, count: count)
        switch function.body(&frame) {
        case .done:
            return unsafe lua_gettop(state) - count
        case .absent(let why):
            frame.pushNil()
            frame.push(why)
            return 2
        case .raise(let message):
            frame.push(message)
            return VARV_RAISE
        }
    }
}
