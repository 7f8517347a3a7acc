internal import CLuaShim

extension LuaState {
    /// Bytes held by Lua, and charged to it.
    package var memoryUsed: Int {
        guard let state = unsafe core.state else { return 0 }
        return unsafe varv_memory_used(state)
    }

    /// Counts memory that the host holds for the script against its budget; a negative number gives it back.
    package func charge(_ bytes: Int) {
        if let state = unsafe core.state { unsafe varv_charge(state, bytes) }
    }

    /// Allows or refuses assignment to new globals.
    package func setInteractive(_ interactive: Bool) {
        if let state = unsafe core.state { unsafe varv_set_interactive(state, interactive) }
    }

    /// What a signal handler needs to stop this state.
    ///
    /// ``Interrupter/interrupt()`` is async-signal-safe and is to run on the state's own thread (block the signal in every
    /// other). From then on every instruction raises, so a `pcall` only delays the end, which the outermost call reports as
    /// ``LuaError/Kind/interrupted``.
    package var interrupter: Interrupter { unsafe Interrupter(state: core.state) }

    /// Makes this the state that ``interruptHandler`` stops, until another one is or it is closed; one that came before there
    /// was any is felt now.
    package func becomeInterruptible() {
        unsafe varv_set_interruptible(core.state)
    }

    /// What a signal handler is to call, on the state's own thread: plain C, with no Swift between.
    package static var interruptHandler: @convention(c) () -> Void { varv_interrupt_this }

    /// As ``interruptHandler``, but the script's next instruction ends the process, by ``Options/stopped``. Returns 0 when
    /// there is no state to stop.
    package static var stopHandler: @convention(c) () -> CInt { varv_stop_this }

    /// For a handler, at any moment: writes the name of the file whose line runs, or called last, and returns the line;
    /// 0 when there is none. Faults when the call stack is being moved just then.
    package static var placeHandler: @convention(c) (UnsafeMutablePointer<CChar>?, Int) -> CInt {
        unsafe varv_where_this_is
    }

    /// Throws when an interrupt has come that no call has told of yet: for work between calls that takes its time.
    package func tellInterrupt() throws(LuaError) {
        guard let state = unsafe core.state, unsafe varv_is_interrupted(state) else { return }
        unsafe varv_clear_interrupt(state)
        throw LuaError(kind: .interrupted, message: core.text(VARV_TEXT_INTERRUPTED))
    }

    /// Forgets an interrupt that came when nothing ran.
    package func clearInterrupt() {
        if let state = unsafe core.state { unsafe varv_clear_interrupt(state) }
    }

    @safe package struct Interrupter: @unchecked Sendable {
        let state: OpaquePointer?

        package func interrupt() {
            if let state = unsafe state { unsafe varv_interrupt(state) }
        }
    }

    /// Tests only: refuses the n-th allocation from now on and those after it, so many times; 0 times turns it off.
    ///
    /// Once is not enough for an error: Lua collects its garbage and asks again.
    package func failAllocation(_ number: UInt64, times: UInt64) {
        if let state = unsafe core.state { unsafe varv_fail_allocation(state, number, times) }
    }

    /// Tests only: how many allocations were refused since ``failAllocation(_:times:)``.
    package var refusedAllocations: UInt64 {
        guard let state = unsafe core.state else { return 0 }
        return unsafe varv_refused(state)
    }

    /// Tests only: how many allocations there have been.
    package var allocations: UInt64 {
        guard let state = unsafe core.state else { return 0 }
        return unsafe varv_allocations(state)
    }

    /// Tests only: collects what is garbage, so that ``memoryUsed`` is what is held.
    package func collectGarbage() {
        if let state = unsafe core.state { unsafe varv_collect(state) }
    }
}

extension LuaText {
    /// The text as it can be shown safely, see ``RawSpan/escaped``.
    package var escaped: String { unsafe bytes.span.bytes.escaped }
}

extension RawSpan {
    /// The bytes as text that is safe to show: control characters, bidi controls and broken UTF-8 are written out as
    /// `\x1B` or `\u{202E}`; newline and tab stay.
    package var escaped: String {
        unsafe withUnsafeBytes { bytes in
            let start = unsafe bytes.assumingMemoryBound(to: CChar.self).baseAddress
            let length = unsafe varv_escape(start, bytes.count, nil, 0)
            return unsafe String(unsafeUninitializedCapacity: length) { buffer in
                let room = unsafe UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(
                    to: CChar.self)
                return unsafe varv_escape(start, bytes.count, room, length)
            }
        }
    }
}
