import GRDB
import GRDBSQLite
import Glibc

/// One SQLite connection: opened, configured and closed by GRDB, spoken to through its raw handle so that a
/// bound cell costs no allocation.
///
/// GRDB opens without SQLite's own mutexes, so a connection is used by one thread at a time; the store says
/// so.
@safe final class SQLiteConnection: Connection {
    private let queue: DatabaseQueue
    private let handle: OpaquePointer
    private let path: String
    private let owner: () -> LockOwner?
    private var cache: [String: SQLiteStatement] = [:]

    /// Statements kept prepared; a store uses a few dozen texts.
    private static let cacheLimit = 200

    init(
        path: String?, configuration: Configuration, pragmas: [String], owner: @escaping () -> LockOwner?
    ) throws(StoreError) {
        self.path = path ?? ":memory:"
        self.owner = owner
        do {
            queue =
                try path.map { try DatabaseQueue(path: $0, configuration: configuration) }
                ?? DatabaseQueue(configuration: configuration)
        } catch let error as DatabaseError {
            // The connection is gone, and with it what the system said.
            throw StoreError(
                sqlite: error.extendedResultCode.rawValue, system: Self.hasRoom(at: self.path) ? 0 : ENOSPC,
                detail: error.message ?? "", path: self.path, owner: owner)
        } catch {
            throw .cannotOpen(path: self.path, detail: String(describing: error))
        }
        guard let handle = unsafe queue.unsafeReentrantWrite({ unsafe $0.sqliteConnection }) else {
            throw .cannotOpen(path: self.path, detail: "no connection")
        }
        unsafe self.handle = unsafe handle
        // GRDB's hooks serve observers of its own statements; for these they would only cost, and at a commit
        // they read state that GRDB keeps for its own.
        unsafe sqlite3_commit_hook(handle, nil, nil)
        unsafe sqlite3_rollback_hook(handle, nil, nil)
        unsafe sqlite3_update_hook(handle, nil, nil)
        unsafe sqlite3_set_authorizer(handle, nil, nil)
        for pragma in pragmas { _ = try rows("PRAGMA \(pragma)") }
    }

    func execute(_ sql: String) throws(StoreError) {
        let code = unsafe sqlite3_exec(handle, sql, nil, nil, nil)
        if code != SQLITE_OK { throw lastError() }
    }

    func prepare(_ sql: String) throws(StoreError) -> any Statement {
        if let cached = cache[sql], !cached.inUse {
            cached.inUse = true
            return cached
        }
        var raw: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &raw, nil)
        guard code == SQLITE_OK, let raw = unsafe raw else { throw lastError() }
        let statement = unsafe SQLiteStatement(raw, connection: self)
        if cache[sql] == nil, cache.count < Self.cacheLimit { cache[sql] = statement }
        return statement
    }

    func begin(waiting seconds: Double) throws(StoreError) {
        unsafe sqlite3_busy_timeout(handle, Int32(max(0, min(seconds, 600)) * 1000))
        try execute("BEGIN IMMEDIATE")
    }

    func beginSnapshot() throws(StoreError) {
        try execute("BEGIN DEFERRED")
        // SQLite takes the snapshot at the first read, not at BEGIN.
        _ = try rows("SELECT count(*) FROM schema_version")
    }

    func commit() throws(StoreError) { try execute("COMMIT") }

    func rollback() throws(StoreError) {
        // SQLite has already rolled back by itself after a full disk or an I/O error.
        if unsafe sqlite3_get_autocommit(handle) == 0 { try execute("ROLLBACK") }
    }

    func savepoint(_ name: String) throws(StoreError) { try execute("SAVEPOINT \(name)") }
    func release(_ name: String) throws(StoreError) { try execute("RELEASE \(name)") }
    func rollback(to name: String) throws(StoreError) { try execute("ROLLBACK TO \(name)") }

    /// Ends whatever runs on this connection; the one verb another thread may use.
    func interrupt() { unsafe sqlite3_interrupt(handle) }

    func close() {
        cache.removeAll()
        try? queue.close()
    }

    func lastError() -> StoreError {
        let detail = unsafe String(cString: sqlite3_errmsg(handle))
        return StoreError(
            sqlite: unsafe sqlite3_extended_errcode(handle), system: unsafe sqlite3_system_errno(handle),
            detail: detail, path: path, owner: owner)
    }

    /// Whether the disk a file lies on has a block and a file left.
    private static func hasRoom(at path: String) -> Bool {
        var disk = statvfs()
        guard unsafe statvfs(path, &disk) == 0 else { return true }
        return disk.f_bavail > 0 && (disk.f_files == 0 || disk.f_favail > 0)
    }
}
