import Glibc
import VarvBridge
import VarvModel
import VarvStdlib

/// Finds what a routine may `require`: a module Varv comes with, or a file beside the routine.
///
/// The files beside a routine are part of it: those it asks for while it is loaded count into its hash, so
/// that a grant holds for them too; one that has changed since, or was not asked for then, is refused when it
/// runs.
struct ModuleShelf {
    /// The folder of the routine's own modules; nil when it has none, as one Varv comes with.
    let folder: String?
    /// What the routine was loaded with, by name: SHA-256 of each own module. nil while it is being loaded.
    var pinned: [String: String]?

    struct Module {
        var chunk: String
        var source: String
        /// The hash of a routine's own module; nil for one of Varv's.
        var hash: String?
    }

    /// The most bytes a routine and its own modules may have together: what a person could still read.
    static let packageLimit = 1 << 20

    func module(_ name: String) throws(Refusal) -> Module {
        if name.hasPrefix("varv.") {
            guard let file = Stdlib.modules[name] else {
                let all = Stdlib.modules.keys.sorted().joined(separator: ", ")
                let near = suggestion(for: name, among: Stdlib.modules.keys.sorted())
                throw Refusal(
                    sv: "den finns inte\(near.sv) De som finns: \(all)",
                    en: "it does not exist\(near.en) There are: \(all)")
            }
            return Module(chunk: file.path, source: file.text)
        }
        guard Self.isModuleName(name) else {
            throw Refusal(
                sv:
                    "en moduls namn skrivs med små bokstäver a–z, siffror, _, - och punkt, inte "
                    + "\"\(printable(name, atMost: 60))\"",
                en:
                    "a module's name has lower-case a–z, digits, _, - and dots, not "
                    + "\"\(printable(name, atMost: 60))\""
            )
        }
        let file = name + ".lua"
        let bytes = try read(file)
        guard let text = String(validating: bytes, as: UTF8.self), bytes.first != 0x1B else {
            throw Refusal(sv: "\(file) är inte text i UTF-8", en: "\(file) is not text in UTF-8")
        }
        let hash = Digest.sha256Hex(of: bytes)
        if let pinned, pinned[name] != hash {
            throw pinned[name] == nil
                ? Refusal(
                    sv:
                        "skriv require \"\(name)\" överst i filen, så att den som ger rätten vet att "
                        + "\(file) hör till",
                    en:
                        "write require \"\(name)\" at the top of the file, so that whoever grants knows "
                        + "\(file) is part of it"
                )
                : Refusal(
                    sv: "\(file) har ändrats sedan rutinen lästes; kör igen",
                    en: "\(file) has changed since the routine was read; run again")
        }
        return Module(chunk: file, source: text, hash: hash)
    }

    private func read(_ file: String) throws(Refusal) -> [UInt8] {
        let absent = Refusal(
            sv: "det finns ingen fil \(file) bredvid rutinen",
            en: "there is no file \(file) beside the routine")
        guard let folder else { throw absent }
        do {
            let directory = try Descriptor.open(folder, O_RDONLY | O_DIRECTORY)
            let opened = unsafe openat(directory.number, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard let found = Descriptor(opened) else { throw absent }
            // A pipe or a device of that name could make the host wait for ever.
            guard try found.status(name: file).st_mode & S_IFMT == S_IFREG else { throw absent }
            return try found.read(atMost: RoutineShelf.sourceLimit, name: file)
        } catch let error as SchoolFolderError where error.code == .tooLarge {
            throw Refusal(sv: "\(file) är längre än 64 KiB", en: "\(file) is longer than 64 KiB")
        } catch { throw absent }
    }

    /// Whether a name is one a file beside the routine may have: no folder, nothing hidden.
    static func isModuleName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && !name.hasPrefix(".") && !name.contains("..")
            && name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
                    || byte == 0x2E
            }
    }
}

/// Answers a routine that is being loaded: it may require modules, and nothing else exists.
final class LoadingAnswers: Answering {
    private let shelf: ModuleShelf
    private let language: Language
    /// The routine's own modules it asked for, by name.
    private(set) var asked: [String: String] = [:]
    /// Whether it asked for one that is not there, or not any more.
    private(set) var lacks = false
    /// The bytes of the routine and of these.
    private var size: Int

    /// - Parameter size: the routine's own bytes, which count with those of its modules.
    init(folder: String?, language: Language, size: Int) {
        shelf = ModuleShelf(folder: folder, pinned: nil)
        self.language = language
        self.size = size
    }

    func answer(_ question: Question, into writer: inout ByteWriter) throws {
        guard question.function == Question.Core.module.rawValue, let name = question.arguments.first?.text
        else {
            throw BridgeError.outOfRange(sv: "en fråga under laddningen", en: "a question while loading")
        }
        do throws(Refusal) {
            let module = try shelf.module(name)
            if let hash = module.hash { try count(name, module, hash) }
            writer.value(.list([.text(module.chunk), .text(module.source)]))
        } catch {
            lacks = true
            throw error.failure(in: language)
        }
    }

    /// Counts a module the first time it is asked for. When the routine runs it gets those that were counted, and no
    /// others.
    private func count(_ name: String, _ module: ModuleShelf.Module, _ hash: String) throws(Refusal) {
        if asked[name] == nil { size += module.source.utf8.count }
        guard size <= ModuleShelf.packageLimit else {
            throw Refusal(
                sv: "rutinen och dess moduler är tillsammans längre än 1 MiB; \(module.chunk) får inte plats",
                en:
                    "the routine and its modules are together longer than 1 MiB; there is no room for \(module.chunk)"
            )
        }
        asked[name] = hash
    }
}
