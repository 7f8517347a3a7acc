import CSystem
import Glibc
import VarvBridge
import VarvModel

/// What a run's worker is answered with; called on the run's thread, one question at a time.
protocol Answering: AnyObject {
    /// Writes the value that answers a question, or throws the ``Failure`` the routine sees.
    func answer(_ question: Question, into writer: inout ByteWriter) throws

    /// Does beforehand what is likely to be asked next, while the worker is busy with the answer it got.
    func lookAhead()
}

extension Answering {
    func lookAhead() {}
}

/// A conversation with one worker: start it, answer its questions, hand on what it sends, hear how it ended.
final class WorkerRun {
    let process: WorkerProcess
    private(set) var hello: Hello?
    private let language: Language
    private var frame = ByteWriter(reserving: 4096)
    /// Whether it has said all that it was asked for, and waits.
    private(set) var isIdle = false
    /// The host's own time in answers of this turn.
    private var answered = Duration.zero
    /// Bytes of this turn's notes.
    private var noted = 0

    /// What the worker sends unasked, in order. A kind of frame that nothing here handles has no place in the
    /// conversation and ends it.
    struct Handlers {
        /// Takes a batch and returns how many records it held.
        var records: (([UInt8]) throws -> Int)?
        var document: ((Value) throws -> Void)?
        var printed: (String) -> Void = { _ in }
        /// Once a turn.
        var input: ((Value) throws -> Void)?
        /// Once a turn.
        var declaration: ((Value) throws -> Void)?
        var rows: (([Value]) throws -> Void)?
    }

    /// Starts a worker and tells it what to run. The host and the worker must be of one build.
    init(_ location: WorkerLocation, start: StartFrame, input: CInt? = nil, limits: WorkerLimits) throws {
        language = Language(rawValue: start.language) ?? .swedish
        process = try WorkerProcess(location, input: input, limits: limits)
        let first = try process.receive()
        guard first.type == FrameKind.hello.rawValue else { throw BridgeError.unknownTag(first.type) }
        var reader = ByteReader(first.payload, marks: .refused)
        let hello = try Hello(from: &reader)
        guard hello.fingerprint == BuildIdentity.fingerprint else {
            process.kill()
            throw VarvError(
                "VARV-E314", .failed,
                sv:
                    "varv och varv-worker kommer från olika byggen. Bygg eller installera om båda "
                    + "tillsammans.",
                en: "varv and varv-worker are from different builds. Build or install both together.")
        }
        self.hello = hello
        try send(.start) { start.encode(into: &$0) }
    }

    /// What held the worker when it began: said before a script's first byte, by our own program.
    var layers: Layers { Layers(rawValue: UInt32(truncatingIfNeeded: hello?.layers ?? 0)) }

    func send(_ kind: FrameKind, _ fill: (inout ByteWriter) -> Void) throws {
        frame.removeAll()
        fill(&frame)
        guard frame.count <= FrameKind.payloadLimit else {
            process.kill()
            throw VarvError(
                "VARV-E315", .failed,
                sv:
                    "Rutinen eller ett svar till den är större än 1 MiB. Gör rutinen kortare, eller fråga efter "
                    + "mindre åt gången.",
                en:
                    "The routine, or an answer to it, is larger than 1 MiB. Make the routine shorter, or ask for "
                    + "less at a time.")
        }
        try process.send(WorkerFrame(kind.rawValue, frame.bytes))
    }

    /// Serves the worker until it says that it is done with what it was asked, and returns the value it gave.
    ///
    /// Throws the routine's ``Failure``, the ``WorkerReport`` of a worker that ended, what a handler
    /// threw, or that somebody interrupted it when the worker had done its part and the host had not.
    func serve(_ answering: (any Answering)? = nil, _ handlers: Handlers = Handlers()) throws -> Value {
        var handlers = handlers
        var printed = 0
        var drawn = 0
        var unasked = 0
        var made = 0
        var isCutShort = false
        answered = .zero
        noted = 0
        isIdle = false
        while true {
            let frame = try next()
            guard let kind = FrameKind(rawValue: frame.type) else { throw BridgeError.unknownTag(frame.type) }
            if kind != .ask {  // a question waits for its answer, whose time is counted
                unasked += max(frame.payload.count, Self.leastFrame)
                if unasked > process.limits.traffic {
                    throw process.end(.traffic(sent: unasked, budget: process.limits.traffic))
                }
            }
            // What was on its way when somebody stopped it is not worked off, however much it is.
            if kind == .records || kind == .document, process.interrupter.isInterrupted {
                isCutShort = true
                continue
            }
            var reader = ByteReader(frame.payload, marks: kind.marks)
            switch kind {
            case .ask: try answer(Question(from: &reader), answering)
            case .records:
                guard let records = handlers.records else { throw Self.unexpected(kind) }
                made += try timed(by: .computing) { try records(frame.payload) }
                if made > process.limits.records {
                    throw process.end(.records(count: made, budget: process.limits.records))
                }
            case .document:
                guard let document = handlers.document else { throw Self.unexpected(kind) }
                drawn += frame.payload.count
                if drawn > Self.documentLimit {
                    throw process.end(.traffic(sent: drawn, budget: Self.documentLimit))
                }
                try timed(by: .computing) { try document(Self.whole(&reader)) }
            case .printed:
                // The worker counts what the script printed; written out, a byte may have become four.
                printed += frame.payload.count
                if printed > process.limits.output * 4 + 4096 {
                    throw process.end(.output(budget: process.limits.output))
                }
                let text = try reader.text()
                try reader.end()
                handlers.printed(shown(text))
            case .input:
                guard let input = handlers.input else { throw Self.unexpected(kind) }
                handlers.input = nil
                let shape = try Self.whole(&reader)
                try timed(by: .computing) { try input(shape) }
            case .declaration:
                guard let declaration = handlers.declaration else { throw Self.unexpected(kind) }
                handlers.declaration = nil
                try declaration(Self.whole(&reader))
            case .rows:
                guard let rows = handlers.rows else { throw Self.unexpected(kind) }
                let list = try reader.list()
                try reader.end()
                try timed(by: .computing) { try rows(list) }
            case .done:
                let value = try Self.whole(&reader)
                isIdle = true
                guard !isCutShort else { throw VarvError.interrupted }
                return value
            case .failed:
                let failure = try Failure(from: &reader).shownSafely
                isIdle = true
                throw failure
            case .start, .answer, .entry, .fetchRows, .finish, .hello:
                throw BridgeError.unknownTag(frame.type)
            }
        }
    }

    private static func whole(_ reader: inout ByteReader) throws(BridgeError) -> Value {
        let value = try reader.value()
        try reader.end()
        return value
    }

    private static func unexpected(_ kind: FrameKind) -> BridgeError {
        .outOfRange(
            sv: "en ram av slaget \(kind) i det här samtalet",
            en: "a frame of kind \(kind) in this conversation")
    }

    /// The most bytes of documents in one turn. A paper of a thousand pages is a part of it, and each paper has a turn; what
    /// is made of them has a ``PaperBudget``.
    private static let documentLimit = 16 << 20
    /// What an empty frame costs the host.
    private static let leastFrame = 64

    /// The next frame. A worker that ends, however cleanly, before it has said that it is done has not done
    /// it.
    private func next() throws -> WorkerFrame {
        do {
            return try process.receive()
        } catch let report where report.end == .clean {
            throw WorkerReport(.protocolViolation(.endedBeforeDone), usage: report.usage)
        }
    }

    /// Answers, and ends a worker that has had the host answer for as long as it would have waited for it: a question
    /// costs the asker microseconds, the host perhaps a second, so the worker's own budget does not bound a loop of them.
    private func answer(_ question: Question, _ answering: (any Answering)?) throws {
        try timed(by: .clock) {
            try reply(to: question, answering)
            answering?.lookAhead()
        }
    }

    /// Counts a note as text that the routine prints: as shown, a byte may have become four.
    func count(note: String) throws {
        noted += note.utf8.count
        if noted > process.limits.output * 4 { throw process.end(.output(budget: process.limits.output)) }
    }

    /// How the host's time for a routine is counted.
    private enum Time {
        /// Until the answer is there: a function of the embedding program may also wait for something.
        case clock
        /// Only what this thread computed: what a worker pushes is worked off beside it, and on a busy machine that takes
        /// its time.
        case computing

        var now: Duration {
            switch self {
            case .clock: ContinuousClock.now - start
            case .computing: threadTime
            }
        }
    }
    private static let start = ContinuousClock.now

    /// Does something for the worker, on its time.
    private func timed<Result>(by time: Time, _ work: () throws -> Result) throws -> Result {
        let began = time.now
        let result = try work()
        answered += time.now - began
        if answered > process.limits.hostTime {
            throw process.end(.hostTime(used: answered, budget: process.limits.hostTime))
        }
        return result
    }

    private static var threadTime: Duration {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private func reply(to question: Question, _ answering: (any Answering)?) throws {
        frame.removeAll()
        guard let answering else {
            throw BridgeError.outOfRange(
                sv: "en fråga där ingen får ställas", en: "a question where none may be asked")
        }
        do {
            frame.byte(1)
            try answering.answer(question, into: &frame)
            guard frame.count <= FrameKind.payloadLimit else {
                throw Refusal(
                    sv: "svaret är större än 1 MiB; fråga efter mindre åt gången",
                    en: "the answer is larger than 1 MiB; ask for less at a time"
                ).failure(in: language)
            }
        } catch let failure as Failure {
            frame.removeAll()
            frame.byte(0)
            failure.encode(into: &frame)
        }
        try process.send(WorkerFrame(FrameKind.answer.rawValue, frame.bytes))
    }

    /// Waits for the end of a worker that has nothing more to do; only a clean end may be followed by a
    /// commit.
    func finish() throws {
        let report = process.finish()
        if report.end != .clean { throw report }
    }
}

extension FrameKind {
    /// What a person only reads, and rows that are given back as a file has them, lose the marks that are too many on a
    /// letter; whatever else a worker says with them is refused.
    fileprivate var marks: StackedMarks.Rule {
        switch self {
        case .printed, .failed, .rows: .dropped
        default: .refused
        }
    }
}
