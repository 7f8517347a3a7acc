import Foundation
import VarvStorage

/// The databases every fact about the store is tested on.
enum StoreKind: CaseIterable, Sendable {
    case memory, file

    /// Runs a test on an empty store, and takes its folder away afterwards.
    func withStore<Result>(_ body: (Store) throws -> Result) throws -> Result {
        switch self {
        case .memory:
            let store = try Store.inMemory()
            defer { store.close() }
            return try body(store)
        case .file:
            return try withFolder { folder in
                let store = try Store.open(folder: folder)
                defer { store.close() }
                return try body(store)
            }
        }
    }
}

/// Gives a test a folder name that does not exist yet, and removes the folder afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = NSTemporaryDirectory() + "varv-store-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
}

extension RunStart {
    static let sample = RunStart(
        kind: "import", account: "anna", role: "leadership", startedAt: "2026-11-24T10:00:00")
}

extension RunEnd {
    static let sample = RunEnd(outcome: "applied", endedAt: "2026-11-24T10:00:05")
}

/// A school of two classes, one subject with two criteria and a scale of three steps, in two cycles.
///
/// Keys are those an empty store hands out: pupils 1–4 (1 and 2 in class 1, 3 and 4 in class 2; 4 is protected).
enum Sample {
    static let year: Int64 = 1
    static let cycles: [Int64] = [1, 2]
    static let criteria: [Int64] = [1, 2]
    /// Steps by how good they are; only the first does not pass.
    static let steps: [Int64] = [1, 2, 3]

    static func fill(_ store: Store) throws {
        let run = try store.begin(.sample)
        try run.put(.schoolYear, ["2026/27", "2026-08-18", "2027-06-11", "open"])
        for number in 1...2 {
            try run.put(.cycle, columns: ["start_on"], [1, .integer(Int64(number)), "2026-09-01"])
        }
        try run.put(.subject, columns: ["name_sv"], ["MA", "Matematik"])
        try run.put(.criterionSet, columns: ["stage"], [1, "6", "Lgr22", 6])
        try run.put(.criterion, columns: ["criterion_set", "label", "ord"], ["MA-1", 1, "Begrepp", 1])
        try run.put(.criterion, columns: ["criterion_set", "label", "ord"], ["MA-2", 1, "Metoder", 2])
        try run.put(.scale, columns: [], ["omdöme", "1"])
        for (ord, code) in ["insats", "godtagbara", "mer"].enumerated() {
            try run.put(
                .scaleStep, columns: ["ord", "pass"],
                [1, .text(code), .integer(Int64(ord + 1)), .integer(ord > 0 ? 1 : 0)])
        }
        for code in ["7A", "7B"] {
            try run.put(.studyGroup, columns: ["year_group"], [1, .text(code), "class", 7])
        }
        try run.put(.staff, columns: ["given_name"], ["ALI", "Ali"])
        try run.put(.teaching, columns: [], [1, 1, 1])
        for pupil in 1...4 as ClosedRange<Int64> {
            let key = try run.newPupil()
            try run.put(
                .pupil, columns: ["given_name", "protection"],
                [.integer(key), .text("Elev \(pupil)"), .text(pupil == 4 ? "marked" : "none")])
            try run.put(.pupilIdentity, ["local", "ekskolan", .text("\(4700 + pupil)"), .integer(key)])
            try run.put(
                .enrolment, columns: ["year_group", "study_group"],
                [.integer(key), 1, "2026-08-18", 7, .integer(pupil <= 2 ? 1 : 2)])
        }
        try run.commit(.sample)
    }

    /// A batch of assessments: (pupil, cycle, criterion, step or nil, source row).
    static func assessments(_ rows: [(Int64, Int64, Int64, Int64?, Int64)]) -> RowBatch {
        var batch = RowBatch(.assessment)
        for (pupil, cycle, criterion, step, source) in rows {
            batch.append(
                [
                    .integer(pupil), .integer(cycle), .integer(criterion), StoredValue(step), "2026-10-01",
                    .integer(pupil <= 2 ? 1 : 2), 1, nil,
                ], sourceRow: source)
        }
        return batch
    }
}

/// Everything in the data tables, row for row, and the journal when asked for.
func dump(_ store: Store) throws -> [String: [[StoredValue]]] {
    try store.read { reader in
        var tables: [String: [[StoredValue]]] = [:]
        for table in TableDefinition.all {
            let keys = table.keyNames.joined(separator: ", ")
            tables[table.name] = try reader.rows("SELECT * FROM \(table.name) ORDER BY \(keys)").rows
        }
        return tables
    }
}
