import CSystem
import Dispatch
import Synchronization

/// A thread of a run's own, so that waiting for a worker or a database never blocks Swift's cooperative pool.
///
/// A closure that makes its worker and sees it to its end, or an actor whose `unownedExecutor` is the thread:
/// it holds the worker then, and altogether runs here. The thread ends when the last reference is gone and
/// its work is done.
///
/// ```swift
/// let thread = try RunThread()
/// let answer = try await thread.run {
///     let worker = try WorkerProcess(.besideExecutable)
///     defer { worker.kill() }
///     return try worker.receive()
/// }
/// ```
package final class RunThread: SerialExecutor {
    private static let stackSize = 8 << 20
    private let queue = WorkQueue()

    /// Throws `WorkerStartError.system` when the system has no thread to give.
    package init(name: String = "varv-run") throws(WorkerStartError) {
        let queue = unsafe Unmanaged.passRetained(self.queue)
        let result = unsafe varv_start_thread(
            name, Self.stackSize,
            { context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<WorkQueue>.fromOpaque(context).takeRetainedValue().work()
            }, queue.toOpaque())
        if result != 0 {
            unsafe queue.release()
            throw .system(errno: -result)
        }
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
