internal import VarvBridge
public import VarvModel
package import VarvStorage

/// How a command ends, as a script can trust it (design §6).
public enum ExitStatus: Int32, Hashable, Sendable {
    /// What was asked for is done.
    case done = 0
    /// It could not be done, for a reason the message says.
    case failed = 1
    /// An error in the routine, with its file and line.
    case routine = 2
    /// The worker was ended: time, memory, output, records, traffic, crash.
    case ended = 3
    /// A right was not granted.
    case notGranted = 4
    /// Nothing was stored: the input was refused.
    case refused = 5
    /// Stored, but some rows were left out.
    case leftOut = 6
    /// It was asked for in a way that means nothing.
    case usage = 64
    /// Someone stopped it, or cancelled the task that waited for it.
    case interrupted = 130
}

/// Why something could not be done: a stable code, what happened and what to do, and where.
///
/// Everything the host throws at an embedder is one of these.
public struct VarvError: Error, Hashable, Sendable {
    /// A stable code people can search for: `VARV-E214`.
    public var code: String
    /// How a command line ends for it.
    public var status: ExitStatus
    /// What happened and what to do.
    public var words: Phrase
    /// `eht.lua:14`, or the input's row.
    public var place: String?
    /// More lines, such as the routine's frames or the later changes in an undo's way.
    public var details: [Phrase]
    /// The setting (`--set KEY=…`) whose value would let the run go on; nil when none would.
    public var wantedSetting: String?
    /// The rights that, granted by someone who may, would let the run go on; empty when none would.
    public var wantedRights: Set<Permission> = []
    /// What the routine had printed when it failed: whoever looks for a mistake with `print` needs it most then.
    public var printed = ""

    /// Makes an error of the embedding program's own in the same form.
    public init(
        _ code: String, _ status: ExitStatus, sv: String, en: String, place: String? = nil,
        details: [Phrase] = []
    ) {
        self.code = code
        self.status = status
        self.words = Phrase(sv: sv, en: en)
        self.place = place
        self.details = details
    }

    package init(_ code: String, _ status: ExitStatus, _ words: Phrase, place: String? = nil) {
        self.init(code, status, sv: words.sv, en: words.en, place: place)
    }

    /// Returns the message with its place first, as a person reads it.
    public func message(in language: Language) -> String {
        let text = words.text(in: language)
        return place.map { "\($0): \(text)" } ?? text
    }
}

extension VarvError {
    /// What a worker reported about a routine or an input.
    init(_ failure: Failure) {
        let place =
            failure.file.isEmpty ? nil : failure.line > 0 ? "\(failure.file):\(failure.line)" : failure.file
        let details =
            failure.traceback.isEmpty
            ? []
            : failure.traceback.split(separator: "\n").dropFirst().map {
                Phrase(sv: "  \($0)", en: "  \($0)")
            }
        let (code, status): (String, ExitStatus) =
            switch failure.kind {
            case .syntax: ("VARV-E201", .routine)
            case .incomplete: ("VARV-E202", .routine)
            case .runtime: ("VARV-E203", .routine)
            case .declaration: ("VARV-E204", .routine)
            case .interrupted: ("VARV-E330", .interrupted)
            case .right: ("VARV-E411", .notGranted)
            case .input: (failure.wantedAnswer == nil ? "VARV-E501" : "VARV-E508", .refused)
            }
        // Lines of a script's own error that follow the first are told from ours.
        let message = failure.message.replacing("\n", with: "\n│ ")
        self.init(code, status, sv: message, en: message, place: place, details: details)
        wantedSetting = failure.wantedAnswer
    }

    /// Somebody interrupted what the host itself was doing.
    package static let interrupted = VarvError(
        "VARV-E330", .interrupted, sv: "Avbrutet. Inget har sparats.", en: "Interrupted. Nothing was stored.")

    init(_ report: WorkerReport) {
        self.init(report.end)
        place = report.lastWords?.place
    }

    init(_ end: WorkerEnd) {
        let status: ExitStatus = end == .interrupted ? .interrupted : .ended
        self.init(end.code, status, sv: end.words.sv, en: end.words.en)
    }

    init(_ error: WorkerStartError) {
        self.init(error.code, .failed, sv: error.words.sv, en: error.words.en)
    }

    package init(_ error: StoreError) {
        var error = error
        if case .busy(var owner?) = error {
            owner.since = SchoolClock.local(owner.since)
            error = .busy(owner)
        }
        self.init(error.code, .failed, sv: error.sv, en: error.en)
    }

    init(_ error: SchoolFolderError) {
        self.init(
            error.code.rawValue, .failed, sv: error.message(in: .swedish), en: error.message(in: .english))
    }

    init(_ errors: SchoolConfigurationErrors) {
        self.init(
            "VARV-E700", .failed, sv: errors.errors.map { $0.message(in: .swedish) }.joined(separator: "\n"),
            en: errors.errors.map { $0.message(in: .english) }.joined(separator: "\n"))
    }

    init(_ refusal: RightsRefusal) {
        self.init(
            refusal.code, .notGranted, sv: refusal.message(in: .swedish), en: refusal.message(in: .english))
        wantedRights = refusal.grantable
    }

    /// An error of a run, with what its routine had printed.
    static func wrapping(_ error: any Error, printed: String) -> VarvError {
        var error = wrapping(error)
        error.printed = printed
        return error
    }

    /// Any error this package throws, as the one type an embedder sees.
    package static func wrapping(_ error: any Error) -> VarvError {
        switch error {
        case let error as VarvError: error
        case let error as Failure: VarvError(error)
        case let error as WorkerReport: VarvError(error)
        case let error as WorkerStartError: VarvError(error)
        case let error as StoreError: VarvError(error)
        case let error as SchoolFolderError: VarvError(error)
        case let error as SchoolConfigurationErrors: VarvError(error)
        case let error as RightsRefusal: VarvError(error)
        case let error as Refusal:
            VarvError("VARV-E203", .routine, sv: error.words.sv, en: error.words.en)
        case let error as BridgeError:
            VarvError(WorkerEnd.protocolViolation(.unreadable(error)))
        default:
            VarvError(
                "VARV-E999", .failed,
                sv:
                    "Oväntat fel: \(error). Försök igen; kommer det tillbaka är det ett fel i Varv: anmäl det.",
                en:
                    "Unexpected error: \(error). Try again; if it comes back, this is a fault in Varv: report it."
            )
        }
    }
}
