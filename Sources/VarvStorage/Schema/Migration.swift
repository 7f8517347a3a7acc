/// One numbered step from an older schema to a newer; its text is never edited once a school may have run it.
struct Migration: Sendable {
    var number: Int
    /// SQL for every database; `{id}`, `{clustered}` and `{provenance}` are filled in.
    var sql: String

    static let all: [Migration] = [
        Migration(number: 1, sql: firstSchema), Migration(number: 2, sql: cyclesOfRuns),
        Migration(number: 3, sql: keyedOrder),
    ]

    /// The newest schema this program knows.
    static var newest: Int { all.map(\.number).max() ?? 0 }

    /// Each data row knows the run that made it, the run that changed it last, and the row of that run's
    /// file.
    private static let provenance = "made_by INTEGER NOT NULL, changed_by INTEGER, source_row INTEGER"

    func text(in dialect: Dialect) -> String {
        var text = sql
        for (mark, words) in [
            ("{id}", dialect.identity), ("{clustered}", dialect.clustered), ("{provenance}", Self.provenance),
        ] {
            text = text.split(separator: mark, omittingEmptySubsequences: false).joined(separator: words)
        }
        return text
    }
}

/// Brings a database to the newest schema, one transaction a step.
struct MigrationRunner {
    var connection: any Connection
    var dialect: Dialect

    /// Returns the version the database stood at. Throws `StoreError.newerSchema` when it is past this
    /// program.
    @discardableResult
    func run(waiting seconds: Double) throws(StoreError) -> Int {
        let found = try version()
        if found > Migration.newest { throw .newerSchema(found: found, known: Migration.newest) }
        if found == Migration.newest { return found }
        try connection.begin(waiting: seconds)
        do throws(StoreError) {
            // Another process may have migrated while this one waited.
            let current = try version()
            for migration in Migration.all where migration.number > current {
                try connection.execute(migration.text(in: dialect))
                try connection.run(
                    "INSERT INTO schema_version (version) VALUES (?)", [.integer(Int64(migration.number))])
            }
            try connection.commit()
        } catch {
            try? connection.rollback()
            throw error
        }
        return found
    }

    private func version() throws(StoreError) -> Int {
        try connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)")
        return Int(
            try connection.rows("SELECT coalesce(max(version), 0) FROM schema_version").integer(0, 0) ?? 0)
    }
}
