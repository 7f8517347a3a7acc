public import VarvModel

/// What a plan is recognised by when it is made again: a hash over everything the run would do and read, and a
/// short one over each part, so that a plan that differs can say what has moved (design §5, `--expect`).
///
/// ```swift
/// let seen = run.plan.mark               // 8f3a91c04e77d2b1-9c51de07b3
/// let moved = again.plan.mark.moved(since: "\(seen)")   // [.file]
/// ```
public struct PlanMark: Hashable, Sendable, CustomStringConvertible {
    /// What a plan depends on, in the order the short hashes stand.
    public enum Part: Int, CaseIterable, Sendable {
        /// Varv itself: its version is the version of its rules.
        case varv
        /// The routine's file, with its modules.
        case routine
        /// Scope, options and answers.
        case settings
        /// The file that is read.
        case file
        /// What the school holds, as far as the run's records meet it.
        case school

        /// The part as a sentence names it.
        public var words: Phrase {
            switch self {
            case .varv: Phrase(sv: "Varvs version", en: "Varv's version")
            case .routine: Phrase(sv: "rutinen", en: "the routine")
            case .settings: Phrase(sv: "valen på kommandoraden", en: "the options given")
            case .file: Phrase(sv: "filen", en: "the file")
            case .school: Phrase(sv: "skolans uppgifter", en: "what the school holds")
            }
        }
    }

    /// The whole, 32 hexadecimal digits; empty for a plan that is never made again, such as an entry's in a meeting.
    public let hash: String
    private let parts: String

    /// The fewest digits that name a plan.
    private static let shortest = 12
    private static let shown = 16

    package static let none = PlanMark(hash: "", parts: "")

    /// - Parameter texts: what each part is, or the hash of it.
    init(_ texts: [Part: String]) {
        let whole = PlanHash()
        var parts = ""
        for part in Part.allCases {
            let text = texts[part] ?? ""
            whole.add(text)
            parts += Digest.sha256Hex(of: text.utf8).prefix(2)
        }
        self.init(hash: whole.hex(), parts: parts)
    }

    private init(hash: String, parts: String) {
        self.hash = hash
        self.parts = parts
    }

    /// As `varv` shows it and `--expect` takes it.
    public var description: String { hash.isEmpty ? "" : "\(hash.prefix(Self.shown))-\(parts)" }

    /// Returns what has moved since a plan with this mark was seen; nil when nothing has, empty when the mark
    /// cannot tell.
    ///
    /// Of the school only when all else is the same: another file also meets the school otherwise.
    public func moved(since mark: String) -> [Part]? {
        let pieces = mark.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        guard let first = pieces.first, first.count >= Self.shortest else { return [] }
        if hash.hasPrefix(first) { return nil }
        guard pieces.count == 2, !parts.isEmpty, pieces[1].utf8.count == parts.utf8.count else { return [] }
        let (was, now) = (Array(pieces[1].utf8), Array(parts.utf8))
        let moved = Part.allCases.filter {
            was[2 * $0.rawValue..<2 * $0.rawValue + 2] != now[2 * $0.rawValue..<2 * $0.rawValue + 2]
        }
        return moved == [.school] ? moved : moved.filter { $0 != .school }
    }
}
