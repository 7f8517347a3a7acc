/// Writes the rows of one table through one set of prepared statements: the same mechanism for every table.
///
/// A new row costs one statement (an insert that does nothing when the key is there); once rows turn out to
/// exist, the order is turned round, so that a file read a second time costs one look-up a row.
final class TableWriter {
    let table: TableDefinition
    /// The batch's columns, the key first.
    let columns: [String]
    let connection: any Connection
    let run: Int64
    /// Where a new row stands, by its key; nil for a table without an order of its own.
    private let place: ((Int64) -> Int64)?

    private var insertStatement: (any Statement)?
    private var selectStatement: (any Statement)?
    private var updateStatement: (any Statement)?
    /// The row with the key that is looked at, as stored.
    private var existing: Cells
    private let valuePlaces: [Int]
    private let provenance: Int
    private var expectsExisting = false

    init(
        table: TableDefinition, columns: [String], connection: any Connection, run: Int64,
        place: ((Int64) -> Int64)?
    ) {
        self.table = table
        self.columns = columns
        self.connection = connection
        self.run = run
        let place = table.isPlaced ? place : nil
        self.place = place
        let stored = table.storedNames
        keyCondition = table.keyNames.map { "\($0) = ?" }.joined(separator: " AND ")
        deleteSQL = "DELETE FROM \(table.name) WHERE \(keyCondition)"
        restoreSQL =
            "UPDATE \(table.name) SET \(stored.map { "\($0) = ?" }.joined(separator: ", ")) WHERE "
            + "\(keyCondition)"
        insertStoredSQL =
            "INSERT INTO \(table.name) (\(Self.insertion(of: stored, isPlaced: place != nil)))"
        existing = Cells(width: stored.count)
        provenance = stored.count - 3
        valuePlaces = columns.dropFirst(table.keyCount).map { stored.firstIndex(of: $0) ?? 0 }
    }

    deinit {
        insertStatement?.reset()
        selectStatement?.reset()
        updateStatement?.reset()
    }

    // MARK: SQL

    private let keyCondition: String
    private let deleteSQL: String
    private let restoreSQL: String
    private let insertStoredSQL: String

    private func insert() throws(StoreError) -> any Statement {
        if let insertStatement { return insertStatement }
        let names = columns + ["made_by", "source_row"]
        let sql =
            "INSERT INTO \(table.name) (\(Self.insertion(of: names, isPlaced: place != nil))) "
            + "ON CONFLICT (\(table.keyNames.joined(separator: ", "))) DO NOTHING"
            + (table.handsOutID ? " RETURNING id" : "")
        let statement = try connection.prepare(sql)
        insertStatement = statement
        return statement
    }

    /// The columns of an insert and a place for each value; the row's place in the order comes last.
    private static func insertion(of names: [String], isPlaced: Bool) -> String {
        let names = names + (isPlaced ? ["ord"] : [])
        return names.joined(separator: ", ") + ") VALUES (" + names.map { _ in "?" }.joined(separator: ", ")
    }

    private func select() throws(StoreError) -> any Statement {
        if let selectStatement { return selectStatement }
        let statement = try connection.prepare(
            "SELECT \(table.storedNames.joined(separator: ", ")) FROM \(table.name) WHERE \(keyCondition)")
        selectStatement = statement
        return statement
    }

    private func update() throws(StoreError) -> any Statement {
        if let updateStatement { return updateStatement }
        let names = columns.dropFirst(table.keyCount) + ["changed_by", "source_row"]
        let statement = try connection.prepare(
            "UPDATE \(table.name) SET \(names.map { "\($0) = ?" }.joined(separator: ", ")) WHERE "
                + "\(keyCondition)"
        )
        updateStatement = statement
        return statement
    }

    // MARK: Putting

    func put(
        _ batch: RowBatch, in transaction: Transaction, onRepeat: RepeatRule
    ) throws(StoreError) -> PutResult {
        var result = PutResult(
            fates: [RecordFate](repeating: .new, count: batch.count),
            ids: table.handsOutID ? [Int64](repeating: 0, count: batch.count) : [], changes: [])
        var counts = RecordCounts()
        // A row alone may say only what changes of one that is there. The database would miss the rest before it
        // noticed that the key is taken, so such a row is looked for first.
        if batch.count == 1 { expectsExisting = true }
        for place in batch.order() {
            let row = Int(place)
            if !transaction.refusedKeys.isEmpty, transaction.refusedKeys.contains(qualified(key(batch, row)))
            {
                result.fates[row] = .conflict
                continue
            }
            if expectsExisting {
                if try find(batch.cells, row) {
                    try meet(batch, row, in: transaction, onRepeat, &result, &counts)
                } else {
                    expectsExisting = false
                    _ = try insertRow(batch, row, &result)
                    counts.new += 1
                }
            } else if try insertRow(batch, row, &result) {
                counts.new += 1
            } else {
                expectsExisting = true
                guard try find(batch.cells, row) else { throw .constraint(detail: table.name) }
                try meet(batch, row, in: transaction, onRepeat, &result, &counts)
            }
        }
        transaction.counts[table.name] = transaction.counts[table.name, default: .init()] + counts
        return result
    }

    private func insertRow(_ batch: RowBatch, _ row: Int, _ result: inout PutResult) throws(StoreError)
        -> Bool
    {
        let statement = try insert()
        let width = columns.count
        try statement.bind(batch.cells, row: row, columns: 0..<width, first: 0)
        try statement.bind(run, at: width)
        let source = batch.sourceRows[row]
        if source < 0 {
            try statement.bind(.null, at: width + 1)
        } else {
            try statement.bind(source, at: width + 1)
        }
        if let place { try statement.bind(place(batch.cells.integer(row, 0) ?? 0), at: width + 2) }
        guard table.handsOutID else { return try statement.run() == 1 }
        guard try statement.step() else {
            statement.reset()
            return false
        }
        result.ids[row] = statement.integer(0)
        _ = try statement.run()
        return true
    }

    /// Reads the row with a key into `existing`; false when there is none.
    func find(_ cells: Cells, _ row: Int) throws(StoreError) -> Bool {
        let statement = try select()
        try statement.bind(cells, row: row, columns: 0..<table.keyCount, first: 0)
        existing.removeAll()
        defer { statement.reset() }
        guard try statement.step() else { return false }
        statement.read(into: &existing)
        return true
    }

    /// Compares a record with the row that is there.
    private func meet(
        _ batch: RowBatch, _ row: Int, in transaction: Transaction, _ onRepeat: RepeatRule,
        _ result: inout PutResult, _ counts: inout RecordCounts
    ) throws(StoreError) {
        if table.handsOutID { result.ids[row] = existing.integer(0, 0) ?? 0 }
        let journal = transaction.journal
        let source = batch.sourceRows[row]
        let same = valuePlaces.enumerated().allSatisfy { offset, place in
            batch.cells.equals(row, table.keyCount + offset, existing, 0, place)
        }
        if same {
            result.fates[row] = .unchanged
            counts.unchanged += 1
            if onRepeat == .refuse, source >= 0 {
                try journal.see(table: table.name, key: key(batch, row), sourceRow: source)
            }
            return
        }
        let key = key(batch, row)
        let made = existing.integer(0, provenance) == run
        let mine = made || existing.integer(0, provenance + 1) == run
        let before = valuePlaces.map { existing[0, $0] }
        if onRepeat == .refuse {
            let seen = try journal.seen(table: table.name, key: key)
            if mine || !seen.isEmpty {
                result.fates[row] = .conflict
                if table.handsOutID { result.ids[row] = 0 }
                var rows = seen
                counts.unchanged -= seen.count
                try journal.forgetSeen(table: table.name, key: key)
                transaction.refusedKeys.insert(qualified(key))
                if mine {
                    if let first = existing.integer(0, provenance + 2) { rows.append(first) }
                    counts = counts + (try takeBack(key: key, made: made, journal: journal))
                }
                result.disagreements.append(.init(index: row, before: before, rows: rows))
                return
            }
        }
        if !mine {
            try journal.write(
                .change, table: table.name, key: key,
                before: RowCodec.encode(existing, row: 0, columns: 0..<existing.width))
        }
        let statement = try update()
        let values = table.keyCount..<columns.count
        try statement.bind(batch.cells, row: row, columns: values, first: 0)
        try statement.bind(made ? existing[0, provenance + 1] : .integer(run), at: values.count)
        try statement.bind(source < 0 ? .null : .integer(source), at: values.count + 1)
        try statement.bind(batch.cells, row: row, columns: 0..<table.keyCount, first: values.count + 2)
        _ = try statement.run()
        result.fates[row] = .changed
        result.changes.append(.init(index: row, before: before))
        if !mine { counts.changed += 1 }
    }

    /// Takes back what this run wrote to a row, and returns what that takes off the counts.
    func takeBack(key: String, made: Bool, journal: Journal) throws(StoreError) -> RecordCounts {
        let keyValues = try RowCodec.decode(key)
        if made {
            try delete(key: keyValues)
            return RecordCounts(new: -1)
        }
        guard let entry = try journal.entry(table: table.name, key: key) else { return RecordCounts() }
        try restore(RowCodec.decode(entry.before))
        try journal.remove(seq: entry.seq)
        return RecordCounts(changed: -1)
    }

    // MARK: Removing

    func remove(key values: [StoredValue], in transaction: Transaction) throws(StoreError) -> Bool {
        var cells = Cells(width: table.keyCount)
        cells.append(row: values)
        guard try find(cells, 0) else { return false }
        let key = RowCodec.encode(values)
        let journal = transaction.journal
        let made = existing.integer(0, provenance) == run
        let before = RowCodec.encode(existing, row: 0, columns: 0..<existing.width)
        let changed = existing.integer(0, provenance + 1) == run
        try delete(key: values)
        if made {
            transaction.counts[table.name, default: .init()].new -= 1
        } else if changed, let entry = try journal.entry(table: table.name, key: key) {
            try journal.turnIntoRemoval(seq: entry.seq)
            transaction.counts[table.name, default: .init()].changed -= 1
            transaction.counts[table.name, default: .init()].removed += 1
        } else {
            try journal.write(.remove, table: table.name, key: key, before: before)
            transaction.counts[table.name, default: .init()].removed += 1
        }
        return true
    }

    // MARK: Whole rows, as journalled

    /// Returns the row with a key as stored, or nil.
    func stored(key: [StoredValue]) throws(StoreError) -> [StoredValue]? {
        var cells = Cells(width: table.keyCount)
        cells.append(row: key)
        return try find(cells, 0) ? existing.row(0) : nil
    }

    func delete(key: [StoredValue]) throws(StoreError) {
        try connection.run(deleteSQL, key)
    }

    /// Puts a stored row back over the one that is there, provenance and all.
    func restore(_ row: [StoredValue]) throws(StoreError) {
        try connection.run(restoreSQL, row + keyValues(of: row))
    }

    /// Puts a stored row back where there is none.
    func insert(stored row: [StoredValue]) throws(StoreError) {
        let place = place.map { [StoredValue.integer($0(row[0].integer ?? 0))] } ?? []
        try connection.run(insertStoredSQL, row + place)
    }

    func keyValues(of row: [StoredValue]) -> [StoredValue] {
        let start = table.handsOutID ? 1 : 0
        return Array(row[start..<start + table.keyCount])
    }

    func madeBy(_ row: [StoredValue]) -> Int64? { row[row.count - 3].integer }
    func changedBy(_ row: [StoredValue]) -> Int64? { row[row.count - 2].integer }

    private func key(_ batch: RowBatch, _ row: Int) -> String {
        RowCodec.encode(batch.cells, row: row, columns: 0..<table.keyCount)
    }

    private func qualified(_ key: String) -> String { table.name + " " + key }
}
