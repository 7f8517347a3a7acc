extension Transaction {
    /// The rows of this run's file that gave the records of a table with a value in a column, those that only
    /// repeated them as well.
    package func sourceRows(
        of table: TableDefinition, where column: String, is value: Int64
    ) throws(StoreError) -> [Int64] {
        let rows = try connection.rows(
            """
            SELECT \(table.keyNames.joined(separator: ", ")), source_row FROM \(table.name) \
            WHERE \(column) = ? AND (made_by = ? OR changed_by = ?)
            """, [.integer(value), .integer(run), .integer(run)])
        var sources: [Int64] = []
        for row in 0..<rows.count {
            if let source = rows.integer(row, table.keyCount) { sources.append(source) }
            let key = RowCodec.encode(rows, row: row, columns: 0..<table.keyCount)
            sources += try journal.seen(table: table.name, key: key)
        }
        return sources
    }

    /// Takes back everything this run wrote from some rows of its file: one refused record refuses its row
    /// (design §5). A record that another, kept row says as well stays.
    package func withdraw(sourceRows: some Collection<Int64>) throws(StoreError) {
        guard !sourceRows.isEmpty else { return }
        try journal.setWithdrawn(Array(sourceRows))
        for table in TableDefinition.all.reversed() where counts[table.name] != nil {
            let writer = writer(for: table)
            let keys = table.keyNames.joined(separator: ", ")
            // What is taken back or handed to another row no longer matches, so each round finds the next
            // ones.
            while true {
                let rows = try connection.rows(
                    """
                    SELECT \(keys), made_by FROM \(table.name) WHERE (made_by = ? OR changed_by = ?) \
                    AND source_row IN (SELECT source_row FROM withdrawn) LIMIT 5000
                    """, [.integer(run), .integer(run)])
                if rows.count == 0 { break }
                for row in 0..<rows.count {
                    let key = RowCodec.encode(rows, row: row, columns: 0..<table.keyCount)
                    if let survivor = try journal.takeSurvivor(table: table.name, key: key) {
                        try connection.run(
                            "UPDATE \(table.name) SET source_row = ? WHERE "
                                + table.keyNames.map { "\($0) = ?" }.joined(separator: " AND "),
                            [.integer(survivor)] + RowCodec.decode(key))
                        counts[table.name, default: .init()].unchanged -= 1
                        continue
                    }
                    let made = rows.integer(row, table.keyCount) == run
                    let taken = try writer.takeBack(key: key, made: made, journal: journal)
                    counts[table.name] = counts[table.name, default: .init()] + taken
                }
            }
        }
        for (table, count) in try journal.dropWithdrawnSeen() {
            counts[table, default: .init()].unchanged -= count
        }
    }
}
