import CustomDump
import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// Several hosts in one process, several schools, several workers at once: the results are those of one.
@Suite struct TwoHostsTests {
    private static let counting = "print(pupils:count(), groups:count())"
    private static let pupils: Set<Permission> = [.read(.pupils)]

    private func filled() async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        return test
    }

    @Test func `two hosts in one process, each with its own language and functions, do not meet`()
        async throws
    {
        let test = try await filled()
        let other = try await TestSchool()
        func host(_ language: Language, _ answer: String) throws -> Varv.Host {
            try Varv.Host(
                language: language,
                functions: [
                    EmbeddedFunction(
                        HostFunction("own.name", sv: "Vem.", en: "Who.", result: .text, example: "own.name()")
                    ) { _ in .text(answer) }
                ], clock: TestSchool.noon)
        }
        let swedish = try await host(.swedish, "ett").open(test.school.path)
        let english = try await host(.english, "two").open(other.school.path)
        async let first = swedish.run(
            chunk: "print(own.name()) \(Self.counting)", name: "a.lua", granting: Self.pupils)
        async let second = english.run(
            chunk: "print(own.name()) \(Self.counting)", name: "a.lua", granting: Self.pupils)
        let printed = try await [first, second]
        expectNoDifference(printed, ["ett\n3\t1\n", "two\n0\t0\n"])
    }

    @Test func `eight reads of one school at once give what each gives alone`() async throws {
        let test = try await filled()
        let alone = try await test.school.run(chunk: Self.counting, name: "a.lua", granting: Self.pupils)
        let together = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await TestSchool(reopening: test).school
                        .run(chunk: Self.counting, name: "a.lua", granting: Self.pupils)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        expectNoDifference(together, Array(repeating: alone, count: 8))
    }

    @Test func `reads beside an open import see the school as it was, and afterwards as it is`() async throws
    {
        let test = try await filled()
        let reader = try await TestSchool(reopening: test).school
        let groups = "print(groups:count())"
        let run = try await test.run(
            adapter: Lua.register, on: Lua.pupils + "\n20130105-2385;Eva;Ö;7B;7;Nej")
        #expect(run.plan.new > 0)
        let during = try await reader.run(chunk: groups, name: "a.lua")
        try await run.apply()
        let after = try await reader.run(chunk: groups, name: "a.lua")
        expectNoDifference([during, after], ["1\n", "2\n"])
    }

    @Test func `reads that are logged beside an import see the school before it or after it`() async throws {
        let test = try await filled()
        let results = try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask {
                try await test.run(adapter: Lua.register, on: Lua.pupils + "\n20130105-2385;Eva;Ö;7B;7;Nej")
                    .apply()
                return nil
            }
            for _ in 0..<4 {
                group.addTask {
                    try await TestSchool(reopening: test).school
                        .run(chunk: Self.counting, name: "a.lua", granting: Self.pupils)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }.compactMap { $0 }
        expectNoDifference(results.count, 4)
        #expect(Set(results).isSubset(of: ["3\t1\n", "4\t2\n"]))
    }

    @Test func `a logged read beside a plan someone thinks about does not wait, and is in the log`()
        async throws
    {
        let test = try await filled()
        let reader = try await TestSchool(reopening: test).school
        let chunks = "SELECT count(*) FROM read_log WHERE class = 'pupils' AND count = 3"
        let before = try await test.rows(chunks)
        let run = try await test.run(adapter: Lua.register, on: Lua.pupils)
        let read = try await reader.run(chunk: Self.counting, name: "a.lua", granting: Self.pupils)
        expectNoDifference(read, "3\t1\n")
        await run.discard()
        let again = try await TestSchool(reopening: test)
        let after = try await again.rows(chunks)
        #expect(after != before)
    }

    @Test func `the second writer is told who it waits for, and gets its turn when the first is done`()
        async throws
    {
        let test = try await filled()
        let other = try await TestSchool(reopening: test)
        let records = [SchoolRecord("group", ["group": "8C"])]
        let first = try await test.school.plan(
            records: records, from: "test/ett", granting: [.write(.pupils)])
        do {
            _ = try await other.school.plan(records: records, from: "test/två", granting: [.write(.pupils)])
            Testing.Issue.record("two wrote at once")
        } catch {
            let account = test.school.person.account
            let process = ProcessInfo.processInfo.processIdentifier
            expectNoDifference(
                [
                    error.code,
                    error.words.sv.contains("\(account) (process \(process),") ? "who" : error.words.sv,
                ],
                ["VARV-E801", "who"])
        }
        try await first.apply()
        let second = try await other.school.plan(
            records: records, from: "test/två", granting: [.write(.pupils)])
        expectNoDifference(second.plan.recordFates, [0, 0, 1, 0])
    }

    @Test func `one host runs workers in two schools at once`() async throws {
        let tests = [try await TestSchool(), try await TestSchool()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for test in tests {
                group.addTask { try await test.run(adapter: Lua.register, on: Lua.pupils).apply() }
            }
            try await group.waitForAll()
        }
        for test in tests { try await test.expect("SELECT count(*) FROM pupil", gives: [["4"]]) }
    }
}
