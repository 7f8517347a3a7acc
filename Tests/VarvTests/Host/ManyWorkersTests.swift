import CustomDump
import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// Several workers that live at the same time, for one host and for two: each is answered as if it were alone.
@Suite struct ManyWorkersTests {
    /// Where runs meet: whoever comes waits until all have come, so that all are there at once or none goes on.
    private final class MeetingPoint: Sendable {
        private let all: Int
        private let condition = NSCondition()
        private nonisolated(unsafe) var here = 0

        init(of all: Int) { self.all = all }

        func meet() -> Bool {
            condition.lock()
            defer { condition.unlock() }
            unsafe here += 1
            condition.broadcast()
            let last = Date() + 100
            while unsafe here < all, condition.wait(until: last) {}
            return unsafe here >= all
        }
    }

    private static func meeting(_ point: MeetingPoint, as name: String) -> EmbeddedFunction {
        EmbeddedFunction(
            HostFunction("point.meet", sv: "", en: "", result: .optional(.text), example: "point.meet()")
        ) { _ in point.meet() ? .text(name) : .none }
    }

    private static let echo = EmbeddedFunction(
        HostFunction(
            "own.echo", sv: "", en: "", parameters: [Parameter("n", .integer, sv: "", en: "")],
            result: .integer,
            example: "own.echo(1)")
    ) { $0[0] }

    /// What each of several runs printed, or the code it failed with, in order.
    private func outcomes(
        _ runs: [(school: School, chunk: String)],
        // For a busy machine: a run may wait for the others that long.
        limits: RunLimits = RunLimits(seconds: 40)
    ) async -> [String] {
        await withTaskGroup(of: (Int, String).self) { group in
            for (index, run) in runs.enumerated() {
                group.addTask {
                    do throws(VarvError) {
                        return (
                            index, try await run.school.run(chunk: run.chunk, name: "a.lua", limits: limits)
                        )
                    } catch { return (index, error.code) }
                }
            }
            return await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }.sorted { $0.key < $1.key }
                .map(\.value)
        }
    }

    @Test func `one host has a worker in each of four openings of two schools at the same time`() async throws
    {
        let (one, two) = (try await TestSchool(), try await TestSchool())
        try await one.run(adapter: Lua.register, on: Lua.pupils).apply()
        let host = try Varv.Host(
            functions: [Self.meeting(MeetingPoint(of: 4), as: "möttes")], clock: TestSchool.noon)
        var runs: [(School, String)] = []
        for test in [one, two, one, two] {
            runs.append((try await host.open(test.school.path), "print(point.meet(), groups:count())"))
        }
        let told = await outcomes(runs)
        expectNoDifference(told, ["möttes\t1\n", "möttes\t0\n", "möttes\t1\n", "möttes\t0\n"])
    }

    @Test func `two hosts have a worker each at the same time, with their own functions and languages`()
        async throws
    {
        let test = try await TestSchool()
        let point = MeetingPoint(of: 2)
        var runs: [(School, String)] = []
        for (language, name) in [(Language.swedish, "ett"), (.english, "two")] {
            let host = try Varv.Host(
                language: language, functions: [Self.meeting(point, as: name)], clock: TestSchool.noon)
            runs.append(
                (
                    try await host.open(test.school.path),
                    "print(point.meet()) print(select(2, cycles:find(99)))"
                ))
        }
        let told = await outcomes(runs)
        expectNoDifference(
            told, ["ett\nläsåret har inget varv 99\n", "two\nthe school year has no cycle 99\n"])
    }

    @Test func `answers never go to another's worker`() async throws {
        let tests = [try await TestSchool(), try await TestSchool()]
        let host = try Varv.Host(functions: [Self.echo], clock: TestSchool.noon)
        var runs: [(School, String)] = []
        for index in 0..<6 {
            let chunk = """
                local sum = 0
                for i = 1, 500 do
                  local n = own.echo(i * 10 + \(index))
                  assert(n == i * 10 + \(index), n)
                  sum = sum + n
                end
                print(sum)
                """
            runs.append((try await host.open(tests[index % 2].school.path), chunk))
        }
        let told = await outcomes(runs)
        expectNoDifference(told, (0..<6).map { "\(1_252_500 + 500 * $0)\n" })
    }

    @Test func `a worker that is ended takes no other with it`() async throws {
        let test = try await TestSchool()
        let host = try Varv.Host(
            functions: [Self.meeting(MeetingPoint(of: 3), as: "möttes"), Self.echo], clock: TestSchool.noon)
        var runs: [(School, String)] = []
        for chunk in [
            "point.meet() local t = {} while true do t[#t + 1] = {} end", "point.meet() error('nej')",
            "point.meet() for i = 1, 2000 do own.echo(i) end print('klar')",
        ] {
            runs.append((try await host.open(test.school.path), chunk))
        }
        let told = await outcomes(runs, limits: RunLimits(seconds: 40, memoryMiB: 16))
        expectNoDifference(told, ["VARV-E303", "VARV-E203", "klar\n"])
    }
}
