import CustomDump
import Foundation
import Testing

@testable import VarvModel

/// The border has one table of plain letters on each side: C has no way to Swift's, and the host links no Lua.
@Suite struct PlainLetterTests {
    @Test func `the host and Lua leave out the same dots, rings and accents`() throws {
        let source = try String(
            contentsOf: Repository.root.appendingPathComponent("Sources/CLuaShim/nearest.c"), encoding: .utf8)
        let table = try #require(source.firstMatch(of: /plain\[\] = "([^"]+)"/)).1
        let letters = (0xC0...0xFF).compactMap(Unicode.Scalar.init).filter(\.properties.isAlphabetic)
        expectNoDifference(
            letters.map { plainLetters(String($0)) },
            letters.map { String(table[table.index(table.startIndex, offsetBy: Int($0.value) - 0xC0)]) })
    }

    @Test func `a letter written as two is the same as one`() {
        #expect(plainLetters("a\u{30A}rskurs") == plainLetters("årskurs"))
    }
}
