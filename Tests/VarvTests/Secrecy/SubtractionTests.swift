import CustomDump
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// No number of a few pupils can be computed from what papers for all staff show, by adding and subtracting.
///
/// All that the papers of a day show, of the school, each year group, each class and both cycles, is one system of
/// linear equations over how many pupils miss, reach or have no step on each criterion: of each class, and of each
/// part of it that teaching groups with pupils in common make. A number can be computed exactly when it is a
/// combination of the equations, whoever does the sums. Out of reach are sums over papers of two days, and what a
/// reader already knows of a pupil.
@Suite struct SubtractionTests {
    struct Chance: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 29) ^ (state << 21)
        }
    }

    static let classes = ["7A", "7B", "7C", "8A", "8B"]
    static let criteria = ["MA-7-begrepp", "MA-7-metoder"]
    static let states = ["missed", "reached", "none"]
    static let scopes =
        [RunScope.school, .yearGroup(7), .yearGroup(8)] + classes.map { RunScope(group: $0) }

    /// A school by chance: five classes in two year groups, two teaching groups that differ by a pupil or two, some
    /// who have changed classes, two criteria, two cycles. Everyone has a result on everything, noted on the class or
    /// on a teaching group.
    static func fill(_ run: Transaction, _ chance: inout Chance) throws {
        var members: [(pupil: Int64, group: Int64)] = (1...24).map { ($0, $0 <= 12 ? 1 : 2) }
        for code in classes.dropFirst(2) {
            let year = Int64(code.prefix(1)) ?? 7
            let (_, group) = try run.put(
                .studyGroup, columns: ["year_group"], [1, .text(code), "klass", .integer(year)])
            for number in 0..<Int.random(in: 0...9, using: &chance) {
                let key = try run.newPupil()
                try run.put(.pupil, columns: ["given_name"], [.integer(key), "X"])
                if code == "7C", number < 2 {
                    try run.put(
                        .enrolment, columns: ["year_group", "study_group"],
                        [.integer(key), 1, "2026-08-18", 7, 1])
                }
                try run.put(
                    .enrolment, columns: ["year_group", "study_group"],
                    [.integer(key), 1, "2026-09-01", .integer(year), .integer(group)])
                members.append((key, group))
            }
        }
        var taught = Set((1...24 as ClosedRange<Int64>).filter { _ in Bool.random(using: &chance) })
        var teaching: [Int64] = []
        for code in ["MA-1", "MA-2"] {
            let (_, group) = try run.put(
                .studyGroup, columns: ["year_group"], [1, .text(code), "undervisning", 7])
            try run.put(.teaching, columns: [], [1, .integer(group), 1])
            for pupil in taught.sorted() {
                try run.put(.membership, columns: [], [.integer(group), .integer(pupil)])
            }
            teaching.append(group)
            taught.formSymmetricDifference([Int64.random(in: 1...24, using: &chance)])
        }
        for cycle in 1...2 as ClosedRange<Int64> {
            for criterion in 1...2 as ClosedRange<Int64> {
                let odds = Int.random(in: 1...9, using: &chance)
                for (pupil, group) in members {
                    let roll = Int.random(in: 0..<10, using: &chance)
                    let step: Int64? = roll == 0 ? nil : roll < odds ? 1 : 2
                    let noted =
                        ([group] + (pupil <= 24 ? teaching : [])).randomElement(using: &chance) ?? group
                    try run.put(
                        .assessment, columns: ["step", "assessed_on", "study_group"],
                        [
                            .integer(pupil), .integer(cycle), .integer(criterion), StoredValue(step),
                            "2026-11-01", .integer(noted),
                        ])
                }
            }
        }
    }

    /// What the unknowns are called, `7A/10 MA-7-begrepp 2 missed` where they are in MA-1 and not in MA-2, and how
    /// many each is.
    private struct Truth {
        var counts: [String: Int] = [:]
        let names: [String]
        let parts: [String]

        init(_ reader: Reader) throws {
            let rows = try reader.rows(
                """
                SELECT g.code || '/' || (SELECT count(*) FROM membership AS m JOIN study_group AS t \
                ON t.id = m.study_group AND t.code = 'MA-1' WHERE m.pupil = a.pupil) \
                || (SELECT count(*) FROM membership AS m JOIN study_group AS t \
                ON t.id = m.study_group AND t.code = 'MA-2' WHERE m.pupil = a.pupil), \
                c.code, y.number, CASE WHEN a.step IS NULL THEN 'none' WHEN st.pass = 0 THEN 'missed' \
                ELSE 'reached' END, count(*) FROM assessment AS a \
                JOIN enrolment AS e ON e.pupil = a.pupil AND NOT EXISTS (SELECT 1 FROM enrolment AS x \
                WHERE x.pupil = e.pupil AND x.from_on > e.from_on) \
                JOIN study_group AS g ON g.id = e.study_group \
                JOIN criterion AS c ON c.id = a.criterion JOIN cycle AS y ON y.id = a.cycle \
                LEFT JOIN scale_step AS st ON st.id = a.step GROUP BY 1, 2, 3, 4
                """)
            for row in 0..<rows.count {
                let key = (0..<4).map { rows[row, $0].text ?? "\(rows.integer(row, $0) ?? 0)" }
                counts[key.joined(separator: " ")] = Int(rows.integer(row, 4) ?? 0)
            }
            let parts = Set(counts.keys.map { String($0.prefix { $0 != " " }) }).sorted()
            self.parts = parts
            for part in parts {
                for criterion in criteria {
                    for cycle in 1...2 {
                        for state in states {
                            counts["\(part) \(criterion) \(cycle) \(state)", default: 0] += 0
                        }
                    }
                }
            }
            names = counts.keys.sorted()
        }

        /// A sum of unknowns, as one row of the system.
        func cells(
            of group: String = "", _ criterion: String = "MA-7-begrepp", _ cycle: Int = 2,
            _ states: [String] = SubtractionTests.states
        ) -> [Int] {
            names.map { name in
                name.hasPrefix(group) && states.contains { name.hasSuffix(" \(criterion) \(cycle) \($0)") }
                    ? 1 : 0
            }
        }

        func number(_ row: [Int]) -> Int { zip(names, row).reduce(0) { $0 + $1.1 * (counts[$1.0] ?? 0) } }
    }

    /// What a reader of papers has found out so far.
    private struct Reading {
        let truth: Truth
        var system: LinearSystem
        var shown = 0

        init(_ truth: Truth) {
            self.truth = truth
            system = LinearSystem(width: truth.names.count)
            // As many pupils whichever criterion and cycle they are counted by.
            for part in truth.parts {
                for criterion in criteria {
                    for cycle in 1...2 {
                        system.add(
                            zip(truth.cells(of: part, criterion, cycle), truth.cells(of: part)).map {
                                $0 - $1
                            })
                    }
                }
            }
        }

        mutating func see(_ value: Value, _ row: [Int]) {
            guard value.int != nil else { return }
            shown += 1
            system.add(row)
            // What shows is the truth.
            #expect(value.int == truth.number(row))
        }

        /// Reads a paper about a class, a year group (by its first sign) or the school (by none).
        mutating func read(_ services: RunServices, cycle: Int, of part: String) throws {
            see(try services.hereFields()["pupils"], truth.cells(of: part))
            see(try services.count(.here("pupils")), truth.cells(of: part))
            let groups = classes.filter { $0.hasPrefix(part) }
            for group in groups {
                see(
                    try services.count(.here("pupils", .where("group", .text(group)))), truth.cells(of: group)
                )
                for year in [7, 8] as [Int64] {
                    see(
                        try services.count(
                            .here("pupils", .where("group", .text(group)), .where("year_group", .int(year)))),
                        group.hasPrefix("\(year)") ? truth.cells(of: group) : truth.cells(of: "?"))
                }
            }
            for year in ["7", "8"] where year.hasPrefix(part) {
                see(
                    try services.count(.here("pupils", .where("year_group", .int(Int64(year) ?? 0)))),
                    truth.cells(of: year))
            }
            for item in try services.all(.here("hard_criteria")) { try read(item, services, cycle, of: part) }
            let rows = try services.all(.here("hard_criteria_by_group"))
            for item in rows {
                let group = services.field("group", item).text ?? ""
                // Only classes have rows: nobody is in two.
                #expect(classes.contains(group))
                try read(item, services, cycle, of: group)
            }
            // That a class whose size is known has no row is a number too.
            for group in groups {
                guard try services.count(.here("pupils", .where("group", .text(group)))).int != nil else {
                    continue
                }
                for criterion in criteria
                where !rows.contains(where: {
                    services.field("group", $0).text == group && services.field("code", $0).text == criterion
                }) {
                    see(.int(0), truth.cells(of: group, criterion, cycle, ["missed"]))
                    see(.int(0), truth.cells(of: group, criterion, cycle, ["reached"]))
                }
            }
        }

        private mutating func read(_ item: Item, _ services: RunServices, _ cycle: Int, of group: String)
            throws
        {
            let criterion = services.field("code", item).text ?? ""
            see(
                services.field("assessed", item),
                truth.cells(of: group, criterion, cycle, ["missed", "reached"]))
            see(services.field("missed", item), truth.cells(of: group, criterion, cycle, ["missed"]))
            if services.field("share", item).number != nil {
                #expect(services.field("missed", item).int != nil)
            }
            // A share before tells both of its numbers to whoever knows about how many they were.
            if services.field("previous", item).number != nil {
                shown += 2
                system.add(truth.cells(of: group, criterion, cycle - 1, ["missed", "reached"]))
                system.add(truth.cells(of: group, criterion, cycle - 1, ["missed"]))
            }
            if services.field("trend", item).number != nil {
                #expect(
                    services.field("previous", item).number != nil
                        && services.field("share", item).number != nil)
            }
        }

        /// Every number of a few that can be computed.
        var told: [String] {
            var targets = zip(truth.names, truth.names.indices).map { name, place in
                (name, truth.names.indices.map { $0 == place ? 1 : 0 })
            }
            for part in truth.parts + classes + ["7", "8", ""] {
                targets.append((part, truth.cells(of: part)))
                for criterion in criteria {
                    for cycle in 1...2 {
                        for state in states {
                            targets.append(
                                (
                                    "\(part) \(criterion) \(cycle) \(state)",
                                    truth.cells(of: part, criterion, cycle, [state])
                                ))
                        }
                    }
                }
            }
            return targets.filter { (1..<5).contains(truth.number($0.1)) && system.spans($0.1) }.map(\.0)
                + toldOfEveryone
        }

        /// Where nobody reaches a criterion and that can be computed: then it is everyone's own result.
        private var toldOfEveryone: [String] {
            (classes + ["7", "8", ""]).flatMap { part in
                criteria.flatMap { criterion in
                    (1...2).compactMap { cycle in
                        let (missed, reached) = (
                            truth.cells(of: part, criterion, cycle, ["missed"]),
                            truth.cells(of: part, criterion, cycle, ["reached"])
                        )
                        guard truth.number(missed) > 0, truth.number(reached) == 0, system.spans(missed)
                        else {
                            return nil
                        }
                        return "\(part) \(criterion) \(cycle) all"
                    }
                }
            }
        }
    }

    private static func school(_ seed: UInt64) throws -> SmallSchool {
        var chance = Chance(state: seed &* 7919 &+ 17)
        return try SmallSchool(also: { try fill($0, &chance) })
    }

    @Test(arguments: 0..<40)
    func `no number of a few pupils is a sum or difference of shown numbers`(_ seed: UInt64) throws {
        let school = try Self.school(seed)
        var reading = try school.services { Reading(try Truth($0.reader)) }
        for cycle in 1...2 {
            for var scope in Self.scopes {
                scope.cycle = cycle
                try school.services(scope: scope, reads: [.pupils, .results], audience: .staff) { services in
                    try reading.read(
                        services, cycle: cycle, of: scope.group ?? scope.yearGroup.map { "\($0)" } ?? "")
                }
            }
        }
        expectNoDifference(reading.told, [])
        // Papers that show nothing would pass as well.
        #expect(reading.shown > 40)
    }

    /// Who has a step in the third cycle, some of each class: on both criteria, or on the first only.
    private static func fillThird(_ run: Transaction, _ chance: inout Chance) throws {
        let pupils = try run.reader.rows("SELECT pupil FROM enrolment GROUP BY pupil ORDER BY pupil")
        let missing = Int.random(in: 0...10, using: &chance)
        for criterion in 1...Int64.random(in: 1...2, using: &chance) {
            let odds = (0..<5).map { _ in Int.random(in: 0...10, using: &chance) }
            for pupil in (0..<pupils.count).compactMap({ pupils.integer($0, 0) })
            where Int.random(in: 0..<10, using: &chance) < odds[Int(pupil) / 6 % 5] {
                let step: Int64 = Int.random(in: 0..<10, using: &chance) < missing ? 1 : 2
                try run.put(
                    .assessment, columns: ["step"], [.integer(pupil), 3, .integer(criterion), .integer(step)])
            }
        }
    }

    /// The unknowns are how many of each class miss, reach or have no step on the one criterion and on the other. In the
    /// last school those with a step on both are few.
    @Test(arguments: Array(0..<40) + [279])
    func `how many have no step at all gives no number of a few pupils away`(_ seed: UInt64) throws {
        var chance = Chance(state: seed &* 104_729 &+ 5)
        let school = try SmallSchool(also: {
            try Self.fill($0, &chance)
            try Self.fillThird($0, &chance)
        })
        var truth = Array(repeating: 0, count: Self.classes.count * 9)
        try school.services { services in
            let state =
                "CASE WHEN max(CASE WHEN c.code = ? THEN 1 ELSE 0 END) = 0 THEN 2"
                + " WHEN max(CASE WHEN c.code = ? THEN st.pass END) = 0 THEN 0 ELSE 1 END"
            let codes = Self.criteria.flatMap { [StoredValue.text($0), .text($0)] }
            let rows = try services.reader.rows(
                """
                SELECT g.code, \(state), \(state) FROM enrolment AS e JOIN study_group AS g ON g.id = e.study_group \
                LEFT JOIN assessment AS a ON a.pupil = e.pupil AND a.cycle = 3 \
                LEFT JOIN criterion AS c ON c.id = a.criterion LEFT JOIN scale_step AS st ON st.id = a.step \
                WHERE NOT EXISTS (SELECT 1 FROM enrolment AS x WHERE x.pupil = e.pupil AND x.from_on > e.from_on) \
                GROUP BY e.pupil, g.code
                """, codes)
            for row in 0..<rows.count {
                let place = Self.classes.firstIndex(of: rows[row, 0].text ?? "") ?? 0
                truth[place * 9 + Int(rows.integer(row, 1) ?? 0) * 3 + Int(rows.integer(row, 2) ?? 0)] += 1
            }
        }
        func cells(of part: String, _ one: [Int] = [0, 1, 2], _ other: [Int] = [0, 1, 2]) -> [Int] {
            Self.classes.flatMap { group in
                (0..<9).map {
                    group.hasPrefix(part) && one.contains($0 / 3) && other.contains($0 % 3) ? 1 : 0
                }
            }
        }
        func cells(of part: String, _ criterion: String, _ states: [Int]) -> [Int] {
            criterion == Self.criteria[0] ? cells(of: part, states) : cells(of: part, [0, 1, 2], states)
        }
        func number(_ row: [Int]) -> Int { zip(truth, row).reduce(0) { $0 + $1.0 * $1.1 } }
        var system = LinearSystem(width: truth.count)
        func see(_ value: Value, _ row: [Int]) {
            guard let shown = value.int else { return }
            expectNoDifference(shown, number(row))
            system.add(row)
        }
        for var scope in Self.scopes {
            scope.cycle = 3
            let part = scope.group ?? scope.yearGroup.map { "\($0)" } ?? ""
            try school.services(scope: scope, reads: [.pupils, .results], audience: .staff) { services in
                let here = try services.hereFields()
                see(here["pupils"], cells(of: part))
                see(here["unassessed"], cells(of: part, [2], [2]))
                for name in ["hard_criteria", "hard_criteria_by_group"] {
                    for item in try services.all(.here(name)) {
                        let part = services.field("group", item).text ?? part
                        let criterion = services.field("code", item).text ?? ""
                        see(services.field("assessed", item), cells(of: part, criterion, [0, 1]))
                        see(services.field("missed", item), cells(of: part, criterion, [0]))
                    }
                }
            }
        }
        let told = (Self.classes + ["7", "8", ""]).flatMap { part in
            let states = [[0], [1], [2], [0, 1], [0, 1, 2]]
            return states.flatMap { one in
                states.filter { other in
                    let row = cells(of: part, one, other)
                    return (1..<5).contains(number(row)) && system.spans(row)
                }.map { "\(part) \(one) \($0)" }
            }
        }
        expectNoDifference(told, [])
    }

    @Test(arguments: [Audience.staff, .public])
    func `teaching groups, which have pupils in common, have no papers for all`(_ audience: Audience) throws {
        let school = try Self.school(1)
        for scope in [
            RunScope(cycle: 2, group: "MA-1"), RunScope(cycle: 2, group: "MA-2"),
            RunScope(cycle: 2, teacher: "ALI"),
            RunScope(cycle: 2, group: "7A", subject: "MA", teacher: "ALI"),
        ] {
            #expect {
                try school.services(scope: scope, reads: [.results], audience: audience) { _ in }
            } throws: {
                ($0 as? VarvError)?.code == "VARV-E609"
            }
        }
    }

    @Test func `someone who reaches their own groups only draws no papers for all`() throws {
        let school = try SmallSchool(person: Person("ali", role: .teacher, staff: "ALI"))
        #expect {
            try school.services(scope: .cycle(2), reads: [.results], audience: .staff) { _ in }
        } throws: {
            ($0 as? VarvError)?.code == "VARV-E609"
        }
    }

    @Test func `what two teaching groups differ by could be told from their papers`() throws {
        // The leadership sees both, so the difference is there to be taken.
        let school = try Self.school(1)
        var reading = try school.services { Reading(try Truth($0.reader)) }
        for group in ["MA-1", "MA-2"] {
            try school.services(scope: RunScope(cycle: 2, group: group), reads: [.results, .protected]) {
                services in
                for item in try services.all(.here("hard_criteria")) {
                    let criterion = services.field("code", item).text ?? ""
                    let place = group == "MA-1" ? 0 : 1
                    let row = reading.truth.names.map { name in
                        let marks = Array(name.drop { $0 != "/" }.dropFirst().prefix(2))
                        return marks[place] == "1" && name.hasSuffix(" \(criterion) 2 missed") ? 1 : 0
                    }
                    reading.see(services.field("missed", item), row)
                }
            }
        }
        #expect(reading.shown == 4)
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
