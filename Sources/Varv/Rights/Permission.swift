public import VarvModel

/// One thing a routine may do: read or write what a right opens.
public enum Permission: Hashable, Sendable {
    /// Reading what a right opens.
    case read(Right)
    /// Adding and changing it.
    case write(Right)

    /// What it is about.
    public var right: Right {
        switch self {
        case .read(let right), .write(let right): right
        }
    }

    /// Whether it is for writing.
    public var isWrite: Bool {
        switch self {
        case .read: false
        case .write: true
        }
    }

    /// Every permission there is: what is read first, each in the order of `Right`.
    package static let all: [Permission] =
        Right.allCases.map(Permission.read) + Right.allCases.map(Permission.write)

    /// The command line's flag that grants it: `--read results`.
    package var flag: String { (isWrite ? "--write " : "--read ") + right.rawValue }

    /// How `varv.lock` writes it: `read results`.
    package var text: String { (isWrite ? "write " : "read ") + right.rawValue }

    /// Reads what `text` wrote; nil for anything else.
    package init?(text: String) {
        guard let permission = Permission.all.first(where: { $0.text == text }) else { return nil }
        self = permission
    }

    /// Whether a yes holds for one run only, unless the one who grants says `--remember` (design §4).
    package var isForOneRun: Bool { right.isForOneRun }
}

extension Set<Permission> {
    /// Makes the permissions a routine's `reads` and `writes` ask for.
    package init(reads: some Sequence<Right>, writes: some Sequence<Right>) {
        self = Set(reads.map(Permission.read)).union(writes.map(Permission.write))
    }

    /// The permissions in the order texts and files show them.
    package var ordered: [Permission] { Permission.all.filter(contains) }

    package var reads: Set<Right> { Set<Right>(lazy.filter { !$0.isWrite }.map(\.right)) }
    package var writes: Set<Right> { Set<Right>(lazy.filter(\.isWrite).map(\.right)) }
}
