import CSystem
import Foundation
import Testing

@testable import Varv

extension Workers {
    /// The lock-down itself, under a hostile program; the kernel under the tests may lack a layer.
    @Suite struct Lockdown {
        /// What this machine gives at best.
        static var expectedLayers: Layers {
            switch varv_landlock_abi() {
            case 0: .complete.subtracting([.landlock, .landlockScope])
            case ..<6: .complete.subtracting(.landlockScope)
            default: .complete
            }
        }

        @Test func `every layer is on before the script begins`() throws {
            let worker = try WorkerProcess.locked("layers")
            let payload = try worker.receive().payload
            let bits = payload.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            #expect(Layers(rawValue: bits) == Self.expectedLayers)
            #expect(worker.finish().end == .clean)
        }

        @Test func `every attempt and every layer has words of its own`() {
            #expect(Attempts.all.reduce(into: Attempts()) { $0.formUnion($1.attempt) } == .every)
            #expect(Set(Attempts.all.map(\.words)).count == Attempts.all.count)
            #expect(Set(Layers.all.map(\.name)).count == Layers.all.count)
        }

        @Test func `the self test is refused everything it tries`() throws {
            let probe = try WorkerProcess.probe(.path(FixtureWorker.locked.get()))
            #expect(probe.refused == .every)
            #expect(probe.layers == Self.expectedLayers)
            #expect(probe.landlockABI == Int(varv_landlock_abi()))
        }

        @Test(.enabled(if: FixtureWorker.realTestsItself, "varv-worker is not built, or sanitized"))
        func `the real worker is refused everything it tries`() throws {
            let probe = try WorkerProcess.probe(.path(#require(FixtureWorker.real)))
            #expect(probe.refused == .every)
            #expect(probe.missing == Layers.complete.subtracting(Self.expectedLayers))
        }

        @Test(arguments: [
            "socket", "unix-socket", "fork", "vfork", "thread", "exec", "kill", "kill-group", "kill-self",
            "kill-main", "ptrace", "read-host", "exec-memory", "mprotect", "io-uring", "bpf", "keyctl",
            "memfd", "futex-owner",
            "pass-descriptor", "duplicate", "write-0", "write-1", "write-input", "cut-input", "renewed",
            "ignore-timer",
        ])
        func `what no routine needs ends the worker`(_ deed: String) throws {
            let file = try temporaryFile("input")
            defer { try? file.close() }
            let worker = try WorkerProcess.locked(deed, input: file.fileDescriptor)
            #expect(worker.endAfterAll() == .crashed(signal: SIGSYS))
            #expect(try String(decoding: file.readToEnd() ?? Data(), as: UTF8.self) == "input")
        }

        @Test(arguments: [
            "open", "create", "proc-mem", "proc-maps", "host-environment", "reopen-input", "map-input",
            "write-2",
            "dumpable", "raise-limit", "block-timer",
        ])
        func `what libc tries on its own is refused with an error`(_ deed: String) throws {
            let file = try temporaryFile("input")
            defer { try? file.close() }
            let worker = try WorkerProcess.locked(deed, input: file.fileDescriptor)
            #expect(worker.endAfterAll() == .clean)
        }

        @Test func `every thread of a worker is held, not only the one that runs the script`() throws {
            let worker = try WorkerProcess.locked("loop")
            defer { worker.kill() }
            _ = try worker.receive()
            let threads = "/proc/\(worker.child.pid)/task"
            let held = try FileManager.default.contentsOfDirectory(atPath: threads).map { thread in
                try Self.lines(of: "\(threads)/\(thread)/status")
                    .filter { $0.hasPrefix("NoNewPrivs:") || $0.hasPrefix("Seccomp:") }
            }
            #expect(held == Array(repeating: ["NoNewPrivs:\t1", "Seccomp:\t2"], count: 3))
        }

        @Test func `the kernel itself holds a worker to limits`() throws {
            let worker = try WorkerProcess.locked("loop")
            defer { worker.kill() }
            _ = try worker.receive()
            let limits = try Self.lines(of: "/proc/\(worker.child.pid)/limits").compactMap {
                $0.wholeMatch(of: /Max (.+?) {2,}(\S+) +(\S+) .*/).map { "\($0.1) \($0.2) \($0.3)" }
            }
            let none = ["file size 0 0", "core file size 0 0", "processes 0 0"]
            #expect(Set(none + ["cpu time 12 13", "open files 5 5"]).isSubset(of: limits))
            let endless = ["data size unlimited unlimited", "address space unlimited unlimited"]
            // A sanitizer's shadow of all memory needs the whole address space.
            #expect(FixtureWorker.isSanitized || Set(endless).isDisjoint(with: limits))
        }

        private static func lines(of file: String) throws -> [Substring] {
            try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        }

        @Test func `an abort is told from a forbidden call`() throws {
            #expect(try WorkerProcess.locked("abort").endAfterAll() == .crashed(signal: SIGABRT))
        }

        @Test func `an endless loop ends at its budget`() throws {
            let limits = WorkerLimits(processorTime: .milliseconds(300), wall: .seconds(60))
            let worker = try WorkerProcess.locked("loop", limits: limits)
            guard case .processorTime(let used, let budget) = worker.endAfterAll() else {
                Issue.record("\(String(describing: worker.report))")
                return
            }
            #expect(budget == .milliseconds(300))
            #expect(used >= .milliseconds(290) && used < .seconds(2))
        }

        @Test func `a budget can be renewed when the host allowed that at the start`() throws {
            let limits = WorkerLimits(processorTime: .milliseconds(500), wall: .seconds(60), renewable: true)
            let worker = try WorkerProcess.locked("renewed", limits: limits)
            #expect(worker.endAfterAll() == .clean)
            #expect(try #require(worker.report).usage.processorTime > .milliseconds(550))
        }

        @Test(
            .disabled(if: FixtureWorker.isSanitized, "the sanitizer has no such limit"))
        func `the kernel stops what takes more memory than it may`() throws {
            let limits = WorkerLimits(memory: 32 << 20, wall: .seconds(60))
            #expect(
                try WorkerProcess.locked("memory", limits: limits).endAfterAll() == .memory(budget: 32 << 20))
        }

        @Test func `the budget itself can be had`() throws {
            let limits = WorkerLimits(memory: 64 << 20, wall: .seconds(60))
            #expect(try WorkerProcess.locked("budget", limits: limits).endAfterAll() == .clean)
        }

        @Test func `the script's stack holds twelve MiB`() throws {
            #expect(try WorkerProcess.locked("deep").endAfterAll() == .clean)
        }

        @Test func `the input can be sought in and read`() throws {
            let file = try temporaryFile("Personnr")
            defer { try? file.close() }
            let worker = try WorkerProcess.locked("input", input: file.fileDescriptor)
            #expect(try worker.receive() == WorkerFrame(1, Array("Personnr".utf8)))
            #expect(worker.finish().end == .clean)
        }

        @Test func `C libraries can read the input through stdio`() throws {
            let file = try temporaryFile("Personnr")
            defer { try? file.close() }
            let worker = try WorkerProcess.locked("stdio", input: file.fileDescriptor)
            #expect(try worker.receive().payload.count == 2)
            #expect(worker.finish().end == .clean)
        }

        @Test func `a looping worker ends with its host, long before its budget`() throws {
            let worker = try WorkerProcess.locked("loop")
            _ = try worker.receive()
            // As when the host dies: nobody holds the other end of the socket any more.
            #expect(shutdown(worker.child.socket, CInt(SHUT_RDWR)) == 0)
            #expect(worker.endAfterAll() == .hostGone)
            #expect(try #require(worker.report).usage.processorTime < .seconds(8))
        }
    }
}
