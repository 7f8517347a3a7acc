/// Reads rows: of one snapshot, or of an open run with what it wrote. Valid while that lasts.
package struct Reader {
    let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// Runs one of the store's own SELECT texts; for named queries and tests, never for text from outside.
    package func rows(_ sql: String, _ values: [StoredValue] = []) throws(StoreError) -> Cells {
        try connection.rows(sql, values)
    }
}
