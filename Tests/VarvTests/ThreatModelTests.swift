import CustomDump
import Foundation
import Testing

/// The threat model names a test for each defence; these hold it to them.
struct ThreatModelTests {
    /// The table's rows: attack, defence, tests.
    private static func rows() throws -> [[String]] {
        try Repository.text("Sources/Varv/Documentation.docc/ThreatModel.md").split(separator: "\n")
            .filter { $0.hasPrefix("| ") && $0.hasSuffix(" |") }
            .map { $0.dropFirst(2).dropLast(2).components(separatedBy: " | ") }
            .filter { $0.count == 3 && !$0[1].isEmpty && $0[0] != "attack" }
    }

    private static func tests() throws -> Set<String> {
        let root = Repository.root.appendingPathComponent("Tests")
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.reduce(into: []) { found, name in
            let text = try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8)
            found.formUnion(text.matches(of: /func\s+`([^`]+)`/).map { String($0.1) })
        }
    }

    @Test func `every test that the threat model names is there`() throws {
        let tests = try Self.tests()
        let named = try Self.rows().flatMap { $0[2].matches(of: /`([^`]+)`/).map { String($0.1) } }
        #expect(named.count > 60)
        expectNoDifference(named.filter { !tests.contains($0) }, [])
    }

    @Test func `every attack has a defence and a test`() throws {
        let rows = try Self.rows()
        #expect(rows.count > 30)
        expectNoDifference(rows.filter { $0[1].isEmpty || !$0[2].contains("`") }.map { $0[0] }, [])
    }
}
