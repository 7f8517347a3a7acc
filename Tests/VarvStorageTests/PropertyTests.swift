import CustomDump
import Testing
import VarvStorage

/// Random work against a dictionary that does the same.
struct PropertyTests {
    /// A small generator with a seed, so that a failure can be seen again.
    struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var word = state
            word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
            word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
            return word ^ (word >> 31)
        }
    }

    struct Key: Hashable { var pupil, cycle, criterion: Int64 }

    @Test(arguments: StoreKind.allCases, 1...12 as ClosedRange<UInt64>)
    func `random runs leave what a dictionary leaves, and undo leads all the way back`(
        _ kind: StoreKind, _ seed: UInt64
    ) throws {
        var random = Random(state: seed)
        try kind.withStore { store in
            try Sample.fill(store)
            var model: [Key: Int64?] = [:]
            var history = [try dump(store)]
            for _ in 0..<6 {
                let run = try store.begin(.sample)
                // What each key is said to be in this run; nil when rows disagree.
                var said: [Key: Int64??] = [:]
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    var rows: [(Int64, Int64, Int64, Int64?, Int64)] = []
                    for row in 0..<Int.random(in: 1...6, using: &random) {
                        let key = Key(
                            pupil: .random(in: 1...4, using: &random),
                            cycle: .random(in: 1...2, using: &random),
                            criterion: .random(in: 1...2, using: &random))
                        let step: Int64? =
                            Bool.random(using: &random) ? .random(in: 1...3, using: &random) : nil
                        rows.append((key.pupil, key.cycle, key.criterion, step, Int64(row)))
                        if let earlier = said[key] {
                            if earlier != .some(step) { said[key] = .some(nil) }
                        } else {
                            said[key] = .some(.some(step))
                        }
                    }
                    _ = try run.put(Sample.assessments(rows))
                }
                for (key, step) in said { if let step { model[key] = step } }
                if Bool.random(using: &random),
                    let key = model.keys.min(by: {
                        $0.pupil < $1.pupil || ($0.pupil == $1.pupil && $0.criterion < $1.criterion)
                    })
                {
                    try run.remove(
                        .assessment, key: [.integer(key.pupil), .integer(key.cycle), .integer(key.criterion)])
                    model[key] = nil
                }
                try run.commit(.sample)
                history.append(try dump(store))
                let rows = try store.read {
                    try $0.rows("SELECT pupil, cycle, criterion, step FROM assessment").rows
                }
                var found: [Key: Int64?] = [:]
                for row in rows {
                    found[
                        Key(
                            pupil: row[0].integer ?? 0, cycle: row[1].integer ?? 0,
                            criterion: row[2].integer ?? 0)] =
                        .some(row[3].integer)
                }
                expectNoDifference(found, model)
            }
            try store.check()
            for run in (2...7 as ClosedRange<Int64>).reversed() {
                let undo = try store.begin(.sample)
                try undo.undo(run: run)
                try undo.commit(.sample)
                expectNoDifference(try dump(store), history[Int(run) - 2])
            }
        }
    }
}
