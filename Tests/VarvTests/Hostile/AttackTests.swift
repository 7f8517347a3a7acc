import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

extension Hostile {
    /// Each script in a worker of its own; the host hears a verdict, and the worker has not used much more than its budget.
    @Suite struct Scripts {
        /// Processor time past the budget, the kernel's own work of ending a process among it.
        private static let slack = Duration.seconds(1)

        @Test(arguments: Attack.loops)
        func `a loop ends with its budget`(_ attack: Attack) throws { try expect(attack) }

        @Test(arguments: Attack.bombs)
        func `a memory bomb ends`(_ attack: Attack) throws { try expect(attack) }

        @Test(arguments: Attack.floods)
        func `a flood ends`(_ attack: Attack) throws { try expect(attack) }

        @Test(arguments: Attack.sources)
        func `a source that is a trap is an error`(_ attack: Attack) throws { try expect(attack) }

        @Test(arguments: Attack.doors)
        func `a door that Lua's own library has is not there`(_ attack: Attack) throws { try expect(attack) }

        @Test(arguments: Attack.modules)
        func `a module's name is never a path`(_ attack: Attack) throws {
            let answering = NoModules()
            try expect(attack, answering: answering)
            #expect(answering.asked.isEmpty)
        }

        @Test(arguments: Attack.games)
        func `a game with errors, globals and metatables is harmless`(_ attack: Attack) throws {
            try expect(attack)
        }

        @Test(arguments: Attack.objects)
        func `a host object cannot be looked through`(_ attack: Attack) throws { try expect(attack) }

        @Test(arguments: Attack.finds)
        func `what was found by trying is harmless`(_ attack: Attack) throws { try expect(attack) }

        private func expect(_ attack: Attack, answering: NoModules = NoModules()) throws {
            var limits = Budget.limits
            // What is to end otherwise has the time for it also on a machine that is slow.
            if ![.time, .somehow].contains(attack.end) { limits.processorTime = .seconds(5) }
            let outcome = try Outcome.of(attack.script, limits: limits, answering: answering)
            let code = outcome.error?.code
            switch attack.end {
            case .time: #expect(code == "VARV-E301")
            case .memory: #expect(code == "VARV-E303")
            case .output: #expect(code == "VARV-E304")
            case .error:
                #expect(outcome.status == .routine, "\(outcome)")
                #expect(outcome.error?.place?.contains("varv") != true, "\(outcome)")
            case .nothing: #expect(outcome.error == nil)
            case .somehow: #expect([.done, .routine, .ended].contains(outcome.status))
            }
            // A crash is the border holding, not the library: a script is never to get that far.
            #expect(code != "VARV-E305" && code != "VARV-E306" && code != "VARV-E309", "\(outcome)")
            #expect(outcome.processor < limits.processorTime + Self.slack, "\(outcome.processor)")
            #expect(outcome.printed.utf8.count <= 64 << 10)
        }
    }

    /// Questions cost the asker nothing, so the host's own time is bounded too.
    @Suite struct Questions {
        private final class Slow: Answering {
            func answer(_ question: Question, into writer: inout ByteWriter) throws {
                usleep(20_000)
                throw Failure(kind: .runtime, message: "finns inte")
            }
        }

        @Test func `asking without end is ended by the clock`() throws {
            var limits = WorkerLimits(processorTime: .seconds(5), wall: .seconds(120)).patient
            limits.hostTime = .milliseconds(400)
            let outcome = try Outcome.of(
                "while true do pcall(require, 'varv.nothing') end", limits: limits, answering: Slow())
            #expect(outcome.error?.code == "VARV-E318")
        }
    }

    /// What stays when a hostile run is over: nothing.
    @Suite struct Aftermath {
        @Test func `no zombie and no descriptor stays, and the next run is fine`() throws {
            _ = try Outcome.of("print 'varm'")
            let before = openSockets()
            let limits = WorkerLimits(
                processorTime: .milliseconds(60), memory: 16 << 20, output: 4096, wall: .seconds(120))
            for script in [
                "while true do end", "string.rep('x', 1 << 28)", "while true do print(('x'):rep(99)) end",
                "error('x')",
                "return (", "print 'ok'",
            ] {
                for _ in 0..<5 { _ = try Outcome.of(script, limits: limits) }
            }
            expectNothingLeft(since: before)
            #expect(try Outcome.of("print 'hej'").printed == "hej\n")
        }

        @Test func `one run's damage is not there in the next`() throws {
            _ = try Outcome.of("rawset(_G, 'print', nil) string.format = nil getmetatable = 1")
            #expect(
                try Outcome.of("print(string.format('%d', 7), type(getmetatable))").printed == "7\tfunction\n"
            )
        }
    }
}
