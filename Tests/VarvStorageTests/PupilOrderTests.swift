import CustomDump
import Testing

@testable import VarvStorage

/// Rows about pupils never come in the order of the register.
struct PupilOrderTests {
    /// The later registered, the earlier.
    private static func place(_ pupil: Int64) -> Int64 { 1000 - pupil }

    /// Every pupil has a result on both criteria in both cycles.
    private func withSchool<Result>(_ kind: StoreKind, _ body: (Store) throws -> Result) throws -> Result {
        try kind.withStore { store in
            store.orderPupils(by: Self.place)
            try Sample.fill(store)
            let run = try store.begin(.sample)
            var rows: [(Int64, Int64, Int64, Int64?, Int64)] = []
            for pupil in 1...3 as ClosedRange<Int64> {
                for cycle in Sample.cycles {
                    try run.put(
                        .judgement, columns: ["step", "judged_on"],
                        [.integer(pupil), .integer(cycle), 1, .integer(pupil), "2026-10-02"])
                    for criterion in Sample.criteria {
                        // The first criterion tells pupils apart by their steps, the second does not.
                        rows.append((pupil, cycle, criterion, criterion == 1 ? pupil : 2, pupil))
                    }
                }
            }
            _ = try run.put(Sample.assessments(rows))
            try run.commit(.sample)
            return try body(store)
        }
    }

    private func pupils(_ store: Store, _ query: SetQuery) throws -> [Int64] {
        let rows = try store.read { try $0.rows(query) }
        return (0..<rows.count).compactMap { rows.integer($0, 0) }
    }

    private func plan(_ store: Store, _ query: SetQuery) throws -> [String] {
        try store.read { reader in
            let text = try reader.text(of: query)
            let rows = try reader.rows("EXPLAIN QUERY PLAN " + text.sql, text.values)
            return (0..<rows.count).compactMap { rows[$0, 3].text }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `pupils come in the order they were given`(_ kind: StoreKind) throws {
        try withSchool(kind) { store in
            expectNoDifference(try pupils(store, SetQuery("pupils", fields: ["id"])), [3, 2, 1])
            expectNoDifference(
                try pupils(store, SetQuery("pupils", fields: ["id"], scope: QueryScope(group: 1))), [2, 1])
        }
    }

    static let queries: [(String, QueryScope, [SetQuery.Filter])] = [
        ("the whole school", QueryScope(), []),
        ("a cycle", QueryScope(cycle: 2), []),
        ("a class", QueryScope(group: 1), []),
        ("a class in a cycle", QueryScope(cycle: 1, group: 1), []),
        ("a year group", QueryScope(yearGroup: 7), []),
        ("a subject", QueryScope(cycle: 2, subject: 1), []),
        ("a criterion", QueryScope(cycle: 2), [.init("criterion", .equal("MA-2"))]),
        ("a step", QueryScope(cycle: 2), [.init("step", .equal("godtagbara"))]),
        ("two pupils", QueryScope(), [.init("pupil", .oneOf([1, 3]))]),
    ]

    @Test(arguments: queries.indices)
    func `results come pupil by pupil in that order, however they are found`(_ index: Int) throws {
        let (_, scope, filters) = Self.queries[index]
        try withSchool(.memory) { store in
            let rows = try store.read {
                try $0.rows(
                    SetQuery(
                        "assessments", fields: ["pupil", "cycle_id", "criterion_id"], scope: scope,
                        filters: filters)
                ).rows.map { $0.map { $0.integer ?? 0 } }
            }
            #expect(!rows.isEmpty)
            expectNoDifference(
                rows, rows.sorted { (-$0[0], $0[1], $0[2]) < (-$1[0], $1[1], $1[2]) })
        }
    }

    @Test(arguments: queries.indices)
    func `results whose pupils do not show come by what shows of them, however they are found`(
        _ index: Int
    ) throws {
        let (_, scope, filters) = Self.queries[index]
        try withSchool(.memory) { store in
            let rows = try store.read {
                try $0.rows(
                    SetQuery(
                        "assessments", fields: ["cycle", "criterion_id", "group_id", "ord"], scope: scope,
                        filters: filters, showsPupils: false)
                ).rows.map { $0.map { $0.integer ?? 0 } }
            }
            #expect(!rows.isEmpty)
            expectNoDifference(rows, rows.sorted { $0.lexicographicallyPrecedes($1) })
        }
    }

    @Test func `with pupils or without, the same rows are found`() throws {
        try withSchool(.memory) { store in
            for collection in ["assessments", "judgements"] {
                for (name, scope, filters) in Self.queries
                where filters.allSatisfy({ QueryCollection.all[collection]?.field($0.field) != nil }) {
                    func rows(_ showsPupils: Bool) throws -> [[StoredValue]] {
                        try store.read {
                            try $0.rows(
                                SetQuery(
                                    collection, scope: scope, filters: filters, showsPupils: showsPupils))
                        }.rows.sorted { "\($0)" < "\($1)" }
                    }
                    expectNoDifference(try rows(false), try rows(true), name)
                }
            }
        }
    }

    @Test func `rows that show alike stand in an order of their own for each criterion`() throws {
        try StoreKind.memory.withStore { store in
            store.orderPupils { ($0 &* 0x5851_F42D_4C95_7F2D) & .max }
            try Sample.fill(store)
            let run = try store.begin(.sample)
            for _ in 5...24 {
                let key = try run.newPupil()
                try run.put(.pupil, columns: ["protection"], [.integer(key), "none"])
            }
            for pupil in 5...24 as ClosedRange<Int64> {
                for criterion in 1...2 as ClosedRange<Int64> {
                    try run.put(
                        .assessment, columns: ["step"], [.integer(pupil), 1, .integer(criterion), 1])
                }
            }
            try run.commit(.sample)
            func order(_ criterion: String) throws -> [Int64] {
                try pupils(
                    store,
                    SetQuery(
                        "assessments", fields: ["pupil"],
                        filters: [.init("criterion", .equal(.text(criterion)))],
                        showsPupils: false))
            }
            let (one, two) = (try order("MA-1"), try order("MA-2"))
            expectNoDifference(one.sorted(), Array(5...24))
            #expect(one != two && one != one.sorted() && two != two.sorted())
        }
    }

    @Test func `a walk along the pupils' order sorts no more than one pupil's rows`() throws {
        try withSchool(.memory) { store in
            let plan = try plan(store, SetQuery("assessments", fields: ["pupil", "step"]))
            #expect(plan.contains("SCAN p USING INDEX pupil_ord"))
            #expect(plan.contains("SEARCH a USING PRIMARY KEY (pupil=?)"))
            #expect(!plan.contains("USE TEMP B-TREE FOR ORDER BY"))
        }
    }

    @Test func `results whose pupils do not show are read from an index alone`() throws {
        try withSchool(.memory) { store in
            let query = SetQuery(
                "assessments",
                fields: ["pupil", "cycle_id", "criterion", "subject", "step", "pass", "on", "group"],
                showsPupils: false)
            let plan = try plan(store, query)
            #expect(plan.contains("SCAN a USING COVERING INDEX assessment_criterion"))
            #expect(!plan.contains("USE TEMP B-TREE FOR ORDER BY"))
        }
    }

    @Test(arguments: [true, false])
    func `a class view looks at the rows of its pupils only`(_ showsPupils: Bool) throws {
        try withSchool(.memory) { store in
            let query = SetQuery(
                "assessments", fields: ["pupil", "criterion", "step"], scope: QueryScope(cycle: 1, group: 1),
                showsPupils: showsPupils)
            let plan = try plan(store, query)
            #expect(plan.contains("SEARCH a USING PRIMARY KEY (pupil=? AND cycle=?)"))
        }
    }

    @Test func `pupils of a school from before get their places when it opens`() throws {
        try withFolder { folder in
            let driver = try SQLiteDriver(folder: folder)
            try driver.writer.execute("CREATE TABLE schema_version (version INTEGER PRIMARY KEY)")
            for migration in Migration.all.prefix(2) {
                try driver.writer.execute(migration.text(in: driver.dialect))
            }
            try driver.writer.execute(
                """
                INSERT INTO schema_version (version) VALUES (1), (2);
                INSERT INTO pupil (id, made_by) VALUES (1, 1), (2, 1), (3, 1);
                """)
            driver.close()
            let store = try Store.open(folder: folder)
            defer { store.close() }
            store.orderPupils(by: Self.place)
            try store.placeOldPupils()
            expectNoDifference(
                try store.read { try $0.rows("SELECT id, ord FROM pupil ORDER BY id").rows },
                [[1, 999], [2, 998], [3, 997]])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a pupil brought back by undoing an undo has the place they had`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            store.orderPupils(by: Self.place)
            let run = try store.begin(.sample)
            try run.put(.pupil, columns: [], [.integer(try run.newPupil())])
            let number = try run.commit(.sample)
            func places() throws -> [[StoredValue]] {
                try store.read { try $0.rows("SELECT id, ord FROM pupil").rows }
            }
            let before = try places()
            let undo = try store.begin(.sample)
            try undo.undo(run: number)
            let undone = try undo.commit(.sample)
            expectNoDifference(try places(), [])
            let redo = try store.begin(.sample)
            try redo.undo(run: undone)
            try redo.commit(.sample)
            expectNoDifference(try places(), before)
        }
    }
}
