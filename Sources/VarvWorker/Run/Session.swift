import CSystem
import Lua
import VarvBridge
import VarvFiles

/// One worker's life: hello, start, the one thing it was started for, done.
final class Session {
    let channel: Channel
    let budget: Lockdown.Budget
    /// The descriptor of the file that is read.
    let input: CInt
    private let layers: UInt32
    private var scratch = ByteWriter(reserving: 4096)

    init(
        budget: Lockdown.Budget, layers: UInt32, channel: Channel = Channel(),
        input: CInt = CInt(VARV_INPUT.rawValue)
    ) {
        self.channel = channel
        self.input = input
        self.budget = budget
        self.layers = layers
    }

    func run() -> varv_exit {
        let hello = Hello(
            fingerprint: BuildIdentity.fingerprint, layers: UInt64(layers), luaVersion: LuaState.version)
        send(.hello) { hello.encode(into: &$0) }
        let start: StartFrame
        do {
            let payload = receive(.start)
            var reader = ByteReader(payload)
            start = try StartFrame(from: &reader)
        } catch {
            return VARV_EXIT_PROTOCOL
        }
        do {
            try perform(start)
        } catch let failure as Failure {
            failed(failure)
        } catch {
            return VARV_EXIT_PROTOCOL
        }
        return VARV_EXIT_CLEAN
    }

    private func perform(_ start: StartFrame) throws {
        if start.mode == .inspect {
            return done(try Inspection(session: self, start: start).run())
        }
        let script: Script
        do {
            script = try Script(session: self, start: start)
        } catch let error as LuaError where error.kind == .interrupted {
            // Before the routine's first line: there is no place to name.
            throw Failure(kind: .interrupted, message: error.message)
        }
        switch start.mode {
        case .declare: try script.declare()
        case .run: try script.runRoutine()
        case .chunk: try script.runChunk()
        case .meeting: try script.meet()
        case .inspect: break
        }
    }

    // MARK: Frames

    func send(_ kind: FrameKind, _ fill: (inout ByteWriter) -> Void) {
        scratch.removeAll()
        fill(&scratch)
        guard scratch.count <= FrameKind.payloadLimit else { Lockdown.exit(VARV_EXIT_PROTOCOL) }
        channel.send(kind.rawValue, scratch.bytes)
    }

    func done(_ value: Value) {
        send(.done) { $0.value(value) }
    }

    /// Sends a failure, its words cut to what a person reads: a script may have made them of megabytes.
    func failed(_ failure: Failure) {
        var failure = failure
        if failure.message.utf8.count > Self.longestMessage {
            failure.message =
                String(decoding: failure.message.utf8.prefix(Self.longestMessage), as: UTF8.self) + "…"
        }
        send(.failed) { failure.encode(into: &$0) }
    }
    private static let longestMessage = 8_192

    /// Waits for a frame of one kind; any other means that the two sides do not agree.
    func receive(_ kind: FrameKind) -> [UInt8] {
        let frame = channel.receive()
        guard frame.type == kind.rawValue else { Lockdown.exit(VARV_EXIT_PROTOCOL) }
        return frame.payload
    }

    /// Waits for any of the host's frames.
    func receiveAny() -> (FrameKind, [UInt8]) {
        let frame = channel.receive()
        guard let kind = FrameKind(rawValue: frame.type) else { Lockdown.exit(VARV_EXIT_PROTOCOL) }
        return (kind, frame.payload)
    }
}
