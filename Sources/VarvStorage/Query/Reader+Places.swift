/// Where a pupil is counted: the class and the year group they are in now. Everyone is in one place, so that numbers
/// of places can be added and never overlap, as numbers of teaching groups do.
package struct PupilPlace: Hashable, Sendable {
    /// The class's code; nil for a pupil without one.
    package var group: String?
    package var yearGroup: Int64?

    package init(group: String?, yearGroup: Int64?) {
        self.group = group
        self.yearGroup = yearGroup
    }
}

/// What the pupils of each place got on one criterion.
package struct PlacedCriterion: Hashable, Sendable {
    package struct Count: Hashable, Sendable {
        package var assessed: Int
        package var missed: Int

        package init(assessed: Int = 0, missed: Int = 0) {
            self.assessed = assessed
            self.missed = missed
        }
    }

    /// The criterion, with nobody counted.
    package var criterion: HardCriterion
    package var counts: [PupilPlace: Count]
}

/// Counts of a school year's pupils place by place: for audiences that see totals only. Protected ones count, or not.
extension Reader {
    /// Returns how many pupils are in each place.
    package func pupilsByPlace(_ scope: QueryScope, countProtected: Bool) throws(StoreError) -> [PupilPlace:
        Int]
    {
        try placeCounts(
            "SELECT code, year_group, count(*) FROM place GROUP BY code, year_group", scope, countProtected)
    }

    /// Returns how many pupils of each place have no step on any criterion in the scope's cycle and subject.
    package func unassessedByPlace(
        _ scope: QueryScope, countProtected: Bool
    ) throws(StoreError) -> [PupilPlace: Int] {
        let subject = scope.subject == nil ? "" : " AND a.criterion IN \(ScopeSQL.criteriaOfSubject)"
        return try placeCounts(
            """
            SELECT code, year_group, count(*) FROM place WHERE NOT EXISTS (SELECT 1 FROM assessment AS a \
            WHERE a.pupil = place.pupil AND a.cycle = :cycle AND a.step IS NOT NULL\(subject)) \
            GROUP BY code, year_group
            """, scope, countProtected)
    }

    /// Returns the results on each criterion in the scope's cycle and subject, those with any.
    package func criteriaByPlace(
        _ scope: QueryScope, countProtected: Bool
    ) throws(StoreError) -> [PlacedCriterion] {
        let subject = scope.subject == nil ? "" : " AND cs.subject = :subject"
        let rows = try placeRows(
            """
            SELECT place.code, place.year_group, count(*), sum(CASE WHEN st.pass = 0 THEN 1 ELSE 0 END), \
            c.id, c.code, c.label, s.code, s.name_sv, s.name_en \
            FROM assessment AS a JOIN place ON place.pupil = a.pupil JOIN scale_step AS st ON st.id = a.step \
            JOIN criterion AS c ON c.id = a.criterion JOIN criterion_set AS cs ON cs.id = c.criterion_set \
            JOIN subject AS s ON s.id = cs.subject WHERE a.cycle = :cycle\(subject) \
            GROUP BY c.id, c.code, c.label, s.code, s.name_sv, s.name_en, place.code, place.year_group \
            ORDER BY c.id
            """, scope, countProtected)
        var found: [PlacedCriterion] = []
        for row in 0..<rows.count {
            let id = rows.integer(row, 4) ?? 0
            if found.last?.criterion.criterion != id {
                let criterion = HardCriterion(
                    criterion: id, code: rows[row, 5].text ?? "", label: rows[row, 6].text ?? "",
                    subject: rows[row, 7].text ?? "", subjectSv: rows[row, 8].text ?? "",
                    subjectEn: rows[row, 9].text ?? "", assessed: 0, missed: 0)
                found.append(PlacedCriterion(criterion: criterion, counts: [:]))
            }
            found[found.count - 1].counts[Self.place(rows, row)] = .init(
                assessed: Int(rows.integer(row, 2) ?? 0), missed: Int(rows.integer(row, 3) ?? 0))
        }
        return found
    }

    private func placeCounts(
        _ text: String, _ scope: QueryScope, _ countProtected: Bool
    ) throws(StoreError) -> [PupilPlace: Int] {
        let rows = try placeRows(text, scope, countProtected)
        var counts: [PupilPlace: Int] = [:]
        for row in 0..<rows.count { counts[Self.place(rows, row)] = Int(rows.integer(row, 2) ?? 0) }
        return counts
    }

    private static func place(_ rows: Cells, _ row: Int) -> PupilPlace {
        PupilPlace(group: rows[row, 0].text, yearGroup: rows.integer(row, 1))
    }

    /// Whoever has changed classes is in the one they came to last.
    private func placeRows(
        _ text: String, _ scope: QueryScope, _ countProtected: Bool
    ) throws(StoreError) -> Cells {
        let counted = countProtected ? "" : " AND p.protection = 'none'"
        let query = QueryText(
            """
            WITH place AS (SELECT e.pupil AS pupil, g.code AS code, e.year_group AS year_group \
            FROM enrolment AS e JOIN pupil AS p ON p.id = e.pupil AND p.erased = 0\(counted) \
            LEFT JOIN study_group AS g ON g.id = e.study_group \
            WHERE e.school_year = :year AND e.from_on = (SELECT max(x.from_on) FROM enrolment AS x \
            WHERE x.pupil = e.pupil AND x.school_year = :year)) \(text)
            """, try resolve(scope).named)
        return try rows(query.sql, query.values)
    }
}
