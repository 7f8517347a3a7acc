import Glibc

/// Lines of the read log that cannot be in the database yet, on disk at once: those of a run whose transaction is
/// open, and those of a reader beside another's open run. What is shown is logged, also when a program is killed (P13).
///
/// Each call leaves a file of its own, whole when it has its name and never written again. So whoever holds the writer's
/// place may store what every file says and take it away, by name; a run's own lines are taken away by itself, as
/// nobody else holds the place until it has ended.
final class ReadsAside {
    private let prefix: String

    /// - Parameter database: the database's path; the files lie beside it.
    init(database: String) { prefix = database + "-reads-" }

    /// Leaves lines, which are on disk when it returns, and returns the file's name.
    func add(_ entries: [ReadLogEntry]) throws(StoreError) -> String {
        let unique = "\(getpid())-\(UInt64.random(in: .min ... .max))"
        let (draft, name) = (prefix.replacing("-reads-", with: "-draft-") + unique, prefix + unique)
        let descriptor = unsafe Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errno == ENOSPC ? .full : .readOnly(path: draft) }
        let bytes = Array(entries.map { $0.line + "\n" }.joined().utf8)
        let written = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        let isWhole = written == bytes.count && fsync(descriptor) == 0
        Glibc.close(descriptor)
        guard isWhole, unsafe rename(draft, name) == 0 else {
            unsafe unlink(draft)
            throw .full
        }
        return name
    }

    /// What has been left, by file. Call while holding the writer's place.
    func left() -> [(name: String, entries: [ReadLogEntry])] {
        let slash = prefix.lastIndex(of: "/")
        let folder = slash.map { String(prefix[...$0]) } ?? "./"
        let start = slash.map { String(prefix[prefix.index(after: $0)...]) } ?? prefix
        guard let listing = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(listing) }
        var names: [String] = []
        while let entry = unsafe readdir(listing) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    unsafe String(cString: $0)
                }
            }
            if name.hasPrefix(start) { names.append(folder + name) }
        }
        return names.sorted().map { ($0, Self.entries($0)) }
    }

    static func remove(_ files: [String]) {
        for file in files { unsafe unlink(file) }
    }

    private static func entries(_ file: String) -> [ReadLogEntry] {
        let descriptor = unsafe Glibc.open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return [] }
        defer { Glibc.close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap {
            ReadLogEntry(line: String($0))
        }
    }
}

extension ReadLogEntry {
    /// The entry as one line.
    fileprivate var line: String {
        RowCodec.encode([
            .text(at), .text(account), .text(`class`), .text(scope), .integer(Int64(count)),
            StoredValue(pupil),
        ]).replacing("\n", with: " ")
    }

    /// Reads a line; nil for what is none. A run that it was part of was never stored, so it has no number.
    fileprivate init?(line: String) {
        guard let values = try? RowCodec.decode(line), values.count == 6, let at = values[0].text,
            let account = values[1].text, let kind = values[2].text, let scope = values[3].text,
            let count = values[4].integer
        else { return nil }
        self.init(
            at: at, account: account, class: kind, scope: scope, count: Int(count), pupil: values[5].integer)
    }
}
