import Foundation
import Glibc
import VarvBridge
import VarvModel
import VarvStdlib

/// Finds routines and remembers what each declares by its file's hash, so that a file is loaded once, and for lists
/// only once in the school's life.
///
/// Loading runs in a worker without host functions: a stranger's file can say what it is, and nothing else.
package final class RoutineShelf {
    /// The longest routine, in bytes (sandbox: the parser runs no hooks).
    package static let sourceLimit = 64 << 10

    private let location: WorkerLocation
    private let folder: SchoolFolder?
    private let language: Language
    /// Brings an interrupt to a routine that takes its time to load.
    var relay: InterruptRelay?
    private var remembered: [String: Routine] = [:]
    let memory: RoutineMemory

    init(location: WorkerLocation, folder: SchoolFolder?, language: Language) {
        self.location = location
        self.folder = folder
        self.language = language
        memory = RoutineMemory(folder?.directory, language)
    }

    /// Finds a routine, as a list shows it.
    func listed(_ source: RoutineSource) throws -> Routine {
        switch source {
        case .file(let path): return try load(path: path)
        case .loaded(let routine): return routine
        case .named(let name):
            var (all, broken) = try contents()
            if let found = Self.named(name, among: all) { return found }
            // Nothing is missing on the memory's word alone.
            if memory.forgetFaults() {
                (all, broken) = try contents()
                if let found = Self.named(name, among: all) { return found }
            }
            if FileManager.default.fileExists(atPath: name) { return try load(path: name) }
            // A file with the name that does not load is what was meant, and why it does not is the answer.
            if let broken = broken.first(where: { $0.mentions(name) }) { throw broken.error }
            let list = all.map(\.id).joined(separator: ", ")
            let near = suggestion(
                for: name,
                among: all.map(\.id)
                    + (name.contains("/")
                        ? [] : all.compactMap { $0.id.split(separator: "/").last.map(String.init) }))
            throw VarvError(
                "VARV-E208", .usage,
                sv:
                    "Det finns ingen rutin eller fil \"\(printable(name))\"\(near.sv) Rutinerna här: \(list).",
                en:
                    "There is no routine or file \"\(printable(name))\"\(near.en) The routines here: \(list).",
                details: UnloadableRoutine.details(broken))
        }
    }

    private static func named(_ name: String, among all: [Routine]) -> Routine? {
        if let found = all.first(where: { $0.id == name }) { return found }
        // The last part is enough where it says which.
        let short = all.filter { $0.id.split(separator: "/").last.map(String.init) == name }
        return short.count == 1 ? short[0] : nil
    }

    /// Every routine the school has, then those Varv comes with; and the files in the school's `routines/` that do not
    /// load, with why.
    ///
    /// Throws when somebody interrupts, or no worker starts: neither says anything of a file.
    func contents() throws -> (routines: [Routine], unloadable: [UnloadableRoutine]) {
        var found: [Routine] = []
        var broken: [UnloadableRoutine] = []
        var files: [String: String] = [:]
        for path in folder.map({ Self.luaFiles(under: $0.routinesPath) }) ?? [] {
            let file = String(path.dropFirst((folder?.routinesPath.count ?? 0) + 1))
            do {
                let routine = try load(path: path, forList: true)
                if let other = files.updateValue(file, forKey: routine.id) {
                    // Neither is known to be the one that is meant.
                    found.removeAll { $0.id == routine.id }
                    for each in [other, file] where !broken.contains(where: { $0.file == each }) {
                        broken.append(
                            UnloadableRoutine(
                                file: each, id: routine.id, error: Self.share(routine.id, other, file)))
                    }
                } else {
                    found.append(routine)
                }
            } catch let error as WorkerStartError {
                throw error
            } catch {
                let error = VarvError.wrapping(error)
                if error.status == .interrupted { throw error }
                broken.append(UnloadableRoutine(file: file, error: error))
            }
        }
        for (_, file) in Stdlib.routines.sorted(by: { $0.key < $1.key }) {
            let routine = try load(Array(file.bytes), fileName: file.path)
            if !found.contains(where: { $0.id == routine.id }) { found.append(routine) }
        }
        return (found, broken)
    }

    private func load(path: String, forList: Bool = false) throws -> Routine {
        let bytes = try Self.bytes(path)
        let fileName = (path as NSString).lastPathComponent
        let hash = Digest.sha256Hex(of: bytes)
        if forList, memory.declaration(hash) == nil, let fault = memory.fault(hash, fileName) { throw fault }
        return try load(bytes, fileName: fileName, folder: (path as NSString).deletingLastPathComponent)
    }

    /// A file's bytes, one more than a routine may have at the most; a pipe or a device is no file, and is
    /// not waited for.
    private static func bytes(_ path: String) throws -> [UInt8] {
        let absent = VarvError(
            "VARV-E209", .usage, sv: "Filen \(printable(path)) finns inte eller kan inte läsas.",
            en: "The file \(printable(path)) does not exist or cannot be read.")
        do {
            let file = try Descriptor.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
            guard try file.status(name: path).st_mode & S_IFMT == S_IFREG else { throw absent }
            var bytes: [UInt8] = []
            _ = try file.readChunks(name: path) { chunk in
                bytes += chunk
                return bytes.count <= sourceLimit
            }
            return bytes
        } catch { throw absent }
    }

    /// Loads a routine's bytes, or remembers them; one with modules of its own is loaded anew, since they may
    /// have changed.
    func load(
        _ bytes: [UInt8], fileName: String, folder: String? = nil, isAnew: Bool = false
    ) throws -> Routine {
        let source = try Self.text(bytes, fileName: fileName)
        let hash = Digest.sha256Hex(of: bytes)
        let declaration = memory.declaration(hash)
        if let known = remembered[hash], known.folder == folder { return known }
        if !isAnew, let declaration,
            var listed = try? Routine(
                declaration: declaration, fileName: fileName, source: source, hash: hash)
        {
            listed.folder = folder
            return listed
        }
        let start = StartFrame(
            mode: .declare, language: language.rawValue, sourceName: fileName, source: source)
        let run = try WorkerRun(
            location, start: start, limits: WorkerLimits(processorTime: .seconds(2), memory: 64 << 20))
        relay?.watch(run)
        defer { relay?.watch(nil) }
        var declared = Value.none
        var handlers = WorkerRun.Handlers()
        handlers.declaration = { declared = $0 }
        let answers = LoadingAnswers(folder: folder, language: language, size: bytes.count)
        do {
            _ = try run.serve(answers, handlers)
            try run.finish()
            // A module of its own that changes makes it another routine, to be allowed anew.
            let modules = answers.asked.sorted { $0.key < $1.key }
            let whole =
                modules.isEmpty
                ? hash
                : Digest.sha256Hex(of: Array((hash + modules.map { "\($0.key) \($0.value)" }.joined()).utf8))
            var routine = try Routine(
                declaration: declared, fileName: fileName, source: source, hash: whole)
            if routine.id.hasPrefix("varv/"), !Self.ours.contains(hash) {
                throw Self.isOurs(routine.id, fileName)
            }
            routine.modules = answers.asked
            routine.folder = folder
            if modules.isEmpty {
                remembered[hash] = routine
                memory.note(declared, of: hash)
            }
            return routine
        } catch {
            // Where another file has a part in it, it may be otherwise the next time.
            if answers.asked.isEmpty, !answers.lacks { memory.note(error, of: hash, fileName) }
            throw error
        }
    }

    private static func share(_ id: String, _ one: String, _ other: String) -> VarvError {
        let (one, other) = (printable(one), printable(other))
        return VarvError(
            "VARV-E222", .routine,
            sv: "\(one) och \(other) har samma id, \(id). Ta bort den ena, eller ge den ett annat id.",
            en: "\(one) and \(other) have the same id, \(id). Remove one, or give it another id.")
    }

    /// The hashes of the routines Varv comes with: nobody else's go by such an id.
    private static let ours = Set(Stdlib.routines.values.map { Digest.sha256Hex(of: Array($0.bytes)) })

    private static func isOurs(_ id: String, _ fileName: String) -> VarvError {
        let own = "skolan/" + id.dropFirst("varv/".count)
        return VarvError(
            "VARV-E219", .routine,
            sv: "Id som börjar med varv/ har bara de rutiner som följer med Varv. Skriv till exempel \(own).",
            en:
                "Only the routines Varv comes with have ids that begin with varv/. Write for instance \(own).",
            place: fileName)
    }

    /// A routine's text; throws for one that is too long, compiled, or not UTF-8.
    package static func text(_ bytes: [UInt8], fileName: String) throws(VarvError) -> String {
        guard bytes.count <= sourceLimit else {
            throw VarvError(
                "VARV-E210", .routine, sv: "Filen är för lång; en rutin får vara högst \(sourceLimit) byte.",
                en: "The file is too long; a routine may be at most \(sourceLimit) bytes.", place: fileName)
        }
        // A byte order mark is Notepad's way to say UTF-8; to Lua it is no symbol.
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let text = String(validating: content, as: UTF8.self), !bytes.contains(0),
            !bytes.starts(with: [0x1B])
        else { throw notText(content, fileName: fileName) }
        return text
    }

    /// What a file that is no UTF-8 is likely to be, and where that shows.
    private static func notText(_ bytes: [UInt8], fileName: String) -> VarvError {
        func error(_ sv: String, _ en: String, line: Int? = nil) -> VarvError {
            VarvError(
                "VARV-E211", .routine, sv: sv + " Spara den som UTF-8 i textredigeraren.",
                en: en + " Save it as UTF-8 in the text editor.",
                place: fileName + (line.map { ":\($0)" } ?? ""))
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return error(
                "Filen är sparad som UTF-16 (\"Unicode\").", "The file is saved as UTF-16 (\"Unicode\").")
        }
        guard !bytes.contains(0), !bytes.starts(with: [0x1B]) else {
            return VarvError(
                "VARV-E211", .routine,
                sv: "Filen är ingen text, så den kan inte vara en rutin. Är det rätt fil?",
                en: "The file is not text, so it cannot be a routine. Is it the right file?", place: fileName)
        }
        // The first line that is not UTF-8 holds the first å, ä or ö.
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let wrong = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
        return error(
            "Filen är sparad som Windows-1252 (\"ANSI\"), så å, ä och ö går inte att läsa.",
            "The file is saved as Windows-1252 (\"ANSI\"), so å, ä and ö cannot be read.", line: wrong)
    }

    private static func luaFiles(under path: String) -> [String] {
        guard let walker = FileManager.default.enumerator(atPath: path) else { return [] }
        return walker.compactMap { $0 as? String }.filter { $0.hasSuffix(".lua") }.sorted().map {
            path + "/" + $0
        }
    }
}
