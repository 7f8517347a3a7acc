import CustomDump
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// What `staff` and `public` must not be able to work out (P3).
@Suite struct SmallGroupTests {
    @Test(arguments: [Audience.staff, .public])
    func `nothing about single pupils crosses`(_ audience: Audience) throws {
        try SmallSchool().services(reads: [.pupils, .results, .interventions, .names], audience: audience) {
            services in
            for name in ["pupils", "assessments"] {
                let answer = try services.ask(0, [.set(.here(name)), .int(0)])
                expectNoDifference(answer.text?.hasPrefix("✗ papper till all personal och till alla"), true)
            }
            expectNoDifference(
                services.offered.items.compactMap(\.collection).filter {
                    ["interventions", "judgements"].contains($0)
                },
                ["judgements"])
            expectNoDifference(
                try services.call("pupils:find", [.text("4703")]).text?.hasPrefix("✗ papper till"), true)
        }
    }

    @Test func `a count under five is few`() throws {
        try SmallSchool(missed: (6, 2)).services(audience: .public) { services in
            let missed = SetDescription.here(
                "assessments", .where("criterion", .text("MA-7-begrepp")), .where("reached", .bool(false)),
                .where("group", .text("7B")))
            expectNoDifference(try services.count(missed), .mark(.few))
        }
    }

    @Test func `a count whose complement is under five is few too`() throws {
        try SmallSchool(missed: (10, 6)).services(audience: .public) { services in
            // Ten of twelve do not reach it: two do, and the class's size is known.
            let missed = SetDescription.here(
                "assessments", .where("criterion", .text("MA-7-begrepp")), .where("reached", .bool(false)),
                .where("group", .text("7A")))
            expectNoDifference(try services.count(missed), .mark(.few))
        }
    }

    @Test func `conditions that could single someone out are not counted by`() throws {
        try SmallSchool().services(audience: .staff) { services in
            for operation in [
                SetOperation.where("pseudonym", .text("Elev 7A-04")),
                .where("year_group", condition("at_least", .int(7))), .where("group", .mark(.missing)),
                .where("group", condition("one_of", .text("7A"))),
            ] {
                expectNoDifference(
                    try services.count(.here("pupils", operation)).text?.hasPrefix(
                        "✗ för den här läsekretsen"), true)
            }
            expectNoDifference(
                try services.count(.here("pupils", .first(3))).text?.hasPrefix("✗ papper till all personal"),
                true)
        }
    }

    @Test func `a protected pupil is no difference between two totals`() throws {
        try SmallSchool().services(audience: .public) { services in
            expectNoDifference(try services.count(.here("pupils")), try services.hereFields()["pupils"])
            expectNoDifference(
                try services.count(.here("assessments", .where("criterion", .text("MA-7-begrepp")))),
                try services.column(
                    "assessed", .here("hard_criteria", .where("code", .text("MA-7-begrepp"))))[0])
        }
    }

    @Test func `large groups show`() throws {
        try SmallSchool().services(audience: .public) { services in
            expectNoDifference(try services.count(.here("pupils")), .int(24))
            expectNoDifference(try services.count(.here("pupils", .where("group", .text("7A")))), .int(12))
        }
    }

    @Test func `a group that few miss hides the group its number could be taken from`() throws {
        // 7B misses two of twelve: hidden. Then 7A and the whole together would give it away.
        try SmallSchool(missed: (6, 2)).services(audience: .public) { services in
            let byGroup = SetDescription.here("hard_criteria_by_group", .where("code", .text("MA-7-begrepp")))
            expectNoDifference(try services.column("missed", byGroup), [.mark(.few), .mark(.few)])
            expectNoDifference(try services.column("share", byGroup), [.mark(.few), .mark(.few)])
            let whole = SetDescription.here("hard_criteria", .where("code", .text("MA-7-begrepp")))
            expectNoDifference(try services.column("missed", whole), [.int(8)])
        }
    }

    @Test func `no hidden number can be worked out from those shown`() throws {
        for a in 0...12 {
            for b in 0...12 {
                try SmallSchool(missed: (a, b)).services(audience: .staff) { services in
                    let byGroup = try services.all(
                        .here("hard_criteria_by_group", .where("code", .text("MA-7-begrepp")), .sort("group"))
                    )
                    let whole = try services.all(
                        .here("hard_criteria", .where("code", .text("MA-7-begrepp"))))
                    let parts = byGroup.map { services.field("missed", $0) }
                    let total = services.field("missed", whole[0])
                    for (shown, count) in zip(parts + [total], [a, b, a + b]) where shown != .mark(.few) {
                        expectNoDifference(shown, .int(Int64(count)))
                        expectNoDifference((1..<5).contains(count), false, "\(a) \(b)")
                    }
                    // One hidden beside two shown is told by subtraction.
                    let hidden = (parts + [total]).filter { $0 == .mark(.few) }.count
                    expectNoDifference(hidden == 1, false, "\(a) \(b)")
                }
            }
        }
    }

    @Test func `a hidden share passes no condition and comes last`() throws {
        try SmallSchool(missed: (2, 0)).services(audience: .public) { services in
            let hard = SetDescription.here(
                "hard_criteria", .where("share", condition("at_least", .number(0))))
            expectNoDifference(try services.column("code", hard), [.text("MA-7-metoder")])
            expectNoDifference(
                try services.column("code", .here("hard_criteria", .sort("share", "down"))),
                [.text("MA-7-metoder"), .text("MA-7-begrepp")])
        }
    }

    @Test func `here's counts hide few unassessed`() throws {
        try SmallSchool().services(scope: RunScope(cycle: 3), audience: .public) { services in
            // In cycle 3 nobody is assessed: all 24 are without, none with.
            let here = try services.hereFields()
            expectNoDifference([here["pupils"], here["unassessed"]], [.int(24), .int(24)])
        }
    }

    @Test func `a dialogue's answers do not reach all staff`() throws {
        try SmallSchool().services(audience: .staff) { services in
            expectNoDifference(
                try services.column("answer", SetDescription(collection: "dialogues")), [.record([])])
        }
    }
}
