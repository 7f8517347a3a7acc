import CSystem
import Glibc

/// One worker: started, spoken to in frames, and always reaped.
///
/// Used from one thread, the run's own (`RunThread`); only its `interrupter` may be shared. Nothing here
/// waits for a living worker without a deadline, nothing touches process-wide state, and a frame is bytes from a stranger until
/// decoded.
///
/// ```swift
/// let worker = try WorkerProcess(.besideExecutable, limits: WorkerLimits())
/// defer { worker.kill() }
/// try worker.send(WorkerFrame(1, start))
/// let answer = try worker.receive()
/// let report = worker.finish()  // report.end == .clean, or nothing is committed
/// ```
package final class WorkerProcess {
    /// How many bytes of frames may lie unread while the host is writing, before that counts as an attack.
    static let backlogLimit = 16 << 20
    /// How often an interrupted worker is reminded: one that was just told to do something else forgets what came before that.
    static let interruptReminder = Duration.milliseconds(50)
    /// Processor time past the budget after which the host ends a worker whose own timer has not.
    static let processorGrace = Duration.milliseconds(250)

    /// The longest wait at a time, and what one that took longer counts for: this program stood still meanwhile, or its
    /// machine did.
    static let slice = Duration.milliseconds(500)
    /// How many times the wall clock's limit a turn may last while the worker computes a little.
    static let slowest = 10

    package let limits: WorkerLimits
    /// Interrupts this worker, from any thread.
    package let interrupter: WorkerInterrupter
    /// How it ended, once it has.
    package internal(set) var report: WorkerReport?

    let child: varv_child
    let inbox: FrameInbox
    /// Header and payload in one piece, reused.
    var outbox: [UInt8] = []
    /// The host's waiting so far in this turn; its own work between calls is not counted.
    var waited = Duration.zero
    /// As much of it as the worker computed nothing in.
    var idle = Duration.zero
    /// The last wait, until it is known which.
    var lastWait = Duration.zero
    /// Processor time the worker had used when the host last looked, and when the turn began.
    var spent = Duration.zero
    var spentBefore = Duration.zero
    /// Set when the host itself has killed the worker: why.
    var verdict: WorkerEnd?
    /// The kernel has said that the worker ended; what it sent before that may still lie in the socket.
    var hasExited = false

    /// Starts the worker.
    ///
    /// `input` becomes its descriptor 4 through a read-only description of its own; the caller keeps and
    /// closes its descriptor. `arguments` follow those of the limits. Throws when the program is missing or
    /// the system refuses; nothing is left behind then.
    package init(
        _ location: WorkerLocation, arguments: [String] = [], input: CInt? = nil,
        limits: WorkerLimits = WorkerLimits()
    ) throws(WorkerStartError) {
        let path = try location.resolved()
        let wakeup = varv_wakeup_open()
        guard wakeup >= 0 else { throw .system(errno: -wakeup) }
        var child = varv_child()
        let result = Self.spawn(path, [path] + limits.arguments + arguments, input, &child)
        guard result == 0 else {
            close(wakeup)
            throw Self.startError(-result, path: path, hasInput: input != nil)
        }
        self.limits = limits
        self.child = child
        self.inbox = FrameInbox(socket: child.socket)
        self.interrupter = WorkerInterrupter(pidfd: child.pidfd, wakeup: wakeup)
    }

    deinit { kill() }

    /// Begins a new turn with the same worker: the wall clock and earlier interrupts no longer count. What the worker
    /// used since its last frame does: between two turns it has nothing to do.
    package func beginTurn() {
        (waited, idle, lastWait) = (.zero, .zero, .zero)
        if limits.renewable { spentBefore = spent }
        interrupter.forget()
    }

    private static func spawn(
        _ path: String, _ arguments: [String], _ input: CInt?, _ child: inout varv_child
    ) -> CInt {
        var words = unsafe arguments.map { unsafe strdup($0) }
        defer { for index in unsafe words.indices { unsafe free(words[index]) } }
        unsafe words.append(nil)
        return unsafe varv_spawn(path, &words, input ?? -1, &child)
    }

    private static func startError(_ number: CInt, path: String, hasInput: Bool) -> WorkerStartError {
        switch number {
        case ENOENT: .missing(path: path)
        case EACCES where !hasInput, ENOEXEC: .notExecutable(path: path)
        case EINVAL, EBADF, EACCES: .badInput(errno: number)
        default: .system(errno: number)
        }
    }
}
