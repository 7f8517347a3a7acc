/// What a run did to rows that were there before it: the row before a change or a removal, and which rows it
/// put back. New rows need no entry, they carry `made_by`.
final class Journal {
    enum Operation: String {
        case change, remove
        /// A row that an undo put back as it was; it carries an older run's `made_by`.
        case insert
    }

    private let connection: any Connection
    private let run: Int64
    private var next: Int64 = 0
    /// Whether any row has been met unchanged; until then no look-up is needed.
    private(set) var hasSeen = false
    private var seenReady = false
    private var writeStatement: (any Statement)?
    private var seeStatement: (any Statement)?

    init(connection: any Connection, run: Int64) {
        self.connection = connection
        self.run = run
    }

    deinit {
        writeStatement?.reset()
        seeStatement?.reset()
    }

    func write(_ operation: Operation, table: String, key: String, before: String?) throws(StoreError) {
        next += 1
        let statement = try hold(
            &writeStatement,
            "INSERT INTO journal (run, seq, table_name, row_key, operation, before) VALUES (?, ?, ?, ?, ?, ?)"
        )
        try statement.bind(run, at: 0)
        try statement.bind(next, at: 1)
        try statement.bind(.text(table), at: 2)
        try statement.bind(.text(key), at: 3)
        try statement.bind(.text(operation.rawValue), at: 4)
        try statement.bind(StoredValue(before), at: 5)
        _ = try statement.run()
    }

    /// Keeps a statement of the hot path, so that a row costs no look-up by its text.
    private func hold(_ place: inout (any Statement)?, _ sql: String) throws(StoreError) -> any Statement {
        if let place { return place }
        let statement = try connection.prepare(sql)
        place = statement
        return statement
    }

    /// Returns this run's entry for a row that it changed.
    func entry(table: String, key: String) throws(StoreError) -> (seq: Int64, before: String)? {
        let rows = try connection.rows(
            """
            SELECT seq, before FROM journal WHERE table_name = ? AND row_key = ? AND run = ? \
            AND operation = 'change' ORDER BY seq LIMIT 1
            """, [.text(table), .text(key), .integer(run)])
        guard let seq = rows.count > 0 ? rows.integer(0, 0) : nil, let before = rows[0, 1].text else {
            return nil
        }
        return (seq, before)
    }

    func remove(seq: Int64) throws(StoreError) {
        try connection.run("DELETE FROM journal WHERE run = ? AND seq = ?", [.integer(run), .integer(seq)])
    }

    func turnIntoRemoval(seq: Int64) throws(StoreError) {
        try connection.run(
            "UPDATE journal SET operation = 'remove' WHERE run = ? AND seq = ?",
            [.integer(run), .integer(seq)])
    }

    // MARK: Rows met unchanged
    // A row of the file that agrees with the store leaves no trace in it, but a later row of the same file
    // may disagree with both (V16). They are remembered in a temporary table, on disk when there are many.

    private func readySeen() throws(StoreError) {
        guard !seenReady else { return }
        seenReady = true
        try connection.execute(
            """
            CREATE TEMP TABLE IF NOT EXISTS seen (table_name TEXT NOT NULL, row_key TEXT NOT NULL, \
            source_row INTEGER NOT NULL, PRIMARY KEY (table_name, row_key, source_row));
            CREATE TEMP TABLE IF NOT EXISTS withdrawn (source_row INTEGER PRIMARY KEY);
            DELETE FROM seen; DELETE FROM withdrawn
            """)
    }

    func see(table: String, key: String, sourceRow: Int64) throws(StoreError) {
        try readySeen()
        hasSeen = true
        let statement = try hold(
            &seeStatement,
            "INSERT INTO seen (table_name, row_key, source_row) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
        try statement.bind(.text(table), at: 0)
        try statement.bind(.text(key), at: 1)
        try statement.bind(sourceRow, at: 2)
        _ = try statement.run()
    }

    func seen(table: String, key: String) throws(StoreError) -> [Int64] {
        guard hasSeen else { return [] }
        let rows = try connection.rows(
            "SELECT source_row FROM seen WHERE table_name = ? AND row_key = ? ORDER BY source_row",
            [.text(table), .text(key)])
        return (0..<rows.count).compactMap { rows.integer($0, 0) }
    }

    func forgetSeen(table: String, key: String) throws(StoreError) {
        guard hasSeen else { return }
        try connection.run(
            "DELETE FROM seen WHERE table_name = ? AND row_key = ?", [.text(table), .text(key)])
    }

    /// Fills the list of rows that are being withdrawn.
    func setWithdrawn(_ sourceRows: [Int64]) throws(StoreError) {
        try readySeen()
        try connection.run("DELETE FROM withdrawn")
        for row in sourceRows {
            try connection.run(
                "INSERT INTO withdrawn (source_row) VALUES (?) ON CONFLICT DO NOTHING", [.integer(row)])
        }
    }

    /// Returns a row that says the same as a withdrawn one, taking it off the list, or nil.
    func takeSurvivor(table: String, key: String) throws(StoreError) -> Int64? {
        guard hasSeen else { return nil }
        let rows = try connection.rows(
            """
            SELECT min(source_row) FROM seen WHERE table_name = ? AND row_key = ? \
            AND source_row NOT IN (SELECT source_row FROM withdrawn)
            """, [.text(table), .text(key)])
        guard let row = rows.integer(0, 0) else { return nil }
        try connection.run(
            "DELETE FROM seen WHERE table_name = ? AND row_key = ? AND source_row = ?",
            [.text(table), .text(key), .integer(row)])
        return row
    }

    /// Forgets the withdrawn rows that had been met unchanged; returns how many there were by table.
    func dropWithdrawnSeen() throws(StoreError) -> [String: Int] {
        guard hasSeen else { return [:] }
        let rows = try connection.rows(
            """
            SELECT table_name, count(*) FROM seen WHERE source_row IN (SELECT source_row FROM withdrawn) \
            GROUP BY table_name
            """)
        try connection.run("DELETE FROM seen WHERE source_row IN (SELECT source_row FROM withdrawn)")
        var counts: [String: Int] = [:]
        for row in 0..<rows.count { counts[rows[row, 0].text ?? ""] = Int(rows.integer(row, 1) ?? 0) }
        return counts
    }

    func forgetSeen() throws(StoreError) {
        if seenReady { try connection.execute("DELETE FROM seen; DELETE FROM withdrawn") }
    }
}
