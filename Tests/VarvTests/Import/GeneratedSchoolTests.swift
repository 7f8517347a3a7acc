import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

/// The long export of an invented school of 500 pupils, against a count that is not ours.
@Suite(.enabled(if: GeneratedSchool.isAvailable, Comment(rawValue: GeneratedSchool.whyNot)))
struct GeneratedSchoolTests {
    /// A school of 2025/26 with the export read in.
    static func imported(_ generated: GeneratedSchool) async throws -> (test: TestSchool, plan: Plan) {
        let test = try await TestSchool(year: "2025/26", clock: TestSchool.noonInMay)
        let run = try await test.run(sample: "gen-long", on: generated.export)
        return (test, try await run.apply(partial: true).plan)
    }

    /// Missed and assessed per criterion and stage, as the store has them.
    static func shares(_ test: TestSchool) async throws -> [GeneratedSchool.Counted.Share] {
        // Where Varv has the criterion already it is counted under Varv's name for it.
        var words: [String: String] = [:]
        for criterion in try Vocabulary.standard().criterionSets.flatMap(\.criteria) {
            words[criterion.code] = criterion.words.first
        }
        return try await test.rows(
            """
            SELECT s.code, c.code, c.label, cs.stage, sum(CASE WHEN st.pass = 0 THEN 1 ELSE 0 END), count(*)
            FROM assessment AS a JOIN criterion AS c ON c.id = a.criterion
            JOIN criterion_set AS cs ON cs.id = c.criterion_set JOIN subject AS s ON s.id = cs.subject
            JOIN scale_step AS st ON st.id = a.step GROUP BY s.code, c.code, c.label, cs.stage
            """
        ).map { row in
            .init(
                subject: row[0], criterion: words[row[1]] ?? row[2], stage: Int(row[3]) ?? -1,
                missed: Int(row[4]) ?? -1, assessed: Int(row[5]) ?? -1)
        }.sorted { ($0.subject, $0.criterion, $0.stage) < ($1.subject, $1.criterion, $1.stage) }
    }

    static func sorted(_ shares: [GeneratedSchool.Counted.Share]) -> [GeneratedSchool.Counted.Share] {
        shares.sorted { ($0.subject, $0.criterion, $0.stage) < ($1.subject, $1.criterion, $1.stage) }
    }

    @Test func `a clean export is read in whole, and every share is what a count of the file gives`()
        async throws
    {
        let generated = try GeneratedSchool.small.get()
        let (test, plan) = try await Self.imported(generated)
        #expect(plan.rowsRead == generated.truth.rows.long)
        #expect(plan.used == plan.rowsRead)
        #expect(plan.leftOut == 0)
        #expect(
            try await test.rows("SELECT count(*) FROM assessment") == [
                ["\(generated.truth.counts.assessments)"]
            ])
        #expect(try await test.rows("SELECT count(*) FROM pupil") == [["\(generated.counted.pupils)"]])
        #expect(
            try await test.rows("SELECT count(*) FROM pupil WHERE protection <> 'none'")
                == [["\(generated.counted.protected)"]])
        let shares = try await Self.shares(test)
        expectNoDifference(shares, Self.sorted(generated.counted.shares))
    }

    @Test func `of a damaged export, just the rows that can be told wrong are refused, each with its column`()
        async throws
    {
        let generated = try GeneratedSchool.damaged.get()
        let (test, plan) = try await Self.imported(generated)
        let columns = [
            "checksum": "Personnummer", "date": "Datum", "level": "Bedömning", "class": "Klass",
            "empty-pnr": "Personnummer", "round": "Varv", "decimal-point": "Poäng",
        ]
        // A temporary number has no check digit, so a changed one is another number.
        let temporary = Set(generated.counted.temporary)
        var expected: [Int: String] = [:]
        for (record, kind) in generated.damage {
            guard let column = columns[kind], !(kind == "checksum" && temporary.contains(record)) else {
                continue
            }
            expected[record] = column
        }
        let found = Dictionary(
            uniqueKeysWithValues: plan.refused.map { ($0.record + 1, $0.issue.place?.column ?? "–") })
        expectNoDifference(found, expected)
        #expect(plan.refused.allSatisfy { $0.issue.place?.row == $0.line })
        #expect(plan.used + plan.leftOut == plan.rowsRead)
        // An identical row later in the file is the same fact, not a second one.
        let twice = generated.damage.values.count { $0 == "duplicate-of-earlier" }
        #expect(plan.counts.first { $0.table == "assessment" }?.unchanged == twice)
        let shares = try await Self.shares(test)
        expectNoDifference(shares, Self.sorted(generated.counted.shares))
    }
}

/// The same with 5 000 pupils and 600 000 rows: a minute in a debug build, so only when asked for.
@Suite(
    .enabled(if: GeneratedSchool.isAvailable, Comment(rawValue: GeneratedSchool.whyNot)),
    .enabled(
        if: ProcessInfo.processInfo.environment["VARV_SLOW_TESTS"] != nil, "VARV_SLOW_TESTS is not set"))
struct LargeGeneratedSchoolTests {
    @Test func `ten times the pupils give ten times the rows and the right shares`() async throws {
        let generated = try GeneratedSchool(pupils: 5000)
        let (test, plan) = try await GeneratedSchoolTests.imported(generated)
        #expect(plan.used == generated.truth.rows.long)
        #expect(plan.leftOut == 0)
        let shares = try await GeneratedSchoolTests.shares(test)
        expectNoDifference(shares, GeneratedSchoolTests.sorted(generated.counted.shares))
    }
}
