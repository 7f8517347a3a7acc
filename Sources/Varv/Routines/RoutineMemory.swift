import VarvBridge
import VarvModel

/// What the school's routines declared when they were last listed, or why they did not load, kept in its folder so that a list starts no workers.
///
/// It is for looking only: by the file's hash, of this build of Varv, in one language. Whatever a person is asked about,
/// and whatever runs, is read anew (``RoutineShelf/anew(_:)``), so that nobody gains a right by writing here. What does
/// not read well is as if it were not there, and so is a folder that cannot be written.
final class RoutineMemory {
    static let name = "varv.routines"
    private static let limit = 1 << 20
    private static let mostEntries = 1000
    /// A routine's source is at most four times this.
    private static let entryLimit = 16 << 10

    private let directory: Directory?
    private let language: Language
    private var declarations: [String: Value] = [:]
    private var met: Set<String> = []
    private var kept: [UInt8] = []
    private var isRead = false

    init(_ directory: Directory?, _ language: Language) {
        self.directory = directory
        self.language = language
    }

    /// What the file with a hash declared; nil when it has to be read.
    func declaration(_ hash: String) -> Value? {
        if !isRead { read() }
        guard let known = declarations[hash] else { return nil }
        met.insert(hash)
        return known
    }

    /// Notes what a file declared when it was read.
    func note(_ declaration: Value, of hash: String) {
        declarations[hash] = declaration
        met.insert(hash)
    }

    /// Forgets what is known by some names; returns whether there was anything.
    @discardableResult
    func forget(_ isMeant: (String) -> Bool = { _ in true }) -> Bool {
        if !isRead { read() }
        let before = declarations.count
        declarations = declarations.filter { !isMeant($0.key) }
        return declarations.count < before
    }

    /// Goes through all routines there are; afterwards what is kept is what was met, and nothing else.
    func listing<Result>(_ body: () throws -> Result) rethrows -> Result {
        met = []
        let result = try body()
        declarations = declarations.filter { met.contains($0.key) }
        keep()
        return result
    }

    private func head(into writer: inout ByteWriter) {
        writer.text(BuildIdentity.version)
        writer.unsigned(BuildIdentity.fingerprint)
        writer.text(language.rawValue)
    }

    private func keep() {
        guard let directory else { return }
        var entries = ByteWriter()
        var count = 0
        for (hash, declaration) in declarations.sorted(by: { $0.key < $1.key }) {
            var entry = ByteWriter()
            entry.text(hash)
            entry.value(declaration)
            guard entry.count <= Self.entryLimit else { continue }
            guard count < Self.mostEntries, entries.count + entry.count <= Self.limit - 1024 else { break }
            entries.raw(entry.bytes)
            count += 1
        }
        var writer = ByteWriter()
        head(into: &writer)
        writer.count(count)
        writer.raw(entries.bytes)
        guard writer.bytes != kept, (try? directory.replace(Self.name, with: writer.bytes)) != nil else {
            return
        }
        kept = writer.bytes
    }

    private func read() {
        isRead = true
        guard let bytes = try? directory?.read(Self.name, atMost: Self.limit) else { return }
        var expected = ByteWriter()
        head(into: &expected)
        guard bytes.starts(with: expected.bytes) else { return }
        kept = bytes
        var reader = ByteReader(Array(bytes.dropFirst(expected.count)), marks: .refused)
        do {
            for _ in 0..<(try reader.count()) {
                let hash = try reader.text()
                declarations[hash] = try reader.value()
            }
            try reader.end()
        } catch {
            declarations = [:]
        }
    }
}

extension RoutineShelf {
    /// Finds a routine and reads what it declares, whatever is remembered of it.
    func find(_ source: RoutineSource) throws -> Routine {
        guard case .named = source else { return try anew(listed(source)) }
        let known = try memory.listing { try listed(source) }
        let read = try anew(known)
        if read.id == known.id { return read }
        // What was remembered is not what the files say, so nothing of it is.
        memory.forget()
        return try anew(memory.listing { try listed(source) })
    }

    /// A routine as its own source declares it now; what a list says of it may be remembered, and what it may do
    /// never is.
    func anew(_ routine: Routine) throws -> Routine {
        // What has modules of its own is never remembered.
        guard routine.modules.isEmpty else { return routine }
        var read = try load(
            Array(routine.source.utf8), fileName: routine.fileName, folder: routine.folder, isAnew: true)
        // A byte order mark belongs to the file and not to its text.
        if read.modules.isEmpty { read.hash = routine.hash }
        return read
    }
}
