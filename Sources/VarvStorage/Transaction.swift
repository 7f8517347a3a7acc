import Glibc

/// One run's open transaction: what it has written so far is the plan, and nobody else sees it before
/// `commit`.
///
/// A transaction that is let go without `commit` is rolled back, and leaves nothing: no row, no number.
package final class Transaction {
    let driver: any Driver
    let connection: any Connection
    let start: RunStart
    /// Where new pupils stand, as the store was told.
    private let place: ((Int64) -> Int64)?
    /// The run's number, if it is committed.
    package let run: Int64
    package private(set) var isOpen = true

    /// What became of the records so far, by table; conflicts and withdrawn rows are taken off again.
    package internal(set) var counts: [String: RecordCounts] = [:]
    var writers: [String: TableWriter] = [:]
    var journal: Journal
    /// Keys that two rows of this run disagree about: a third row for one of them is refused too.
    var refusedKeys: Set<String> = []
    var lastPupil: Int64?
    var undoOf: Int64?
    /// Lines of the read log that a rollback must not lose.
    private var reads: [(kept: String?, entries: [ReadLogEntry])] = []
    /// Names of files with lines of this run, and of those that others left; this run's commit stores them.
    private var kept: [String] { reads.compactMap(\.kept) }
    private var left: [String] = []

    init(
        driver: any Driver, start: RunStart, place: ((Int64) -> Int64)?, waiting seconds: Double
    ) throws(StoreError) {
        self.driver = driver
        self.start = start
        self.place = place
        connection = driver.writer
        try connection.begin(waiting: seconds)
        do throws(StoreError) {
            try driver.setLockOwner(
                LockOwner(process: getpid(), account: start.account, since: start.startedAt))
            let last = try connection.rows("SELECT coalesce(max(number), 0) FROM run")
            run = (last.integer(0, 0) ?? 0) + 1
            try connection.run(
                """
                INSERT INTO run (number, kind, routine, routine_hash, file_ending, file_size, file_hash, \
                by_account, role, started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .integer(run), .text(start.kind), StoredValue(start.routine),
                    StoredValue(start.routineHash),
                    StoredValue(start.fileEnding), StoredValue(start.fileSize), StoredValue(start.fileHash),
                    .text(start.account), .text(start.role), .text(start.startedAt),
                ])
            journal = Journal(connection: connection, run: run)
            for (name, entries) in driver.leftReads() {
                for entry in entries { try entry.writeOnce(of: entries.count, on: connection) }
                left.append(name)
            }
        } catch {
            try? connection.rollback()
            try? driver.setLockOwner(nil)
            throw error
        }
    }

    deinit { try? rollback() }

    /// Reads what is committed together with what this run wrote.
    package var reader: Reader { Reader(connection) }

    /// What became of the records of all tables; the pseudonyms the host keeps for itself are nobody's news.
    package var total: RecordCounts {
        counts.filter { $0.key != TableDefinition.choice.name }.values.reduce(RecordCounts(), +)
    }

    /// Records the hash of the run's file, which is known only when the file has been read.
    package func setFileHash(_ hash: String) throws(StoreError) {
        try connection.run(
            "UPDATE run SET file_hash = ? WHERE number = ?", [.text(hash), .integer(run)])
    }

    /// Returns a key for a pupil who is not in the register yet.
    ///
    /// A key is never used twice, not even when the run that took it is undone: the read log names pupils by
    /// it.
    package func newPupil() throws(StoreError) -> Int64 {
        let last: Int64
        if let lastPupil {
            last = lastPupil
        } else {
            last =
                try connection.rows(
                    """
                    SELECT max(value) FROM (SELECT value FROM counter WHERE name = 'pupil' \
                    UNION ALL SELECT max(id) AS value FROM pupil) AS known
                    """
                ).firstInteger ?? 0
        }
        lastPupil = last + 1
        return last + 1
    }

    /// Records the cycle the run is about, by its key: a row of the school's that is looked up when the scope is read.
    package func setCycle(_ cycle: Int64?) throws(StoreError) {
        try connection.run(
            "UPDATE run SET cycle = ? WHERE number = ?", [StoredValue(cycle), .integer(run)])
    }

    /// Writes a batch in the order of its keys and says what became of each record; see `PutResult`.
    ///
    /// With `onRepeat: .refuse` two rows of this run that give one key different values are both refused
    /// (V16); with `.replace` the later value counts, as for an answer typed twice.
    package func put(_ batch: RowBatch, onRepeat: RepeatRule = .refuse) throws(StoreError) -> PutResult {
        try writer(for: batch.table, columns: batch.columns).put(batch, in: self, onRepeat: onRepeat)
    }

    /// Writes one record; `values` are the key and then the given columns.
    @discardableResult
    package func put(
        _ table: TableDefinition, columns: [String]? = nil, _ values: [StoredValue], sourceRow: Int64 = -1,
        onRepeat: RepeatRule = .replace
    ) throws(StoreError) -> (fate: RecordFate, id: Int64) {
        var batch = RowBatch(table, columns: columns)
        batch.append(values, sourceRow: sourceRow)
        let result = try put(batch, onRepeat: onRepeat)
        return (result.fates[0], result.ids.first ?? 0)
    }

    /// Removes the row with a key; returns false when there is none. Throws when other rows point at it.
    @discardableResult
    package func remove(_ table: TableDefinition, key: [StoredValue]) throws(StoreError) -> Bool {
        try writer(for: table, columns: table.columnNames).remove(key: key, in: self)
    }

    /// Keeps everything the run wrote, with the run and its journal, or nothing.
    ///
    /// Returns the run's number. After a throw the transaction is rolled back.
    @discardableResult
    package func commit(_ end: RunEnd) throws(StoreError) -> Int64 {
        do throws(StoreError) {
            try journal.forgetSeen()
            if let lastPupil {
                try connection.run("UPDATE counter SET value = ? WHERE name = 'pupil'", [.integer(lastPupil)])
            }
            let total = total
            try connection.run(
                """
                UPDATE run SET ended_at = ?, outcome = ?, plan_hash = ?, rows_read = ?, used = ?, skipped = ?, \
                refused = ?, held = ?, new_count = ?, changed_count = ?, removed_count = ?, unchanged_count = ?, \
                layers = ?, undo_of = ? WHERE number = ?
                """,
                [
                    .text(end.endedAt), .text(end.outcome), StoredValue(end.planHash),
                    .integer(Int64(end.rowsRead)), .integer(Int64(end.used)), .integer(Int64(end.skipped)),
                    .integer(Int64(end.refused)), .integer(Int64(end.held)), .integer(Int64(total.new)),
                    .integer(Int64(total.changed)), .integer(Int64(total.removed)),
                    .integer(Int64(total.unchanged)), StoredValue(end.layers), StoredValue(undoOf),
                    .integer(run),
                ])
            // While the place is still ours: afterwards the note may be the next writer's.
            try? driver.setLockOwner(nil)
            try connection.commit()
        } catch {
            try? rollback()
            throw error
        }
        isOpen = false
        driver.forgetReads(left + kept)
        return run
    }

    /// Leaves the school as it was before the run. Does nothing when the transaction has ended.
    package func rollback() throws(StoreError) {
        guard isOpen else { return }
        isOpen = false
        try? driver.setLockOwner(nil)
        try connection.rollback()
        // What was shown was shown, whatever became of the run; its number is nobody's now.
        guard !reads.isEmpty else { return }
        try connection.begin(waiting: 5)
        do throws(StoreError) {
            // Whoever held the writer's place meanwhile has stored what they found, and taken the files away.
            let there = Set(driver.leftReads().map(\.name))
            for (kept, entries) in reads where kept.map(there.contains) ?? true {
                for var entry in entries {
                    if entry.run == run { entry.run = nil }
                    try entry.write(on: connection)
                }
            }
            try connection.commit()
        } catch {
            try? connection.rollback()
            throw error
        }
        driver.forgetReads(kept)
    }

    func logReads(_ entries: [ReadLogEntry]) throws(StoreError) {
        for entry in entries { try entry.write(on: connection) }
        reads.append((try driver.keepReads(entries), entries))
    }

    func writer(for table: TableDefinition, columns: [String]) -> TableWriter {
        let name = table.name + "/" + columns.joined(separator: ",")
        if let known = writers[name] { return known }
        let made = TableWriter(
            table: table, columns: columns, connection: connection, run: run, place: place)
        writers[name] = made
        return made
    }

    /// The writer that knows every column of a table.
    func writer(for table: TableDefinition) -> TableWriter { writer(for: table, columns: table.columnNames) }
}

/// What a second value for one key in one run means.
package enum RepeatRule: Hashable, Sendable {
    case refuse, replace
}
