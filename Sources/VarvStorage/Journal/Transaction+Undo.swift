extension Transaction {
    /// Reverses an earlier run inside this one, which is itself a run and can be undone.
    ///
    /// Every row becomes what it was before, provenance and all. Throws `unknownRun`, `alreadyUndone`, or
    /// `laterChanges` with what is in the way; nothing has then been changed.
    package func undo(run target: Int64) throws(StoreError) {
        let found = try connection.rows(
            "SELECT undone_by, cycle FROM run WHERE number = ? AND number < ?",
            [.integer(target), .integer(run)])
        guard found.count > 0 else { throw .unknownRun(target) }
        if let by = found.integer(0, 0) { throw .alreadyUndone(run: target, by: by) }
        try connection.savepoint("undo")
        do throws(StoreError) {
            let blockers = try laterChanges(of: target)
            if !blockers.isEmpty { throw StoreError.laterChanges(blockers) }
            try reverse(target)
            // What an undo undid is in force again, and if that was an undo too, what it undid is not, and so on.
            var (undone, by): (Int64?, Int64?) = (target, run)
            while let number = undone {
                try connection.run(
                    "UPDATE run SET undone_by = ? WHERE number = ?", [StoredValue(by), .integer(number)])
                by = by == nil ? number : nil
                undone = try connection.rows("SELECT undo_of FROM run WHERE number = ?", [.integer(number)])
                    .integer(0, 0)
            }
            try connection.release("undo")
        } catch {
            try connection.rollback(to: "undo")
            try connection.release("undo")
            throw error
        }
        undoOf = target
        try setCycle(found.integer(0, 1))
    }

    /// Returns what this run's undo changed back, in the order the undone run had changed it.
    package func changedBack(atMost limit: Int) throws(StoreError) -> [ChangedBack] {
        guard let undoOf else { return [] }
        let rows = try connection.rows(
            """
            SELECT mine.table_name, mine.row_key, mine.before, undone.before FROM journal AS undone \
            JOIN journal AS mine ON mine.table_name = undone.table_name AND mine.row_key = undone.row_key \
              AND mine.run = ? AND mine.operation = 'change' \
            WHERE undone.run = ? AND undone.operation = 'change' ORDER BY undone.seq LIMIT ?
            """, [.integer(run), .integer(undoOf), .integer(Int64(limit))])
        var found: [ChangedBack] = []
        for row in rows.rows {
            guard let table = TableDefinition.all.first(where: { $0.name == row[0].text }) else { continue }
            let columns = table.valuePlaces
            let (gone, back) = (
                try RowCodec.decode(row[2].text ?? ""), try RowCodec.decode(row[3].text ?? "")
            )
            guard gone.count == table.storedNames.count, back.count == gone.count else {
                throw .corrupt(detail: "journal")
            }
            found.append(
                ChangedBack(
                    table: table, key: try RowCodec.decode(row[1].text ?? ""), before: Array(gone[columns]),
                    after: Array(back[columns]), sourceRow: gone.last?.integer ?? -1))
        }
        return found
    }

    /// What later runs, those in force, did to the rows of a run (at most 50). An undo of a run that is later too leaves
    /// nothing of either.
    private func laterChanges(of target: Int64) throws(StoreError) -> [LaterChange] {
        var found: [LaterChange] = []
        // Rows it changed, removed or put back, and a later run changed or removed again.
        let journalled = try connection.rows(
            """
            SELECT DISTINCT later.table_name, later.row_key, later.run FROM journal AS mine \
            JOIN journal AS later ON later.table_name = mine.table_name AND later.row_key = mine.row_key \
              AND later.run > mine.run \
            JOIN run ON run.number = later.run AND run.undone_by IS NULL \
              AND (run.undo_of IS NULL OR run.undo_of < mine.run) \
            WHERE mine.run = ? ORDER BY 3, 1, 2 LIMIT 50
            """, [.integer(target)])
        for row in journalled.rows {
            found.append(
                LaterChange(table: row[0].text ?? "", key: row[1].text ?? "", run: row[2].integer ?? 0))
        }
        for table in TableDefinition.all {
            // Rows it made, and a later run changed.
            let keys = table.keyNames.joined(separator: ", ")
            let rows = try connection.rows(
                "SELECT \(keys), changed_by FROM \(table.name) WHERE made_by = ? AND changed_by > made_by "
                    + "LIMIT 50",
                [.integer(target)])
            for row in 0..<rows.count {
                let key = RowCodec.encode(rows, row: row, columns: 0..<table.keyCount)
                found.append(
                    LaterChange(table: table.name, key: key, run: rows.integer(row, table.keyCount) ?? 0))
            }
        }
        try found.append(contentsOf: removals(ofRowsMadeBy: target))
        return Array(found.prefix(50))
    }

    /// Rows a run made and a later one, in force, removed: the row as it was says who made it.
    private func removals(ofRowsMadeBy target: Int64) throws(StoreError) -> [LaterChange] {
        var found: [LaterChange] = []
        var (run, seq): (Int64, Int64) = (target, Int64.max)
        while found.count < 50 {
            let rows = try connection.rows(
                """
                SELECT later.run, later.seq, later.table_name, later.row_key, later.before FROM journal AS later \
                JOIN run ON run.number = later.run AND run.undone_by IS NULL \
                  AND (run.undo_of IS NULL OR run.undo_of < ?) \
                WHERE (later.run > ? OR later.run = ? AND later.seq > ?) AND later.operation = 'remove' \
                  AND later.before LIKE ? ORDER BY later.run, later.seq LIMIT 1000
                """,
                [.integer(target), .integer(run), .integer(run), .integer(seq), .text("%i\(target);%")])
            for row in rows.rows {
                (run, seq) = (row[0].integer ?? run, row[1].integer ?? seq)
                guard let table = TableDefinition.all.first(where: { $0.name == row[2].text }),
                    try writer(for: table).madeBy(RowCodec.decode(row[4].text ?? "")) == target
                else { continue }
                found.append(LaterChange(table: table.name, key: row[3].text ?? "", run: run))
            }
            if rows.count < 1000 { break }
        }
        return found
    }

    private func reverse(_ target: Int64) throws(StoreError) {
        // What was removed comes back first, so that whatever points at it can; then changes, latest first;
        // last what was made, pointing rows before what they point at.
        for table in TableDefinition.all {
            let writer = writer(for: table)
            try entries(of: target, .remove, table) { (key, before) throws(StoreError) in
                guard let before else { return }
                let values = try RowCodec.decode(before)
                let keyValues = try RowCodec.decode(key)
                if let current = try writer.stored(key: keyValues) {
                    if let maker = writer.madeBy(current), maker != target {
                        throw .laterChanges([LaterChange(table: table.name, key: key, run: maker)])
                    }
                    try self.journal.write(
                        .remove, table: table.name, key: key, before: RowCodec.encode(current))
                    try self.deleteOrList(key: keyValues, key, writer)
                }
                try self.putBack(values, of: table) { (row) throws(StoreError) in
                    try writer.insert(stored: row)
                }
                try self.journal.write(.insert, table: table.name, key: key, before: nil)
                self.counts[table.name, default: .init()].new += 1
            }
        }
        for table in TableDefinition.all {
            let writer = writer(for: table)
            try entries(of: target, .change, table) { (key, before) throws(StoreError) in
                guard let before, let current = try writer.stored(key: RowCodec.decode(key)) else { return }
                try self.journal.write(
                    .change, table: table.name, key: key, before: RowCodec.encode(current))
                let values = try RowCodec.decode(before)
                try self.putBack(values, of: table) { (row) throws(StoreError) in try writer.restore(row) }
                self.counts[table.name, default: .init()].changed += 1
            }
        }
        for table in TableDefinition.all.reversed() {
            let writer = writer(for: table)
            let delete: (String) throws(StoreError) -> Void = { (key) throws(StoreError) in
                let keyValues = try RowCodec.decode(key)
                guard let current = try writer.stored(key: keyValues) else { return }
                try self.deleteOrList(key: keyValues, key, writer)
                try self.journal.write(
                    .remove, table: table.name, key: key, before: RowCodec.encode(current))
                self.counts[table.name, default: .init()].removed += 1
            }
            try entries(of: target, .insert, table) { (key, _) throws(StoreError) in try delete(key) }
            let keys = table.keyNames.joined(separator: ", ")
            while true {
                // A row that was put back above carries the number of the run that made it, which is older.
                let rows = try connection.rows(
                    "SELECT \(keys) FROM \(table.name) WHERE made_by = ? LIMIT 5000", [.integer(target)])
                if rows.count == 0 { break }
                for row in 0..<rows.count {
                    try delete(RowCodec.encode(rows, row: row, columns: 0..<table.keyCount))
                }
            }
        }
    }

    /// Deletes a row, or throws a list of the rows that point at it.
    private func deleteOrList(key: [StoredValue], _ text: String, _ writer: TableWriter) throws(StoreError) {
        do throws(StoreError) {
            try writer.delete(key: key)
        } catch {
            guard case .constraint = error, let id = try writer.stored(key: key)?.first else { throw error }
            var found: [LaterChange] = []
            for table in TableDefinition.all {
                for column in table.columns where column.references == writer.table.name {
                    let rows = try connection.rows(
                        """
                        SELECT \(table.keyNames.joined(separator: ", ")), coalesce(changed_by, made_by) \
                        FROM \(table.name) WHERE \(column.name) = ? LIMIT 50
                        """, [id])
                    for row in 0..<rows.count {
                        let key = RowCodec.encode(rows, row: row, columns: 0..<table.keyCount)
                        let run = rows.integer(row, table.keyCount) ?? 0
                        found.append(LaterChange(table: table.name, key: key, run: run))
                    }
                }
            }
            throw found.isEmpty ? error : .laterChanges(Array(found.prefix(50)))
        }
    }

    /// Puts a row back, or throws a list of what it points at and a later run removed.
    private func putBack(
        _ row: [StoredValue], of table: TableDefinition, _ put: ([StoredValue]) throws(StoreError) -> Void
    ) throws(StoreError) {
        do throws(StoreError) {
            try put(row)
        } catch {
            guard case .constraint = error else { throw error }
            var found: [LaterChange] = []
            for (column, value) in zip(table.columns, row.dropFirst(table.handsOutID ? 1 : 0)) {
                guard let other = column.references, let id = value.integer,
                    try connection.rows("SELECT 1 FROM \(other) WHERE id = ?", [value]).count == 0
                else { continue }
                let removed = try connection.rows(
                    """
                    SELECT row_key, run FROM journal WHERE table_name = ? AND operation = 'remove' \
                    AND before LIKE ? ORDER BY run DESC LIMIT 1
                    """, [.text(other), .text("i\(id);%")])
                for row in removed.rows {
                    found.append(
                        LaterChange(table: other, key: row[0].text ?? "", run: row[1].integer ?? 0))
                }
            }
            throw found.isEmpty ? error : .laterChanges(Array(found.prefix(50)))
        }
    }

    /// Goes through a run's entries for one table, the latest first, in pages.
    private func entries(
        of target: Int64, _ operation: Journal.Operation, _ table: TableDefinition,
        _ body: (String, String?) throws(StoreError) -> Void
    ) throws(StoreError) {
        var below = Int64.max
        while true {
            let rows = try connection.rows(
                """
                SELECT seq, row_key, before FROM journal WHERE run = ? AND seq < ? AND operation = ? \
                AND table_name = ? ORDER BY seq DESC LIMIT 1000
                """, [.integer(target), .integer(below), .text(operation.rawValue), .text(table.name)])
            for row in rows.rows {
                below = row[0].integer ?? 0
                try body(row[1].text ?? "", row[2].text)
            }
            if rows.count < 1000 { return }
        }
    }
}

/// A row that an undo changed back to what it was.
package struct ChangedBack: Sendable {
    package var table: TableDefinition
    package var key: [StoredValue]
    /// The values that are not the key, as the undone run left them.
    package var before: [StoredValue]
    /// The same as they were before that run, and are again.
    package var after: [StoredValue]
    /// The row of the undone run's file; -1 for none.
    package var sourceRow: Int64
}
