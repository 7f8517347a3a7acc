import CSystem
package import VarvBridge

/// What a locked worker tries in the self test and must be refused.
package struct Attempts: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    private init(_ attempt: varv_attempt) { self.init(rawValue: attempt.rawValue) }

    package static let open = Attempts(VARV_ATTEMPT_OPEN)
    package static let create = Attempts(VARV_ATTEMPT_CREATE)
    package static let ownProc = Attempts(VARV_ATTEMPT_OWN_PROC)
    package static let hostProc = Attempts(VARV_ATTEMPT_HOST_PROC)
    package static let streams = Attempts(VARV_ATTEMPT_STREAMS)
    package static let input = Attempts(VARV_ATTEMPT_INPUT)
    package static let tcp = Attempts(VARV_ATTEMPT_TCP)
    package static let unixSocket = Attempts(VARV_ATTEMPT_UNIX_SOCKET)
    package static let fork = Attempts(VARV_ATTEMPT_FORK)
    package static let exec = Attempts(VARV_ATTEMPT_EXEC)
    package static let killHost = Attempts(VARV_ATTEMPT_KILL_HOST)
    package static let kill = Attempts(VARV_ATTEMPT_KILL)
    package static let ptrace = Attempts(VARV_ATTEMPT_PTRACE)
    package static let executableMemory = Attempts(VARV_ATTEMPT_EXECUTABLE_MEMORY)
    package static let memoryFile = Attempts(VARV_ATTEMPT_MEMORY_FILE)
    package static let kernel = Attempts(VARV_ATTEMPT_KERNEL)
    package static let dumpable = Attempts(VARV_ATTEMPT_DUMPABLE)
    package static let limits = Attempts(VARV_ATTEMPT_LIMITS)
    package static let signals = Attempts(VARV_ATTEMPT_SIGNALS)

    /// Every attempt with its words, which go after "can" and "cannot".
    package static let all: [(attempt: Attempts, words: Words)] = [
        (.open, Words(sv: "öppna en fil", en: "open a file")),
        (.create, Words(sv: "skapa en fil", en: "create a file")),
        (.ownProc, Words(sv: "läsa om sig själv i /proc", en: "read about itself in /proc")),
        (
            .hostProc,
            Words(sv: "läsa Varvs miljö eller minne", en: "read the environment or memory of Varv")
        ),
        (.streams, Words(sv: "skriva till skärmen förbi Varv", en: "write to the screen past Varv")),
        (.input, Words(sv: "ändra filen som läses in", en: "change the file that is imported")),
        (.tcp, Words(sv: "nå nätet", en: "reach the network")),
        (.unixSocket, Words(sv: "nå andra program på datorn", en: "reach other programs on the machine")),
        (.fork, Words(sv: "dela sig eller starta en tråd", en: "fork or start a thread")),
        (.exec, Words(sv: "starta ett program", en: "start a program")),
        (.killHost, Words(sv: "skicka signaler till Varv", en: "send signals to Varv")),
        (
            .kill,
            Words(
                sv: "skicka signaler till sin grupp eller sig själv",
                en: "send signals to its group or itself")
        ),
        (.ptrace, Words(sv: "spåra en process", en: "trace a process")),
        (.executableMemory, Words(sv: "göra minne körbart", en: "make memory executable")),
        (.memoryFile, Words(sv: "skapa en fil i minnet", en: "create a file in memory")),
        (
            .kernel,
            Words(
                sv: "använda io_uring, bpf, keyctl eller userfaultfd",
                en: "use io_uring, bpf, keyctl or userfaultfd")
        ),
        (.dumpable, Words(sv: "göra sitt minne läsbart utifrån igen", en: "make its memory readable again")),
        (.limits, Words(sv: "höja sina gränser", en: "raise its limits")),
        (.signals, Words(sv: "stänga av sitt tidsur", en: "turn off its timer's signal")),
    ]

    package static let every = Attempts(rawValue: VARV_ATTEMPT_ALL.rawValue)
}
