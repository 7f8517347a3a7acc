import Glibc

/// Lines of the read log that cannot be in the database yet, on disk at once: those of a run whose transaction is
/// open, and those of a reader beside another's open run. What is shown is logged, also when a program is killed (P13).
///
/// Each call leaves a file of its own, whole when it has its name and never written again. So whoever holds the writer's
/// place may store what every file says, and take it away by name once that is committed. Two may store the same file,
/// between the one's commit and its taking the file away, so a line is stored only where it is not there already.
final class ReadsAside {
    private let folder: String
    /// How the names of whole files begin, and of those that are being written.
    private let (whole, draft): (String, String)

    /// - Parameter database: the database's path; the files lie beside it.
    init(database: String) {
        let slash = database.lastIndex(of: "/")
        folder = slash.map { String(database[...$0]) } ?? "./"
        let name = slash.map { String(database[database.index(after: $0)...]) } ?? database
        (whole, draft) = (name + "-reads-", name + "-draft-")
    }

    /// Leaves lines, which are on disk when it returns, and returns the file's name.
    func add(_ entries: [ReadLogEntry]) throws(StoreError) -> String {
        let (unique, descriptor) = try makeDraft()
        let (draft, name) = (folder + draft + unique, folder + whole + unique)
        let isWhole =
            Self.write(Array(entries.map { $0.line + "\n" }.joined().utf8), to: descriptor)
            && fsync(descriptor) == 0
        Glibc.close(descriptor)
        guard isWhole, unsafe rename(draft, name) == 0 else {
            unsafe unlink(draft)
            throw .full
        }
        guard syncFolder() else { throw .full }
        return name
    }

    /// A file of one's own, held while it is written: what nobody holds is what a killed program had begun.
    private func makeDraft() throws(StoreError) -> (unique: String, descriptor: Int32) {
        while true {
            let unique = "\(getpid())-\(UInt64.random(in: .min ... .max))"
            let path = folder + draft + unique
            let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw errno == ENOSPC ? .full : .readOnly(path: path) }
            var status = stat()
            // Someone who sweeps may have been quicker than the lock, and then the file is gone already. A file system
            // without locks keeps what is left on it.
            let isHeld = flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
            if isHeld, unsafe fstat(descriptor, &status) == 0, status.st_nlink > 0 {
                return (unique, descriptor)
            }
            Glibc.close(descriptor)
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// A new name is on disk when its folder is.
    private func syncFolder() -> Bool {
        let descriptor = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { Glibc.close(descriptor) }
        // Some file systems cannot, and write names at once.
        return fsync(descriptor) == 0 || errno == EINVAL
    }

    /// What has been left, by file. Call while holding the writer's place. A file that cannot be read, or is not as this
    /// Varv writes them, is not listed: it stays, for one who can.
    func left() -> [(name: String, entries: [ReadLogEntry])] {
        guard let listing = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(listing) }
        var names: [String] = []
        while let entry = unsafe readdir(listing) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    unsafe String(cString: $0)
                }
            }
            if name.hasPrefix(whole) { names.append(folder + name) }
            if name.hasPrefix(draft) { Self.sweep(folder + name) }
        }
        return names.sorted().compactMap { name in Self.entries(name).map { (name, $0) } }
    }

    /// Takes away what a killed program had begun to write: nothing of it was shown.
    private static func sweep(_ draft: String) {
        let descriptor = unsafe Glibc.open(draft, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return }
        defer { Glibc.close(descriptor) }
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unsafe unlink(draft) }
    }

    /// More than the lines of a run that read every pupil of a hundred schools in every class of data.
    private static let largest = 64 << 20

    static func remove(_ files: [String]) {
        for file in files { unsafe unlink(file) }
    }

    private static func entries(_ file: String) -> [ReadLogEntry]? {
        let descriptor = unsafe Glibc.open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { Glibc.close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_size <= largest else { return nil }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.split(separator: "\n")
        // A whole file is not empty: a pipe is no file of ours.
        if lines.isEmpty { return nil }
        let entries = lines.compactMap { ReadLogEntry(line: String($0)) }
        return entries.count == lines.count ? entries : nil
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
