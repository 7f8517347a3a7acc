import Foundation
import Testing
import VarvModel

@testable import Varv

extension Hostile {
    /// What a script can put in front of a person.
    @Suite struct Messages {
        @Test func `an error's control characters are written out`() throws {
            let outcome = try Outcome.of(#"error("\27[2J\0\u{202E}hej\r", 0)"#)
            #expect(outcome.error?.words.sv == #"\x1B[2J\x00\u{202E}hej\x0D"#)
        }

        @Test func `printed control characters are written out, and broken text too`() throws {
            #expect(try Outcome.of(#"print("\27[31m", "\xFF", "å")"#).printed == "\\x1B[31m\t\\xFF\tå\n")
        }

        @Test func `a printed text that grows when it is written out arrives whole`() throws {
            let limits = WorkerLimits(processorTime: .seconds(5), output: 1 << 20)
            let outcome = try Outcome.of(#"print(("å\27"):rep(200000))"#, limits: limits)
            #expect(outcome.error == nil)
            #expect(outcome.printed == String(repeating: "å\\x1B", count: 200_000) + "\n")
        }

        @Test func `a long error is cut`() throws {
            let outcome = try Outcome.of("error(('å'):rep(4000000), 0)")
            #expect((outcome.error?.words.sv.utf8.count ?? 0) <= 4_096)
        }

        @Test func `a message names the routine's line, and no line of ours`() throws {
            let outcome = try Outcome.of("local a = 1\nlocal b = column.text(7)\n")
            #expect(outcome.error?.place == "fiende.lua:2")
            let text = outcome.error.map { "\($0)" } ?? ""
            #expect(!text.contains("[varv]") && !text.contains("core.lua"))
        }

        @Test func `a traceback shows no frame of ours and no address`() throws {
            let printed = try Outcome.of(
                """
                print(debug.traceback('x'))
                print(select(2, xpcall(column.text, debug.traceback, 7)))
                print(print, {}, coroutine.create(print), skip)
                """
            ).printed
            #expect(!printed.contains("varv]") && !printed.contains("0x") && !printed.contains(": 0"))
        }

        @Test func `a chunk without a school may require the standard library, and nothing beside it`()
            async throws
        {
            let host = Varv.Host(worker: .path(try #require(FixtureWorker.real)))
            let printed = try await host.run(
                chunk: "print(type(require 'varv.dates'), pcall(require, 'granne'))", name: "hej.lua")
            #expect(printed.hasPrefix("table\tfalse\thej.lua:1: "))
        }
    }
}
