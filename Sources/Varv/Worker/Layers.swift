import CSystem
package import VarvBridge

/// The locks a worker has on; a run records them, `varv doctor` explains them.
package struct Layers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    private init(_ layer: varv_layer) { self.init(rawValue: layer.rawValue) }

    package static let scriptThread = Layers(VARV_LAYER_SCRIPT_THREAD)
    package static let hostWatch = Layers(VARV_LAYER_HOST_WATCH)
    package static let timer = Layers(VARV_LAYER_TIMER)
    package static let undumpable = Layers(VARV_LAYER_UNDUMPABLE)
    package static let noNewPrivileges = Layers(VARV_LAYER_NO_NEW_PRIVILEGES)
    package static let landlock = Layers(VARV_LAYER_LANDLOCK)
    package static let landlockScope = Layers(VARV_LAYER_LANDLOCK_SCOPE)
    package static let memoryLimit = Layers(VARV_LAYER_MEMORY_LIMIT)
    package static let processorLimit = Layers(VARV_LAYER_PROCESSOR_LIMIT)
    package static let fileLimits = Layers(VARV_LAYER_FILE_LIMITS)
    package static let processLimit = Layers(VARV_LAYER_PROCESS_LIMIT)
    package static let seccomp = Layers(VARV_LAYER_SECCOMP)

    /// Every layer with its words, in the order they are put on.
    package static let all: [(layer: Layers, words: Words)] = [
        (
            .undumpable,
            Words(sv: "inget av minnet kan läsas utifrån", en: "no memory can be read from outside")
        ),
        (.noNewPrivileges, Words(sv: "kan aldrig få fler rättigheter", en: "can never gain privileges")),
        (.landlock, Words(sv: "landlock: inga filer", en: "landlock: no files")),
        (
            .landlockScope,
            Words(
                sv: "landlock: inga signaler till andra program", en: "landlock: no signals to other programs"
            )
        ),
        (.hostWatch, Words(sv: "slutar när Varv slutar", en: "ends when Varv ends")),
        (
            .scriptThread,
            Words(sv: "egen tråd med bestämd stack", en: "a thread of its own with a known stack")
        ),
        (.timer, Words(sv: "exakt processortid", en: "exact processor time")),
        (.memoryLimit, Words(sv: "minnesgräns i kärnan", en: "the kernel's memory limit")),
        (
            .processorLimit,
            Words(sv: "processortid, kärnans reserv", en: "processor time, the kernel's backstop")
        ),
        (.fileLimits, Words(sv: "skriver inga filer", en: "writes no files")),
        (.processLimit, Words(sv: "startar inga processer", en: "starts no processes")),
        (
            .seccomp,
            Words(sv: "seccomp: bara en kort lista systemanrop", en: "seccomp: a short list of calls only")
        ),
    ]

    /// What a system in order gives.
    package static let complete = Layers(all.map(\.layer))
}

/// What a locked worker tries in the self test and must be refused.
package struct Attempts: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    private init(_ attempt: varv_attempt) { self.init(rawValue: attempt.rawValue) }

    /// Every attempt with its words.
    package static let all: [(attempt: Attempts, words: Words)] = [
        (Attempts(VARV_ATTEMPT_OPEN), Words(sv: "öppna en fil", en: "open a file")),
        (
            Attempts(VARV_ATTEMPT_PROC),
            Words(sv: "skriva i sitt eget minne genom /proc", en: "write to /proc/self/mem")
        ),
        (Attempts(VARV_ATTEMPT_SOCKET), Words(sv: "nå nätet", en: "reach the network")),
        (Attempts(VARV_ATTEMPT_FORK), Words(sv: "dela sig", en: "fork")),
        (Attempts(VARV_ATTEMPT_EXEC), Words(sv: "starta ett program", en: "start a program")),
        (Attempts(VARV_ATTEMPT_KILL), Words(sv: "signalera ett annat program", en: "signal another program")),
        (Attempts(VARV_ATTEMPT_PTRACE), Words(sv: "spåra en process", en: "trace a process")),
        (
            Attempts(VARV_ATTEMPT_EXECUTABLE_MEMORY),
            Words(sv: "göra minne körbart", en: "make memory executable")
        ),
    ]

    package static let every = Attempts(rawValue: VARV_ATTEMPT_ALL.rawValue)
}

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
        let worker = try WorkerProcess(location, arguments: ["--probe"])
        let frame = try worker.receive()
        guard frame.type == UInt8(VARV_FRAME_PROBE.rawValue), frame.payload.count == 12 else {
            throw worker.end(.protocolViolation("its answer to the self test cannot be read"))
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
