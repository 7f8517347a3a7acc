import CSystem
import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

extension Workers {
    /// The real worker on a machine whose kernel lacks a layer: it gets the rest, and says so.
    @Suite(.enabled(if: FixtureWorker.real != nil, "varv-worker is not built"))
    struct LackingLayers {
        private func printed(by worker: String) async throws -> String {
            try await Host(worker: .path(worker)).run(chunk: "print('hej')", name: "hej.lua")
        }

        /// The layers a run's worker says hello with.
        private func layers(of worker: String) throws -> Layers {
            let start = StartFrame(mode: .chunk, sourceName: "hej.lua", source: "")
            let run = try WorkerRun(.path(worker), start: start, limits: WorkerLimits())
            _ = try run.serve()
            try run.finish()
            return run.layers
        }

        @Test func `without landlock a routine runs, held by the other layers`() async throws {
            let worker = try FixtureWorker.withoutLandlock.get()
            #expect(try await printed(by: worker) == "hej\n")
            let rest = Lockdown.expectedLayers.subtracting([.landlock, .landlockScope])
            #expect(try layers(of: worker) == rest)
        }

        @Test(.enabled(if: FixtureWorker.realTestsItself, "varv-worker is sanitized"))
        func `without landlock the self test is still refused everything`() throws {
            let probe = try WorkerProcess.probe(.path(FixtureWorker.withoutLandlock.get()))
            #expect(probe.missing == [.landlock, .landlockScope])
            #expect(probe.landlockABI == 0)
            #expect(probe.refused == .every)
        }

        @Test func `without seccomp a routine runs, held by the other layers`() async throws {
            let worker = try FixtureWorker.withoutSeccomp.get()
            #expect(try await printed(by: worker) == "hej\n")
            #expect(try layers(of: worker) == Lockdown.expectedLayers.subtracting(.seccomp))
        }

        @Test func `without seccomp the self test says what is not refused any more`() throws {
            let probe = try WorkerProcess.probe(.path(FixtureWorker.withoutSeccomp.get()))
            #expect(probe.missing == Layers.complete.subtracting(Lockdown.expectedLayers).union(.seccomp))
            // Landlock still holds what is outside, the input's own descriptor what is inside.
            let held: Attempts = [.open, .create, .ownProc, .input]
            #expect(probe.refused.isSuperset(of: held))
            let open: Attempts = [.executableMemory, .memoryFile, .dumpable, .signals, .streams]
            #expect(probe.refused.isDisjoint(with: open))
        }

        @Test(.enabled(if: varv_landlock_abi() >= 4, "the kernel's landlock knows no net"))
        func `without seccomp landlock refuses the net`() throws {
            #expect(try withoutSeccomp("connect") == .clean)
        }

        @Test(.enabled(if: varv_landlock_abi() >= 3, "the kernel's landlock lets a file be cut"))
        func `without seccomp landlock refuses cutting a file by its name`() throws {
            let file = FileManager.default.temporaryDirectory.appendingPathComponent(
                "varv-\(UUID().uuidString)")
            try Data("hej".utf8).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            #expect(try withoutSeccomp("cut-by-name", file.path) == .clean)
            #expect(try String(contentsOf: file, encoding: .utf8) == "hej")
        }

        @Test func `a worker's memory is readable by no other program of the same account`() throws {
            #expect(try withoutSeccomp("dumpable-yet") == .clean)
        }

        /// How a hostile worker ends on a machine without seccomp; clean when it was refused what it tried.
        private func withoutSeccomp(_ deed: String...) throws -> WorkerEnd {
            try WorkerProcess(
                .path(FixtureWorker.lockedWithoutSeccomp.get()), arguments: deed,
                limits: WorkerLimits(wall: .seconds(60))
            ).endAfterAll()
        }

        @Test func `a limit ends the worker also without seccomp`() throws {
            let start = StartFrame(
                mode: .chunk, sourceName: "hej.lua", source: "local n = 0\nwhile true do n = n + 1 end")
            let run = try WorkerRun(
                .path(FixtureWorker.withoutSeccomp.get()), start: start,
                limits: WorkerLimits(processorTime: .milliseconds(200), wall: .seconds(60)))
            let report = #expect(throws: WorkerReport.self) { try run.serve() }
            #expect(report?.end.code == "VARV-E301")
            #expect(report?.lastWords?.place == "hej.lua:2")
        }

        @Test func `without seccomp a thread that asks to be traced does not keep the host waiting`() throws {
            let worker = try WorkerProcess(
                .path(FixtureWorker.lockedWithoutSeccomp.get()), arguments: ["traced-thread"],
                limits: WorkerLimits(wall: .seconds(20)))
            _ = try worker.receive()
            let began = ContinuousClock.now
            worker.kill()
            #expect(worker.report?.end == .stopped)
            #expect(ContinuousClock.now - began < Hostile.tooLong)
            #expect(!FileManager.default.fileExists(atPath: "/proc/\(worker.child.pid)"))
        }

        @Test(.enabled(if: FixtureWorker.realTestsItself, "varv-worker is sanitized"))
        func `the doctor names the layer that is missing and what a routine could do then`()
            async throws
        {
            let whole = try await Host(worker: .path(#require(FixtureWorker.real))).diagnose()
            let lines = try await Host(worker: .path(FixtureWorker.withoutSeccomp.get())).diagnose()
            let new = Set(lines.filter { !$0.isFine }).subtracting(whole)
            let sv = new.map(\.words.sv)
            #expect(
                sv.contains(
                    "Saknas på den här datorn: Seccomp släpper bara igenom en kort lista systemanrop."))
            #expect(sv.contains("En rutin kan göra minne körbart, om den bryter sig ur Lua."))
            #expect(
                new.map(\.words.en).contains("A routine can make memory executable, if it breaks out of Lua.")
            )
        }

        private static let program = FixtureWorker.real.map {
            ($0 as NSString).deletingLastPathComponent + "/varv"
        }

        /// What the real program says with a worker beside it.
        private func doctor(beside worker: String) throws -> (said: String, status: Int32) {
            let program = (worker as NSString).deletingLastPathComponent + "/varv"
            if !FileManager.default.fileExists(atPath: program) {
                try FileManager.default.copyItem(atPath: #require(Self.program), toPath: program)
            }
            let process = Process()
            let output = Pipe()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = ["--lang", "sv", "doctor"]
            process.currentDirectoryURL = FileManager.default.temporaryDirectory
            process.standardOutput = output
            process.standardError = output
            try process.run()
            let said = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return (String(decoding: said, as: UTF8.self), process.terminationStatus)
        }

        @Test(
            .enabled(
                if: FixtureWorker.realTestsItself
                    && program.map(FileManager.default.isExecutableFile) ?? false,
                "varv is not built, or sanitized"))
        func `varv doctor tells it in Swedish and ends with status 1`() throws {
            let told = try doctor(beside: FixtureWorker.withoutLandlock.get())
            #expect(told.said.contains("OBS  Saknas på den här datorn: Landlock stänger alla filer.\n"))
            #expect(told.said.contains("ok   En rutin kan inte öppna en fil.\n"))
            #expect(told.said.contains("märkta OBS. Varv kör rutiner ändå, med de skydd som finns."))
            #expect(told.status == 1)
        }
    }
}
