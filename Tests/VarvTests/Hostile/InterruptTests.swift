import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

extension Hostile {
    /// Ctrl-C, against the real worker.
    @Suite struct Interrupts {
        private static let limits = WorkerLimits(processorTime: .seconds(10), wall: .seconds(120)).patient

        /// Runs a script that is interrupted when it has printed something.
        private func interrupting(_ script: String, limits: WorkerLimits = limits) throws -> Outcome {
            try Outcome.of(script, limits: limits, hearing: { $0.interrupter.interrupt() })
        }

        /// What a loop does: it prints when it has come a little way, and goes on.
        private static let step = "n = n + 1 if n == 1000 then print(n) end"

        @Test(arguments: [
            "local n = 0\nwhile true do\n  \(step)\nend",
            "local n = 0\nwhile true do\n  pcall(function() while true do \(step) end end)\nend",
            "local n = 0\nwhile true do\n  xpcall(function() while true do \(step) end end, function() "
                + "while true do \(step) end end)\nend",
            "local n = 0\nwhile true do\n  coroutine.wrap(function() while true do \(step) end end)()\nend",
            "local n = 0\nwhile true do\n  table.sort({3, 2, 1}, function() while true do \(step) end "
                + "end)\nend",
        ])
        func `a loop in Lua ends with its file and line`(_ script: String) throws {
            let outcome = try interrupting(script)
            #expect(outcome.status == .interrupted)
            #expect(outcome.error?.place == "fiende.lua:3")
        }

        @Test func `a loop in C ends when patience does, with the line that called it`() throws {
            var limits = Self.limits
            limits.grace.interrupt = .milliseconds(500)
            let outcome = try interrupting("print(1) string.rep('', 1 << 60)", limits: limits)
            #expect(outcome.status == .interrupted)
            #expect(outcome.error?.place == "fiende.lua:1")
        }

        @Test func `an interrupt before the script's first line ends it too`() throws {
            let outcome = try Outcome.of(
                "while true do end", limits: Self.limits, seeing: { $0.interrupter.interrupt() })
            #expect(outcome.status == .interrupted)
        }
    }
}
