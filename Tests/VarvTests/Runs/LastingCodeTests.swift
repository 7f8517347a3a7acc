import CustomDump
import Testing
import VarvStorage

@testable import Varv

/// A code tells nothing of how many there are, so no gap tells of one that may not be seen.
@Suite struct LastingCodeTests {
    private let key = SchoolKey(hex: String(repeating: "ab", count: 32))

    private func code(_ number: Int, run: Int64 = 12, taken: Set<String> = []) throws -> String {
        LastingCode.new("INS", run: run, number: number, key: try #require(key)) { taken.contains($0) }
    }

    private static func isReadable(_ code: String) -> Bool {
        code.wholeMatch(of: /(INS|REF)-[34679ACDEFGHJKMNPQRTWXY]{4}/) != nil
    }

    @Test func `a code is four letters and digits that none takes for others`() throws {
        for number in 1...500 { #expect(try Self.isReadable(code(number))) }
    }

    @Test func `a code that is taken is not given again`() throws {
        var taken: Set<String> = []
        for number in 1...2000 { taken.insert(try code(number, taken: taken)) }
        #expect(taken.count == 2000)
    }

    @Test func `where all short ones are taken, codes are longer`() throws {
        let code = LastingCode.new("INS", run: 1, number: 1, key: try #require(key)) { $0.count < 9 }
        #expect(code.count == 9)
    }

    @Test func `codes do not come in the order things are made in`() throws {
        let codes = try (1...20).map { try code($0) }
        #expect(codes != codes.sorted() && codes != codes.sorted(by: >))
    }

    @Test func `the same run makes the same code, so that a plan made again is the same`() throws {
        expectNoDifference(try code(3), try code(3))
        #expect(try code(3) != code(3, run: 13))
    }

    @Test func `another school's codes are others`() throws {
        let other = LastingCode.new("INS", run: 12, number: 1, key: .random()) { _ in false }
        #expect(try code(1) != other)
    }

    @Test func `a task's interventions and reflections get such codes`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try await test.staff("ALI")
        try test.folder.write(
            "insatser.lua",
            """
            return task {
              id = "test/insatser", version = "1.0.0", title = "Insatser",
              reads = { "pupils", "protected", "staff", "interventions" },
              writes = { "interventions", "reflections" },
              work = function(here, change, opt)
                for p in pupils:each() do
                  change:intervention { pupil = p, title = "Läsgrupp", reports_back = "ALI", follows_up = "ALI" }
                end
                change:reflection { action = 3, outcome = "o", why = "w", next_step = "n" }
              end,
            }
            """)
        try await test.school.run(
            .file(test.folder.path("insatser.lua")), scope: .cycle(3), granting: TestSchool.everything
        ).apply()
        let codes = try await test.rows("SELECT code FROM intervention UNION SELECT code FROM reflection")
            .joined()
        #expect(codes.count == 5)
        for code in codes { #expect(Self.isReadable(code), "\(code)") }
    }
}

extension TestSchool {
    /// Adds a member of staff.
    fileprivate func staff(_ code: String) async throws { try await school.addStaff(code) }
}

extension School {
    fileprivate func addStaff(_ code: String) throws {
        let run = try core.store.begin(
            .init(kind: "import", account: "anna", role: "leadership", startedAt: core.now))
        try run.put(.staff, columns: ["given_name"], [.text(code), "Namn"])
        try run.commit(.init(outcome: "done", endedAt: core.now))
    }
}
