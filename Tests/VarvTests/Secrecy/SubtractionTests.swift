import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// No number of a few pupils can be computed from what a paper for all staff shows, by adding and subtracting.
///
/// What one paper shows is one system of linear equations over how many pupils of each class miss, reach or have no
/// step on each criterion, now and the cycle before. A number can be computed exactly when it is a combination of
/// the equations, whoever does the sums. Out of reach are sums over several papers: of two days, two filters, two
/// lots of pupils; and what a reader already knows of a pupil. A paper cannot know which others there are; the read
/// log says who drew them.
@Suite struct SubtractionTests {
    /// A school by chance: four classes in two year groups, two criteria, two cycles.
    struct Chance: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 29) ^ (state << 21)
        }
    }

    static let classes = ["7C", "8A", "8B"]

    /// Adds classes of a few to many pupils, and results of everyone in the school.
    static func fill(_ run: Transaction, _ chance: inout Chance) throws {
        var members: [(pupil: Int64, group: Int64)] = (1...24).map { ($0, $0 <= 12 ? 1 : 2) }
        for code in classes {
            let year = Int64(code.prefix(1)) ?? 7
            let (_, group) = try run.put(
                .studyGroup, columns: ["year_group"], [1, .text(code), "klass", .integer(year)])
            for _ in 0..<Int.random(in: 0...9, using: &chance) {
                let key = try run.newPupil()
                try run.put(.pupil, columns: ["given_name"], [.integer(key), "X"])
                try run.put(
                    .enrolment, columns: ["year_group", "study_group"],
                    [.integer(key), 1, "2026-08-18", .integer(year), .integer(group)])
                members.append((key, group))
            }
        }
        for cycle in 1...2 as ClosedRange<Int64> {
            for criterion in 1...2 as ClosedRange<Int64> {
                let odds = Int.random(in: 1...9, using: &chance)
                for (pupil, group) in members {
                    let roll = Int.random(in: 0..<10, using: &chance)
                    let step: Int64? = roll == 0 ? nil : roll < odds ? 1 : 2
                    try run.put(
                        .assessment, columns: ["step", "assessed_on", "study_group"],
                        [
                            .integer(pupil), .integer(cycle), .integer(criterion), StoredValue(step),
                            "2026-11-01", .integer(group),
                        ])
                }
            }
        }
    }

    /// What the unknowns are called, and how many each is.
    struct Truth {
        var counts: [String: Int] = [:]
        var names: [String] { counts.keys.sorted() }
    }

    private static func truth(_ services: RunServices) throws -> Truth {
        let rows = try services.reader.rows(
            """
            SELECT g.code, c.code, y.number, CASE WHEN a.step IS NULL THEN 'none' WHEN st.pass = 0 THEN 'missed' \
            ELSE 'reached' END, count(*) FROM assessment AS a JOIN study_group AS g ON g.id = a.study_group \
            JOIN criterion AS c ON c.id = a.criterion JOIN cycle AS y ON y.id = a.cycle \
            LEFT JOIN scale_step AS st ON st.id = a.step GROUP BY 1, 2, 3, 4
            """)
        var truth = Truth()
        for group in ["7A", "7B"] + classes {
            for criterion in ["MA-7-begrepp", "MA-7-metoder"] {
                for cycle in 1...2 {
                    for state in ["missed", "reached", "none"] {
                        truth.counts["\(group) \(criterion) \(cycle) \(state)"] = 0
                    }
                }
            }
        }
        for row in 0..<rows.count {
            let key = (0..<4).map { rows[row, $0].text ?? "\(rows.integer(row, $0) ?? 0)" }.joined(
                separator: " ")
            truth.counts[key] = Int(rows.integer(row, 4) ?? 0)
        }
        return truth
    }

    @Test(arguments: 0..<40)
    func `no number of a few pupils is a sum or difference of shown numbers`(_ seed: UInt64) throws {
        var chance = Chance(state: seed &* 7919 &+ 17)
        var failure: (any Error)?
        let school = try SmallSchool(also: { run in
            do { try Self.fill(run, &chance) } catch { failure = error }
        })
        if let failure { throw failure }
        try school.services(reads: [.pupils, .results], audience: .staff) { services in
            let truth = try Self.truth(services)
            let names = truth.names
            var system = LinearSystem(width: names.count)
            func sum(_ matches: (String) -> Bool) -> [Int] { names.map { matches($0) ? 1 : 0 } }
            func pupils(_ matches: @escaping (String) -> Bool) -> [Int] {
                sum {
                    $0.hasSuffix(" MA-7-begrepp 2 missed") && matches($0)
                        || $0.hasSuffix(" MA-7-begrepp 2 reached") && matches($0)
                        || $0.hasSuffix(" MA-7-begrepp 2 none") && matches($0)
                }
            }
            // A class has as many pupils whichever criterion and cycle they are counted by.
            for group in ["7A", "7B"] + Self.classes {
                for criterion in ["MA-7-begrepp", "MA-7-metoder"] {
                    for cycle in 1...2 {
                        let other = sum { $0.hasPrefix("\(group) \(criterion) \(cycle) ") }
                        system.add(zip(other, pupils { $0.hasPrefix(group + " ") }).map { $0 - $1 })
                    }
                }
            }
            var shown = 0
            func show(_ value: Value, _ row: [Int]) {
                guard value.int != nil else { return }
                shown += 1
                system.add(row)
                // What shows is the truth.
                let number = zip(names, row).reduce(0) { $0 + $1.1 * (truth.counts[$1.0] ?? 0) }
                #expect(value.int == number)
            }
            show(try services.hereFields()["pupils"], pupils { _ in true })
            show(try services.count(.here("pupils")), pupils { _ in true })
            for group in ["7A", "7B"] + Self.classes {
                show(
                    try services.count(.here("pupils", .where("group", .text(group)))),
                    pupils { $0.hasPrefix(group + " ") })
                for year in [7, 8] as [Int64] {
                    show(
                        try services.count(
                            .here("pupils", .where("group", .text(group)), .where("year_group", .int(year)))),
                        group.hasPrefix("\(year)") ? pupils { $0.hasPrefix(group + " ") } : sum { _ in false }
                    )
                }
            }
            for year in [7, 8] as [Int64] {
                show(
                    try services.count(.here("pupils", .where("year_group", .int(year)))),
                    pupils { $0.hasPrefix("\(year)") })
            }
            for collection in ["hard_criteria", "hard_criteria_by_group"] {
                for item in try services.all(.here(collection)) {
                    let criterion = services.field("code", item).text ?? ""
                    let group = services.field("group", item).text.map { $0 + " " } ?? ""
                    func cells(_ cycle: Int, _ states: String...) -> [Int] {
                        sum { name in
                            states.contains {
                                name.hasPrefix(group) && name.hasSuffix(" \(criterion) \(cycle) \($0)")
                            }
                        }
                    }
                    show(services.field("assessed", item), cells(2, "missed", "reached"))
                    show(services.field("missed", item), cells(2, "missed"))
                    if services.field("share", item).number != nil {
                        #expect(services.field("missed", item).int != nil)
                    }
                    // A share before tells both of its numbers to whoever knows about how many they were.
                    if services.field("previous", item).number != nil {
                        shown += 2
                        system.add(cells(1, "missed", "reached"))
                        system.add(cells(1, "missed"))
                    }
                    if services.field("trend", item).number != nil {
                        #expect(
                            services.field("previous", item).number != nil
                                && services.field("share", item).number != nil)
                    }
                }
            }
            // Targets: every cell, each class, and the whole school's columns.
            var targets: [(String, [Int])] = names.map { name in (name, sum { $0 == name }) }
            for group in ["7A", "7B"] + Self.classes {
                targets.append((group, pupils { $0.hasPrefix(group + " ") }))
            }
            for criterion in ["MA-7-begrepp", "MA-7-metoder"] {
                for cycle in 1...2 {
                    for state in ["missed", "reached", "none"] {
                        let end = " \(criterion) \(cycle) \(state)"
                        targets.append((end, sum { $0.hasSuffix(end) }))
                    }
                }
            }
            for (name, row) in targets {
                let number = zip(names, row).reduce(0) { $0 + $1.1 * (truth.counts[$1.0] ?? 0) }
                guard (1..<5).contains(number) else { continue }
                #expect(!system.spans(row), "\(name) = \(number), \(seed)")
            }
            // A paper that shows nothing would pass as well.
            #expect(shown > 3)
        }
    }

    @Test func `sums and differences are found`() {
        var system = LinearSystem(width: 3)
        system.add([1, 1, 1])
        system.add([1, 0, 1])
        #expect(system.spans([0, 1, 0]))
        #expect(!system.spans([1, 0, 0]))
    }
}

/// Rows of whole numbers, and whether another is a combination of them; counted modulo a large prime.
struct LinearSystem {
    private static let prime = 2_147_483_647
    private let width: Int
    private var rows: [(pivot: Int, row: [Int])] = []

    init(width: Int) { self.width = width }

    mutating func add(_ row: [Int]) {
        let rest = reduced(row)
        guard let pivot = rest.firstIndex(where: { $0 != 0 }) else { return }
        let inverse = Self.power(rest[pivot], Self.prime - 2)
        rows.append((pivot, rest.map { $0 * inverse % Self.prime }))
    }

    func spans(_ row: [Int]) -> Bool { reduced(row).allSatisfy { $0 == 0 } }

    private func reduced(_ row: [Int]) -> [Int] {
        var rest = row.map { ($0 % Self.prime + Self.prime) % Self.prime }
        for (pivot, known) in rows where rest[pivot] != 0 {
            let factor = rest[pivot]
            for column in 0..<width {
                rest[column] = (rest[column] + (Self.prime - factor) * known[column]) % Self.prime
            }
        }
        return rest
    }

    private static func power(_ base: Int, _ exponent: Int) -> Int {
        var (result, base, exponent) = (1, base % prime, exponent)
        while exponent > 0 {
            if exponent & 1 == 1 { result = result * base % prime }
            base = base * base % prime
            exponent >>= 1
        }
        return result
    }
}
