import CSystem
import Glibc

extension WorkerProcess {
    /// What the self test of a worker on this machine found.
    package struct Probe: Hashable, Sendable {
        package var layers: Layers
        /// What the worker tried and was refused; `Attempts.every` when all is well.
        package var refused: Attempts
        /// The landlock ABI of the kernel; 0 without landlock.
        package var landlockABI: Int
        /// From spawn to the reaped end.
        package var duration: Duration
        package var usage: WorkerUsage

        /// Layers a system in order has and this one lacks.
        package var missing: Layers { Layers.complete.subtracting(layers) }
    }

    /// Starts a worker that locks itself in, tries what it must not be able to, and reports.
    ///
    /// Throws `WorkerStartError`, or the `WorkerReport` of a worker that ended otherwise: also when it could
    /// do what it tried and never came back.
    package static func probe(_ location: WorkerLocation) throws -> Probe {
        let began = ContinuousClock.now
        let input = varv_memory_file()
        defer { if input >= 0 { close(input) } }
        _ = varv_seal(input)
        let worker = try WorkerProcess(
            location, arguments: ["--probe"], input: input >= 0 ? input : nil)
        let frame = try worker.receive()
        guard frame.type == UInt8(VARV_FRAME_PROBE.rawValue), frame.payload.count == 12 else {
            throw worker.end(.protocolViolation(.selfTestUnreadable))
        }
        let report = worker.finish()
        guard report.end == .clean else { throw report }
        let words = stride(from: 0, to: 12, by: 4).map { start in
            frame.payload[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        return Probe(
            layers: Layers(rawValue: words[0]), refused: Attempts(rawValue: words[1]),
            landlockABI: Int(words[2]), duration: ContinuousClock.now - began, usage: report.usage)
    }
}
