import CSystem
import Glibc
import Synchronization

/// Interrupts one worker, from any thread: the only part of a `WorkerProcess` that may be shared.
///
/// The first interrupt is a signal whose handler asks Lua to end with file and line; a worker that has not
/// ended its turn within its grace is killed by the run's thread, as is one that is interrupted again.
package final class WorkerInterrupter: Sendable {
    struct State {
        /// -1 when the worker has been reaped: nothing is signalled then.
        var pidfd: CInt
        var wakeup: CInt
        var askedAt: ContinuousClock.Instant?
        var signalledAt: ContinuousClock.Instant?
        var impatient = false

        mutating func signal() {
            signalledAt = .now
            _ = varv_signal(pidfd, SIGUSR1)
        }
    }

    private let state: Mutex<State>

    init(pidfd: CInt, wakeup: CInt) {
        state = Mutex(State(pidfd: pidfd, wakeup: wakeup))
    }

    /// Asks the worker to end what it does; returns at once. After the worker's end it does nothing.
    package func interrupt() {
        state.withLock { state in
            guard state.pidfd >= 0 else { return }
            if state.askedAt == nil {
                state.askedAt = .now
                state.signal()
            } else {
                state.impatient = true
            }
            varv_wakeup_post(state.wakeup)
        }
    }

    /// Asks again, when so long has passed since it was asked last.
    func remind(each pause: Duration) {
        state.withLock { state in
            guard state.pidfd >= 0, let last = state.signalledAt, .now - last >= pause else { return }
            state.signal()
        }
    }

    /// Whether anyone has asked since the turn began.
    package var isInterrupted: Bool { state.withLock { $0.askedAt != nil } }

    /// When patience ends; nil when nobody has asked.
    func deadline(grace: Duration) -> ContinuousClock.Instant? {
        state.withLock { state in
            state.askedAt.map { state.impatient ? $0 : $0 + grace }
        }
    }

    func forget() {
        state.withLock { state in
            state.askedAt = nil
            state.impatient = false
        }
    }

    func clearWakeup() {
        state.withLock { if $0.wakeup >= 0 { varv_wakeup_clear($0.wakeup) } }
    }

    func wakeup() -> CInt { state.withLock { $0.wakeup } }

    func killWorker() { signal(SIGKILL) }

    func signal(_ number: CInt) {
        state.withLock { if $0.pidfd >= 0 { _ = varv_signal($0.pidfd, number) } }
    }

    /// Closes both descriptors under the lock, so that no interrupt reaches a number that means something
    /// else.
    func close() {
        state.withLock { state in
            if state.pidfd >= 0 { Glibc.close(state.pidfd) }
            if state.wakeup >= 0 { Glibc.close(state.wakeup) }
            state.pidfd = -1
            state.wakeup = -1
        }
    }
}
