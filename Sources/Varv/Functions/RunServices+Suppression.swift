import VarvBridge
import VarvModel
import VarvStorage

extension RunServices {
    /// The fields a count may be asked by where small groups are hidden: those that part the pupils into
    /// groups a reader
    /// could add up.
    private static let parting: [String: Set<String>] = [
        "pupils": ["group", "year_group"],
        "assessments": ["group", "subject", "criterion", "cycle", "step", "reached"],
        "judgements": ["group", "subject", "cycle", "step", "reached"],
        "interventions": [],
    ]

    /// Counts pupils, or results of pupils, for an audience that sees no small groups (P3).
    ///
    /// Each condition parts what the others leave into a list; the count is shown only where every such list
    /// shows it, so
    /// that it can not be computed from the other counts of the list and their total. Only equality on fields
    /// that part
    /// is taken: with free conditions, two counts' difference could be a single pupil.
    func suppressedCount(_ request: SetRequest, _ type: Int, _ k: Int) throws -> Value {
        let allowed = Self.parting[request.collection] ?? []
        for condition in request.conditions {
            guard case .equal = condition.test, allowed.contains(condition.field) else {
                let names = allowed.sorted().joined(separator: ", ")
                throw Refusal(
                    sv:
                        "för den här läsekretsen räknas elever bara efter likhet i \(names), inte efter "
                        + "\(condition.field)",
                    en:
                        "for this audience pupils are counted by equality in \(names) only, not by "
                        + "\(condition.field)"
                )
            }
        }
        guard request.narrowings.isEmpty, request.limit == nil else { throw Self.audienceRefusal }
        let count = try plainCount(request, type, asTotal: true)
        tally.note(offered.items[type].right, count: count)
        if (1..<k).contains(count) { return .mark(.few) }
        for (index, condition) in request.conditions.enumerated() {
            var others = request
            others.conditions.remove(at: index)
            guard case .equal(let wanted) = condition.test else { continue }
            let parts = try counts(of: others, by: condition.field, type)
            let values = parts.keys.sorted { "\($0)" < "\($1)" }
            let list = SuppressedList(counts: values.map { parts[$0] ?? 0 }, smallestShown: k)
            if let place = values.firstIndex(where: { FieldTest.order($0, wanted) == 0 }), list.cells[place] {
                return .mark(.few)
            }
        }
        return .int(Int64(count))
    }

    /// How many rows of a request have each value of a field.
    private func counts(of request: SetRequest, by field: String, _ type: Int) throws -> [Value: Int] {
        guard let plan = plan(type), let position = plan.item.fields.firstIndex(where: { $0.name == field }),
            case .column(let column, _) = plan.fields[position],
            let narrowed = try narrowed(scoped(request), right: plan.item.right)
        else { return [:] }
        var query = SetQuery(plan.collection, fields: [plan.columns[column]], scope: narrowed)
        query.includeProtected = true
        try fillEqualities(&query, request, plan)
        let cursor = try reader.open(query)
        var counts: [StoredValue: Int] = [:]
        while true {
            let page = try cursor.next(2000)
            for row in 0..<page.count { counts[page[row, 0], default: 0] += 1 }
            if page.count < 2000 { break }
        }
        var found: [Value: Int] = [:]
        for (value, count) in counts { found[Self.value(value, plan.fields[position]), default: 0] += count }
        return found
    }

    private func fillEqualities(_ query: inout SetQuery, _ request: SetRequest, _ plan: RowPlan) throws {
        for condition in request.conditions {
            guard case .equal(let value) = condition.test,
                let position = plan.item.fields.firstIndex(where: { $0.name == condition.field }),
                case .column(let column, _) = plan.fields[position]
            else { continue }
            let test: SetQuery.Test =
                switch value {
                case .text(let text): .equal(.text(text))
                case .int(let number): .equal(.integer(number))
                case .bool(let bool): .equal(.integer(bool ? 1 : 0))
                case .mark: .missing
                default: .oneOf([])
                }
            query.filters.append(.init(plan.columns[column], test))
        }
    }

    private static func value(_ stored: StoredValue, _ place: RowPlan.Place) -> Value {
        guard case .column(_, let shape) = place else { return .none }
        switch stored {
        case .null: return shape == .step ? .mark(.noBasis) : .none
        case .integer(let number): return shape == .flag ? .bool(number != 0) : .int(number)
        case .real(let number): return .number(number)
        case .text(let text): return .text(text)
        }
    }
}
