import Glibc

/// A school's data in one database: one run writes at a time, readers see what was committed.
///
/// Synchronous and for one thread at a time; a run has a thread of its own (design §2).
///
///     let store = try Store.open(folder: "/srv/ekskolan")
///     let run = try store.begin(
///         RunStart(kind: "import", account: "anna", role: "leadership", startedAt: now))
///     let result = try run.put(batch)
///     try run.commit(RunEnd(outcome: "applied", endedAt: later))
package final class Store {
    package let driver: any Driver
    private weak var open: Transaction?
    private var readDepth = 0
    private var place: ((Int64) -> Int64)?

    /// Opens the store in a database and brings its schema to the newest.
    package init(driver: any Driver) throws(StoreError) {
        self.driver = driver
        try MigrationRunner(connection: driver.writer, dialect: driver.dialect).run(waiting: 5)
        takeLeftReads()
    }

    /// Stores what a writer that was killed had noted of reads; another time when somebody writes now.
    private func takeLeftReads() {
        guard !driver.leftReads().isEmpty, (try? driver.writer.begin(waiting: 0)) != nil else { return }
        // Looked for again: only now is it sure that those who left them are gone.
        let left = driver.leftReads()
        do throws(StoreError) {
            for (_, entries) in left {
                for entry in entries { try entry.writeOnce(of: entries.count, on: driver.writer) }
            }
            try driver.writer.commit()
            driver.forgetReads(left.map(\.name))
        } catch {
            try? driver.writer.rollback()
        }
    }

    /// Opens or makes the store of a school's folder.
    ///
    /// Throws when the folder cannot be written, the file is damaged, or a newer Varv wrote it.
    package static func open(folder: String) throws(StoreError) -> Store {
        try Store(driver: SQLiteDriver(folder: folder))
    }

    /// Makes an empty store in memory, for tests and tries.
    package static func inMemory() throws(StoreError) -> Store {
        try Store(driver: SQLiteDriver(inMemory: ()))
    }

    /// Opens the one transaction of a run: what it shows before `commit` is the plan.
    ///
    /// Waits at most `seconds` for another writer, then throws `StoreError.busy` with who it is.
    package func begin(_ start: RunStart, waiting seconds: Double = 5) throws(StoreError) -> Transaction {
        if let open, open.isOpen { throw .busy(driver.lockOwner()) }
        let transaction = try Transaction(driver: driver, start: start, place: place, waiting: seconds)
        open = transaction
        return transaction
    }

    /// Says where each pupil made from now on stands in the order rows come in, by their key.
    ///
    /// The host's secret decides it, so that nobody can tell who stands where; until it is said, pupils stand as
    /// they were registered.
    package func orderPupils(by place: @escaping (Int64) -> Int64) { self.place = place }

    /// Gives the pupils of a school from before there was an order their places.
    package func placeOldPupils() throws(StoreError) {
        let sql = "SELECT id FROM pupil WHERE ord IS NULL"
        guard let place, try driver.reader.rows(sql + " LIMIT 1").count > 0 else { return }
        let writer = driver.writer
        try writer.begin(waiting: 5)
        do throws(StoreError) {
            let old = try writer.rows(sql)
            for pupil in (0..<old.count).compactMap({ old.integer($0, 0) }) {
                try writer.run(
                    "UPDATE pupil SET ord = ? WHERE id = ?", [.integer(place(pupil)), .integer(pupil)])
            }
            try writer.commit()
        } catch {
            try? writer.rollback()
            throw error
        }
    }

    /// Reads one snapshot of what is committed: everything `body` asks for agrees.
    package func read<Result>(_ body: (Reader) throws -> Result) throws -> Result {
        let connection = driver.reader
        // In memory an open run and the reader share a connection, and its transaction is the snapshot.
        if readDepth > 0 || (connection === driver.writer && open?.isOpen == true) {
            return try body(Reader(connection))
        }
        try connection.beginSnapshot()
        readDepth += 1
        defer {
            readDepth -= 1
            try? connection.rollback()
        }
        return try body(Reader(connection))
    }

    /// Notes reads of sensitive classes before they are shown: on disk when it returns.
    ///
    /// Beside an open run the lines are kept aside and stored with the next commit; nobody who reads has to wait for
    /// someone who thinks about a plan.
    package func logReads(_ entries: [ReadLogEntry]) throws(StoreError) {
        if let open, open.isOpen { return try open.logReads(entries) }
        do throws(StoreError) {
            try ReadLogEntry.write(entries, on: driver.writer, waiting: 0)
        } catch .busy {
            _ = try driver.keepReads(entries)
        }
    }

    /// Looks through the whole file for damage. Throws `StoreError.corrupt`.
    package func check() throws(StoreError) { try driver.check() }

    package func close() {
        try? open?.rollback()
        driver.close()
    }
}

/// One line of the read log: a class of data, for whom, how much; `pupil` when the result is one pupil.
package struct ReadLogEntry: Hashable, Sendable {
    package var run: Int64?
    package var at: String
    package var account: String
    package var `class`: String
    package var scope: String
    package var count: Int
    package var pupil: Int64?

    package init(
        run: Int64? = nil, at: String, account: String, class: String, scope: String, count: Int,
        pupil: Int64? = nil
    ) {
        self.run = run
        self.at = at
        self.account = account
        self.class = `class`
        self.scope = scope
        self.count = count
        self.pupil = pupil
    }

    static func write(
        _ entries: [ReadLogEntry], on connection: any Connection, waiting seconds: Double
    ) throws(StoreError) {
        try connection.begin(waiting: seconds)
        do throws(StoreError) {
            for entry in entries { try entry.write(on: connection) }
            try connection.commit()
        } catch {
            try? connection.rollback()
            throw error
        }
    }

    func write(on connection: any Connection) throws(StoreError) {
        try connection.run(
            "INSERT INTO read_log (run, at, account, class, scope, count, pupil) VALUES (?, ?, ?, ?, ?, ?, "
                + "?)",
            [
                StoredValue(run), .text(at), .text(account), .text(`class`), .text(scope),
                .integer(Int64(count)),
                StoredValue(pupil),
            ])
    }

    /// Stores a line that was kept aside, unless somebody else has: then it is among the last.
    ///
    /// - Parameter count: how many lines are stored with it.
    func writeOnce(of count: Int, on connection: any Connection) throws(StoreError) {
        let known = try connection.rows(
            """
            SELECT 1 FROM read_log WHERE id > (SELECT max(id) FROM read_log) - ? AND at = ? AND account = ? \
            AND class = ? AND scope = ? AND count = ? AND coalesce(pupil, 0) = ?
            """,
            [
                .integer(Int64(2 * count + 1000)), .text(at), .text(account), .text(`class`), .text(scope),
                .integer(Int64(self.count)), .integer(pupil ?? 0),
            ])
        if known.count == 0 { try write(on: connection) }
    }
}
