import GRDB
import Glibc

/// The store in one SQLite file, or in memory.
///
/// WAL, so that readers keep their snapshot beside a writer; `synchronous = FULL`, since a decision is on
/// disk before the prompt returns (design §7) and one more flush a commit is not felt; a bounded page cache
/// and temporary tables on disk, so that an import's memory does not grow with its file.
package final class SQLiteDriver: Driver {
    /// AUTOINCREMENT: a key that an undone run has used is not given to another row, since undoing the undo
    /// brings the first one back.
    package let dialect = Dialect(identity: "INTEGER PRIMARY KEY AUTOINCREMENT", clustered: "WITHOUT ROWID")
    private let writing: SQLiteConnection
    private let reading: SQLiteConnection?
    private let ownerFile: String?
    private let aside: ReadsAside?

    package var writer: any Connection { writing }
    package var reader: any Connection { reading ?? writing }

    /// Opens or creates `varv.db` in a folder: folder 0700 and file 0600 when they are made here; SQLite
    /// gives its side files the database's mode.
    ///
    /// Throws when the folder cannot be written, or the file is no database or is damaged.
    package init(folder: String, file: String = "varv.db") throws(StoreError) {
        if unsafe mkdir(folder, 0o700) != 0, errno != EEXIST {
            if errno == ENOSPC || errno == EDQUOT { throw .full }
            throw .cannotOpen(path: folder, detail: "errno \(errno)")
        }
        let path = folder + "/" + file
        // One that is there is not opened here: closing it again would take away the locks that SQLite holds on it in this
        // process, for another opening of the same school (fcntl(2), "Record locks").
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            Glibc.close(descriptor)
        } else if unsafe errno != EEXIST || faccessat(AT_FDCWD, path, R_OK | W_OK, AT_EACCESS) != 0 {
            if errno == ENOSPC || errno == EDQUOT { throw .full }
            if errno == EACCES || errno == EROFS || errno == EPERM { throw .readOnly(path: folder) }
            throw .cannotOpen(path: path, detail: "errno \(errno)")
        }
        let ownerFile = path + "-writer"
        self.ownerFile = ownerFile
        aside = ReadsAside(database: path)
        let owner = { Self.readOwner(ownerFile) }

        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.allowsUnsafeTransactions = true
        configuration.journalMode = .wal
        // Two programs opening at once wait for each other's switch to WAL.
        configuration.busyMode = .timeout(5)
        writing = try SQLiteConnection(
            path: path, configuration: configuration,
            pragmas: [
                "synchronous = FULL", "cache_size = -24000", "temp_store = FILE",
                "journal_size_limit = 8388608",
            ], owner: owner)
        // The reader opens for writing too: a read-only handle cannot make the WAL's shared memory.
        reading = try SQLiteConnection(
            path: path, configuration: configuration,
            pragmas: ["query_only = ON", "cache_size = -16000", "temp_store = FILE"], owner: owner)
    }

    /// Makes a database in memory: one connection, so readers see an open transaction's rows.
    package init(inMemory: Void) throws(StoreError) {
        ownerFile = nil
        aside = nil
        reading = nil
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.allowsUnsafeTransactions = true
        writing = try SQLiteConnection(path: nil, configuration: configuration, pragmas: [], owner: { nil })
    }

    package func lockOwner() -> LockOwner? { ownerFile.flatMap(Self.readOwner) }

    package func setLockOwner(_ owner: LockOwner?) throws(StoreError) {
        guard let ownerFile else { return }
        guard let owner else {
            unsafe unlink(ownerFile)
            return
        }
        let descriptor = unsafe Glibc.open(
            ownerFile, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else { throw errno == ENOSPC ? .full : .readOnly(path: ownerFile) }
        defer { Glibc.close(descriptor) }
        let line = Array("\(owner.process)\t\(owner.since)\t\(owner.account)".utf8)
        let written = unsafe line.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written != line.count { throw .full }
    }

    /// Who wrote last into the owner file; a process that is gone holds nothing.
    private static func readOwner(_ path: String) -> LockOwner? {
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { Glibc.close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = unsafe bytes.withUnsafeMutableBytes {
            unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
        }
        guard count > 0 else { return nil }
        let parts = String(decoding: bytes[..<count], as: UTF8.self)
            .split(separator: "\t", maxSplits: 2).map(String.init)
        guard parts.count == 3, !parts[2].utf8.contains(UInt8(ascii: "\n")), let process = Int32(parts[0]),
            kill(process, 0) == 0 || errno == EPERM
        else { return nil }
        return LockOwner(process: process, account: parts[2], since: parts[1])
    }

    package func keepReads(_ entries: [ReadLogEntry]) throws(StoreError) -> String? {
        try aside?.add(entries)
    }

    package func leftReads() -> [(name: String, entries: [ReadLogEntry])] { aside?.left() ?? [] }

    package func forgetReads(_ names: [String]) { ReadsAside.remove(names) }

    package func check() throws(StoreError) {
        let found = try writing.rows("PRAGMA quick_check(1)")
        guard found.rows == [["ok"]] else {
            throw .corrupt(detail: found.count > 0 ? found[0, 0].text ?? "" : "")
        }
        if try writing.rows("PRAGMA foreign_key_check").count > 0 { throw .corrupt(detail: "foreign keys") }
    }

    package func close() {
        reading?.close()
        writing.close()
    }
}
