import CustomDump
import Foundation
import Synchronization
import Testing
import VarvModel
import VarvStorage

@testable import Varv

/// Whatever happens during an import, the school is as before it or as after it, and the next run is fine
/// (design §5).
///
/// Other tests run workers of the same process beside these, so these know their own by an unusual memory
/// limit.
struct ImportFaultTests {
    /// One limit a test, in MiB.
    private static let nextLimit = Mutex(300)
    private let limit = ImportFaultTests.nextLimit.withLock { limit in
        limit += 1
        return limit
    }

    /// The import of the marks with this test's own limit.
    private func ownRun(_ test: TestSchool, _ adapter: String) async throws -> Run {
        try test.folder.write("own.lua", adapter)
        try test.folder.write("marks.csv", Lua.marks)
        return try await test.school.run(
            .file(test.folder.path("own.lua")), on: .file(test.folder.path("marks.csv")), scope: .cycle(3),
            granting: TestSchool.everything, limits: RunLimits(memoryMiB: limit))
    }

    private func school() async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        return test
    }

    /// The same import every time: three judgements in cycle 3.
    @discardableResult
    private func importMarks(_ test: TestSchool) async throws -> Receipt {
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
    }

    @Test(arguments: [FaultyDriver.Fault.kill, .error(.full)])
    func `a fault at any write leaves the school as before or as after`(_ fault: FaultyDriver.Fault)
        async throws
    {
        let test = try await school()
        let before = try await test.dump()
        await test.school.close()
        var outcomes: [Bool] = []
        for write in 1...200 {
            let faulty = try await TestSchool(reopening: test) { host in
                host.openStore = { folder in
                    let driver = FaultyDriver(try SQLiteDriver(folder: folder), fault: fault, at: write)
                    let store = try Store(driver: driver)
                    driver.arm()
                    return store
                }
            }
            let failed = (try? await importMarks(faulty)) == nil
            await faulty.school.close()
            let again = try await TestSchool(reopening: test)
            if failed {
                let after = try await again.dump()
                expectNoDifference(after, before, "write \(write)")
            } else {
                #expect(try await again.rows("SELECT count(*) FROM judgement") == [["3"]])
            }
            await again.school.close()
            outcomes.append(failed)
            if !failed { break }
        }
        #expect(outcomes.count > 5)
        #expect(outcomes.last == false)
    }

    @Test func `a full disk is said, and the same school goes on`() async throws {
        let test = try await school()
        await test.school.close()
        let faulty = try await TestSchool(reopening: test) { host in
            host.openStore = { folder in
                let driver = FaultyDriver(try SQLiteDriver(folder: folder), fault: .error(.full), at: 4)
                let store = try Store(driver: driver)
                driver.arm()
                return store
            }
        }
        await #expect {
            try await importMarks(faulty)
        } throws: { error in
            let error = error as? VarvError
            return error?.status == .failed && error?.code == StoreError.full.code
        }
        try await importMarks(faulty)
        #expect(try await faulty.rows("SELECT count(*) FROM judgement") == [["3"]])
    }

    /// Kills every worker of this process as soon as rows come in.
    private static let slow = Lua.judgements.replacing(
        "row = function(row, add)",
        with: "row = function(row, add) if row.number > 3 then while true do end end")

    @Test func `a worker that is killed ends the run with status 3 and stores nothing`() async throws {
        let test = try await school()
        let before = try await test.dump()
        let limit = limit
        let killer = Task.detached {
            while !Task.isCancelled {
                // One that has had its time to start is in the loop.
                for pid in RunningWorkers.of(memoryMiB: limit)
                where RunningWorkers.secondsOfProcessor(pid) > 0.1 {
                    kill(pid, SIGKILL)
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        await #expect {
            try await ownRun(test, Self.slow)
        } throws: { ($0 as? VarvError)?.status == .ended }
        killer.cancel()
        let after = try await test.dump()
        expectNoDifference(after, before)
        try await importMarks(test)
    }

    @Test func `a worker that is killed while a person reads the plan leaves nothing stored`() async throws {
        let test = try await school()
        let before = try await test.dump()
        let run = try await ownRun(test, Lua.judgements)
        #expect(RunningWorkers.of(memoryMiB: limit).count == 1)
        for pid in RunningWorkers.of(memoryMiB: limit) { kill(pid, SIGKILL) }
        await #expect { try await run.apply() } throws: { ($0 as? VarvError)?.status == .ended }
        let after = try await test.dump()
        expectNoDifference(after, before)
        try await importMarks(test)
    }

    @Test func `a routine that never ends is ended at its limit`() async throws {
        let test = try await school()
        let before = try await test.dump()
        try test.folder.write("slow.lua", Self.slow)
        await #expect {
            try await test.school.run(
                .file(test.folder.path("slow.lua")), on: .data(Array(Lua.marks.utf8)), scope: .cycle(3),
                granting: TestSchool.everything, limits: RunLimits(seconds: 1))
        } throws: { ($0 as? VarvError)?.status == .ended }
        let after = try await test.dump()
        expectNoDifference(after, before)
    }

    @Test
    func
        `an error in row at the last row is the routine's, with its line and the file's, and stores nothing`()
        async throws
    {
        let test = try await school()
        let before = try await test.dump()
        let broken = Lua.judgements.replacing(
            "row = function(row, add)",
            with: "row = function(row, add)\n  local x = row.number == 5 and nil + 1")
        await #expect {
            try await test.run(adapter: broken, on: Lua.marks, scope: .cycle(3))
        } throws: { error in
            guard let error = error as? VarvError else { return false }
            return error.status == .routine && error.place == "adapter.lua:8"
                && error.words.sv.hasSuffix("(vid rad 5 i filen)")
        }
        let after = try await test.dump()
        expectNoDifference(after, before)
        try await importMarks(test)
    }

    @Test func `no open file and no child is left, however a run ends`() async throws {
        let test = try await school()
        let broken = Lua.judgements.replacing(
            "row = function(row, add)", with: "row = function(row, add) error \"nej\"")
        try await ownRun(test, Lua.judgements).apply()
        let before = Self.openFiles(test)
        for _ in 1...5 {
            try await ownRun(test, Lua.judgements).apply()
            try await ownRun(test, Lua.judgements).discard()
            _ = try? await ownRun(test, broken)
            _ = try? await ownRun(test, "return adapter {")
        }
        expectNoDifference(Self.openFiles(test), before)
        #expect(RunningWorkers.of(memoryMiB: limit).isEmpty)
        #expect(try await Self.zombies() == [])
    }

    // MARK: What the kernel says of this process

    /// The open files of this process that are in a test's folder: its database, its input.
    private static func openFiles(_ test: TestSchool) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0)
        }
        .filter { $0.hasPrefix(test.folder.path) }.map { $0.replacing(test.folder.path, with: "") }.sorted()
    }

    /// Workers that have ended and that nobody waits for: still there after a while, whosever they are.
    private static func zombies() async throws -> Set<pid_t> {
        let first = Set(RunningWorkers.children { $1 == "Z" })
        try await Task.sleep(for: .seconds(1))
        return first.intersection(RunningWorkers.children { $1 == "Z" })
    }
}
