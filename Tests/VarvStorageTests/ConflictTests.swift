import CustomDump
import Testing
import VarvStorage

/// V16: rows of one file that disagree about one thing are all refused.
struct ConflictTests {
    @Test(arguments: StoreKind.allCases)
    func `two rows that disagree leave nothing, and the first is named`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let before = try dump(store)
            let run = try store.begin(.sample)
            _ = try run.put(Sample.assessments([(1, 1, 1, 1, 10)]))
            let result = try run.put(Sample.assessments([(1, 1, 1, 2, 20)]))
            #expect(result.fates == [.conflict])
            #expect(result.displaced == [10])
            #expect(run.total == RecordCounts())
            try run.commit(.sample)
            expectNoDifference(try dump(store), before)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `two rows that disagree in one batch are found too`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let run = try store.begin(.sample)
            let result = try run.put(
                Sample.assessments([(1, 1, 1, 1, 10), (1, 1, 1, 2, 20), (2, 1, 1, 2, 30)]))
            #expect(result.fates[1...] == [.conflict, .new])
            #expect(result.displaced == [10])
            #expect(run.total == RecordCounts(new: 1))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a third row for a refused key is refused, whatever it says`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let run = try store.begin(.sample)
            _ = try run.put(Sample.assessments([(1, 1, 1, 1, 10), (1, 1, 1, 2, 20)]))
            #expect(try run.put(Sample.assessments([(1, 1, 1, 1, 30)])).fates == [.conflict])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a row that agrees with the store and one that does not are both refused`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let first = try store.begin(.sample)
            _ = try first.put(Sample.assessments([(1, 1, 1, 1, 1)]))
            try first.commit(.sample)
            let before = try dump(store)
            let run = try store.begin(.sample)
            _ = try run.put(Sample.assessments([(1, 1, 1, 1, 10)]))
            let result = try run.put(Sample.assessments([(1, 1, 1, 2, 20)]))
            #expect(result.fates == [.conflict])
            #expect(result.displaced == [10])
            #expect(run.total == RecordCounts())
            try run.commit(.sample)
            expectNoDifference(try dump(store), before)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a change and a row that contradicts it give back the row before`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let first = try store.begin(.sample)
            _ = try first.put(Sample.assessments([(1, 1, 1, 1, 1)]))
            try first.commit(.sample)
            let before = try dump(store)
            let run = try store.begin(.sample)
            _ = try run.put(Sample.assessments([(1, 1, 1, 2, 10)]))
            #expect(try run.put(Sample.assessments([(1, 1, 1, 1, 20)])).displaced == [10])
            try run.commit(.sample)
            expectNoDifference(try dump(store), before)
            #expect(try store.read { try $0.journal(of: 3).count } == 0)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `withdrawing a row takes back all its records, and keeps what another row says too`(
        _ kind: StoreKind
    ) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let first = try store.begin(.sample)
            _ = try first.put(Sample.assessments([(3, 1, 1, 1, 1), (3, 1, 2, 1, 1)]))
            try first.commit(.sample)
            let run = try store.begin(.sample)
            _ = try run.put(
                Sample.assessments([
                    // Row 10: two new, one changed, one the same.
                    (1, 1, 1, 1, 10), (1, 1, 2, 2, 10), (3, 1, 1, 3, 10), (3, 1, 2, 1, 10),
                    (1, 1, 1, 1, 11),  // row 11 says the same as row 10
                    (2, 1, 1, 1, 12),
                ]))
            #expect(run.total == RecordCounts(new: 3, changed: 1, unchanged: 2))
            try run.withdraw(sourceRows: [10])
            #expect(run.total == RecordCounts(new: 2))
            let rows = try run.reader.rows(
                "SELECT pupil, criterion, step, source_row FROM assessment ORDER BY 1, 2"
            ).rows
            expectNoDifference(rows, [[1, 1, 1, 11], [2, 1, 1, 12], [3, 1, 1, 1], [3, 2, 1, 1]])
            try run.commit(.sample)
            #expect(try store.read { try $0.journal(of: 3).count } == 0)
        }
    }
}
