/// How much a run may use: processor seconds and memory.
public struct RunLimits: Hashable, Sendable {
    /// Processor seconds, at least one; nil for what a run of its kind has.
    public var seconds: Int?
    /// Memory in MiB; nil for what a run of its kind has.
    public var memoryMiB: Int?

    /// Makes limits; what is nil is as for a run of its kind.
    public init(seconds: Int? = nil, memoryMiB: Int? = nil) {
        self.seconds = seconds
        self.memoryMiB = memoryMiB
    }

    /// The most that can be asked for: a day, and a tebibyte.
    private static let most = (seconds: 86_400, memoryMiB: 1 << 20)

    /// The worker's limits: as asked, else 10 s and 256 MiB, and 1 s more for each MiB of an import's file.
    func worker(importing bytes: Int? = nil, renewable: Bool = false) -> WorkerLimits {
        let standard = bytes.map(WorkerLimits.importing) ?? WorkerLimits()
        var limits = WorkerLimits(
            processorTime: seconds.map { .seconds(min(max($0, 1), Self.most.seconds)) }
                ?? standard.processorTime,
            memory: memoryMiB.map { min(max($0, 1), Self.most.memoryMiB) << 20 } ?? standard.memory,
            renewable: renewable)
        limits.traffic = standard.traffic
        limits.records = standard.records
        return limits
    }
}
