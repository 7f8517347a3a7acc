import CustomDump
import Testing
import VarvStorage

struct UndoTests {
    /// A second run that makes, changes and removes rows.
    private func change(_ store: Store) throws -> Int64 {
        let run = try store.begin(.sample)
        _ = try run.put(Sample.assessments([(1, 1, 1, 3, 1), (3, 1, 1, 2, 2), (3, 1, 2, 2, 2)]))
        try run.remove(.assessment, key: [2, 1, 1])
        try run.remove(.teaching, key: [1, 1, 1])
        try run.put(.staff, columns: ["given_name"], ["ALI", "Alicia"])
        let new = try run.put(.staff, columns: ["given_name"], ["BEA", "Bea"]).id
        try run.put(.teaching, columns: [], [.integer(new), 1, 1])
        return try run.commit(.sample)
    }

    private func fill(_ store: Store) throws {
        try Sample.fill(store)
        let run = try store.begin(.sample)
        _ = try run.put(Sample.assessments([(1, 1, 1, 1, 1), (2, 1, 1, 1, 2)]))
        try run.commit(.sample)
    }

    private func undo(_ run: Int64, in store: Store) throws -> Int64 {
        let undo = try store.begin(.sample)
        try undo.undo(run: run)
        return try undo.commit(.sample)
    }

    @Test(arguments: StoreKind.allCases)
    func `undo gives back every row as it was, ids and provenance too`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            let before = try dump(store)
            let undone = try undo(change(store), in: store)
            expectNoDifference(try dump(store), before)
            #expect(try store.read { try $0.run(undone)?.undoOf } == 3)
            #expect(try store.read { try $0.run(3)?.undoneBy } == undone)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `an undo can be undone, and undone again`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            let before = try dump(store)
            let run = try change(store)
            let after = try dump(store)
            let first = try undo(run, in: store)
            _ = try undo(first, in: store)
            expectNoDifference(try dump(store), after)
            _ = try undo(run, in: store)
            expectNoDifference(try dump(store), before)
        }
    }

    /// Runs that set or remove some of three assessments, and undo each other in any order, beside what is in force of
    /// them read from the first to the last.
    @Test(arguments: 1...80 as ClosedRange<UInt64>)
    func `undo leaves what the runs in force leave, or says what is in its way`(_ seed: UInt64) throws {
        /// What a run said of each pupil: a comment, or that there is no assessment.
        struct Made {
            var said: [Int64: String?] = [:]
            var undoOf: Int?
            var isInForce = true
        }
        var random = PropertyTests.Random(state: seed)
        let pupils: [Int64] = [1, 2, 3]
        try StoreKind.memory.withStore { store in
            try Sample.fill(store)
            let first = try store.begin(.sample)
            for pupil in pupils.prefix(2) {
                try first.put(.assessment, columns: ["comment"], [.integer(pupil), 1, 1, "-"])
            }
            let base = Int(try first.commit(.sample))
            var runs: [Int: Made] = [:]
            for step in 0..<24 {
                let run = try store.begin(.sample)
                if runs.isEmpty || Int.random(in: 0..<3, using: &random) == 0 {
                    var said: [Int64: String?] = [:]
                    let least = Int.random(in: 0..<pupils.count, using: &random)
                    for (index, pupil) in pupils.enumerated()
                    where index == least || Bool.random(using: &random) {
                        // No two runs say the same: who says what is there already, or is not, leaves no trace.
                        if Bool.random(using: &random),
                            try run.remove(.assessment, key: [.integer(pupil), 1, 1])
                        {
                            said[pupil] = .some(nil)
                        } else {
                            try run.put(
                                .assessment, columns: ["comment"], [.integer(pupil), 1, 1, .text("\(step)")])
                            said[pupil] = "\(step)"
                        }
                    }
                    runs[Int(try run.commit(.sample))] = Made(said: said)
                } else {
                    let target = try #require(runs.keys.sorted().randomElement(using: &random))
                    do throws(StoreError) {
                        try run.undo(run: Int64(target))
                        let number = Int(try run.commit(.sample))
                        runs[number] = Made(undoOf: target)
                        var next: Int? = target
                        while let each = next {
                            runs[each]?.isInForce.toggle()
                            next = runs[each]?.undoOf
                        }
                    } catch {
                        try run.rollback()
                        switch error {
                        case .alreadyUndone: #expect(runs[target]?.isInForce == false)
                        case .laterChanges: #expect(runs[target]?.isInForce == true)
                        default: throw error
                        }
                    }
                }
                var comments: [Int64: String?] = [1: "-", 2: "-"]
                for number in runs.keys.sorted() where runs[number]?.isInForce == true {
                    comments.merge(runs[number]?.said ?? [:]) { $1 }
                }
                let found = try store.read {
                    try $0.rows("SELECT pupil, comment FROM assessment ORDER BY pupil")
                }
                expectNoDifference(
                    (0..<found.count).map { "\(found.integer($0, 0) ?? 0) \(found[$0, 1].text ?? "")" },
                    pupils.compactMap { pupil in comments[pupil].flatMap { $0 }.map { "\(pupil) \($0)" } },
                    "step \(step)")
                let inForce = try store.read {
                    try $0.rows("SELECT number FROM run WHERE undone_by IS NULL AND number > \(base)")
                }
                expectNoDifference(
                    Set((0..<inForce.count).compactMap { inForce.integer($0, 0).map(Int.init) }),
                    Set(runs.filter(\.value.isInForce).keys), "step \(step)")
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `what a later run removed of a run is in its way`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let first = try store.begin(.sample)
            _ = try first.put(Sample.assessments([(1, 1, 1, 1, 1)]))
            let made = try first.commit(.sample)
            let second = try store.begin(.sample)
            try second.remove(.assessment, key: [1, 1, 1])
            let removed = try second.commit(.sample)
            let before = try dump(store)
            #expect(
                throws: StoreError.laterChanges([
                    LaterChange(table: "assessment", key: "i1;i1;i1;", run: removed)
                ])
            ) { try undo(made, in: store) }
            expectNoDifference(try dump(store), before)
            _ = try undo(removed, in: store)
            _ = try undo(made, in: store)
            #expect(try dump(store)["assessment"] == [])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a row that points at what a later run removed is not put back, and that run is told`(
        _ kind: StoreKind
    ) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let first = try store.begin(.sample)
            let staff = try first.put(.staff, columns: ["given_name"], ["BEA", "Bea"]).id
            _ = try first.commit(.sample)
            let second = try store.begin(.sample)
            try second.put(.teaching, columns: [], [.integer(staff), 1, 1])
            _ = try second.commit(.sample)
            let third = try store.begin(.sample)
            try third.remove(.teaching, key: [.integer(staff), 1, 1])
            let removal = try third.commit(.sample)
            let fourth = try store.begin(.sample)
            try fourth.remove(.staff, key: ["BEA"])
            let later = try fourth.commit(.sample)
            #expect(
                throws: StoreError.laterChanges([LaterChange(table: "staff", key: "t3:BEA", run: later)])
            ) { try undo(removal, in: store) }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a run is undone once`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            let run = try change(store)
            let by = try undo(run, in: store)
            #expect(throws: StoreError.alreadyUndone(run: run, by: by)) { try undo(run, in: store) }
            #expect(throws: StoreError.unknownRun(99)) { try undo(99, in: store) }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `later changes are listed, and nothing is changed`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            let later = try change(store)
            let before = try dump(store)
            #expect(
                throws: StoreError.laterChanges([
                    LaterChange(table: "assessment", key: "i1;i1;i1;", run: later),
                    LaterChange(table: "assessment", key: "i2;i1;i1;", run: later),
                ])
            ) { try undo(2, in: store) }
            expectNoDifference(try dump(store), before)
            _ = try undo(later, in: store)
            _ = try undo(2, in: store)
            #expect(try dump(store)["assessment"] == [])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `rows of later runs that point at a run's rows are in its way`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try Sample.fill(store)
            let first = try store.begin(.sample)
            let staff = try first.put(.staff, columns: [], ["BEA"]).id
            try first.commit(.sample)
            let second = try store.begin(.sample)
            try second.put(.teaching, columns: [], [.integer(staff), 1, 1])
            try second.commit(.sample)
            #expect(
                throws: StoreError.laterChanges([LaterChange(table: "teaching", key: "i2;i1;i1;", run: 3)])
            ) {
                try undo(2, in: store)
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a row removed and made again in one run comes back as it was`(_ kind: StoreKind) throws {
        try kind.withStore { store in
            try fill(store)
            let before = try dump(store)
            let run = try store.begin(.sample)
            try run.remove(.assessment, key: [1, 1, 1])
            _ = try run.put(Sample.assessments([(1, 1, 1, 3, 5)]))
            _ = try undo(run.commit(.sample), in: store)
            expectNoDifference(try dump(store), before)
        }
    }
}
