import Foundation
import Synchronization

/// A thread of a run's own, so that waiting for a worker or a database never blocks Swift's cooperative pool.
///
/// It is also an executor: an actor that names it as its `unownedExecutor` runs on this thread altogether.
/// The thread ends when the last reference is gone and its work is done.
///
/// ```swift
/// let thread = RunThread(name: "varv-run")
/// let plan = try await thread.run { try worker.receive() }
/// ```
package final class RunThread: SerialExecutor {
    private let queue = WorkQueue()

    package init(name: String = "varv-run") {
        let queue = self.queue
        let thread = Thread {
            // From inside: set from outside it would rename the thread that asks.
            Thread.current.name = name
            queue.work()
        }
        thread.stackSize = 8 << 20
        thread.start()
    }

    deinit { queue.close() }

    /// Runs `work` on the thread, after what was asked before it, and returns what it returns.
    package func run<Result: Sendable>(
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            queue.add { continuation.resume(with: Swift.Result { try work() }) }
        }
    }

    /// As `run`, and calls `cancel` at once, on another thread, when the task is cancelled: give it
    /// `interrupter.interrupt`, as the thread itself is busy then.
    package func run<Result: Sendable>(
        onCancel cancel: @escaping @Sendable () -> Void, _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withTaskCancellationHandler {
            try await run(work)
        } onCancel: {
            cancel()
        }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = unsafe asUnownedSerialExecutor()
        // The job keeps its actor, and with it this executor, alive until it has run.
        queue.add { unsafe job.runSynchronously(on: executor) }
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        unsafe UnownedSerialExecutor(ordinary: self)
    }
}

/// What the thread has left to do. Kept apart from `RunThread`, so that the thread does not keep that alive.
private final class WorkQueue: Sendable {
    private struct State {
        var waiting: [@Sendable () -> Void] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    func add(_ work: @escaping @Sendable () -> Void) {
        state.withLock { $0.waiting.append(work) }
        signal.signal()
    }

    func close() {
        state.withLock { $0.isClosed = true }
        signal.signal()
    }

    func work() {
        while true {
            signal.wait()
            let (batch, isClosed) = state.withLock { state in
                defer { state.waiting = [] }
                return (state.waiting, state.isClosed)
            }
            for work in batch { work() }
            if isClosed { return }
        }
    }
}
