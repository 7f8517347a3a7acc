import CSystem
import Foundation
import Glibc
import VarvModel

/// What a run reads: a file, or bytes the embedding program has.
public enum RunInput: Hashable, Sendable {
    /// A plain file, by its path.
    case file(String)
    /// Bytes; the worker gets them as a file in memory.
    case data([UInt8])
}

/// An input opened for one run: a descriptor the worker may read, its size and its hash.
final class OpenInput {
    let descriptor: CInt
    let size: Int
    /// The name's ending without dot, when it is one of a tool's; the name itself may hold names, so it is not kept.
    let ending: String
    private let written: timespec
    /// What tools export as. Whatever else follows a dot may be a person.
    private static let endings: Set = [
        "csv", "dat", "html", "json", "ods", "prn", "skv", "tab", "tsv", "txt", "xls", "xlsx", "xml", "zip",
    ]

    /// The largest input, in bytes: many times what a school's register is, and hashed in half a minute. A file of holes
    /// may say that it is larger than any disk, and time is given by size.
    static let sizeLimit = 2 << 30

    init(_ input: RunInput) throws {
        switch input {
        case .file(let path):
            descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
            let last = (path as NSString).pathExtension.lowercased()
            ending = Self.endings.contains(last) ? last : ""
        case .data(let bytes):
            let file = varv_memory_file()
            descriptor = file
            ending = ""
            var rest = bytes[...]
            while file >= 0, !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    // Half an input looks like a whole one.
                    let reason = errno
                    close(file)
                    throw Self.unreadable(reason)
                }
                rest = rest.dropFirst(count)
            }
            let sealed = varv_seal(file)
            guard sealed == 0 else {
                close(file)
                throw Self.unreadable(-sealed)
            }
        }
        var facts = stat()
        guard descriptor >= 0, unsafe fstat(descriptor, &facts) == 0 else {
            throw Self.unreadable(errno)
        }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Self.unreadable(EINVAL)
        }
        guard facts.st_size <= Self.sizeLimit else {
            close(descriptor)
            // Rounded up: a byte too many never reads as the limit itself.
            let (size, most) = ((Int(facts.st_size) - 1) >> 20 + 1, Self.sizeLimit >> 20)
            throw VarvError(
                "VARV-E510", .refused,
                sv: "Filen är för stor: \(size) MiB, högst \(most) MiB läses in. Dela upp den.",
                en: "The file is too large: \(size) MiB, at most \(most) MiB are imported. Split it.")
        }
        size = Int(facts.st_size)
        written = facts.st_mtim
    }

    /// Throws when the file has been written since it was opened: what was read of it, and its hash, are then perhaps of
    /// two files. One that another was renamed over is still the one that was opened.
    func requireUnchanged() throws(VarvError) {
        var facts = stat()
        guard unsafe fstat(descriptor, &facts) == 0, Int(facts.st_size) == size,
            facts.st_mtim.tv_sec == written.tv_sec, facts.st_mtim.tv_nsec == written.tv_nsec
        else {
            throw VarvError(
                "VARV-E509", .refused,
                sv: "Filen ändrades medan den lästes in. Inget har sparats. Läs in den på nytt.",
                en: "The file was changed while it was imported. Nothing was stored. Import it again.")
        }
    }

    deinit { close(descriptor) }

    /// SHA-256 of the whole input.
    func hash() throws -> String {
        lseek(descriptor, 0, SEEK_SET)
        defer { lseek(descriptor, 0, SEEK_SET) }
        return try Digest.sha256Hex(ofDescriptor: descriptor)
    }

    private static func unreadable(_ number: CInt) -> VarvError {
        let why = Phrase.systemRefusal(number)
        return VarvError(
            "VARV-E502", .usage, sv: "Filen kan inte läsas: \(why.sv). Se efter att namnet är rätt.",
            en: "The file cannot be read: \(why.en). See that its name is right.")
    }
}
