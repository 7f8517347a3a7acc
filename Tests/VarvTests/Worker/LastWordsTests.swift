import CSystem
import Foundation
import Testing

@testable import Varv

extension Workers {
    /// What a worker says as it ends at a limit, under a program that answers badly.
    @Suite struct LastWordsOfWorkers {
        private static let limits = WorkerLimits(processorTime: .milliseconds(200), wall: .seconds(60))

        private func report(of deed: String, limits: WorkerLimits = limits) throws -> WorkerReport {
            let worker = try WorkerProcess.locked(deed, limits: limits)
            _ = worker.endAfterAll()
            return try #require(worker.report)
        }

        @Test func `a worker at its limit says where it was`() throws {
            let report = try report(of: "loop")
            #expect(report.end.code == "VARV-E301")
            #expect(report.lastWords == LastWords(place: "fixture.lua:7"))
        }

        @Test func `a worker that wanted more memory says how much`() throws {
            let limits = WorkerLimits(memory: 32 << 20)
            let report = try report(of: "wants-memory", limits: limits)
            #expect(report.end == .memory(asked: 999 << 20, budget: 32 << 20))
            #expect(report.lastWords?.place == "fixture.lua:7")
        }

        @Test func `looking at a broken call stack ends in the same verdict without a place`() throws {
            let report = try report(of: "where-faults")
            #expect(report.end.code == "VARV-E301")
            #expect(report.lastWords == nil)
        }

        @Test func `a look that never ends is ended by the timer`() throws {
            let report = try report(of: "where-hangs")
            #expect(report.end.code == "VARV-E301")
            #expect(report.lastWords == nil)
            #expect(report.usage.processorTime < .seconds(2))
        }

        @Test func `nothing is said in the middle of a frame`() throws {
            let report = try report(of: "inside-frame")
            #expect(report.end.code == "VARV-E301")
            #expect(report.lastWords == nil)
        }

        @Test func `a worker that the host ends is asked where it is`() throws {
            let worker = try WorkerProcess.locked(
                "loop", limits: WorkerLimits(wall: .milliseconds(200)).patient)
            _ = try worker.receive()
            let end = worker.endAfterAll()
            #expect(end.code == "VARV-E302")
            #expect(worker.report?.lastWords == LastWords(place: "fixture.lua:7"))
        }

        @Test func `a worker that does not answer is killed without a place`() throws {
            let worker = try WorkerProcess.free("deaf", limits: WorkerLimits(wall: .milliseconds(200)))
            #expect(worker.endAfterAll().code == "VARV-E302")
            #expect(worker.report?.lastWords == nil)
        }

        @Test(arguments: [
            ("words-then-clean", Breach.lastWordsWithoutLimit),
            ("words-then-more", .moreAfterLastWords),
            ("words-twice", .moreAfterLastWords),
            ("words-then-on", .wentOnAfterLastWords),
            ("short-words", .lastWordsUnreadable), ("long-words", .lastWordsUnreadable),
        ])
        func `forged last words end the run`(_ deed: String, _ why: Breach) throws {
            let worker = try WorkerProcess.free(deed, limits: WorkerLimits(endingWithin: .milliseconds(200)))
            #expect(worker.endAfterAll() == .protocolViolation(why))
        }

        @Test func `a forged place reaches no terminal raw and no second line`() throws {
            let worker = try WorkerProcess.free("evil-words")
            #expect(worker.endAfterAll().code == "VARV-E301")
            #expect(worker.report?.lastWords?.place == "\\u{1B}[2J allt är bra:7")
        }
    }

    /// A renewable worker, as a meeting has, that was taken over at native level.
    @Suite struct Taken {
        private static let limits = WorkerLimits(
            processorTime: .milliseconds(300), wall: .seconds(60), renewable: true)

        @Test(arguments: ["disarm", "disarm-flood"])
        func `a worker that put its timer off is ended by the host's own count`(_ deed: String) throws {
            let worker = try WorkerProcess.locked(deed, limits: Self.limits)
            guard case .processorTime(let used, let budget) = worker.endAfterAll() else {
                Issue.record("\(String(describing: worker.report))")
                return
            }
            #expect(budget == .milliseconds(300))
            #expect(used > .milliseconds(550) && used < .seconds(10))
        }

        @Test func `what a worker computes between two turns counts in the next`() throws {
            let limits = WorkerLimits(processorTime: .seconds(1), wall: .seconds(60), renewable: true)
            let worker = try WorkerProcess.locked("burn-between", limits: limits)
            _ = try worker.receive()
            while varv_processor_time(worker.child) < 1_400_000 { usleep(5_000) }
            worker.beginTurn()
            #expect(worker.endAfterAll().code == "VARV-E301")
            // With a budget of its own the next turn would have come to 2.65 s.
            #expect(try #require(worker.report).usage.processorTime < .milliseconds(2_400))
        }

        @Test func `a worker that renews its own budget is ended by the host's own count`() throws {
            let worker = try WorkerProcess.locked("renewed", limits: Self.limits)
            #expect(worker.endAfterAll().code == "VARV-E301")
        }
    }
}
