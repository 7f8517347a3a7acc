/// Rows for one table, gathered before they are written together.
///
///     var batch = RowBatch(.assessment)
///     batch.append(
///         [.integer(pupil), .integer(cycle), .integer(criterion), .null, "2026-10-01", nil, nil, nil],
///         sourceRow: 17)
///
/// A batch may give only some value columns: the others keep what they have, or the schema's default.
package struct RowBatch: Sendable {
    package let table: TableDefinition
    /// The key's columns, then the value columns this batch gives.
    package let columns: [String]
    package var cells: Cells
    /// The row of the run's file each record came from; negative where there is none.
    package var sourceRows: [Int64] = []

    /// Makes an empty batch; `columns` are the value columns it will give (all of them when nil).
    package init(_ table: TableDefinition, columns: [String]? = nil) {
        self.table = table
        self.columns = table.keyNames + (columns ?? Array(table.columnNames.dropFirst(table.keyCount)))
        cells = Cells(width: self.columns.count)
    }

    package var count: Int { sourceRows.count }

    /// Adds a record: the key's values, then the batch's value columns in order.
    package mutating func append(_ values: [StoredValue], sourceRow: Int64 = -1) {
        cells.append(row: values)
        sourceRows.append(sourceRow)
    }

    package mutating func removeAll() {
        cells.removeAll()
        sourceRows.removeAll(keepingCapacity: true)
    }

    /// The rows' numbers in the order of their keys; equal keys keep the order they came in.
    func order() -> [Int32] {
        let keyCount = table.keyCount
        let cells = cells
        func compare(_ left: Int, _ right: Int) -> Int {
            for column in 0..<keyCount {
                let order = cells.compare(left, column, cells, right, column)
                if order != 0 { return order }
            }
            return 0
        }
        var order = Array(Int32(0)..<Int32(count))
        // Exports are mostly sorted already, and looking is much cheaper than sorting.
        if (1..<max(1, count)).allSatisfy({ compare($0 - 1, $0) <= 0 }) { return order }
        order.sort { left, right in
            let order = compare(Int(left), Int(right))
            return order < 0 || (order == 0 && left < right)
        }
        return order
    }
}

/// What became of one record in a batch.
package enum RecordFate: UInt8, Hashable, Sendable {
    case new, changed, unchanged
    /// Another row of the same run says something else of the same thing: neither is stored (V16).
    case conflict
}

/// What a batch became.
package struct PutResult: Hashable, Sendable {
    package struct Change: Hashable, Sendable {
        /// The record's place in the batch.
        package var index: Int
        /// What its value columns were, in the batch's order.
        package var before: [StoredValue]
    }

    /// A record that contradicts what rows before it said of the same thing.
    package struct Disagreement: Hashable, Sendable {
        /// The record's place in the batch.
        package var index: Int
        /// What the rows before gave its value columns, in the batch's order.
        package var before: [StoredValue]
        /// Those rows of the file; what they wrote has now been taken back.
        package var rows: [Int64]
    }

    /// One for each record, in the batch's order.
    package var fates: [RecordFate]
    /// The store's ids, in the batch's order, for tables that hand them out; 0 for a conflict.
    package var ids: [Int64]
    package var changes: [Change]
    /// Records that earlier rows of the file gave otherwise, in the batch's order (V16).
    package var disagreements: [Disagreement] = []
    /// The rows of those earlier records.
    package var displaced: [Int64] { disagreements.flatMap(\.rows) }
}
