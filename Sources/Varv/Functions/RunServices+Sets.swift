import VarvBridge
import VarvModel
import VarvStorage

extension RunServices {
    /// The sets no collection holds, by the method of `here` that gives them: counted whole, or a row for
    /// each group.
    static let hardSets = ["hard_criteria": false, "hard_criteria_by_group": true]

    /// The collections whose rows are about one pupil each; none crosses for an audience that sees no small
    /// groups.
    static let aboutPupils: Set<String> = ["pupils", "assessments", "judgements", "interventions"]

    /// The type of a set's things, or a refusal for a collection the run was not offered.
    func setType(_ set: SetDescription) throws(Refusal) -> Int {
        if Self.hardSets[set.collection] != nil,
            offered.functions.contains(where: { $0.name == "here:" + set.collection }),
            let type = type(named: "hard_criterion")
        {
            return type
        }
        guard let type = offered.items.firstIndex(where: { $0.collection == set.collection }) else {
            throw Refusal(
                sv: "det finns ingen mängd \"\(printable(set.collection))\" i den här körningen",
                en: "there is no set \"\(printable(set.collection))\" in this run")
        }
        return type
    }

    /// Reads a set's description against what this run was offered.
    func request(_ set: SetDescription, _ type: Int) throws(Refusal) -> SetRequest {
        let narrowing = Set(
            offered.functions.filter { $0.narrowsSet && $0.name.hasPrefix(set.collection + ":") }
                .map { String($0.name.dropFirst(set.collection.count + 1)) })
        return try SetRequest(set, item: offered.items[type], narrowing: narrowing) { isThing($0, named: $1) }
    }

    /// Opens a set from its beginning.
    func open(_ set: SetDescription) throws -> OpenSet {
        let type = try setType(set)
        let item = offered.items[type]
        let request = try request(set, type)
        if let perGroup = Self.hardSets[set.collection] {
            return OpenSet(
                .hard(try hard(request, perGroup: perGroup, type: type)), type: type, item: item, plan: nil)
        }
        if smallestShown != nil, Self.aboutPupils.contains(set.collection) { throw Self.audienceRefusal }
        guard let plan = plan(type), let narrowed = try narrowed(scoped(request), right: item.right) else {
            return OpenSet(.empty, type: type, item: item, plan: nil)
        }
        var query = SetQuery(
            plan.collection, fields: plan.columns, scope: narrowed,
            includeProtected: context.visibility.includesProtected, showsPupils: context.mayRead("pupils"))
        query.filters = ownFilters(plan.collection, right: item.right)
        let late = try fill(&query, request, plan)
        if late.isEmpty {
            query.limit = request.limit
            // A run that writes could meet its own new rows for ever.
            if context.granted.writes.isEmpty {
                return OpenSet(
                    .cursor(try reader.open(query)), type: type, item: item, plan: plan,
                    named: try named(request))
            }
            let cells = try reader.rows(query)
            try learnPupils(cells, plan)
            return OpenSet(
                .listed(cells, Array(0..<cells.count)), type: type, item: item, plan: plan,
                named: try named(request))
        }
        let cells = try reader.rows(query)
        try learnPupils(cells, plan)
        let order = try late.order(cells, plan, self, limit: request.limit)
        return OpenSet(
            .listed(cells, order), type: type, item: item, plan: plan,
            named: try named(request).union(named(request, cells, order, plan)))
    }

    static let audienceRefusal = Refusal(
        sv:
            "papper till all personal och till alla visar inga enskilda elever; använd :count() eller "
            + "here:hard_criteria()",
        en:
            "papers for all staff and for everyone show no single pupils; use :count() or "
            + "here:hard_criteria()"
    )

    /// `(set)` → how many, or `few`.
    func count(_ arguments: [Value]) throws -> Value {
        guard arguments.count == 1, case .set(let set) = arguments[0] else {
            throw BridgeError.outOfRange(sv: "en mängd", en: "a set")
        }
        let type = try setType(set)
        let item = offered.items[type]
        let request = try request(set, type)
        if let perGroup = Self.hardSets[set.collection] {
            let rows = try hard(request, perGroup: perGroup, type: type)
            tally.note(item.right, count: rows.count)
            return .int(Int64(rows.count))
        }
        if smallestShown != nil, Self.aboutPupils.contains(set.collection) {
            return try suppressedCount(request, type)
        }
        let (count, named) = try plainCount(request, type)
        tally.note(item.right, count: count, named: named)
        return .int(Int64(request.limit.map { min($0, count) } ?? count))
    }

    /// Counts a request's rows, and tells which pupils its conditions name; a limit is not part of it.
    private func plainCount(
        _ request: SetRequest, _ type: Int
    ) throws -> (count: Int, named: Set<Int64>) {
        let item = offered.items[type]
        guard let plan = plan(type), let narrowed = try narrowed(scoped(request), right: item.right) else {
            return (0, [])
        }
        var query = SetQuery(
            plan.collection, fields: plan.columns, scope: narrowed,
            includeProtected: context.visibility.includesProtected)
        query.filters = ownFilters(plan.collection, right: item.right)
        let late = try fill(&query, request, plan)
        if late.conditions.isEmpty { return (try reader.count(query), try named(request)) }
        let cells = try reader.rows(query)
        try learnPupils(cells, plan)
        let rows = try late.order(cells, plan, self, limit: nil)
        return (rows.count, try named(request).union(named(request, cells, rows, plan)))
    }

    // MARK: Whom conditions name

    /// The pupils that conditions name as things.
    private func named(_ request: SetRequest) throws -> Set<Int64> {
        var named: Set<Int64> = []
        for condition in request.conditions where condition.type == .item("pupil") {
            let values: [Value] =
                switch condition.test {
                case .equal(let value): [value]
                case .oneOf(let values): values
                default: []
                }
            for case .item(let item) in values { named.insert(try thing(item).id) }
        }
        return named
    }

    /// The pupils among the rows found when conditions name them by number, name or pseudonym.
    private func named(_ request: SetRequest, _ cells: Cells, _ rows: [Int], _ plan: RowPlan) -> Set<Int64> {
        let names: Set<String> = ["identity", "name", "pseudonym"]
        guard plan.collection == "pupils", request.conditions.contains(where: { names.contains($0.field) })
        else { return [] }
        return Set(rows.compactMap { plan.pupil(cells, $0) })
    }

    // MARK: What a set is confined to

    func scoped(_ request: SetRequest) -> QueryScope {
        request.scoped ? scope : QueryScope(schoolYear: context.query.schoolYear)
    }

    /// A scope cut to how far the run reaches with a right; nil where nothing is left.
    func narrowed(_ scope: QueryScope, right: String?) throws(Refusal) -> QueryScope? {
        guard let right else { return scope }
        guard let right = Right(rawValue: right), let reach = context.visibility.reach[right] else {
            throw Refusal(
                sv: "körningen har inte rätten \(right)", en: "the run does not have the right \(right)")
        }
        switch reach {
        case .everything: return scope
        case .nothing: return nil
        case .own, .ownGroups:
            guard let own = ownStaff else { return nil }
            var scope = scope
            if let teacher = scope.teacher, teacher != own { return nil }
            // A teaching already is its teacher's; without one the person's own teachings decide.
            if scope.teaching == nil { scope.teacher = own }
            return scope
        }
    }

    /// Filters for what only the person who wrote it reaches.
    func ownFilters(_ collection: String, right: String?) -> [SetQuery.Filter] {
        guard let right = right.flatMap({ Right(rawValue: $0) }), context.visibility.reach[right] == .own
        else { return [] }
        let person = context.core.person
        switch collection {
        case "reflections":
            return [
                .init("author", .oneOf([.text(person.account)] + (person.staff.map { [.text($0)] } ?? [])))
            ]
        case "dialogues": return [.init("teacher", .equal(.text(person.staff ?? "")))]
        default: return []
        }
    }

    // MARK: Conditions and order

    /// Puts a request's conditions and order into the query; what the store cannot answer comes back.
    private func fill(_ query: inout SetQuery, _ request: SetRequest, _ plan: RowPlan) throws -> LateRequest {
        var late = LateRequest()
        for name in request.narrowings {
            let day = context.core.today.isoText
            let named =
                name == "due"
                ? Reader.due(on: day, scope: query.scope) : Reader.running(on: day, scope: query.scope)
            query.filters += named.filters
            query.sort += named.sort
        }
        for condition in request.conditions {
            guard let position = plan.item.fields.firstIndex(where: { $0.name == condition.field }) else {
                continue
            }
            if case .column(let column, let shape) = plan.fields[position] {
                query.filters.append(
                    .init(plan.columns[column], try stored(condition.test, shape)))
            } else {
                late.conditions.append((plan.fields[position], condition.test))
            }
        }
        var sorts: [SetQuery.Sort] = []
        var places: [(RowPlan.Place, Bool)] = []
        for sort in request.sorts {
            guard let position = plan.item.fields.firstIndex(where: { $0.name == sort.field }) else {
                continue
            }
            places.append((plan.fields[position], sort.descending))
            if case .column(let column, let shape) = plan.fields[position], shape != .pupil {
                sorts.append(.init(plan.columns[column], descending: sort.descending))
            }
        }
        // One key the store cannot sort by, and all of them are sorted here.
        if sorts.count < places.count { late.sorts = places } else { query.sort = sorts + query.sort }
        return late
    }

    private func stored(_ test: FieldTest, _ shape: FieldSource.Shape) throws -> SetQuery.Test {
        func one(_ value: Value) throws -> StoredValue {
            switch (value, shape) {
            case (.text(let text), _): return .text(text)
            case (.bool(let bool), _): return .integer(bool ? 1 : 0)
            case (.day(let day), _):
                return .text(Day(year: day.year, month: day.month, day: day.day)?.isoText ?? "")
            case (.int(let number), .numeral): return .text("\(number)")
            case (.int(let number), _): return .integer(number)
            case (.number(let number), .numeral):
                return .text(Int64(exactly: number).map { "\($0)" } ?? "\(number)")
            case (.number(let number), _): return .real(number)
            case (.item(let item), .pupil): return .integer(try thing(item).id)
            default: throw BridgeError.outOfRange(sv: "ett villkor", en: "a condition")
            }
        }
        switch test {
        case .missing:
            // A result without a step has the fact no_basis instead; it is never missing.
            return shape == .step ? .oneOf([]) : .missing
        case .equal(.mark): return .missing
        case .equal(.text(let word)):
            let spellings = spellings(of: word)
            return spellings.count == 1
                ? .equal(.text(word)) : .oneOf(spellings.map { .text($0) })
        case .equal(let value): return .equal(try one(value))
        case .atLeast(let value): return .atLeast(try one(value))
        case .moreThan(let value): return .moreThan(try one(value))
        case .atMost(let value): return .atMost(try one(value))
        case .lessThan(let value): return .lessThan(try one(value))
        case .between(let low, let high): return .between(try one(low), try one(high))
        case .oneOf(let values):
            return .oneOf(
                try values.flatMap { value in
                    if case .text(let word) = value {
                        return spellings(of: word).map { StoredValue.text($0) }
                    }
                    return [try one(value)]
                })
        }
    }

    // MARK: Hard criteria

    /// The places in ``hardRows`` of those that pass, in order.
    private func hard(_ request: SetRequest, perGroup: Bool, type: Int) throws -> [Int] {
        guard let narrowed = try narrowed(request.scoped ? scope : scoped(request), right: "results") else {
            return []
        }
        var rows: [HardRow]
        if smallestShown != nil {
            try requireOneScope(request)
            rows = try HardRow.rows(results.get(), of: part, perGroup: perGroup, table.get())
        } else {
            rows = try reader.hardCriteria(narrowed, perGroup: perGroup, leavingOut: leftOut.get())
                .map(HardRow.init)
        }
        for condition in request.conditions {
            rows.removeAll { !condition.test.passes($0.value(condition.field, language: language)) }
        }
        if !request.sorts.isEmpty {
            let keyed = rows.enumerated().map { index, row in
                (index, request.sorts.map { row.value($0.field, language: language) })
            }
            rows = keyed.sorted {
                LateRequest.precedes($0.1, $1.1, request.sorts.map(\.descending)) ?? ($0.0 < $1.0)
            }.map { rows[$0.0] }
        }
        return rows.prefix(request.limit ?? .max).map { row in
            if let index = hardIndex[row] { return index }
            hardRows.append(row)
            hardIndex[row] = hardRows.count - 1
            return hardRows.count - 1
        }
    }
}
