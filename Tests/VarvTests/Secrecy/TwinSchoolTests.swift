import CustomDump
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// Two schools that differ in nothing but what one right opens are one school to a run without it.
///
/// What a scope names is chosen by a person, not by the routine, and is no secret from it: a run about a teacher
/// knows whom it is about.
@Suite struct TwinSchoolTests {
    /// What one of the twins has and the other has not, by the right that opens it.
    static let differences: [Right: @Sendable (Transaction) throws -> Void] = [
        .pupils: { run in
            try run.put(.enrolment, columns: ["year_group", "study_group"], [9, 1, "2026-08-18", 7, 2])
        },
        .names: { run in try run.put(.pupil, columns: ["given_name"], [3, "Annat"]) },
        .identity: { run in try run.put(.pupilIdentity, ["personnummer", "", "201301012389", 3]) },
        .protected: { run in
            // Someone whose number would be another's, were they counted in; with a result of every kind.
            for _ in 0..<20 {
                let key = try run.newPupil()
                try run.put(
                    .pupil, columns: ["given_name", "family_name", "protection"],
                    [.integer(key), "Hemliga", "Namnet", "registered"])
                try run.put(.pupilIdentity, ["eget", "Ekskolan", .text("\(8000 + key)"), .integer(key)])
                try run.put(
                    .enrolment, columns: ["year_group", "study_group"],
                    [.integer(key), 1, "2026-08-18", 7, 1])
                try run.put(.membership, columns: [], [3, .integer(key)])
                for cycle in 1...2 as ClosedRange<Int64> {
                    try run.put(
                        .assessment, columns: ["step", "assessed_on", "study_group"],
                        [.integer(key), .integer(cycle), 1, 1, "2026-11-01", 1])
                }
                try run.put(
                    .judgement, columns: ["step", "judged_on", "study_group"],
                    [.integer(key), 2, 1, 1, "2026-11-01", 1])
                try run.put(
                    .intervention,
                    columns: [
                        "level", "target", "title", "pupil", "start_on", "planned_weeks", "due_on", "status",
                    ],
                    [
                        .text("I-H\(key)"), "individual", "pupil", "Hemlig", .integer(key), "2026-09-01", 6,
                        "2026-10-13", "running",
                    ])
            }
        },
        .results: { run in
            try run.put(.assessment, columns: ["step"], [2, 2, 1, 3])
            try run.put(.judgement, columns: ["step"], [2, 2, 1, 2])
        },
        .interventions: { run in
            // One that runs no longer, and one that is due.
            for (code, due, status) in [("I-1", "2026-10-13", "ended"), ("I-2", "2026-11-01", "running")] {
                try run.put(
                    .intervention, columns: ["level", "target", "title", "start_on", "due_on", "status"],
                    [.text(code), "individual", "pupil", "Annat", "2026-09-01", .text(due), .text(status)])
            }
        },
        .dialogues: { run in try run.put(.dialogueAnswer, [1, "next", "", "Annat", "2026-10-01"]) },
        .reflections: { run in
            try run.put(.reflection, columns: ["action", "outcome"], ["R-1", "7", "Annat"])
        },
        .staff: { run in
            try run.put(.staff, columns: ["given_name"], ["ALI", "Annan"])
            try run.put(.teaching, columns: [], [1, 2, 1])
        },
    ]

    static let teaching = RunScope(cycle: 2, group: "7A", subject: "MA", teacher: "ALI")

    private static func school(_ right: Right?) throws -> SmallSchool {
        try SmallSchool(also: { run in
            for pupil in 1...3 as ClosedRange<Int64> {
                try run.put(
                    .judgement, columns: ["step", "judged_on", "study_group"],
                    [.integer(pupil), 2, 1, 1, "2026-11-01", 1])
            }
            try run.put(
                .reflection, columns: ["action", "outcome", "why", "next_step", "author", "written_on"],
                ["R-1", "7", "Utfall", "Varför", "Nästa", "ALI", "2026-11-02"])
            if let right { try differences[right]?(run) }
        })
    }

    private static func seen(
        _ school: SmallSchool, _ reads: [Right], _ scope: RunScope, _ audience: Audience,
        thoroughly: Bool = true
    ) throws -> [String: [UInt8]] {
        try Observer(school: school, scope: scope, reads: reads, audience: audience, isThorough: thoroughly)
            .lines()
    }

    private func expectAlike(
        _ one: [String: [UInt8]], _ other: [String: [UInt8]],
        _ sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let differing = Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }.sorted()
        #expect(differing.isEmpty, "\(differing.prefix(5))", sourceLocation: sourceLocation)
    }

    @Test(arguments: differences.keys.sorted { $0.rawValue < $1.rawValue })
    func `without a right nothing of what it opens can be seen`(_ right: Right) throws {
        let (one, other) = (try Self.school(nil), try Self.school(right))
        let others = Right.allCases.filter { $0 != right }
        var scopes = [RunScope(cycle: 2), RunScope(cycle: 2, yearGroup: 7)]
        if right != .staff, right != .pupils { scopes.append(Self.teaching) }
        for scope in scopes {
            expectAlike(
                try Self.seen(one, others, scope, .leadership),
                try Self.seen(other, others, scope, .leadership))
        }
        for read in others {
            expectAlike(
                try Self.seen(one, [read], scopes[0], .leadership, thoroughly: false),
                try Self.seen(other, [read], scopes[0], .leadership, thoroughly: false))
        }
    }

    /// For all staff, protected pupils count in totals and the classes' sizes decide what is hidden, on purpose.
    @Test(arguments: differences.keys.filter { $0 != .protected && $0 != .pupils }, [Audience.eht, .staff])
    func `without a right nothing of what it opens reaches another audience`(
        _ right: Right, _ audience: Audience
    ) throws {
        let others = Right.allCases.filter { $0 != right }
        expectAlike(
            try Self.seen(Self.school(nil), others, RunScope(cycle: 2), audience),
            try Self.seen(Self.school(right), others, RunScope(cycle: 2), audience))
    }

    @Test(arguments: differences.keys.sorted { $0.rawValue < $1.rawValue })
    func `with the right, everything it opens is seen to differ`(_ right: Right) throws {
        var one: [String: [UInt8]] = [:]
        var other: [String: [UInt8]] = [:]
        for (index, scope) in [RunScope(cycle: 2), Self.teaching].enumerated() {
            let (left, right) = (
                try Self.seen(Self.school(nil), Right.allCases, scope, .leadership),
                try Self.seen(Self.school(right), Right.allCases, scope, .leadership)
            )
            for key in left.keys { one["\(index) \(key)"] = left[key] }
            for key in right.keys { other["\(index) \(key)"] = right[key] }
        }
        let differing = Set(one.keys).union(other.keys).filter { one[$0] != other[$0] }
        // What the right opens, as it is labelled where it is asked for.
        var opened = Catalogue.standard.items.compactMap { item in
            item.right == right.rawValue || item.fields.contains { $0.right == right.rawValue }
                ? item.collection.map { "rows \($0)" } : nil
        }
        for function in Catalogue.standard.functions where function.right == right.rawValue {
            if !function.narrowsSet {
                opened.append("call \(function.name)")
            } else if function.name.hasPrefix("here:") {
                opened.append("rows \(function.name)")
            } else {
                opened.append(" \(function.name)")
            }
        }
        for label in opened { #expect(differing.contains { $0.contains(label) }, "\(label)") }
        #expect(!differing.isEmpty)
    }

    @Test func `every right that opens something has its twins`() {
        let catalogue = Catalogue.standard
        let guarding = Set(
            (catalogue.items.map(\.right) + catalogue.items.flatMap { $0.fields.map(\.right) }
                + catalogue.functions.map(\.right)).compactMap { $0 }.compactMap(Right.init(rawValue:)))
        expectNoDifference(
            guarding.map(\.rawValue).sorted(), Self.differences.keys.map(\.rawValue).sorted())
    }
}
