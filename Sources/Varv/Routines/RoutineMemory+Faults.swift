import VarvBridge
import VarvModel

/// Why a file did not load, kept beside what others declare, so that a file that loops costs a list nothing the
/// second time.
extension RoutineMemory {
    /// What was wrong with the file with a hash and a name, which the words may hold; nil when it has to be read.
    func fault(_ hash: String, _ fileName: String) -> VarvError? {
        declaration(Self.key(hash, fileName)).flatMap(VarvError.init(remembered:))
    }

    /// Notes why a file did not load, when it would not load the next time either.
    func note(_ error: any Error, of hash: String, _ fileName: String) {
        let isLasting =
            switch error {
            case let failure as Failure: failure.kind != .interrupted
            case let report as WorkerReport: report.end.isOfRoutine
            default: error is VarvError
            }
        if isLasting { note(VarvError.wrapping(error).remembered, of: Self.key(hash, fileName)) }
    }

    /// Forgets all faults; returns whether there were any.
    func forgetFaults() -> Bool { forget { $0.contains(" ") } }

    // A hash has no space.
    private static func key(_ hash: String, _ fileName: String) -> String { hash + " " + fileName }
}

extension WorkerEnd {
    /// Whether a routine that ended so ends so every time: not what a full machine or a person did.
    fileprivate var isOfRoutine: Bool {
        switch self {
        case .processorTime, .memory, .output, .records, .traffic, .protocolViolation, .luaPanic: true
        default: false
        }
    }
}

extension VarvError {
    fileprivate var remembered: Value {
        .list(
            [.text(code), .int(Int64(status.rawValue)), .text(place ?? "")]
                + ([words] + details).flatMap { [.text($0.sv), .text($0.en)] })
    }

    /// Reads what a memory holds; nil for what is no routine's fault. It may have been written by anyone, so it is shown
    /// as a worker's words are.
    fileprivate init?(remembered value: Value) {
        guard let parts = value.list, parts.count >= 5, parts.count % 2 == 1,
            let code = parts[0].text, code.wholeMatch(of: /VARV-E[0-9]{3}/) != nil,
            let status = parts[1].int.flatMap({ ExitStatus(rawValue: Int32(truncatingIfNeeded: $0)) }),
            [.routine, .ended].contains(status)
        else { return nil }
        let texts = parts[2...].compactMap(\.text).map(shown)
        guard texts.count == parts.count - 2 else { return nil }
        let phrases = stride(from: 1, to: texts.count, by: 2).map {
            Phrase(sv: texts[$0], en: texts[$0 + 1])
        }
        self.init(code, status, phrases[0], place: texts[0].isEmpty ? nil : shownOnOneLine(texts[0]))
        details = Array(phrases.dropFirst())
    }
}
