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
            Words(
                sv: "Ingenting utanför kan läsa en rutins minne",
                en: "Nothing outside can read a routine's memory")
        ),
        (
            .noNewPrivileges, "no_new_privileges",
            Words(sv: "En rutin kan aldrig få fler rättigheter", en: "A routine can never gain privileges")
        ),
        (.landlock, "landlock", Words(sv: "Landlock stänger alla filer", en: "Landlock closes every file")),
        (
            .landlockScope, "landlock_scope",
            Words(
                sv: "Landlock stänger signaler till andra program",
                en: "Landlock closes signals to other programs")
        ),
        (
            .hostWatch, "host_watch",
            Words(sv: "En rutin slutar när Varv slutar", en: "A routine ends when Varv ends")
        ),
        (
            .scriptThread, "script_thread",
            Words(
                sv: "En rutin har en egen tråd med bestämd stack",
                en: "A routine has a thread of its own with a known stack")
        ),
        (
            .timer, "timer",
            Words(
                sv: "En rutins processortid mäts exakt", en: "A routine's processor time is measured exactly")
        ),
        (.memoryLimit, "memory_limit", Words(sv: "Kärnan begränsar minnet", en: "The kernel limits memory")),
        (
            .processorLimit, "processor_limit",
            Words(
                sv: "Kärnan begränsar processortiden, som reserv",
                en: "The kernel limits processor time, as a backstop")
        ),
        (
            .fileLimits, "file_limits",
            Words(sv: "Kärnan låter ingen rutin skriva filer", en: "The kernel lets no routine write files")
        ),
        (
            .processLimit, "process_limit",
            Words(
                sv: "Kärnan låter ingen rutin starta processer",
                en: "The kernel lets no routine start processes")
        ),
        (
            .seccomp, "seccomp",
            Words(
                sv: "Seccomp släpper bara igenom en kort lista systemanrop",
                en: "Seccomp lets only a short list of system calls through")
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
