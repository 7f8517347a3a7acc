import CSystem
package import VarvBridge

/// The locks a worker has on; a run is stored with them, `varv doctor` explains them.
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

    /// Every layer with its lasting name and its words, in the order they are put on.
    package static let all: [(layer: Layers, name: String, words: Words)] = [
        (
            .undumpable, "undumpable",
            Words(sv: "inget av minnet kan läsas utifrån", en: "no memory can be read from outside")
        ),
        (
            .noNewPrivileges, "no_new_privileges",
            Words(sv: "kan aldrig få fler rättigheter", en: "can never gain privileges")
        ),
        (.landlock, "landlock", Words(sv: "landlock: inga filer", en: "landlock: no files")),
        (
            .landlockScope, "landlock_scope",
            Words(
                sv: "landlock: inga signaler till andra program", en: "landlock: no signals to other programs"
            )
        ),
        (.hostWatch, "host_watch", Words(sv: "slutar när Varv slutar", en: "ends when Varv ends")),
        (
            .scriptThread, "script_thread",
            Words(sv: "egen tråd med bestämd stack", en: "a thread of its own with a known stack")
        ),
        (.timer, "timer", Words(sv: "exakt processortid", en: "exact processor time")),
        (.memoryLimit, "memory_limit", Words(sv: "minnesgräns i kärnan", en: "the kernel's memory limit")),
        (
            .processorLimit, "processor_limit",
            Words(sv: "processortid, kärnans reserv", en: "processor time, the kernel's backstop")
        ),
        (.fileLimits, "file_limits", Words(sv: "skriver inga filer", en: "writes no files")),
        (.processLimit, "process_limit", Words(sv: "startar inga processer", en: "starts no processes")),
        (
            .seccomp, "seccomp",
            Words(sv: "seccomp: bara en kort lista systemanrop", en: "seccomp: a short list of calls only")
        ),
    ]

    /// What a system in order gives.
    package static let complete = Layers(all.map(\.layer))

    /// As a run is stored with them: the bits, as a decimal number.
    package var stored: String { "\(rawValue)" }

    /// What a run was stored with; nil when that is no number.
    package init?(stored: String) {
        guard let bits = UInt32(stored) else { return nil }
        self.init(rawValue: bits)
    }

    /// The lasting names of these layers.
    package var names: [String] { Self.all.filter { contains($0.layer) }.map(\.name) }
}
