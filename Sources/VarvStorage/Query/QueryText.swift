/// One SELECT text with its values in the order of their places.
struct QueryText {
    var sql: String
    var values: [StoredValue]

    /// Turns `:name` into places; a name that has no value becomes NULL.
    init(_ text: String, _ named: [String: StoredValue]) {
        var sql = ""
        values = []
        var rest = text[...]
        while let colon = rest.firstIndex(of: ":") {
            sql += rest[..<colon]
            let name = rest[rest.index(after: colon)...].prefix {
                $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")
            }
            sql += "?"
            values.append(named[String(name)] ?? .null)
            rest = rest[name.endIndex...]
        }
        self.sql = sql + rest
    }
}

/// A scope whose parts have been looked up: the year that is meant, whether the group has members.
struct ResolvedScope {
    var named: [String: StoredValue] = [:]
    var parts: [QueryCollection.ScopePart] = []

    /// Returns the conditions of the scope for rows of a collection.
    func conditions(_ meanings: [QueryCollection.ScopePart: String]) -> [String] {
        parts.compactMap { meanings[$0] }
    }
}

extension Reader {
    /// Looks up what a scope means; without a year it is the cycle's, else the latest that has begun or is
    /// open.
    func resolve(_ scope: QueryScope) throws(StoreError) -> ResolvedScope {
        var scope = scope
        if let teaching = scope.teaching {
            let row = try rows(
                "SELECT staff, study_group, subject FROM teaching WHERE id = ?", [.integer(teaching)])
            if row.count > 0 {
                scope.teacher = row.integer(0, 0)
                scope.group = row.integer(0, 1)
                scope.subject = row.integer(0, 2)
            }
        }
        var resolved = ResolvedScope()
        var year = scope.schoolYear
        if year == nil, let cycle = scope.cycle {
            year = try rows("SELECT school_year FROM cycle WHERE id = ?", [.integer(cycle)]).firstInteger
        }
        if year == nil, let group = scope.group {
            year = try rows("SELECT school_year FROM study_group WHERE id = ?", [.integer(group)])
                .firstInteger
        }
        if year == nil {
            year = try rows(
                "SELECT id FROM school_year ORDER BY CASE status WHEN 'open' THEN 0 ELSE 1 END, start_on "
                    + "DESC LIMIT 1"
            ).firstInteger
        }
        resolved.named["year"] = StoredValue(year)
        if scope.schoolYear != nil { resolved.parts.append(.year) }
        func add(_ part: QueryCollection.ScopePart, _ name: String, _ value: Int64?) {
            guard let value else { return }
            resolved.named[name] = .integer(value)
            resolved.parts.append(part)
        }
        add(.cycle, "cycle", scope.cycle)
        add(.yearGroup, "year_group", scope.yearGroup)
        if let group = scope.group {
            let members = try rows(
                "SELECT 1 FROM membership WHERE study_group = ? UNION SELECT 1 FROM enrolment WHERE "
                    + "study_group = ?",
                [.integer(group), .integer(group)])
            add(members.count > 0 ? .group : .namedGroup, "group", group)
        }
        add(.subject, "subject", scope.subject)
        // A teaching's group and subject say all; its teacher would only repeat them.
        if scope.teaching == nil { add(.teacher, "teacher", scope.teacher) }
        return resolved
    }

    /// Makes the one SQL text of a query. Throws `StoreError.unknownField`.
    func text(of query: SetQuery, counting: Bool = false) throws(StoreError) -> QueryText {
        guard let collection = QueryCollection.all[query.collection] else {
            throw .unknownField(query.collection, of: "collections")
        }
        func field(_ name: String) throws(StoreError) -> QueryCollection.Field {
            guard let field = collection.field(name) else { throw .unknownField(name, of: collection.name) }
            return field
        }
        let scope = try resolve(query.scope)
        var named = scope.named
        var used: [String] = []
        func sql(_ name: String) throws(StoreError) -> String {
            let field = try field(name)
            if let join = field.join { used.append(join) }
            return field.sql
        }
        var columns: [String] = []
        for name in query.fields.isEmpty ? collection.fields.map(\.name) : query.fields {
            columns.append(try sql(name))
        }
        if counting {
            columns = ["count(*)"]
            used = []
        }
        var conditions = scope.conditions(collection.scope)
        if let condition = collection.condition { conditions.append(condition) }
        if !query.includeProtected, let unprotected = collection.unprotected {
            conditions.append(unprotected)
        }
        for filter in query.filters {
            conditions.append(Self.condition(try sql(filter.field), filter.test, &named))
        }
        var order: [String] = []
        for sort in query.sort {
            // A missing value sorts last whichever way, the same on every database.
            let expression = try sort.field == "" ? "" : sql(sort.field)
            order.append("(\(expression)) IS NULL")
            order.append(expression + (sort.descending ? " DESC" : ""))
        }
        var (from, key) = (collection.from, collection.key)
        if let pupils = collection.pupilOrder, !counting {
            let walks = pupils.walks(query, scope)
            if !query.showsPupils {
                key = pupils.apart
                // Few rows are sorted. The sum hides the index, along which a database without statistics would
                // walk the whole school to spare itself that.
                if !walks { key[0] = "(\(key[0]) + 0)" }
            } else if walks {
                from = pupils.walk
                conditions.append(QueryCollection.PupilOrder.tie)
            }
        }
        var text = "SELECT \(columns.joined(separator: ", ")) FROM \(from)"
        // `g` of pupils stands on `e`.
        if collection.name == "pupils", used.contains("g") { used.append("e") }
        for join in Set(used).sorted() { if let sql = collection.joins[join] { text += " " + sql } }
        if !conditions.isEmpty { text += " WHERE " + conditions.joined(separator: " AND ") }
        if !counting { text += " ORDER BY " + (order + key).joined(separator: ", ") }
        if let limit = query.limit, !counting { text += " LIMIT \(max(0, limit))" }
        return QueryText(text, named)
    }

    private static func condition(
        _ sql: String, _ test: SetQuery.Test, _ named: inout [String: StoredValue]
    ) -> String {
        func place(_ value: StoredValue) -> String {
            let name = "v\(named.count)"
            named[name] = value
            return ":" + name
        }
        switch test {
        case .equal(let value): return "\(sql) = \(place(value))"
        case .atLeast(let value): return "\(sql) >= \(place(value))"
        case .moreThan(let value): return "\(sql) > \(place(value))"
        case .atMost(let value): return "\(sql) <= \(place(value))"
        case .lessThan(let value): return "\(sql) < \(place(value))"
        case .between(let low, let high): return "\(sql) BETWEEN \(place(low)) AND \(place(high))"
        case .oneOf(let values):
            return values.isEmpty
                ? "1 = 0" : "\(sql) IN (\(values.map { place($0) }.joined(separator: ", ")))"
        case .missing: return "\(sql) IS NULL"
        case .present: return "\(sql) IS NOT NULL"
        }
    }
}

extension Cells {
    /// The first row's first number, or nil.
    var firstInteger: Int64? { count > 0 ? integer(0, 0) : nil }
}
