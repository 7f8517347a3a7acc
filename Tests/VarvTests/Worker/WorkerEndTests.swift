import CSystem
import Foundation
import Testing

@testable import Varv

extension Workers {
    @Suite struct End {
        static let limits = WorkerLimits(wall: .seconds(20))

        @Test(arguments: [
            (0, WorkerEnd.clean), (21, .memory(budget: 256 << 20)), (22, .output(budget: 1 << 20)),
            (23, .protocolViolation(.couldNotRead)), (24, .lockdownFailed),
            (25, .hostGone), (26, .luaPanic), (1, .unexpectedStatus(1)),
        ])
        func `an exit status says why`(_ status: Int, _ end: WorkerEnd) throws {
            #expect(try WorkerProcess.free("exit\(status)").endAfterAll() == end)
        }

        @Test func `running out of processor time tells how much was used`() throws {
            let worker = try WorkerProcess.free("exit20")
            guard case .processorTime(let used, let budget) = worker.endAfterAll() else {
                Issue.record("\(String(describing: worker.report))")
                return
            }
            #expect(used < .seconds(1))
            #expect(budget == .seconds(10))
        }

        @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGKILL, SIGTERM])
        func `a signal nobody sent is a crash`(_ signal: CInt) throws {
            #expect(try WorkerProcess.free("signal\(signal)").endAfterAll() == .crashed(signal: signal))
        }

        @Test func `a worker that says nothing is ended by the wall clock`() throws {
            let worker = try WorkerProcess.free("silent", limits: WorkerLimits(wall: .milliseconds(300)))
            guard case .wall(let waited, let budget) = worker.endAfterAll() else {
                Issue.record("\(String(describing: worker.report))")
                return
            }
            #expect(waited >= .milliseconds(300))
            #expect(budget == .milliseconds(300))
        }

        @Test func `waiting for a worker that computes does not count against the wall clock`() throws {
            let worker = try WorkerProcess.free("busy", limits: WorkerLimits(wall: .seconds(1)))
            #expect(worker.endAfterAll() == .clean)
            #expect(worker.waited > .seconds(1))
        }

        @Test func `a worker that computes a little at a time is ended all the same`() throws {
            let worker = try WorkerProcess.free("slivers", limits: WorkerLimits(wall: .milliseconds(100)))
            guard case .wall(let waited, let budget) = worker.endAfterAll() else {
                Issue.record("\(String(describing: worker.report))")
                return
            }
            #expect(waited >= budget)
            #expect([.milliseconds(100), .seconds(1)].contains(budget))
        }

        @Test func `the host's own work does not count against the wall clock`() throws {
            let worker = try WorkerProcess.free("echo")
            let began = ContinuousClock.now
            for _ in 0..<3 {
                usleep(100_000)
                try worker.send(WorkerFrame(1))
                _ = try worker.receive()
            }
            #expect(worker.waited <= ContinuousClock.now - began - .milliseconds(300))
            try worker.send(WorkerFrame(0))
            #expect(worker.finish().end == .clean)
        }

        @Test func `a worker that does not read is ended by the wall clock too`() throws {
            let worker = try WorkerProcess.free("silent", limits: WorkerLimits(wall: .milliseconds(300)))
            let report = #expect(throws: WorkerReport.self) {
                while true { try worker.send(WorkerFrame(1, [UInt8](repeating: 0, count: 100_000))) }
            }
            guard case .wall = report?.end else {
                Issue.record("\(String(describing: report))")
                return
            }
        }

        @Test func `a worker that closes its socket and goes on is ended`() throws {
            let worker = try WorkerProcess.free(
                "close", limits: WorkerLimits(endingWithin: .milliseconds(200)))
            #expect(worker.endAfterAll() == .protocolViolation(.wentOnWithoutSocket))
        }

        @Test func `a worker that lingers after its last frame is ended`() throws {
            let worker = try WorkerProcess.free(
                "linger", limits: WorkerLimits(endingWithin: .milliseconds(200)))
            _ = try worker.receive()
            #expect(worker.finish().end == .protocolViolation(.wentOnAfterLastFrame))
        }

        @Test func `a report is the same however often it is asked for`() throws {
            let worker = try WorkerProcess.free("exit26")
            let first = worker.finish()
            worker.kill()
            #expect(worker.finish() == first)
            #expect(throws: first) { try worker.receive() }
            #expect(throws: first) { try worker.send(WorkerFrame(1)) }
        }

        @Test func `two hundred killed workers leave no process and no descriptor`() throws {
            var pids: [pid_t] = []
            var sockets: Set<String> = []
            for turn in 0..<200 {
                let worker = try WorkerProcess.free(turn.isMultiple(of: 2) ? "spin" : "flood")
                pids.append(worker.child.pid)
                sockets.insert(try #require(target(of: worker.child.socket)))
                if turn.isMultiple(of: 5) { worker.interrupter.interrupt() }
                worker.kill()
            }
            #expect(sockets.count == 200)
            #expect(pids.filter { Glibc.kill($0, 0) == 0 } == [])
            #expect(sockets.intersection(openTargets()) == [])
            #expect(handlesOfDeadProcesses() == 0)
        }

        @Test func `a worker that is let go is killed and reaped`() throws {
            var worker: WorkerProcess? = try .free("spin")
            let pid = try #require(worker?.child.pid)
            worker = nil
            #expect(worker == nil)
            #expect(Glibc.kill(pid, 0) == -1)
        }

        @Test func `the host waits for its own worker only`() throws {
            let other = Process()
            other.executableURL = URL(fileURLWithPath: "/bin/sh")
            other.arguments = ["-c", "exit 7"]
            try other.run()
            #expect(try WorkerProcess.free("exit0").endAfterAll() == .clean)
            other.waitUntilExit()
            #expect(other.terminationStatus == 7)
        }
    }
}
