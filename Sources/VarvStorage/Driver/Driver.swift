/// A database the store can live in: one connection that writes, one that reads a snapshot.
///
/// SQLite implements it here; PostgreSQL can in a product of its own. The SQL above is one text for both:
/// ISO dates as TEXT, `ON CONFLICT`, `RETURNING`, no JSON, no collations.
package protocol Driver: AnyObject {
    /// The words in which the databases differ, filled into the schema's text.
    var dialect: Dialect { get }

    /// The one connection that writes.
    var writer: any Connection { get }

    /// The connection that reads committed rows while another run has its transaction open; the writer itself
    /// where the database has no snapshots (in memory).
    var reader: any Connection { get }

    /// Says who writes at this moment; nil when nobody says.
    func lockOwner() -> LockOwner?

    /// Notes who writes, or (nil) that nobody does.
    func setLockOwner(_ owner: LockOwner?) throws(StoreError)

    /// Puts lines of the read log on disk at once, beside a transaction that is open, one's own or another's. Returns
    /// a name to forget them by; nil where nothing outlives the process.
    func keepReads(_ entries: [ReadLogEntry]) throws(StoreError) -> String?

    /// What was kept and is not stored yet, by name; for whoever holds the writer's place.
    func leftReads() -> [(name: String, entries: [ReadLogEntry])]

    /// Forgets kept lines by name: they are stored.
    func forgetReads(_ names: [String])

    /// Looks through the whole database for damage. Throws `StoreError.corrupt`.
    func check() throws(StoreError)

    func close()
}

/// How one database words what SQL leaves open.
package struct Dialect: Hashable, Sendable {
    /// The type of an integer key the database hands out itself.
    package var identity: String
    /// What ends a `CREATE TABLE` whose rows lie in key order.
    package var clustered: String

    package init(identity: String, clustered: String) {
        self.identity = identity
        self.clustered = clustered
    }
}

/// Who holds the writer's place, for the message to whoever waits.
package struct LockOwner: Hashable, Sendable {
    package var process: Int32
    package var account: String
    /// ISO time, as the host's clock says.
    package var since: String

    package init(process: Int32, account: String, since: String) {
        self.process = process
        self.account = account
        self.since = since
    }
}

/// The verbs of one connection. Used by one thread at a time.
package protocol Connection: AnyObject {
    /// Runs one or several statements that give no rows.
    func execute(_ sql: String) throws(StoreError)

    /// Returns a statement ready to be bound; the same text gives the same statement when it is free.
    func prepare(_ sql: String) throws(StoreError) -> any Statement

    /// Opens a transaction that writes, and waits at most `seconds` for another writer. Throws
    /// `StoreError.busy`.
    func begin(waiting seconds: Double) throws(StoreError)

    /// Opens a transaction that reads one snapshot.
    func beginSnapshot() throws(StoreError)
    func commit() throws(StoreError)
    func rollback() throws(StoreError)
    func savepoint(_ name: String) throws(StoreError)
    func release(_ name: String) throws(StoreError)
    func rollback(to name: String) throws(StoreError)
}

/// One prepared statement: bound, stepped, reset. Parameters and columns count from 0.
package protocol Statement: AnyObject {
    /// Binds neighbouring cells of a row to neighbouring parameters, from `first` on. The cells must live
    /// until the statement has been stepped for the last time.
    func bind(_ cells: borrowing Cells, row: Int, columns: Range<Int>, first: Int) throws(StoreError)
    func bind(_ value: StoredValue, at index: Int) throws(StoreError)
    func bind(_ number: Int64, at index: Int) throws(StoreError)

    /// Goes to the next row; false when there are no more.
    func step() throws(StoreError) -> Bool

    /// Runs to the end, resets, and returns how many rows were written.
    func run() throws(StoreError) -> Int

    /// Appends the row it stands on.
    func read(into cells: inout Cells)
    func integer(_ column: Int) -> Int64
    func value(_ column: Int) -> StoredValue
    var columnNames: [String] { get }

    /// Makes the statement ready for the next values and gives it back to its connection.
    func reset()
}

extension Connection {
    /// Runs one statement with values and returns its rows.
    package func rows(_ sql: String, _ values: [StoredValue] = []) throws(StoreError) -> Cells {
        let statement = try prepare(sql)
        defer { statement.reset() }
        for (index, value) in values.enumerated() { try statement.bind(value, at: index) }
        var cells = Cells(width: statement.columnNames.count)
        while try statement.step() { statement.read(into: &cells) }
        return cells
    }

    /// Runs one statement with values and returns how many rows it wrote.
    @discardableResult
    package func run(_ sql: String, _ values: [StoredValue] = []) throws(StoreError) -> Int {
        let statement = try prepare(sql)
        defer { statement.reset() }
        for (index, value) in values.enumerated() { try statement.bind(value, at: index) }
        return try statement.run()
    }
}
