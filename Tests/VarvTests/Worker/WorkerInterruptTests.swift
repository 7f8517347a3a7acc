import Foundation
import Testing

@testable import Varv

extension Workers {
    @Suite struct Interrupt {
        @Test func `a worker that listens ends its turn and stays`() throws {
            let worker = try WorkerProcess.locked("until-interrupt")
            _ = try worker.receive()
            worker.interrupter.interrupt()
            #expect(try worker.receive() == WorkerFrame(2, Array("interrupted".utf8)))
            #expect(worker.finish().end == .clean)
        }

        @Test func `a worker that does not listen is killed half a second later`() throws {
            let worker = try WorkerProcess.free("deaf")
            _ = try worker.receive()
            let began = ContinuousClock.now
            worker.interrupter.interrupt()
            #expect(worker.endAfterAll() == .interrupted)
            #expect(ContinuousClock.now - began >= .milliseconds(480))
        }

        @Test func `an interrupt from another thread wakes a waiting host`() throws {
            let worker = try WorkerProcess.free("deaf")
            _ = try worker.receive()
            let interrupter = worker.interrupter
            Thread.detachNewThread {
                usleep(100_000)
                interrupter.interrupt()
            }
            #expect(worker.endAfterAll() == .interrupted)
        }

        @Test func `a second interrupt does not wait`() throws {
            var limits = WorkerLimits(wall: .seconds(60))
            limits.grace.interrupt = .seconds(600)
            let worker = try WorkerProcess.free("deaf", limits: limits)
            _ = try worker.receive()
            worker.interrupter.interrupt()
            worker.interrupter.interrupt()
            #expect(worker.endAfterAll() == .interrupted)
        }

        @Test func `a flood cannot outlast an interrupt`() throws {
            let worker = try WorkerProcess.free("deaf-flood")
            _ = try worker.receive()
            worker.interrupter.interrupt()
            #expect(worker.endAfterAll() == .interrupted)
        }

        @Test func `a worker without its handler yet is interrupted all the same`() throws {
            let worker = try WorkerProcess.free("linger")
            _ = try worker.receive()
            worker.interrupter.interrupt()
            #expect(worker.endAfterAll() == .interrupted)
        }

        @Test func `a new turn forgets the interrupt`() throws {
            let worker = try WorkerProcess.locked("until-interrupt")
            _ = try worker.receive()
            worker.interrupter.interrupt()
            worker.beginTurn()
            #expect(!worker.interrupter.isInterrupted)
            _ = try worker.receive()
            #expect(worker.finish().end == .clean)
        }

        @Test func `an interrupt after the end reaches nobody`() throws {
            let worker = try WorkerProcess.free("exit0")
            let report = worker.finish()
            worker.interrupter.interrupt()
            #expect(worker.report == report)
            #expect(report.end == .clean)
        }
    }
}
