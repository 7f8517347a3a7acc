import CustomDump
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// What a number tells of everyone at once, though nobody is few: that nobody in a class reaches a criterion is each
/// pupil's own result (P3).
@Suite struct WholeClassTests {
    private static let begrepp = SetOperation.where("code", .text("MA-7-begrepp"))

    private struct Seen: Equatable {
        var groups: [Value]
        var missed: [Value]
        var assessed: [Value]
        var whole: [Value]
    }

    private func seen(
        _ missed: (Int, Int), audience: Audience = .staff, field: String = "missed",
        also change: (Transaction) throws -> Void = { _ in }
    ) throws -> Seen {
        try SmallSchool(missed: missed, also: change).services(audience: audience) { services in
            let byGroup = SetDescription.here("hard_criteria_by_group", Self.begrepp, .sort("group"))
            return Seen(
                groups: try services.column("group", byGroup), missed: try services.column(field, byGroup),
                assessed: try services.column("assessed", byGroup),
                whole: try services.column(field, .here("hard_criteria", Self.begrepp)))
        }
    }

    private static let classes: [Value] = [.text("7A"), .text("7B")]
    private static let all: [Value] = [.int(12), .int(12)]

    @Test(arguments: [Audience.staff, .public])
    func `a class where nobody reaches it is hidden, with the class it could be taken from`(
        _ audience: Audience
    ) throws {
        expectNoDifference(
            try seen((12, 6), audience: audience),
            Seen(
                groups: Self.classes, missed: [.mark(.few), .mark(.few)], assessed: Self.all,
                whole: [.int(18)]))
    }

    @Test func `a whole school where nobody reaches it is hidden`() throws {
        expectNoDifference(
            try seen((12, 12)),
            Seen(
                groups: Self.classes, missed: [.mark(.few), .mark(.few)], assessed: Self.all,
                whole: [.mark(.few)]))
    }

    @Test func `where everyone reaches it in the other class the whole would tell, and is hidden`() throws {
        expectNoDifference(
            try seen((12, 0)),
            Seen(
                groups: Self.classes, missed: [.mark(.few), .int(0)], assessed: Self.all, whole: [.mark(.few)]
            ))
    }

    @Test func `a class where everyone reaches it is shown`() throws {
        expectNoDifference(
            try seen((0, 6)),
            Seen(groups: Self.classes, missed: [.int(0), .int(6)], assessed: Self.all, whole: [.int(6)]))
    }

    @Test func `those assessed are hidden also where others have no step`() throws {
        // Seven of 7A miss it and five have none: nobody reaches it.
        let seen = try seen((7, 6)) { run in
            for pupil in 8...12 as ClosedRange<Int64> {
                try run.put(.assessment, columns: ["step"], [.integer(pupil), 2, 1, .null])
            }
        }
        expectNoDifference(seen.missed, [.mark(.few), .mark(.few)])
        expectNoDifference(seen.assessed, [.int(7), .int(12)])
        expectNoDifference(seen.whole, [.int(13)])
    }

    @Test(arguments: ["previous", "trend"])
    func `what nobody reached in the cycle before is hidden`(_ field: String) throws {
        let seen = try seen((6, 6), field: field) { run in
            for pupil in 1...12 as ClosedRange<Int64> {
                try run.put(.assessment, columns: ["step"], [.integer(pupil), 1, 1, 1])
            }
        }
        expectNoDifference(seen.missed.first, .mark(.few))
    }

    @Test func `those whom small groups are no secret to see it`() throws {
        expectNoDifference(try seen((12, 6), audience: .leadership).missed, [.int(12), .int(6)])
    }
}
