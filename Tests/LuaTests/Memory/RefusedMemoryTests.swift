import CLuaShim
import Foundation
import Testing

@testable import Lua

/// Refuses each allocation in turn: nothing crashes, nothing is left behind, and the state works on.
///
/// A worker never gets here: over its budget it ends (`over its budget a state ends its process`). But only an error at
/// every allocation shows that no Lua error can cross a Swift frame.
struct RefusedMemoryTests {
    @Test(arguments: Scenario.all, Refusal.allCases)
    func `memory refused anywhere is an error, and leaves the state whole`(
        _ scenario: Scenario, _ refusal: Refusal
    ) throws {
        let state = try Bench().state
        let errors = try scenario.refuse(refusal, in: state)
        // Otherwise nothing was shown.
        if refusal != .once { #expect(errors > 0 || scenario.name == "a stopped state runs again") }
    }

    @Test func `a state that cannot be made is none`() throws {
        var options = LuaState.Options()
        var errors = 0
        var made: LuaState?
        while made == nil {
            options.failAllocation = UInt64(errors + 1)
            do throws(LuaError) {
                made = try LuaState(options)
            } catch {
                #expect(error.kind == .memory)
                errors += 1
            }
        }
        #expect(errors > 3)
        try made?.openLibrary()
        if let made { try Scenario.isWhole(made, "made") }
    }

    @Test(arguments: Refusal.allCases)
    func `the library opens, or says that memory is refused and opens the next time`(_ refusal: Refusal)
        throws
    {
        for n in UInt64(1)... {
            let state = try LuaState()
            state.failAllocation(n, times: refusal.times)
            do throws(LuaError) {
                try state.openLibrary()
            } catch {
                #expect(error.kind == .memory)
                state.failAllocation(0, times: 0)
                try state.openLibrary()
            }
            let refused = state.refusedAllocations
            state.failAllocation(0, times: 0)
            try Scenario.isWhole(state, "allocation \(n)")
            if refused == 0 && n > 500 { return }
        }
    }

    /// A process has one state that a signal stops, so this takes a process of its own.
    @Test func `a signal's handler stops its state also where memory is refused`() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let state = try LuaState()
            try state.openLibrary()
            state.becomeInterruptible()
            let stop = try state.function { _ in
                LuaState.interruptHandler()
                return .done
            }
            let chunk = try state.load(
                "local stop = ... pcall(coroutine.wrap(function() stop() while true do end end))",
                name: "spin.lua")
            for n in UInt64(1)...1000 {
                state.failAllocation(n, times: .max)
                do throws(LuaError) {
                    _ = try chunk.call([.function(stop)], results: 0)
                    // The refusal came before the stop, and `pcall` took it.
                    if state.refusedAllocations == 0 { exit(1) }
                } catch {
                    if state.refusedAllocations == 0 { exit(error.kind == .interrupted ? 7 : 2) }
                    if error.kind != .interrupted && error.kind != .memory { exit(3) }
                }
                state.failAllocation(0, times: 0)
            }
        }
    }

    /// What the tests above cover, beside the scenarios; and what a timer's handler calls, which ends the process
    /// without allocating (the worker's own tests).
    static let others = [
        "varv_stop_this", "varv_where_this_is", "varv_set_interruptible", "varv_interrupt_this",
        "LuaState.becomeInterruptible", "varv_new", "varv_release", "varv_close", "varv_open_library",
        "LuaState.init", "LuaState.openLibrary",
    ]

    static let covered = Set(Scenario.all.flatMap(\.covers) + others)

    @Test func `every function of the shim is in a scenario`() throws {
        let header = try String(
            contentsOf: Repository.file("Sources/CLuaShim/include/varv_lua.h"), encoding: .utf8)
        let code = header.replacing(#/\/\*.*?\*\//#.dotMatchesNewlines(), with: "")
        let declared = code.matches(of: #/\b(varv_\w+)\(/#).map { String($0.1) }
        #expect(declared.count > 35)
        #expect(declared.filter { !Self.covered.contains($0) } == [])
        let shim = Self.covered.filter { $0.hasPrefix("varv_") }
        #expect(shim.subtracting(declared) == [])
    }

    @Test func `every function that Swift offers is in a scenario`() throws {
        let folder = Repository.file("Sources/Lua")
        var declared: Set<String> = []
        for type in ["LuaState", "LuaReference", "LuaView", "CallFrame"] {
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            where file.hasSuffix(".swift") {
                let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                // A file may extend two types: what stands under a heading belongs to it, up to the next one.
                let heading = #/^(?:extension |@?\w* ?package (?:final class|struct) )(\w+)/#
                    .anchorsMatchLineEndings()
                let starts = text.matches(of: heading)
                for (index, start) in starts.enumerated() where start.1 == type {
                    let end = index + 1 < starts.count ? starts[index + 1].range.lowerBound : text.endIndex
                    for match in text[start.range.upperBound..<end].matches(
                        of: #/package (?:mutating )?func (\w+)/#)
                    {
                        declared.insert("\(type).\(match.1)")
                    }
                }
            }
        }
        #expect(declared.count > 30)
        #expect(declared.subtracting(Self.covered).sorted() == ["LuaReference.hash"])
    }
}
