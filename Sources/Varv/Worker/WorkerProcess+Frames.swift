import CSystem
import Glibc

extension WorkerProcess {
    /// Sends one frame, reading what the worker sends meanwhile, so that neither waits for the other's full
    /// buffer.
    ///
    /// Throws the worker's report when it has ended, or is ended here: too slow, interrupted, or flooding.
    package func send(_ frame: WorkerFrame) throws(WorkerReport) {
        if let report { throw report }
        guard frame.payload.count <= WorkerFrame.maximumPayload else {
            throw end(.protocolViolation(.ownFrameTooLong(frame.payload.count)))
        }
        let length = frame.payload.count
        outbox.removeAll(keepingCapacity: true)
        for index in 0..<4 { outbox.append(UInt8(truncatingIfNeeded: length >> (8 * index))) }
        outbox.append(frame.type)
        outbox += frame.payload

        var position = 0
        while position < outbox.count {
            let sent = unsafe outbox.withUnsafeBytes {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: $0[position...])
                return unsafe varv_send_now(child.socket, rest.baseAddress, rest.count)
            }
            if sent >= 0 {
                position += sent
            } else if sent == -Int(EAGAIN) {
                try waitToWrite()
            } else {
                throw ended()
            }
        }
    }

    /// Waits for the worker's next frame, in the order they were sent.
    ///
    /// Throws the worker's report at its end, whoever caused it; frames sent before the end come first.
    package func receive() throws(WorkerReport) -> WorkerFrame {
        if let report { throw report }
        while true {
            endWhenImpatient()
            if let frame = inbox.next() { return frame }
            if inbox.lastWords != nil { throw ended() }
            try look()
            switch inbox.fill() {
            case .received: continue
            case .violation(let why): throw end(.protocolViolation(why))
            case .ended: throw ended()
            case .nothingThere:
                if hasExited { throw ended() }
                _ = try wait(writing: false)
            }
        }
    }

    private func waitToWrite() throws(WorkerReport) {
        endWhenImpatient()
        if hasExited { throw ended() }
        try look()
        let ready = try wait(writing: true)
        guard ready & CInt(VARV_READY_READ.rawValue) != 0 else { return }
        switch inbox.fill() {
        case .received, .nothingThere: break
        case .ended: throw ended()
        case .violation(let why): throw end(.protocolViolation(why))
        }
        if inbox.backlog > Self.backlogLimit {
            throw end(.protocolViolation(.sendsWithoutListening(inbox.backlog)))
        }
    }

    /// Waits for the socket, the worker's end or an interrupt, a slice at most.
    private func wait(writing: Bool) throws(WorkerReport) -> CInt {
        let clock = ContinuousClock()
        let began = clock.now
        var patience = min(Self.slice, limits.wall - idle)
        // A worker that only computes is looked at again when its budget may be used up.
        patience = min(
            patience, max(limits.processorTime + Self.processorGrace - turnSpent, .milliseconds(20)))
        if let deadline = interrupter.deadline(grace: limits.grace.interrupt), verdict == nil {
            patience = min(patience, deadline - began, Self.interruptReminder)
        }
        let milliseconds = CInt(clamping: max(0, patience.milliseconds))
        let ready = varv_wait(child, interrupter.wakeup(), writing ? 1 : 0, milliseconds)
        lastWait = min(clock.now - began, Self.slice)

        if ready < 0 { throw end(.protocolViolation(.waitFailed(errno: Int(-ready)))) }
        if ready & CInt(VARV_READY_WAKE.rawValue) != 0 { interrupter.clearWakeup() }
        if ready & CInt(VARV_READY_EXIT.rawValue) != 0 { hasExited = true }
        return ready
    }

    /// Kills a worker that was interrupted and has had its grace. What it sent before that is still
    /// delivered, so a host that was busy meanwhile hears the routine's own last word, and a flood stops at
    /// what is buffered.
    private func endWhenImpatient() {
        guard verdict == nil, let deadline = interrupter.deadline(grace: limits.grace.interrupt) else {
            return
        }
        guard ContinuousClock.now >= deadline else {
            return interrupter.remind(each: Self.interruptReminder)
        }
        verdict = .interrupted
        askForLastWords()
        interrupter.killWorker()
    }

    /// Processor time used in this turn when the host last looked.
    var turnSpent: Duration { spent - spentBefore }

    /// Looks at what the worker has computed since the last look, and ends one that is past a limit: of processor time, as
    /// one that was taken over may have put its timer off, or computes between two turns; or of the wall clock.
    ///
    /// The last wait counts against the wall clock only if the worker computed nothing meanwhile: a machine that gives it
    /// little time, or that stands still, is not the script's fault. However little it computes at a time, it may
    /// not go on for ever.
    private func look() throws(WorkerReport) {
        let used = verdict == nil && !hasExited ? varv_processor_time(child) : -1
        let now = used >= 0 ? max(spent, .microseconds(used)) : spent
        waited += lastWait
        if now == spent { idle += lastWait }
        lastWait = .zero
        spent = now
        guard !hasExited else { return }
        if verdict == nil, turnSpent > limits.processorTime + Self.processorGrace {
            throw end(.processorTime(used: turnSpent, budget: limits.processorTime))
        }
        if idle >= limits.wall { throw end(.wall(waited: idle, budget: limits.wall)) }
        let most = limits.wall * Self.slowest
        if waited >= most { throw end(.wall(waited: waited, budget: most)) }
    }

    /// Asks a worker that is to be killed where its routine is, and gives it a moment to say so. What it had sent before
    /// is kept.
    func askForLastWords() {
        guard !hasExited, inbox.lastWords == nil else { return }
        interrupter.signal(WorkerSignal.lastWords)
        let deadline = ContinuousClock.now + limits.grace.lastWords
        while inbox.lastWords == nil, inbox.backlog <= Self.backlogLimit {
            let left = deadline - .now
            guard left > .zero else { return }
            switch inbox.fill() {
            case .received: continue
            case .ended, .violation: return
            case .nothingThere:
                if hasExited { return }
                let ready = varv_wait(child, interrupter.wakeup(), 0, CInt(clamping: left.milliseconds))
                if ready & CInt(VARV_READY_WAKE.rawValue) != 0 { interrupter.clearWakeup() }
                if ready < 0 || ready & CInt(VARV_READY_EXIT.rawValue) != 0 { hasExited = true }
            }
        }
    }
}
