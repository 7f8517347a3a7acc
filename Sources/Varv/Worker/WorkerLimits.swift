/// How much a run may use before its worker is ended (design §5).
package struct WorkerLimits: Hashable, Sendable {
    /// Processor time, user and system together.
    package var processorTime: Duration
    /// Bytes the script and the readers' buffers may hold.
    package var memory: Int
    /// Printed text, in bytes; the worker counts it.
    package var output: Int
    /// How long the host waits for its worker in all; time the host uses itself is not counted.
    package var wall: Duration
    /// How long the host may be busy for its worker, drawing its papers and answering it.
    package var hostTime: Duration
    package var grace = WorkerGrace()
    /// Bytes of frames the worker may send in one turn without being asked, each counted as 64 at least.
    package var traffic = 256 << 20
    /// Records it may make in one turn.
    package var records = 1_000_000
    /// Whether each turn gets a processor-time budget of its own, as the entries of a REPL do.
    package var renewable: Bool

    /// Without `wall` the host waits three times the processor time and five seconds: a busy machine is not
    /// the script's fault, but a worker that neither computes nor answers must end too.
    package init(
        processorTime: Duration = .seconds(10), memory: Int = 256 << 20, output: Int = 1 << 20,
        wall: Duration? = nil, renewable: Bool = false
    ) {
        self.processorTime = processorTime
        self.memory = memory
        self.output = output
        self.wall = wall ?? processorTime * 3 + .seconds(5)
        self.hostTime = self.wall
        self.renewable = renewable
    }

    /// The limits of an import: 10 s, and 1 s for each MiB of its file. What it may send and make grows with the file
    /// too; a compressed one may hold more cells than bytes.
    package static func importing(bytes: Int) -> WorkerLimits {
        let bytes = min(bytes, OpenInput.sizeLimit)
        var limits = WorkerLimits(processorTime: .seconds(10) + .milliseconds((Int64(bytes) * 1000) >> 20))
        limits.traffic += 16 * bytes
        limits.records += 4 * bytes
        return limits
    }

    /// As `varv-worker` reads them; `Lockdown.Budget` is the other end.
    package var arguments: [String] {
        [
            "--processor-ms", String(processorTime.milliseconds), "--memory", String(memory),
            "--output", String(output),
        ] + (renewable ? ["--renewable"] : [])
    }
}

extension Duration {
    /// Whole milliseconds, rounded up so that a short positive time never becomes "no limit".
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
