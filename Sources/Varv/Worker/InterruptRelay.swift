import Synchronization

/// Brings an interrupt, from any thread, to the worker that runs, or to the next one of the same undertaking.
///
/// A report for a whole school has a worker a paper: an interrupt between two of them would else be lost.
final class InterruptRelay: Sendable {
    private struct State {
        var worker: WorkerInterrupter?
        var isAsked = false
    }

    private let state = Mutex(State())

    /// Begins an undertaking: what was asked before it is not about it.
    func begin() {
        state.withLock { $0.isAsked = false }
    }

    /// Stops what runs: first politely, half a second later for good.
    func interrupt() {
        let worker = state.withLock { state in
            state.isAsked = true
            return state.worker
        }
        worker?.interrupt()
    }

    /// Lets an interrupt reach a worker, until another or none is watched.
    func watch(_ run: WorkerRun?) {
        let isAsked = state.withLock { state in
            state.worker = run?.process.interrupter
            return state.isAsked
        }
        if isAsked { run?.process.interrupter.interrupt() }
    }
}
