import Glibc

/// Lines of the read log of a run whose transaction is open, on disk at once: what is shown before the commit is
/// logged also when the program is killed before it (P13).
///
/// Each writer has a file of its own, made while it holds the writer's place. So whoever holds the place next may take
/// every file that is there: nobody is left to write in it.
final class ReadsAside {
    private let prefix: String
    private let path: String

    /// - Parameter database: the database's path; the files lie beside it.
    init(database: String) {
        prefix = database + "-reads-"
        path = prefix + "\(getpid())-\(UInt64.random(in: .min ... .max))"
    }

    /// Adds lines; they are on disk when it returns.
    func add(_ entries: [ReadLogEntry]) throws(StoreError) {
        let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw errno == ENOSPC ? .full : .readOnly(path: path) }
        defer { Glibc.close(descriptor) }
        let bytes = Array(entries.map { $0.line + "\n" }.joined().utf8)
        let written = unsafe bytes.withUnsafeBytes {
            unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
        }
        guard written == bytes.count, fsync(descriptor) == 0 else { throw .full }
    }

    /// Forgets this writer's lines: they are in the database now.
    func remove() { unsafe unlink(path) }

    /// What writers that are gone have left, by file. Call while holding the writer's place.
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

    /// A line that was cut off by the end is dropped: what it was about was never shown.
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

    /// Reads a line; nil for what is none. The run that it was part of was never stored, so it has no number.
    fileprivate init?(line: String) {
        guard let values = try? RowCodec.decode(line), values.count == 6, let at = values[0].text,
            let account = values[1].text, let kind = values[2].text, let scope = values[3].text,
            let count = values[4].integer
        else { return nil }
        self.init(
            at: at, account: account, class: kind, scope: scope, count: Int(count), pupil: values[5].integer)
    }
}
