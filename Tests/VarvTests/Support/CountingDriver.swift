import Synchronization
import VarvStorage

/// How often a store's writer has been asked for a statement that begins with some words.
final class StatementCount: Sendable {
    private let words: String
    private let count = Mutex(0)

    init(of words: String) { self.words = words }

    var value: Int { count.withLock { $0 } }

    fileprivate func see(_ sql: String) {
        if sql.hasPrefix(words) { count.withLock { $0 += 1 } }
    }
}

/// A driver whose statements are counted.
final class CountingDriver: Driver {
    private let base: any Driver
    private let counting: CountingConnection

    init(_ base: any Driver, _ count: StatementCount) {
        self.base = base
        counting = CountingConnection(base.writer, count)
    }

    var dialect: Dialect { base.dialect }
    var writer: any Connection { counting }
    var reader: any Connection { base.reader }
    func lockOwner() -> LockOwner? { base.lockOwner() }
    func setLockOwner(_ owner: LockOwner?) throws(StoreError) { try base.setLockOwner(owner) }
    func keepReads(_ entries: [ReadLogEntry]) throws(StoreError) -> String? { try base.keepReads(entries) }
    func leftReads() -> [(name: String, entries: [ReadLogEntry])] { base.leftReads() }
    func forgetReads(_ names: [String]) { base.forgetReads(names) }
    func check() throws(StoreError) { try base.check() }
    func close() { base.close() }
}

private final class CountingConnection: Connection {
    private let base: any Connection
    private let count: StatementCount

    init(_ base: any Connection, _ count: StatementCount) {
        self.base = base
        self.count = count
    }

    func prepare(_ sql: String) throws(StoreError) -> any Statement {
        count.see(sql)
        return try base.prepare(sql)
    }

    func execute(_ sql: String) throws(StoreError) { try base.execute(sql) }
    func begin(waiting seconds: Double) throws(StoreError) { try base.begin(waiting: seconds) }
    func beginSnapshot() throws(StoreError) { try base.beginSnapshot() }
    func commit() throws(StoreError) { try base.commit() }
    func rollback() throws(StoreError) { try base.rollback() }
    func savepoint(_ name: String) throws(StoreError) { try base.savepoint(name) }
    func release(_ name: String) throws(StoreError) { try base.release(name) }
    func rollback(to name: String) throws(StoreError) { try base.rollback(to: name) }
}
