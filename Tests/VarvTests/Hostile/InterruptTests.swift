import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

extension Hostile {
    /// Ctrl-C, against the real worker.
    @Suite struct Interrupts {
        private static let limits = WorkerLimits(processorTime: .seconds(10))

        private func interrupting(_ script: String, after delay: Duration = .milliseconds(150)) throws
            -> Outcome
        {
            try Outcome.of(script, limits: Self.limits) { process in
                let interrupter = process.interrupter
                Thread.detachNewThread {
                    Thread.sleep(forTimeInterval: Double(delay.components.attoseconds) / 1e18)
                    interrupter.interrupt()
                }
            }
        }

        @Test(arguments: [
            "local n = 0\nwhile true do\n  n = n + 1\nend",
            "local n = 0\nwhile true do\n  pcall(function() while true do n = n + 1 end end)\nend",
            "local n = 0\nwhile true do\n  xpcall(function() while true do n = n + 1 end end, function() "
                + "while true do n = n + 1 end end)\nend",
            "local n = 0\nwhile true do\n  coroutine.wrap(function() while true do n = n + 1 end end)()\nend",
            "local n = 0\nwhile true do\n  table.sort({3, 2, 1}, function() while true do n = n + 1 end "
                + "end)\nend",
        ])
        func `a loop in Lua ends with its file and line`(_ script: String) throws {
            let outcome = try interrupting(script)
            #expect(outcome.status == .interrupted)
            #expect(outcome.error?.place == "fiende.lua:3")
            #expect(outcome.took < .seconds(2))
        }

        @Test func `a loop in C ends half a second later, with the line that called it`() throws {
            let outcome = try interrupting("string.rep('', 1 << 60)")
            #expect(outcome.status == .interrupted)
            #expect(outcome.error?.place == "fiende.lua:1")
            #expect(outcome.took < .seconds(2))
        }

        @Test func `an interrupt before the script's first line ends it too`() throws {
            let outcome = try interrupting("while true do end", after: .zero)
            #expect(outcome.status == .interrupted)
            #expect(outcome.took < .seconds(2))
        }
    }
}
