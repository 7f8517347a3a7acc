import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

/// The sample school arrives as it does in the demo: register, staffing, then three cycles of exports.
struct SampleImportTests {
    /// What one file gave, as it is kept in `samples/expected/imports.json`.
    struct Outcome: Codable, Hashable, Sendable {
        struct LeftOut: Codable, Hashable, Sendable {
            var row: Int
            var column: String?
            var code: String
            var message: String
        }
        struct Count: Codable, Hashable, Sendable {
            var new: Int
            var changed: Int
            var unchanged: Int
        }
        var file: String
        var adapter: String
        var rows: Int
        var used: Int
        var skipped: Int
        var refused: [LeftOut]
        var held: Int
        var warnings: [String: Int]
        var records: [String: Count]
        var notes: [String]
    }

    /// What `make_data.py` knows it put into a file.
    struct Fact: Decodable, Sendable {
        struct Refused: Decodable, Hashable, Sendable {
            var row: Int
            var column: String?
            var rule: String
        }
        struct Share: Decodable, Hashable, Sendable {
            var code: String
            var group: String
            var missed: Int
            var assessed: Int
        }
        var rows: Int
        var refused: [Refused]
        var assessments: Int?
        var judgements: Int?
        var noBasis: Int?
        var skipped: Int?
        var notReached: [Share]?
        var pupils: Int?
        var protected: Int?
        var staff: Int?
        var teachings: Int?
    }

    static let files: [(file: String, adapter: String, cycle: Int?)] = [
        ("elevregister.csv", "elevregister", nil), ("elevregister-rattat.csv", "elevregister", nil),
        ("tjanstefordelning.csv", "tjanstefordelning", nil), ("bedomningar-varv1.csv", "bedomningar", 1),
        ("omdomen-varv1.csv", "omdomen", 1), ("bedomningar-varv2.csv", "bedomningar", 2),
        ("omdomen-varv2.csv", "omdomen", 2), ("bedomningar-varv3.csv", "bedomningar", 3),
        ("omdomen-varv3.csv", "omdomen", 3),
    ]

    /// The school with everything read in, and what each file gave; made once.
    private static let arrived = Task { try await arrive() }

    private static func arrive() async throws -> (test: TestSchool, outcomes: [Outcome], again: [String]) {
        let test = try await TestSchool()
        var outcomes: [Outcome] = []
        for (file, adapter, cycle) in files {
            let run = try await test.run(
                sample: adapter, on: Repository.sample("data/" + file), scope: RunScope(cycle: cycle))
            let plan = try await run.apply(partial: true).plan
            outcomes.append(Outcome(file, adapter, plan))
        }
        // A second time, in the same order.
        var again: [String] = []
        for (file, adapter, cycle) in files {
            let run = try await test.run(
                sample: adapter, on: Repository.sample("data/" + file), scope: RunScope(cycle: cycle))
            if !run.plan.isEmpty { again.append(file) }
            await run.discard()
        }
        return (test, outcomes, again)
    }

    private static func facts() throws -> [String: Fact] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(
            [String: Fact].self,
            from: Data(contentsOf: URL(fileURLWithPath: Repository.sample("expected/facts.json"))))
    }

    @Test func `every file gives what it gave when it was recorded`() async throws {
        try Recorded.expect(try await Self.arrived.value.outcomes, is: "imports.json")
    }

    @Test func `the rows that were made wrong are refused, in the column that is wrong, and no others`()
        async throws
    {
        let facts = try Self.facts()
        for outcome in try await Self.arrived.value.outcomes {
            let fact = try #require(facts[outcome.file])
            #expect(outcome.rows == fact.rows, "\(outcome.file)")
            // Two rows that disagree are wrong together, in no column of one.
            let disagreeing = Set(fact.refused.filter { $0.rule == "V16" }.map(\.row))
            expectNoDifference(
                outcome.refused.map { "\($0.row) \(disagreeing.contains($0.row) ? "" : $0.column ?? "–")" },
                fact.refused.map { "\($0.row) \(disagreeing.contains($0.row) ? "" : $0.column ?? "–")" },
                "\(outcome.file)")
        }
    }

    @Test func `as many records are stored as were put into the files`() async throws {
        let facts = try Self.facts()
        for outcome in try await Self.arrived.value.outcomes {
            let fact = try #require(facts[outcome.file])
            if let assessments = fact.assessments {
                #expect(
                    outcome.records["assessment"]?.new == assessments + (fact.noBasis ?? 0),
                    "\(outcome.file)")
            }
            if let judgements = fact.judgements {
                #expect(
                    outcome.records["judgement"]?.new == judgements + (fact.noBasis ?? 0), "\(outcome.file)")
            }
            if let pupils = fact.pupils {
                #expect(outcome.records["pupil"]?.new == pupils, "\(outcome.file)")
            }
            if let staff = fact.staff { #expect(outcome.records["staff"]?.new == staff, "\(outcome.file)") }
            if let teachings = fact.teachings {
                #expect(outcome.records["teaching"]?.new == teachings, "\(outcome.file)")
            }
        }
    }

    @Test(arguments: 1...3)
    func `the share that does not reach each criterion is what was planted, group by group`(_ cycle: Int)
        async throws
    {
        let fact = try #require(try Self.facts()["bedomningar-varv\(cycle).csv"])
        let planted = try #require(fact.notReached).map {
            "\($0.code) \($0.group) \($0.missed)/\($0.assessed)"
        }
        let stored = try await Self.arrived.value.test.rows(
            """
            SELECT c.code, g.code, sum(CASE WHEN st.pass = 0 THEN 1 ELSE 0 END), count(*) FROM assessment AS a
            JOIN cycle AS y ON y.id = a.cycle JOIN criterion AS c ON c.id = a.criterion
            JOIN study_group AS g ON g.id = a.study_group JOIN scale_step AS st ON st.id = a.step
            WHERE y.number = \(cycle) GROUP BY c.code, g.code
            """
        ).map { "\($0[0]) \($0[1]) \($0[2])/\($0[3])" }
        expectNoDifference(stored.sorted(), planted.sorted())
    }

    @Test func `every file a second time changes nothing`() async throws {
        let again = try await Self.arrived.value.again
        #expect(again == [])
    }
}

extension SampleImportTests.Outcome {
    init(_ file: String, _ adapter: String, _ plan: Plan) {
        self.file = file
        self.adapter = adapter
        rows = plan.rowsRead
        used = plan.used
        skipped = plan.skipped
        held = plan.held.count
        refused = plan.refused.map {
            LeftOut(
                row: $0.line, column: $0.issue.place?.column, code: $0.issue.number,
                message: $0.issue.message(in: .swedish))
        }
        warnings = plan.warnings.reduce(into: [:]) { $0[$1.number, default: 0] += 1 }
        records = Dictionary(
            uniqueKeysWithValues: plan.counts.map {
                ($0.table, Count(new: $0.new, changed: $0.changed, unchanged: $0.unchanged))
            })
        notes = plan.inputNotes.map(\.sv)
    }
}
