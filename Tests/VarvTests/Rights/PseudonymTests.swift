import CustomDump
import Testing
import VarvModel

@testable import Varv

@Suite struct PseudonymTests {
    let key = SchoolKey(hex: String(repeating: "0123456789abcdef", count: 4))
    let members = (1...28).map { Key<Pupil>($0) }

    func numbers(
        of members: [Key<Pupil>], remembered: [Key<Pupil>: Int] = [:], group: String = "7B", year: Int = 2026
    ) throws -> [Key<Pupil>: Int] {
        Pseudonym.numbers(
            key: try #require(key), schoolYear: try #require(SchoolYear(startYear: year)), group: group,
            members: members, remembered: remembered)
    }

    @Test func `every member gets a number of their own from 1 to 99`() throws {
        let numbers = try numbers(of: members)
        #expect(numbers.count == 28)
        #expect(Set(numbers.values).count == 28)
        #expect(numbers.values.allSatisfy { (1...99).contains($0) })
    }

    @Test func `the order members come in says nothing`() throws {
        expectNoDifference(try numbers(of: members.reversed()), try numbers(of: members))
    }

    @Test func `numbers are not the order of the list`() throws {
        let numbers = try numbers(of: members)
        let inOrder = members.compactMap { numbers[$0] }
        #expect(inOrder != inOrder.sorted())
        #expect(inOrder != inOrder.sorted(by: >))
    }

    @Test func `a pupil who joins or leaves renumbers nobody else`() throws {
        let before = try numbers(of: members)
        let joined = try numbers(of: members + [Key(99), Key(-4)], remembered: before)
        let left = try numbers(of: Array(members.dropFirst(10)), remembered: before)
        expectNoDifference(joined.filter { before[$0.key] != nil }, before)
        expectNoDifference(left, before.filter { $0.key > Key(10) })
    }

    @Test func `the number of a pupil who left is not given again`() throws {
        let before = try numbers(of: members)
        let all = try numbers(of: (100...160).map { Key($0) }, remembered: before)
        #expect(Set(all.values).isDisjoint(with: before.values))
    }

    @Test func `another class, year or school gives other numbers`() throws {
        let here = try numbers(of: members)
        #expect(try numbers(of: members, group: "7C") != here)
        #expect(try numbers(of: members, year: 2027) != here)
        let other = Pseudonym.numbers(
            key: .random(), schoolYear: try #require(SchoolYear(startYear: 2026)), group: "7B",
            members: members,
            remembered: [:])
        #expect(other != here)
    }

    @Test func `a class of hundreds gets three digits and no collision`() throws {
        let numbers = try numbers(of: (1...700).map { Key($0) })
        #expect(Set(numbers.values).count == 700)
        #expect(numbers.values.max().map { $0 > 99 } == true)
    }

    @Test func `it shows with two digits and the class`() {
        #expect(Pseudonym(group: "7B", number: 4).text(in: .swedish) == "Elev 7B-04")
        #expect(Pseudonym(group: nil, number: 14).text(in: .english) == "Pupil 14")
        #expect(Pseudonym(group: "F", number: 104).text(in: .swedish) == "Elev F-104")
    }

    @Test func `a key shows in no text`() throws {
        let key = try #require(key)
        #expect(!"\(key)".contains("0123"))
        #expect(!String(reflecting: key).contains("0123"))
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("35"))
    }
}
