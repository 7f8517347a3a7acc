import CustomDump
import Foundation
import Synchronization
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// No run waits on Swift's cooperative pool, a cancelled task's run ends, and a school closes over an open run.
@Suite struct CooperativePoolTests {
    /// In a process of its own, for it opens many files at once.
    @Test(.timeLimit(.minutes(5)))
    func `more runs than processors wait for something slow, and a plain task goes on ticking`() async {
        await #expect(processExitsWith: .exitCode(10)) {
            let test = try await TestSchool()
            let runs = ProcessInfo.processInfo.activeProcessorCount * 8
            let gate = Gate()
            let host = try Varv.Host(
                functions: [
                    EmbeddedFunction(.slow) { _ in
                        gate.wait()
                        return .none
                    }
                ], clock: TestSchool.noon)
            let path = test.school.path
            async let all: Void = withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<runs {
                    group.addTask {
                        _ = try await host.open(path).run(chunk: "slow.wait()", name: "a.lua")
                    }
                }
                try await group.waitForAll()
            }
            // Every run is in the middle of its wait before the ticking starts; only that lets them go.
            while gate.waiting < runs { try await Task.sleep(for: .milliseconds(5)) }
            await Task { for _ in 0..<1_000 { await Task.yield() } }.value
            gate.open(for: runs)
            try await all
            exit(gate.waiting == runs ? 10 : 1)
        }
    }

    @Test func `a run works on its school's own thread, never on one of the pool's`() async throws {
        let test = try await TestSchool()
        let name = Mutex("")
        let host = try Varv.Host(
            functions: [
                EmbeddedFunction(.slow) { _ in
                    let found = try String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
                    name.withLock { $0 = found }
                    return .none
                }
            ], clock: TestSchool.noon)
        _ = try await host.open(test.school.path).run(chunk: "slow.wait()", name: "a.lua")
        expectNoDifference(name.withLock { $0 }, "varv-school\n")
    }

    @Test func `cancelling the task ends the run it waits for`() async throws {
        let test = try await TestSchool()
        let task = Task { try await test.school.run(chunk: "while true do end", name: "a.lua") }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        await #expect { try await task.value } throws: { VarvError.wrapping($0).status == .interrupted }
        let next = try await test.school.run(chunk: "print(1)", name: "a.lua")
        expectNoDifference(next, "1\n")
    }

    @Test func `a task that was cancelled before its turn came starts no routine to its end`() async throws {
        let test = try await TestSchool()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await test.school.run(chunk: "while true do end", name: "a.lua")
        }
        task.cancel()
        await #expect { try await task.value } throws: { VarvError.wrapping($0).code == "VARV-E330" }
    }

    @Test func `cancelling one task leaves another's run in the same school alone`() async throws {
        let test = try await TestSchool()
        let gate = Gate()
        let host = try Varv.Host(
            functions: [
                EmbeddedFunction(.slow) { _ in
                    gate.wait()
                    return .none
                }
            ], clock: TestSchool.noon)
        let school = try await host.open(test.school.path)
        let first = Task { try await school.run(chunk: "slow.wait() print('klar')", name: "a.lua") }
        while gate.waiting < 1 { try await Task.sleep(for: .milliseconds(5)) }
        let second = Task { try await school.run(chunk: "while true do end", name: "b.lua") }
        second.cancel()
        gate.open(for: 1)
        let printed = try await first.value
        expectNoDifference(printed, "klar\n")
        await #expect { try await second.value } throws: { VarvError.wrapping($0).code == "VARV-E330" }
    }

    @Test func `a chunk without a school is ended with its task too`() async throws {
        let host = Varv.Host()
        let task = Task { try await host.run(chunk: "while true do end", name: "a.lua") }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        await #expect { try await task.value } throws: { VarvError.wrapping($0).code == "VARV-E330" }
    }

    @Test func `cancelled in the middle, records without a file are not stored`() async throws {
        let test = try await TestSchool()
        let records = (0..<50_000).map { SchoolRecord("group", ["group": .text("G\($0)")]) }
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await test.school.plan(records: records, from: "test", granting: [.write(.pupils)])
        }
        task.cancel()
        await #expect { try await task.value } throws: { VarvError.wrapping($0).code == "VARV-E330" }
        try await test.expect("SELECT count(*) FROM study_group", gives: [["0"]])
    }

    @Test func `a school that is closed over an open run stores nothing of it, and says so`() async throws {
        let test = try await TestSchool()
        let run = try await test.run(adapter: Lua.register, on: Lua.pupils)
        let meeting = try await test.school.meeting(granting: [.read(.pupils)])
        _ = try await meeting.enter("pupils:count()")
        await test.school.close()
        await test.school.close()
        await #expect { try await run.apply() } throws: { VarvError.wrapping($0).code == "VARV-E608" }
        await #expect { try await meeting.enter("1") } throws: { VarvError.wrapping($0).code == "VARV-E608" }
        await #expect { try await test.school.status() } throws: {
            VarvError.wrapping($0).code == "VARV-E608"
        }
        await run.discard()
        let again = try await TestSchool(reopening: test)
        try await again.expect("SELECT count(*) FROM pupil", gives: [["0"]])
        try await again.run(adapter: Lua.register, on: Lua.pupils).apply()
    }

    /// Where runs wait until a test lets them go.
    private final class Gate: Sendable {
        private let count = Mutex(0)
        private let semaphore = DispatchSemaphore(value: 0)
        var waiting: Int { count.withLock { $0 } }

        func wait() {
            count.withLock { $0 += 1 }
            semaphore.wait()
        }

        func open(for runs: Int) { for _ in 0..<runs { semaphore.signal() } }
    }
}

extension HostFunction {
    /// Waits for something outside Varv.
    fileprivate static let slow = HostFunction(
        "slow.wait", sv: "Väntar.", en: "Waits.", result: .optional(.text), example: "slow.wait()")
}
