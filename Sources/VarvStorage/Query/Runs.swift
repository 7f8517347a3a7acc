/// A committed run, as the log shows it.
package struct RunRecord: Hashable, Sendable {
    package var number: Int64
    package var start: RunStart
    package var end: RunEnd
    package var counts: RecordCounts
    /// The number of the cycle the run was about and the school year it is in; nil when it was about none.
    package var cycle: Int?
    package var schoolYear: String?
    /// The run this one undid.
    package var undoOf: Int64?
    /// The run that undid this one, and has not been undone itself.
    package var undoneBy: Int64?
}

extension Reader {
    /// Returns the last runs, the latest first.
    package func lastRuns(_ limit: Int = 20) throws(StoreError) -> [RunRecord] {
        try runs("ORDER BY r.number DESC LIMIT ?", [.integer(Int64(limit))])
    }

    /// Returns one run, or nil.
    package func run(_ number: Int64) throws(StoreError) -> RunRecord? {
        try runs("WHERE r.number = ?", [.integer(number)]).first
    }

    private func runs(_ rest: String, _ values: [StoredValue]) throws(StoreError) -> [RunRecord] {
        let rows = try rows(
            """
            SELECT r.number, kind, routine, routine_hash, file_ending, file_size, file_hash, by_account, role, \
            started_at, outcome, ended_at, plan_hash, rows_read, used, skipped, refused, held, layers, \
            new_count, changed_count, unchanged_count, undo_of, undone_by, removed_count, c.number, y.label \
            FROM run AS r LEFT JOIN cycle AS c ON c.id = r.cycle \
            LEFT JOIN school_year AS y ON y.id = c.school_year \(rest)
            """, values)
        return (0..<rows.count).map { row in
            func text(_ column: Int) -> String? { rows[row, column].text }
            func number(_ column: Int) -> Int { Int(rows.integer(row, column) ?? 0) }
            return RunRecord(
                number: rows.integer(row, 0) ?? 0,
                start: RunStart(
                    kind: text(1) ?? "", routine: text(2), routineHash: text(3), fileEnding: text(4),
                    fileSize: rows.integer(row, 5), fileHash: text(6), account: text(7) ?? "",
                    role: text(8) ?? "",
                    startedAt: text(9) ?? ""),
                end: RunEnd(
                    outcome: text(10) ?? "", endedAt: text(11) ?? "", planHash: text(12),
                    rowsRead: number(13),
                    used: number(14), skipped: number(15), refused: number(16), held: number(17),
                    layers: text(18)),
                counts: RecordCounts(
                    new: number(19), changed: number(20), unchanged: number(21), removed: number(24)),
                cycle: rows.integer(row, 25).map(Int.init), schoolYear: text(26),
                undoOf: rows.integer(row, 22), undoneBy: rows.integer(row, 23))
        }
    }

    /// Returns what a run changed or removed, in order: table, key, operation and the row before, as
    /// journalled.
    package func journal(of run: Int64) throws(StoreError) -> Cells {
        try rows(
            "SELECT table_name, row_key, operation, before FROM journal WHERE run = ? ORDER BY seq",
            [.integer(run)])
    }
}
