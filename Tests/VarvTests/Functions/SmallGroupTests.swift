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
            expectNoDifference(try services.call("pupils:find", [.text("4703")]), .text("✗ not offered"))
        }
    }

    @Test func `results are counted as hard criteria only`() throws {
        // A count of one's own choosing, beside the others, is one pupil's result sooner or later.
        try SmallSchool(missed: (6, 2)).services(audience: .public) { services in
            for set in [
                SetDescription.here("assessments"), .here("judgements"),
                .here("assessments", .where("reached", .bool(false)), .where("group", .text("7B"))),
            ] {
                expectNoDifference(
                    try services.count(set).text?.hasPrefix("✗ för den här läsekretsen räknas resultat bara"),
                    true)
            }
        }
    }

    @Test func `a share whose complement is under five is few too`() throws {
        // Ten of twelve do not reach it: two do, and the class's size is known.
        try SmallSchool(missed: (10, 6)).services(audience: .public) { services in
            let group = SetDescription.here(
                "hard_criteria_by_group", .where("code", .text("MA-7-begrepp")), .where("group", .text("7A")))
            expectNoDifference(try services.column("missed", group), [.mark(.few)])
        }
    }

    @Test func `that one pupil has no step on a criterion shows nowhere`() throws {
        // Pupil 5 has none on MA-7-metoder: 24 pupils beside 23 assessed would tell.
        try SmallSchool(missed: (6, 6)).services(audience: .staff) { services in
            let metoder = SetOperation.where("code", .text("MA-7-metoder"))
            expectNoDifference(try services.hereFields()["pupils"], .int(24))
            expectNoDifference(
                try services.column("assessed", .here("hard_criteria", metoder)), [.mark(.few)])
            expectNoDifference(
                try services.column("assessed", .here("hard_criteria_by_group", metoder)),
                [.int(12), .mark(.few)])
        }
    }

    @Test func `a run about a class counts nothing outside it`() throws {
        try SmallSchool().services(scope: RunScope(cycle: 2, group: "7A"), audience: .public) { services in
            expectNoDifference(try services.count(.here("pupils")), .int(12))
            expectNoDifference(
                try services.count(SetDescription(collection: "pupils")).text?.hasPrefix(
                    "✗ för den här läsekretsen räknas bara det som körningen gäller"), true)
            expectNoDifference(
                try services.ask(0, [.set(SetDescription(collection: "hard_criteria")), .int(0)]).text?
                    .hasPrefix(
                        "✗ för den här läsekretsen räknas bara det som körningen gäller"), true)
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
            let assessed = try services.column(
                "assessed", .here("hard_criteria", .where("code", .text("MA-7-begrepp"))))
            expectNoDifference(
                [try services.count(.here("pupils")), try services.hereFields()["pupils"]] + assessed,
                [.int(24), .int(24), .int(24)])
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
        try SmallSchool(missed: (6, 6)).services(audience: .public) { services in
            let hard = SetDescription.here(
                "hard_criteria", .where("share", condition("at_least", .number(0))))
            expectNoDifference(try services.column("code", hard), [.text("MA-7-begrepp")])
            for direction in ["up", "down"] {
                expectNoDifference(
                    try services.column("code", .here("hard_criteria", .sort("share", direction))),
                    [.text("MA-7-begrepp"), .text("MA-7-metoder")])
            }
        }
    }

    /// Seven of twelve have a step on the one criterion, seven on the other, and all on one of them: two have both.
    @Test func `how many have no step is hidden beside two criteria of a class, whatever another class has`()
        throws
    {
        let school = try SmallSchool(also: { run in
            try run.put(
                .criterion, columns: ["criterion_set", "label", "ord"], ["MA-7-annat", 1, "Annat", 3])
            for (criterion, pupils) in [(1, 1...7), (2, 6...12), (3, 13...24)] {
                for pupil in pupils {
                    try run.put(
                        .assessment, columns: ["step"],
                        [.integer(Int64(pupil)), 3, .integer(Int64(criterion)), 2])
                }
            }
        })
        let scope = RunScope(cycle: 3, group: "7A")
        let told = try school.services(scope: scope, reads: [.pupils, .results], audience: .staff) {
            try $0.hereFields()["unassessed"]
        }
        expectNoDifference(told, .mark(.few))
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
