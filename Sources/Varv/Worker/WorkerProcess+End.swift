import CSystem
import Glibc

extension WorkerProcess {
    /// Waits for the end of a worker that has sent its last frame, and returns how it ended.
    ///
    /// A worker that sends more, or does not end, is killed and is not `clean`.
    package func finish() -> WorkerReport {
        if let report { return report }
        if inbox.next() != nil { return end(.protocolViolation(.moreAfterLastFrame)) }
        var left = limits.grace.end
        while true {
            switch inbox.fill() {
            case .received:
                if inbox.next() != nil { return end(.protocolViolation(.moreAfterLastFrame)) }
            case .violation(let why): return end(.protocolViolation(why))
            case .ended: return ended()
            case .nothingThere:
                if hasExited { return ended() }
                guard waitForExit(&left) else {
                    return end(.protocolViolation(.wentOnAfterLastFrame))
                }
            }
        }
    }

    /// Ends the worker if it still runs, reaps it and closes every descriptor. Does nothing the second time.
    package func kill() {
        if report == nil { _ = end(.stopped) }
    }

    /// Kills the worker for a reason of the host's.
    func end(_ reason: WorkerEnd) -> WorkerReport {
        verdict = verdict ?? reason
        if reason.hasPlace { askForLastWords() }
        interrupter.killWorker()
        return reap()
    }

    /// The worker has closed its socket or ended: gives it a moment to do the latter, and reads its status.
    func ended() -> WorkerReport {
        var left = limits.grace.end
        while !hasExited {
            guard waitForExit(&left) else {
                return end(
                    .protocolViolation(
                        inbox.lastWords == nil ? .wentOnWithoutSocket : .wentOnAfterLastWords))
            }
        }
        drain()
        return reap()
    }

    /// Takes what a worker that has ended had sent: its last words, if nothing follows them.
    private func drain() {
        while true {
            switch inbox.fill() {
            case .received: continue
            case .violation(let why):
                verdict = verdict ?? .protocolViolation(why)
                return
            case .ended, .nothingThere: return
            }
        }
    }

    /// Waits a slice at most, and takes it from what is left. Returns false when nothing was; true does not mean that it
    /// has ended yet.
    private func waitForExit(_ left: inout Duration) -> Bool {
        guard left > .zero else { return false }
        let began = ContinuousClock.now
        let ready = varv_wait_exit(child.pidfd, CInt(clamping: min(left, Self.slice).milliseconds))
        left -= min(ContinuousClock.now - began, Self.slice)
        if ready > 0 { hasExited = true }
        return ready >= 0
    }

    /// Blocks only for as long as the kernel needs to take down a process that is ending.
    private func reap() -> WorkerReport {
        var usage = varv_usage()
        let result = unsafe varv_reap(child, &usage)
        interrupter.close()
        close(child.socket)
        let used = WorkerUsage(
            processorTime: .microseconds(usage.processor_microseconds),
            peakMemory: usage.peak_bytes > 0 ? Int(usage.peak_bytes) : nil)
        let end = result == 0 ? verdict ?? Self.read(usage, used: used, self) : verdict ?? .lost
        let report = WorkerReport(end, usage: used, lastWords: end.hasPlace ? inbox.lastWords : nil)
        self.report = report
        return report
    }

    private static func read(_ usage: varv_usage, used: WorkerUsage, _ worker: WorkerProcess) -> WorkerEnd {
        let limits = worker.limits
        let outOfTime = WorkerEnd.processorTime(
            used: used.processorTime - worker.spentBefore, budget: limits.processorTime)
        if usage.exited != 0 {
            return switch UInt32(bitPattern: usage.status) {
            case VARV_EXIT_CLEAN.rawValue where worker.inbox.isInsideFrame:
                .protocolViolation(.endedInsideFrame)
            case VARV_EXIT_CLEAN.rawValue where worker.inbox.lastWords != nil:
                .protocolViolation(.lastWordsWithoutLimit)
            case VARV_EXIT_CLEAN.rawValue: .clean
            case VARV_EXIT_PROCESSOR_TIME.rawValue: outOfTime
            case VARV_EXIT_MEMORY.rawValue:
                .memory(asked: worker.inbox.lastWords?.asked, budget: limits.memory)
            case VARV_EXIT_OUTPUT.rawValue:
                .output(asked: worker.inbox.lastWords?.asked, budget: limits.output)
            case VARV_EXIT_PROTOCOL.rawValue: .protocolViolation(.couldNotRead)
            case VARV_EXIT_LOCKDOWN.rawValue: .lockdownFailed
            case VARV_EXIT_HOST_GONE.rawValue: .hostGone
            case VARV_EXIT_LUA_PANIC.rawValue: .luaPanic
            default: .unexpectedStatus(usage.status)
            }
        }
        switch usage.status {
        case SIGUSR1 where worker.interrupter.isInterrupted: return .interrupted  // before it had its handler
        case SIGXCPU: return outOfTime
        case SIGKILL where !limits.renewable && used.processorTime >= limits.processorTime: return outOfTime
        // The kernel's own limit, above the allocator's: memory that the allocator does not see.
        case _ where (used.peakMemory ?? 0) > limits.memory: return .memory(budget: limits.memory)
        default: return .crashed(signal: usage.status)
        }
    }
}

/// Signals with a meaning at the border.
enum WorkerSignal {
    /// What the kernel ends a process with that makes a system call outside seccomp's list.
    static let forbiddenCall = SIGSYS
    /// Asks a worker that is about to be killed where its routine is.
    static let lastWords = SIGUSR2
}
