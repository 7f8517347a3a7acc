/// Finds pupils by identity for an import: everything in memory for a school, look-ups with a bounded memory
/// when the register is larger than that.
package final class IdentityLookup {
    private let statement: any Statement
    private var known: [String: Int64] = [:]
    private let limit: Int

    /// Whether `known` holds every identity there was, so that one it lacks does not exist.
    private var isComplete = false

    init(_ connection: any Connection, limit: Int) throws(StoreError) {
        self.limit = limit
        let count = try connection.rows("SELECT count(*) FROM pupil_identity").firstInteger ?? 0
        if count <= Int64(limit) {
            let rows = try connection.rows("SELECT kind, issuer, value, pupil FROM pupil_identity")
            for row in 0..<rows.count {
                known[Self.key(rows[row, 0].text ?? "", rows[row, 1].text ?? "", rows[row, 2].text ?? "")] =
                    rows.integer(row, 3) ?? 0
            }
            isComplete = true
        }
        statement = try connection.prepare(
            "SELECT pupil FROM pupil_identity WHERE kind = ? AND issuer = ? AND value = ?")
    }

    deinit { statement.reset() }

    /// Returns the pupil an identity belongs to, or nil.
    package func pupil(kind: String, issuer: String = "", value: String) throws(StoreError) -> Int64? {
        let key = Self.key(kind, issuer, value)
        if let pupil = known[key] { return pupil }
        if isComplete { return nil }
        try statement.bind(.text(kind), at: 0)
        try statement.bind(.text(issuer), at: 1)
        try statement.bind(.text(value), at: 2)
        let pupil = try statement.step() ? statement.integer(0) : nil
        statement.reset()
        if let pupil { note(key, pupil) }
        return pupil
    }

    /// Tells of an identity that the run has written itself.
    package func add(kind: String, issuer: String = "", value: String, pupil: Int64) {
        if isComplete {
            known[Self.key(kind, issuer, value)] = pupil
        } else {
            note(Self.key(kind, issuer, value), pupil)
        }
    }

    private func note(_ key: String, _ pupil: Int64) {
        // Forgetting everything now and then costs less than remembering what was used last.
        if known.count >= limit { known.removeAll(keepingCapacity: true) }
        known[key] = pupil
    }

    private static func key(_ kind: String, _ issuer: String, _ value: String) -> String {
        kind + "\u{1f}" + issuer + "\u{1f}" + value
    }
}

extension Reader {
    /// Returns a finder of pupils by identity; it holds at most `limit` identities in memory.
    package func identities(limit: Int = 50_000) throws(StoreError) -> IdentityLookup {
        try IdentityLookup(connection, limit: limit)
    }

    /// Returns the keys of a table's rows by their code: `subject`, `staff`, `criterion`, `intervention`,
    /// `reflection`.
    package func keys(byCodeOf table: TableDefinition) throws(StoreError) -> [String: Int64] {
        try dictionary("SELECT code, id FROM \(table.name)")
    }

    /// Returns the keys of a school year's groups by code; `kind` says which when a code is used twice.
    package func groups(schoolYear: Int64, kind: String? = nil) throws(StoreError) -> [String: Int64] {
        try dictionary(
            "SELECT code, id FROM study_group WHERE school_year = ? AND kind = coalesce(?, kind) ORDER BY "
                + "kind DESC",
            [.integer(schoolYear), StoredValue(kind)])
    }

    /// Returns the keys of a scale's steps by code.
    package func steps(scale: Int64) throws(StoreError) -> [String: Int64] {
        try dictionary("SELECT code, id FROM scale_step WHERE scale = ?", [.integer(scale)])
    }

    /// Returns the key of a scale's newest version valid at a day (ISO), or nil.
    package func scale(_ code: String, on day: String) throws(StoreError) -> Int64? {
        try rows(
            """
            SELECT id FROM scale WHERE code = ? AND coalesce(valid_from, '') <= ? \
            ORDER BY coalesce(valid_from, '') DESC, version DESC LIMIT 1
            """, [.text(code), .text(day)]
        ).firstInteger
    }

    /// Returns a cycle's key by its number in a school year, or nil.
    package func cycle(number: Int, schoolYear: Int64) throws(StoreError) -> Int64? {
        try rows(
            "SELECT id FROM cycle WHERE school_year = ? AND number = ?",
            [.integer(schoolYear), .integer(Int64(number))]
        ).firstInteger
    }

    /// Returns a school year's key by its label, or nil.
    package func schoolYear(_ label: String) throws(StoreError) -> Int64? {
        try rows("SELECT id FROM school_year WHERE label = ?", [.text(label)]).firstInteger
    }

    private func dictionary(_ sql: String, _ values: [StoredValue] = []) throws(StoreError) -> [String: Int64]
    {
        let rows = try rows(sql, values)
        var found: [String: Int64] = [:]
        for row in 0..<rows.count { found[rows[row, 0].text ?? ""] = rows.integer(row, 1) ?? 0 }
        return found
    }
}
