/// A criterion that some pupils do not reach, counted over a scope.
package struct HardCriterion: Hashable, Sendable {
    package var criterion: Int64
    /// The lasting code.
    package var code: String
    package var label: String
    package var subject: String
    package var subjectSv: String
    package var subjectEn: String
    /// The group's code when counted per group.
    package var group: String?
    /// Pupils who have a step; those without basis are not among them.
    package var assessed: Int
    /// Those of them below the step that passes.
    package var missed: Int
    /// Counted over the same scope in the cycle before; nil when nobody was assessed then.
    package var previousAssessed: Int?
    package var previousMissed: Int?

    package var share: Double { assessed == 0 ? 0 : Double(missed) / Double(assessed) }

    /// Whether it stands before another: the larger share, then the more assessed, then by code.
    package func isHarder(than other: HardCriterion) -> Bool {
        // Shares are compared as whole numbers, so that equal shares are equal on every machine.
        let (one, two) = (missed * other.assessed, other.missed * assessed)
        if one != two { return one > two }
        if assessed != other.assessed { return assessed > other.assessed }
        return (code, group ?? "") < (other.code, other.group ?? "")
    }

    package var previousShare: Double? {
        guard let previousAssessed, let previousMissed, previousAssessed > 0 else { return nil }
        return Double(previousMissed) / Double(previousAssessed)
    }
}

extension Reader {
    /// Counts criteria over a scope, the hardest first, then by how many were assessed, then by code.
    ///
    /// Pupils with protected identity are counted, unless they are among those left out: where rows are shown
    /// without them, a total with them would tell their results. Derived as domain.md §3 says: the share below
    /// pass among assessed pupils.
    ///
    /// - Parameter leavingOut: pupils of whom nothing is counted.
    package func hardCriteria(
        _ scope: QueryScope, atLeast share: Double = 0, perGroup: Bool = false, previous: Int64? = nil,
        leavingOut: [Int64] = []
    ) throws(StoreError) -> [HardCriterion] {
        let now = try criteriaCounts(scope, perGroup: perGroup, leavingOut)
        var before: [String: (assessed: Int64, missed: Int64)] = [:]
        var previous = previous
        if previous == nil { previous = try previousCycle(of: scope.cycle) }
        if let previous {
            var earlier = scope
            // The same pupils as now: their year and group are those of this cycle, only the cycle is
            // another.
            earlier.schoolYear = try resolve(scope).named["year"]?.integer
            earlier.cycle = previous
            let rows = try criteriaCounts(earlier, perGroup: perGroup, leavingOut)
            for row in 0..<rows.count {
                let key = "\(rows.integer(row, 0) ?? 0) \(rows[row, 6].text ?? "")"
                before[key] = (rows.integer(row, 7) ?? 0, rows.integer(row, 8) ?? 0)
            }
        }
        var found: [HardCriterion] = []
        for row in 0..<now.count {
            let last = before["\(now.integer(row, 0) ?? 0) \(now[row, 6].text ?? "")"]
            let criterion = HardCriterion(
                criterion: now.integer(row, 0) ?? 0, code: now[row, 1].text ?? "",
                label: now[row, 2].text ?? "",
                subject: now[row, 3].text ?? "", subjectSv: now[row, 4].text ?? "",
                subjectEn: now[row, 5].text ?? "",
                group: now[row, 6].text, assessed: Int(now.integer(row, 7) ?? 0),
                missed: Int(now.integer(row, 8) ?? 0),
                previousAssessed: last.map { Int($0.assessed) }, previousMissed: last.map { Int($0.missed) })
            if criterion.share >= share { found.append(criterion) }
        }
        return found.sorted { $0.isHarder(than: $1) }
    }

    private func criteriaCounts(
        _ scope: QueryScope, perGroup: Bool, _ leavingOut: [Int64]
    ) throws(StoreError) -> Cells {
        let resolved = try resolve(scope)
        var meanings = QueryCollection.resultScope(
            subject:
                "(SELECT cs.subject FROM criterion AS ct JOIN criterion_set AS cs ON cs.id = "
                + "ct.criterion_set "
                + "WHERE ct.id = a.criterion)")
        // Few pupils are found by their own rows, a whole school along the index on criteria. A database
        // without statistics would always take the index, since it gives the groups in order; the sum hides
        // it.
        let fewPupils = resolved.parts.contains(.group) || resolved.parts.contains(.yearGroup)
        let criterion = fewPupils ? "(a.criterion + 0)" : "a.criterion"
        meanings[.subject] = "\(criterion) IN \(ScopeSQL.criteriaOfSubject)"
        var conditions = ["a.step IS NOT NULL"] + resolved.conditions(meanings)
        if !leavingOut.isEmpty {
            conditions.append("a.pupil NOT IN (\(leavingOut.map(String.init).joined(separator: ", ")))")
        }
        let group = perGroup ? "a.study_group" : "NULL"
        // Counted per step before anything is looked up: a whole school is then one walk along the index.
        let text = """
            SELECT c.id, c.code, c.label, s.code, s.name_sv, s.name_en, g.code, sum(n.number), \
            sum(CASE WHEN st.pass = 0 THEN n.number ELSE 0 END) \
            FROM (SELECT \(criterion) AS criterion, \(group) AS study_group, a.step AS step, count(*) AS number \
              FROM assessment AS a WHERE \(conditions.joined(separator: " AND ")) \
              GROUP BY \(criterion), \(perGroup ? "a.study_group, " : "")a.step) AS n \
            JOIN scale_step AS st ON st.id = n.step JOIN criterion AS c ON c.id = n.criterion \
            JOIN criterion_set AS cs ON cs.id = c.criterion_set JOIN subject AS s ON s.id = cs.subject \
            LEFT JOIN study_group AS g ON g.id = n.study_group \
            GROUP BY c.id, c.code, c.label, s.code, s.name_sv, s.name_en, g.code
            """
        let query = QueryText(text, resolved.named)
        return try rows(query.sql, query.values)
    }

    /// Returns the cycle before one: the number before in its year, else the last of the year before.
    package func previousCycle(of cycle: Int64?) throws(StoreError) -> Int64? {
        guard let cycle else { return nil }
        return try rows(
            """
            SELECT old.id FROM cycle AS now JOIN school_year AS ny ON ny.id = now.school_year \
            JOIN cycle AS old ON old.id <> now.id JOIN school_year AS oy ON oy.id = old.school_year \
            WHERE now.id = ? AND (oy.start_on < ny.start_on OR (oy.id = ny.id AND old.number < now.number)) \
            ORDER BY oy.start_on DESC, old.number DESC LIMIT 1
            """, [.integer(cycle)]
        ).firstInteger
    }

    /// Returns how many pupils a scope has.
    package func pupilCount(_ scope: QueryScope, includeProtected: Bool = true) throws(StoreError) -> Int {
        try count(SetQuery("pupils", scope: scope, includeProtected: includeProtected))
    }

    /// The pupils whose identity is protected, or may be.
    package func protectedPupils() throws(StoreError) -> [Int64] {
        let found = try rows("SELECT id FROM pupil WHERE protection <> 'none' ORDER BY id")
        return (0..<found.count).compactMap { found.integer($0, 0) }
    }

    /// Returns how many of a scope's pupils have no step on any criterion in its cycle (and subject).
    package func unassessedCount(
        _ scope: QueryScope, includeProtected: Bool = true
    ) throws(StoreError) -> Int {
        let resolved = try resolve(scope)
        guard let pupils = QueryCollection.all["pupils"] else { return 0 }
        var conditions = resolved.conditions(pupils.scope)
        conditions.append("p.erased = 0")
        if !includeProtected { conditions.append("p.protection = 'none'") }
        let subject =
            scope.subject == nil && scope.teaching == nil
            ? "" : " AND a.criterion IN \(ScopeSQL.criteriaOfSubject)"
        let cycle = scope.cycle == nil ? "" : " AND a.cycle = :cycle"
        conditions.append(
            "NOT EXISTS (SELECT 1 FROM assessment AS a WHERE a.pupil = p.id\(cycle)\(subject) AND a.step IS "
                + "NOT NULL)"
        )
        let query = QueryText(
            "SELECT count(*) FROM pupil AS p WHERE \(conditions.joined(separator: " AND "))", resolved.named)
        return Int(try rows(query.sql, query.values).firstInteger ?? 0)
    }

    /// The set of interventions that run at a day (ISO).
    package static func running(on day: String, scope: QueryScope = QueryScope()) -> SetQuery {
        SetQuery(
            "interventions", scope: scope,
            filters: [.init("status", .oneOf(runningStatuses)), .init("start_on", .atMost(.text(day)))],
            sort: [.init("start_on")])
    }

    /// The set of interventions to review at a day (ISO): running, and their weeks are over.
    package static func due(on day: String, scope: QueryScope = QueryScope()) -> SetQuery {
        SetQuery(
            "interventions", scope: scope,
            filters: [.init("status", .oneOf(runningStatuses)), .init("due_on", .atMost(.text(day)))],
            sort: [.init("due_on")])
    }

    private static let runningStatuses: [StoredValue] = ["decided", "running", "reviewed", "intensified"]

    /// Returns a routine's answers for a scope text in the latest cycle before one: key, about, value, and
    /// the cycle's number; empty when there was no such dialogue.
    package func previousAnswers(routine: String, scope: String, before cycle: Int64) throws(StoreError)
        -> Cells
    {
        var current: Int64? = try previousCycle(of: cycle)
        while let candidate = current {
            let answers = try rows(
                """
                SELECT w.answer_key, w.about, w.value, y.number FROM dialogue AS d \
                JOIN dialogue_answer AS w ON w.dialogue = d.id JOIN cycle AS y ON y.id = d.cycle \
                WHERE d.routine = ? AND d.cycle = ? AND d.scope = ? ORDER BY w.answer_key, w.about
                """, [.text(routine), .integer(candidate), .text(scope)])
            if answers.count > 0 { return answers }
            current = try previousCycle(of: candidate)
        }
        return Cells(width: 4)
    }
}
