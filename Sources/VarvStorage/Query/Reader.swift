/// Reads rows: of one snapshot, or of an open run with what it wrote. Valid while that lasts.
package struct Reader {
    let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// Runs one of the store's own SELECT texts; for named queries and tests, never for text from outside.
    package func rows(_ sql: String, _ values: [StoredValue] = []) throws(StoreError) -> Cells {
        try connection.rows(sql, values)
    }

    /// Returns every row of a set. Throws `StoreError.unknownField` for a name that does not exist.
    package func rows(_ query: SetQuery) throws(StoreError) -> Cells {
        let text = try text(of: query)
        return try connection.rows(text.sql, text.values)
    }

    /// Returns how many rows a set has; its limit does not count.
    package func count(_ query: SetQuery) throws(StoreError) -> Int {
        let text = try text(of: query, counting: true)
        return Int(try connection.rows(text.sql, text.values).firstInteger ?? 0)
    }

    /// Opens a set to be read page by page in constant memory.
    package func open(_ query: SetQuery) throws(StoreError) -> SetCursor {
        let text = try text(of: query)
        let statement = try connection.prepare(text.sql)
        for (index, value) in text.values.enumerated() { try statement.bind(value, at: index) }
        return SetCursor(statement)
    }
}

/// The rows of a set, one page after another; valid as long as its reader.
package final class SetCursor {
    private let statement: any Statement
    private var isDone = false

    init(_ statement: any Statement) { self.statement = statement }

    deinit { statement.reset() }

    /// Returns at most `count` rows more; none when there are no more.
    package func next(_ count: Int) throws(StoreError) -> Cells {
        var cells = Cells(width: statement.columnNames.count)
        while !isDone, cells.count < count {
            if try statement.step() { statement.read(into: &cells) } else { isDone = true }
        }
        return cells
    }
}
