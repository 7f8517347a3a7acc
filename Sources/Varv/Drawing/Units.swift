import VarvModel
import VarvStorage

extension RunContext {
    /// The parts of the asked scope that a routine drawn `per` something is drawn for, in the order a school
    /// reads them.
    ///
    /// Only what exists this school year and the person reaches: someone who sees own groups gets those they
    /// teach.
    ///
    /// - Parameter per: `school`, `year_group`, `group`, `subject`, `teaching` or `teacher`.
    func units(per: String) throws -> [RunScope] {
        var query = query
        // The health team reads all pupils' results but only its own dialogues: then only what is held with a
        // teacher is narrowed.
        let isHeldWithTeacher = per == "teaching" || per == "teacher"
        let own = visibility.isOwnGroupsOnly || isHeldWithTeacher && visibility.reach[.dialogues] == .own
        if own {
            guard let staff = visibility.staff, let id = try reader.keys(byCodeOf: .staff)[staff] else {
                return []
            }
            if let teacher = query.teacher, teacher != id { return [] }
            query.teacher = id
        }
        switch per {
        case "year_group": return try yearGroups(query)
        case "group": return try groups(query)
        case "subject":
            return try teachings(query).compactMap(\.subject).uniqued().map { subject in
                var unit = scope
                unit.subject = subject
                return unit
            }
        case "teacher":
            return try teachings(query).compactMap(\.teacher).uniqued().map { teacher in
                var unit = scope
                unit.teacher = teacher
                return unit
            }
        case "teaching": return try teachings(query)
        default: return [scope]
        }
    }

    private func yearGroups(_ query: QueryScope) throws -> [RunScope] {
        if scope.yearGroup != nil { return [scope] }
        let rows = try reader.rows(
            SetQuery("groups", fields: ["year_group"], scope: query, sort: [.init("year_group")]))
        return (0..<rows.count).compactMap { rows.integer($0, 0) }.uniqued().map { year in
            var unit = scope
            unit.yearGroup = Int(year)
            return unit
        }
    }

    /// The classes of the scope; a person's own teaching groups too, since those are what they teach.
    private func groups(_ query: QueryScope) throws -> [RunScope] {
        if scope.group != nil { return [scope] }
        var set = SetQuery(
            "groups", fields: ["code", "year_group"], scope: query, sort: [.init("year_group")])
        if query.teacher == nil { set.filters = [.init("kind", .equal("klass"))] }
        let rows = try reader.rows(set)
        return (0..<rows.count).compactMap { rows[$0, 0].text }.uniqued().map { code in
            var unit = scope
            unit.group = code
            return unit
        }
    }

    private func teachings(_ query: QueryScope) throws -> [RunScope] {
        let rows = try reader.rows(
            SetQuery(
                "teachings", fields: ["teacher", "group", "subject"], scope: query,
                sort: [.init("year_group"), .init("group"), .init("subject")]))
        return (0..<rows.count).map { row in
            var unit = scope
            unit.teacher = rows[row, 0].text
            unit.group = rows[row, 1].text
            unit.subject = rows[row, 2].text
            return unit
        }
    }
}

extension Array where Element: Hashable {
    /// The elements once each, in the order they first come.
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
