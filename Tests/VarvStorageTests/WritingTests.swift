import CustomDump
import Testing

@testable import VarvStorage

struct WritingTests {
    @Test(arguments: StoreKind.allCases)
    func `a table as data has the columns its schema has`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            for table in TableDefinition.all {
                let found = try store.read {
                    try $0.rows("SELECT name FROM pragma_table_info('\(table.name)')")
                }
                let known =
                    (table.handsOutID ? ["id"] : []) + table.columnNames + [
                        "made_by", "changed_by", "source_row",
                    ] + (table.isPlaced ? ["ord"] : [])
                expectNoDifference(Set(found.rows.compactMap { $0[0].text }), Set(known), "\(table.name)")
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `records are new, unchanged or changed, and a change knows what was before`(_ kind: StoreKind) throws
    {
        try kind.withStore { store in
            try Sample.fill(store)
            let first = try store.begin(.sample)
            #expect(
                try first.put(Sample.assessments([(2, 1, 1, 2, 1), (1, 1, 1, 1, 2)])).fates == [.new, .new])
            try first.commit(.sample)
            let second = try store.begin(.sample)
            let result = try second.put(
                Sample.assessments([(2, 1, 1, 2, 1), (1, 1, 1, 3, 2), (3, 1, 1, nil, 3)]))
            expectNoDifference(
                result,
                PutResult(
                    fates: [.unchanged, .changed, .new], ids: [],
                    changes: [.init(index: 1, before: [1, "2026-10-01", 1, 1, nil])]))
            #expect(second.total == RecordCounts(new: 1, changed: 1, unchanged: 1))
            try second.commit(.sample)
            let provenance = try store.read {
                try $0.rows(
                    "SELECT pupil, step, made_by, changed_by, source_row FROM assessment ORDER BY pupil"
                ).rows
            }
            expectNoDifference(provenance, [[1, 3, 2, 3, 2], [2, 2, 2, nil, 1], [3, nil, 3, nil, 3]])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `the same file twice changes nothing`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let batch = Sample.assessments([(1, 1, 1, 1, 1), (1, 1, 2, 2, 1), (2, 1, 1, 3, 2)])
            let first = try store.begin(.sample)
            _ = try first.put(batch)
            try first.commit(.sample)
            let before = try dump(store)
            let second = try store.begin(.sample)
            _ = try second.put(batch)
            #expect(second.total == RecordCounts(unchanged: 3))
            try second.commit(.sample)
            expectNoDifference(try dump(store), before)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a batch with some columns leaves the others as they are`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let run = try store.begin(.sample)
            try run.put(.pupil, columns: ["family_name"], [1, "Öst"])
            let row = try run.reader.rows(
                "SELECT given_name, family_name, protection FROM pupil WHERE id = 1"
            ).rows
            expectNoDifference(row, [["Elev 1", "Öst", "none"]])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a run that is rolled back, or let go, leaves no row and no number`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let before = try dump(store)
            let run = try store.begin(.sample)
            _ = try run.put(Sample.assessments([(1, 1, 1, 1, 1)]))
            try run.rollback()
            do { _ = try store.begin(.sample).put(Sample.assessments([(1, 1, 1, 1, 1)])) }
            expectNoDifference(try dump(store), before)
            #expect(try store.begin(.sample).run == 2)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a row that points at nothing is a constraint error`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let run = try store.begin(.sample)
            #expect(throws: StoreError.constraint(detail: "FOREIGN KEY constraint failed")) {
                _ = try run.put(Sample.assessments([(99, 1, 1, 1, 1)]))
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `an answer given twice in one run keeps the later value`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let run = try store.begin(.sample)
            let dialogue = try run.put(.dialogue, columns: [], ["varv/resultatdialog", 1, "MA/7A/ALI"]).id
            try run.put(.dialogueAnswer, columns: ["value"], [.integer(dialogue), "next", "", "ett"])
            try run.put(.dialogueAnswer, columns: ["value"], [.integer(dialogue), "next", "", "två"])
            try run.commit(.sample)
            let answers = try store.read {
                try $0.previousAnswers(routine: "varv/resultatdialog", scope: "MA/7A/ALI", before: 2)
            }
            expectNoDifference(answers.rows, [["next", "", "två", 1]])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a line of the read log outlives the run that was rolled back`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let run = try store.begin(.sample)
            try store.logReads([
                ReadLogEntry(
                    run: run.run, at: "2026-11-24T10:00:00", account: "anna", class: "names", scope: "7A",
                    count: 2)
            ])
            try run.rollback()
            let lines = try store.read { try $0.rows("SELECT run, class, count FROM read_log").rows }
            expectNoDifference(lines, [[nil, "names", 2]])
        }
    }
}
