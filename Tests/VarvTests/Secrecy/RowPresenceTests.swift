import CustomDump
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// That a row is there, with all its numbers hidden, tells that someone has a step: so it is never about a class whose
/// size is hidden (P3).
@Suite struct RowPresenceTests {
    /// Criteria 1 and 2 are the school's; nobody else is assessed on 3.
    private static let steps: [[Int64]] = [[], [1], [2], [3], [1, 2], [1, 2, 3]]
    private static let scopes = [
        RunScope(cycle: 2), RunScope(cycle: 2, yearGroup: 7), RunScope(cycle: 2, group: "7X"),
        RunScope(cycle: 3),
    ]

    /// A school with a class of a few pupils, all with a step on the same criteria in cycle 2.
    private static func school(_ pupils: Int, _ criteria: [Int64]) throws -> SmallSchool {
        try SmallSchool(missed: (6, 6)) { run in
            try run.put(
                .criterion, columns: ["criterion_set", "label", "ord"],
                ["MA-7-resonemang", 1, "Resonemang", 3])
            let (_, group) = try run.put(.studyGroup, columns: ["year_group"], [1, "7X", "klass", 7])
            for _ in 0..<pupils {
                let pupil = try run.newPupil()
                try run.put(.pupil, columns: ["protection"], [.integer(pupil), "none"])
                try run.put(
                    .enrolment, columns: ["year_group", "study_group"],
                    [.integer(pupil), 1, "2026-08-18", 7, .integer(group)])
                for criterion in criteria {
                    try run.put(
                        .assessment, columns: ["step"], [.integer(pupil), 2, .integer(criterion), 1])
                }
            }
        }
    }

    /// Which rows there are for all staff, and what counting them says, scope by scope.
    private func rows(_ school: SmallSchool) throws -> [[String]] {
        try Self.scopes.map { scope in
            try school.services(scope: scope, reads: [.pupils, .results], audience: .staff) { services in
                try ["hard_criteria", "hard_criteria_by_group"].flatMap { name in
                    let rows = try services.all(.here(name)).map {
                        "\(services.field("group", $0).text ?? "") \(services.field("code", $0).text ?? "")"
                    }
                    let told = try services.all(.here(name)).filter {
                        services.field("previous", $0) != .none
                    }.count
                    let counts = try [
                        SetDescription.here(name), .here(name, .where("group", .text("7X"))),
                        .here(name, .where("code", .text("MA-7-resonemang"))),
                    ].map { "\(try services.count($0).int ?? -1)" }
                    return rows.sorted() + counts + ["\(told)"]
                }
            }
        }
    }

    @Test(arguments: [1, 2, 4], steps)
    func `no row is there or missing for what a few pupils have a step on`(_ pupils: Int, _ criteria: [Int64])
        throws
    {
        let without = try rows(Self.school(pupils, []))
        let with = try rows(Self.school(pupils, criteria))
        expectNoDifference(with, without)
        // Papers with no rows would pass as well.
        #expect(without[0].contains(" MA-7-begrepp"))
        expectNoDifference(without[2], ["0", "0", "0", "0", "0", "0", "0", "0"])
    }

    @Test func `a class large enough to show has its rows`() throws {
        let rows = try rows(Self.school(6, [1, 3]))
        #expect(rows[0].contains("7X MA-7-begrepp"))
        #expect(rows[0].contains("7X MA-7-resonemang"))
    }

    @Test func `a school of small classes only is shown as a whole`() throws {
        let school = try SmallSchool { run in
            for code in ["8A", "8B", "8C"] {
                let (_, group) = try run.put(
                    .studyGroup, columns: ["year_group"], [1, .text(code), "klass", 8])
                for _ in 0..<3 {
                    let pupil = try run.newPupil()
                    try run.put(.pupil, columns: ["protection"], [.integer(pupil), "none"])
                    try run.put(
                        .enrolment, columns: ["year_group", "study_group"],
                        [.integer(pupil), 1, "2026-08-18", 8, .integer(group)])
                    try run.put(.assessment, columns: ["step"], [.integer(pupil), 3, 1, 2])
                }
            }
        }
        // Nobody in year group 7 has a step in cycle 3.
        try school.services(
            scope: RunScope(cycle: 3, yearGroup: 8), reads: [.pupils, .results], audience: .public
        ) { services in
            expectNoDifference(try services.column("assessed", .here("hard_criteria")), [.int(9)])
            expectNoDifference(try services.all(.here("hard_criteria_by_group")).count, 0)
        }
    }
}
