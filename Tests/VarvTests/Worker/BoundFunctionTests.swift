import Foundation
import Testing
import VarvBridge

@testable import Lua
@testable import varv_worker

/// The functions a worker binds to Lua, in this process and over a socket, with each of their allocations refused.
///
/// A worker itself is never refused memory: over its budget it ends.
struct BoundFunctionTests {
    /// One of every kind of value.
    private static var everything: Value {
        .list([
            .bool(true), .int(7), .number(0.5), .text("Åsa"),
            .day(CalendarDay(year: 2026, month: 3, day: 1)),
            .mark(.skip), .item(Item(type: 0, handle: 3, fields: [.text("7B")])),
            .record([Field("a", .int(1))]),
            .rich([.source("one "), .leaf(.int(2))]), .none,
        ])
    }

    /// Each calls natives, which it is given as `...`, and says what came of it.
    private static let scripts: [(name: String, source: String, answers: [Answer], gives: String)] = [
        ("trim", "return (...).trim('  å ')", [], "å"),
        (
            "ask", "return type((...).ask(16, 1, 'x', 2.5, true, nil, { 1, 2 }, { a = { b = 'c' } })[9])",
            [Answer(.success(everything))], "table"
        ),
        (
            "ask refused", "local ok, why = pcall((...).ask, 16) return why:match('not granted')",
            [Answer(.failure(Failure(kind: .runtime, message: "not granted")))], "not granted"
        ),
        (
            "ask back", "local n = ... return type(n.ask(16, n.ask(16)))",
            [Answer(.success(everything)), Answer(.success(.list([.int(1)])))], "table"
        ),
        (
            "ask wrongly",
            "local ok, why = pcall((...).ask, 16, print) return why:match('a function cannot.*')", [],
            "a function cannot be a value here"
        ),
        (
            "rows", "local t = {} for p in pupils:each() do t[#t + 1] = 'p' end return table.concat(t)",
            [
                Answer(
                    .success(
                        .list([.none, .item(Item(type: 0, handle: 1)), .item(Item(type: 0, handle: 2))])))
            ], "pp"
        ),
        (
            "rows of no set",
            "local ok, why = pcall((...).rows, {}, 1) return why:match('this is asked of a set')", [],
            "this is asked of a set"
        ),
        (
            "emit",
            "(...).emit({ kind = 'report', blocks = { { 'text', 'Åsa' }, { n = 1.5 } } }) return 'sent'", [],
            "sent"
        ),
        (
            "refuse_right",
            "local ok, why = pcall((...).refuse_right, 'no right') return why:match('no right')", [],
            "no right"
        ),
        ("adder", "return type((...).adder(0))", [], "function"),
        (
            "without an import",
            """
            local n, names = ..., {}
            for _, name in ipairs { "columns", "field", "cell", "raw", "wide", "refuse", "same_word", "refuse_step" } do
              pcall(n[name], "x", "y", {})
              names[#names + 1] = name
            end
            return names[8]
            """, [], "refuse_step"
        ),
    ]

    @Test(arguments: scripts.map(\.name), [1, 2, UInt64.max])
    func `a bound function that is refused memory raises, and the worker's state is whole`(
        _ name: String, _ times: UInt64
    ) throws {
        let each = try #require(Self.scripts.first { $0.name == name })
        let bed = try ScriptBed(.meeting)
        let lua = bed.script.lua
        func run() throws -> String? {
            bed.drain()
            for answer in each.answers { bed.queue(answer) }
            bed.script.pending = nil
            let chunk = try lua.load(each.source, name: "test.lua")
            return try chunk.call([.table(bed.script.native)], results: 1).first?.string
        }
        for _ in 1...3 { #expect(try run() == each.gives) }
        for _ in 1...8 { lua.collectGarbage() }
        let held = lua.memoryUsed
        var refused: UInt64 = 1
        var n: UInt64 = 0
        while refused > 0 {
            n += 1
            lua.failAllocation(n, times: times)
            let result = Result { try run() }
            refused = lua.refusedAllocations
            lua.failAllocation(0, times: 0)
            if case .failure(let error) = result {
                try #require(error is LuaError && refused > 0, "allocation \(n): \(error)")
            }
            let after = try lua.load("return 1 + 2", name: "after.lua").call([], results: 1)
            try #require(after == [.int(3)])
            // Keys are kept as long as the state, and an adder makes some.
            if name == "adder" || (n % 32 != 0 && refused > 0) { continue }
            for _ in 1...8 { lua.collectGarbage() }
            try #require(lua.memoryUsed <= held + 4096, "allocation \(n) left something behind")
        }
        #expect(n > 5)
    }

    @Test func `every function that a worker binds is among these`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/VarvWorker")
        var bound: [String] = []
        for case let file as URL in FileManager.default.enumerator(
            at: folder, includingPropertiesForKeys: nil) ?? .init()
        where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            bound += text.matches(of: #/\.register\("(\w+)"/#).map { String($0.1) }
        }
        let sources = Self.scripts.map { $0.name + " " + $0.source }.joined(separator: " ")
        #expect(bound.count > 10)
        #expect(bound.filter { !sources.contains($0) } == [])
    }
}
