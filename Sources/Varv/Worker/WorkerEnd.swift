/// How a worker ended, and what it had used. The kernel counts the use; the worker cannot write it.
package struct WorkerReport: Error, Hashable, Sendable {
    package var end: WorkerEnd
    package var usage: WorkerUsage
    /// Where the routine was, when a limit ended it and the worker could say.
    package var lastWords: LastWords?

    package init(_ end: WorkerEnd, usage: WorkerUsage, lastWords: LastWords? = nil) {
        self.end = end
        self.usage = usage
        self.lastWords = lastWords
    }
}

/// What a worker used from its start to its end.
package struct WorkerUsage: Hashable, Sendable {
    /// User and system processor time.
    package var processorTime: Duration
    /// The largest resident size, in bytes; nil when it stayed below the host's own peak, as the kernel then
    /// cannot tell the two apart.
    package var peakMemory: Int?

    package init(processorTime: Duration = .zero, peakMemory: Int? = nil) {
        self.processorTime = processorTime
        self.peakMemory = peakMemory
    }
}

/// Why a worker ended. Only `clean` may be followed by a commit.
package enum WorkerEnd: Hashable, Sendable {
    case clean
    case processorTime(used: Duration, budget: Duration)
    /// Neither computed nor answered: the host waited this long for it.
    case wall(waited: Duration, budget: Duration)
    /// Kept the host busy for this long: asking and drawing cost the routine little, and the host perhaps much.
    case hostTime(used: Duration, budget: Duration)
    /// Asked for more than its budget, in bytes.
    case memory(asked: Int? = nil, budget: Int)
    /// Printed more bytes than its budget; how many it tried, when it could say.
    case output(asked: Int? = nil, budget: Int)
    /// Made more records than a run of its kind may.
    case records(count: Int, budget: Int)
    /// Sent more bytes of frames in one turn than it may.
    case traffic(sent: Int, budget: Int)
    /// Ended by a signal nobody here sent.
    case crashed(signal: Int32)
    /// Ended with a status of its own that means nothing here.
    case unexpectedStatus(Int32)
    /// Sent bytes that are not frames, or more than was asked for.
    case protocolViolation(Breach)
    /// Someone pressed Ctrl-C, and the routine did not end by itself in time.
    case interrupted
    /// The host had no more use for it: the run failed on the host's side, or was abandoned.
    case stopped
    case lockdownFailed
    /// The worker believes that its host is gone: the host had closed the socket.
    case hostGone
    case luaPanic
    /// The embedding program reaped the worker itself (or ignores SIGCHLD), so nobody knows.
    case lost

    /// Stable, also when the words improve.
    package var code: String {
        switch self {
        case .clean: "VARV-E300"
        case .processorTime: "VARV-E301"
        case .wall: "VARV-E302"
        case .memory: "VARV-E303"
        case .output: "VARV-E304"
        case .crashed, .unexpectedStatus: "VARV-E305"
        case .protocolViolation: "VARV-E306"
        case .lockdownFailed: "VARV-E307"
        case .hostGone, .lost: "VARV-E308"
        case .luaPanic: "VARV-E309"
        case .interrupted: "VARV-E330"
        case .stopped: "VARV-E331"
        case .records: "VARV-E316"
        case .traffic: "VARV-E317"
        case .hostTime: "VARV-E318"
        }
    }

    /// Whether it matters where the routine was.
    var hasPlace: Bool {
        switch self {
        case .processorTime, .wall, .hostTime, .memory, .output, .records, .traffic, .interrupted, .luaPanic:
            true
        default: false
        }
    }
}
