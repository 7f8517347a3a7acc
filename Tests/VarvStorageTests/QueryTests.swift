import CustomDump
import Testing

@testable import VarvStorage

struct QueryTests {
    /// Cycle 1: everyone misses MA-1. Cycle 2: pupil 1 misses MA-1, pupil 3 MA-2; pupil 2 has no basis on MA-2.
    private func fill(_ store: Store) throws {
        try Sample.fill(store)
        let run = try store.begin(.sample)
        _ = try run.put(
            Sample.assessments([
                (1, 1, 1, 1, 1), (2, 1, 1, 1, 2), (3, 1, 1, 1, 3),
                (1, 2, 1, 1, 1), (1, 2, 2, 2, 1), (2, 2, 1, 2, 2), (2, 2, 2, nil, 2), (3, 2, 1, 3, 3),
                (3, 2, 2, 1, 3),
            ]))
        try run.commit(.sample)
    }

    @Test(arguments: StoreKind.allCases)
    func `every collection answers with all its fields`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            for collection in QueryCollection.all.values {
                let scope = QueryScope(
                    schoolYear: 1, cycle: 1, yearGroup: 7, group: 1, subject: 1, teacher: 1)
                let rows = try store.read {
                    try $0.rows(
                        SetQuery(
                            collection.name, scope: scope,
                            filters: collection.fields.map { .init($0.name, .missing) },
                            sort: collection.fields.map { .init($0.name, descending: true) }))
                }
                #expect(rows.width == collection.fields.count)
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `protected pupils are no rows unless they are asked for`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            var query = SetQuery("pupils", fields: ["id", "group"], scope: QueryScope(group: 2))
            expectNoDifference(try store.read { try $0.rows(query).rows }, [[3, "7B"]])
            query.includeProtected = true
            expectNoDifference(try store.read { try $0.rows(query).rows }, [[3, "7B"], [4, "7B"]])
            #expect(try store.read { try $0.pupilCount(QueryScope(yearGroup: 7)) } == 4)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `filters, sorting and limit make one set, in total order`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            let query = SetQuery(
                "assessments", fields: ["pupil", "criterion", "step"], scope: QueryScope(cycle: 2),
                filters: [.init("ord", .between(1, 2))], sort: [.init("ord", descending: true)], limit: 3)
            expectNoDifference(
                try store.read { try $0.rows(query).rows },
                [[1, "MA-2", "godtagbara"], [2, "MA-1", "godtagbara"], [1, "MA-1", "insats"]])
            #expect(try store.read { try $0.count(query) } == 4)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `each test says what it says`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let tests: [(SetQuery.Test, [StoredValue])] = [
                (.equal(2), ["godtagbara"]), (.atLeast(2), ["godtagbara", "mer"]), (.moreThan(2), ["mer"]),
                (.atMost(2), ["insats", "godtagbara"]), (.lessThan(2), ["insats"]),
                (.between(2, 3), ["godtagbara", "mer"]),
                (.oneOf([1, 3]), ["insats", "mer"]), (.oneOf([]), []), (.missing, []),
                (.present, ["insats", "godtagbara", "mer"]),
            ]
            for (test, expected) in tests {
                let query = SetQuery("steps", fields: ["code"], filters: [.init("ord", test)])
                expectNoDifference(
                    try store.read { try $0.rows(query).rows.map { $0[0] } }, expected, "\(test)")
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a value is never read as SQL`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let query = SetQuery("pupils", filters: [.init("given_name", .equal("' OR 1 = 1 -- :year ?"))])
            #expect(try store.read { try $0.rows(query).count } == 0)
            #expect(throws: StoreError.unknownField("id; DROP TABLE pupil", of: "pupils")) {
                try store.read { try $0.rows(SetQuery("pupils", fields: ["id; DROP TABLE pupil"])) }
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a cursor gives the same rows page by page`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            try store.read { reader in
                let query = SetQuery("assessments")
                let cursor = try reader.open(query)
                var rows: [[StoredValue]] = []
                while true {
                    let page = try cursor.next(2)
                    if page.count == 0 { break }
                    rows += page.rows
                }
                expectNoDifference(rows, try reader.rows(query).rows)
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `hard criteria come hardest first, with the cycle before`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            let hard = try store.read { try $0.hardCriteria(QueryScope(cycle: 2, yearGroup: 7)) }
            func criterion(_ id: Int64, _ label: String, _ assessed: Int, _ before: Int?) -> HardCriterion {
                HardCriterion(
                    criterion: id, code: "MA-\(id)", label: label, subject: "MA", subjectSv: "Matematik",
                    subjectEn: "",
                    group: nil, assessed: assessed, missed: 1, previousAssessed: before,
                    previousMissed: before)
            }
            expectNoDifference(hard, [criterion(2, "Metoder", 2, nil), criterion(1, "Begrepp", 3, 3)])
            #expect(
                try store.read { try $0.hardCriteria(QueryScope(cycle: 2), atLeast: 0.4) }.map(\.code) == [
                    "MA-2"
                ])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `hard criteria of a teaching and per group count their own pupils`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            let teaching = try store.read { try $0.hardCriteria(QueryScope(cycle: 2, teaching: 1)) }
            expectNoDifference(
                teaching.map { [$0.code, "\($0.missed)/\($0.assessed)"] },
                [["MA-1", "1/2"], ["MA-2", "0/1"]])
            let groups = try store.read { try $0.hardCriteria(QueryScope(cycle: 2), perGroup: true) }
            expectNoDifference(
                groups.map { [$0.code, $0.group, "\($0.missed)/\($0.assessed)"] },
                [
                    ["MA-2", "7B", "1/1"], ["MA-1", "7A", "1/2"], ["MA-1", "7B", "0/1"],
                    ["MA-2", "7A", "0/1"],
                ])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `pupils without any step are counted as unassessed`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            #expect(
                try store.read { try $0.unassessedCount(QueryScope(cycle: 2, yearGroup: 7, subject: 1)) } == 1
            )
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `interventions are due when their weeks are over`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let run = try store.begin(.sample)
            for (code, due, status) in [
                ("I-1", "2026-10-20", "running"), ("I-2", "2026-12-01", "running"),
                ("I-3", "2026-10-01", "removed"),
            ] {
                try run.put(
                    .intervention, columns: ["level", "target", "pupil", "start_on", "due_on", "status"],
                    [.text(code), "individual", "pupil", 1, "2026-09-15", .text(due), .text(status)])
            }
            try run.commit(.sample)
            #expect(
                try store.read { try $0.rows(Reader.due(on: "2026-11-01")).rows.map { $0[1] } } == ["I-1"])
            #expect(
                try store.read { try $0.rows(Reader.running(on: "2026-11-01")).rows.map { $0[1] } } == [
                    "I-1", "I-2",
                ])
        }
    }

    @Test(arguments: StoreKind.allCases, [1, 1000])
    func `identities are found with little memory and with much`(_ kind: StoreKind, _ limit: Int) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            try store.read { reader in
                let lookup = try reader.identities(limit: limit)
                #expect(try lookup.pupil(kind: "local", issuer: "ekskolan", value: "4703") == 3)
                #expect(try lookup.pupil(kind: "local", issuer: "ekskolan", value: "4701") == 1)
                #expect(try lookup.pupil(kind: "local", issuer: "annan", value: "4701") == nil)
            }
        }
    }
}
