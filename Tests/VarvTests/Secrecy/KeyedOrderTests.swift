import CustomDump
import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// The order things come in tells nothing of the register, which is sorted by name.
@Suite struct KeyedOrderTests {
    // MARK: The whole way, from file to text

    private static let classes = ["7A", "7B"]
    private static let names = ["Al", "Berg", "Dahl", "Ek", "Falk", "Gran", "Hed", "Lind", "Nord"]

    /// A register of two classes; in each, `order` says which name stands on which line.
    private static func register(_ order: [Int]) -> String {
        var lines = ["Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad"]
        for (place, code) in classes.enumerated() {
            for person in order {
                let number = Pupils.number(place * names.count + person)
                lines.append("\(number);Kim;\(names[person]);\(code);7;")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Everyone's judgement in mathematics, the same whatever the register.
    private static let marks: String = {
        let words = ["Insats", "Godtagbara", "Mer"]
        let lines = (0..<classes.count * names.count).map {
            "\(Pupils.number($0));\(words[$0 * 7 % 3]);2026-11-\(10 + $0 * 5 % 4)"
        }
        return (["Nummer;Ma;Datum"] + lines).joined(separator: "\n")
    }()

    /// What a chunk prints in one school whose register file comes in several orders.
    private func printed(_ chunk: String, reads: [Right], orders: [[Int]]) async throws -> [String] {
        let empty = try await TestSchool()
        await empty.school.close()
        var printed: [String] = []
        for (index, order) in orders.enumerated() {
            // A copy has the same secret.
            let copy = empty.folder.path("kopia\(index)")
            try FileManager.default.copyItem(atPath: empty.folder.path("skolan"), toPath: copy)
            let school = try await Varv.Host(worker: .besideExecutable, clock: TestSchool.noon).open(copy)
            for (adapter, text) in [(Lua.register, Self.register(order)), (Lua.judgements, Self.marks)] {
                try empty.folder.write("adapter.lua", adapter)
                try await school.run(
                    .file(empty.folder.path("adapter.lua")), on: .data(Array(text.utf8)), scope: .cycle(3),
                    granting: TestSchool.everything
                ).apply()
            }
            printed.append(
                try await school.run(
                    chunk: chunk, name: "prov.lua", granting: Set(reads.map { Permission.read($0) })))
            await school.close()
        }
        return printed
    }

    private static var orders: [[Int]] {
        let all = Array(names.indices)
        return [all, all.reversed(), [4, 1, 8, 0, 3, 6, 2, 7, 5]]
    }

    @Test func `pseudonyms come in the same order however the register is sorted`() async throws {
        let printed = try await printed(
            "for p in pupils:each() do print(p, p.group) end", reads: [.pupils], orders: Self.orders)
        #expect(printed[0].split(separator: "\n").count == 18)
        expectNoDifference(printed, Array(repeating: printed[0], count: 3))
    }

    @Test func `who they are does not come in the register's order`() async throws {
        let printed = try await printed(
            "for p in pupils:each() do print(p.name) end", reads: [.pupils, .names], orders: Self.orders)
        for (order, text) in zip(Self.orders, printed) {
            let names = text.split(separator: "\n").map(String.init)
            let register = (order + order).map { "Kim " + Self.names[$0] }
            #expect(names.sorted() == register.sorted() && names != register)
        }
    }

    @Test
    func `results whose pupils do not show are the same, byte for byte, however the register is sorted`()
        async throws
    {
        let printed = try await printed(
            "for j in judgements:each() do print(j.step, j.group, j.on.day) end", reads: [.results],
            orders: Self.orders)
        #expect(printed[0].split(separator: "\n").count == 18)
        expectNoDifference(printed, Array(repeating: printed[0], count: 3))
    }

    // MARK: The order itself

    @Test func `the order says nothing of the register's, whatever the school's secret`() throws {
        // Spearman's rank correlation of 30 pupils, over 500 secrets: its mean strays from 0 by 0.008.
        let pupils = 30
        var sum = 0.0
        for secret in 0..<500 {
            let digits = String(secret, radix: 16)
            let key = try #require(SchoolKey(hex: String(repeating: "0", count: 64 - digits.count) + digits))
            let places = (1...pupils).map { Pseudonym.place(key: key, pupil: Key(Int64($0))) }
            let ranks = places.map { place in places.count { $0 < place } }
            let squares = ranks.enumerated().reduce(0) {
                $0 + ($1.offset - $1.element) * ($1.offset - $1.element)
            }
            sum += 1 - 6 * Double(squares) / Double(pupils * (pupils * pupils - 1))
        }
        #expect(abs(sum / 500) < 0.04)
    }

    @Test func `no two pupils have one place`() throws {
        let key = try #require(SchoolKey(hex: String(repeating: "5a", count: 32)))
        let places = Set((1...20_000).map { Pseudonym.place(key: key, pupil: Key($0)) })
        #expect(places.count == 20_000 && places.allSatisfy { $0 >= 0 })
    }

    // MARK: Sorting

    @Test func `with names, sorting by name sorts by name`() throws {
        try SmallSchool().services(reads: [.pupils, .names]) { services in
            let names = try services.column("name", .here("pupils", .sort("name"))).compactMap(\.text)
            expectNoDifference(names, names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        }
    }

    @Test func `without names, no condition may ask for one`() throws {
        try SmallSchool().services(reads: [.pupils]) { services in
            let answer = try services.count(.here("pupils", .where("name", .text("Namn3 Ek"))))
            #expect(answer.text?.hasPrefix("✗ where: det finns inget fält \"name\"") == true)
        }
    }

    // MARK: Plans

    @Test func `what a plan changes is told in the order of its file`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Self.register(Array(Self.names.indices))).apply()
        try await test.run(adapter: Lua.judgements, on: Self.marks, scope: .cycle(3)).apply()
        let rows = [5, 2, 7].map { "\(Pupils.number($0));-;2026-11-20" }
        let file = (["Nummer;Ma;Datum"] + rows).joined(separator: "\n")
        let run = try await test.run(adapter: Lua.judgements, on: file, scope: .cycle(3))
        try await run.apply()
        let told = run.plan.changes.map { $0.sv.prefix { $0 != "," } }
        // The row of the file each pupil's judgement was changed by.
        let numbers = try await test.rows(
            "SELECT c.answer FROM judgement AS j JOIN choice AS c ON c.pupil = j.pupil "
                + "WHERE c.kind = 'pseudonym' AND j.changed_by IS NOT NULL ORDER BY j.source_row"
        ).joined()
        expectNoDifference(
            told.map(String.init),
            numbers.map { "Elev 7A-" + ($0.count < 2 ? "0" + $0 : $0) })
    }
}

/// Personal numbers of the tests' own pupils: Skatteverket's test numbers have their form.
private enum Pupils {
    static func number(_ index: Int) -> String {
        let body = "201301\(index + 10)238"
        var sum = 0
        for (place, digit) in body.dropFirst(2).enumerated() {
            let product = (digit.wholeNumberValue ?? 0) * (place % 2 == 0 ? 2 : 1)
            sum += product > 9 ? product - 9 : product
        }
        return body.prefix(8) + "-" + body.suffix(3) + "\((10 - sum % 10) % 10)"
    }
}
