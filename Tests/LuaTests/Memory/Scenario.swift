import CLuaShim
import Testing

@testable import Lua

/// Something done with a state, which is done again with each of its allocations refused.
struct Scenario: CustomTestStringConvertible, Sendable {
    let name: String
    /// What it is there for: functions of `varv_lua.h`, and `Type.name` of what Swift offers.
    let covers: [String]
    /// What it gives when no memory is refused.
    let answer: String
    /// Whether what it makes lives as long as the state, on purpose.
    var keeps = false
    let body: @Sendable (LuaState) throws -> String

    var testDescription: String { name }
}

/// How memory is refused.
enum Refusal: CaseIterable {
    /// Lua collects its garbage and asks again, so that collecting happens at each allocation.
    case once
    /// The second answer is no too: an error, after which there is memory again.
    case forTheCall
    /// There is none until the scenario has ended.
    case fromThenOn

    var times: UInt64 {
        switch self {
        case .once: 1
        case .forTheCall: 2
        case .fromThenOn: .max
        }
    }
}

extension Scenario {
    /// Does it, refusing its first allocation, then its second, and so on until none is left to refuse. Returns how many
    /// times it ended with an error.
    @discardableResult
    func refuse(_ refusal: Refusal, in state: LuaState) throws -> Int {
        // What stays (names of chunks, room in tables) is there after the first times.
        for _ in 1...3 { #expect(try body(state) == answer) }
        state.settle()
        let held = state.memoryUsed
        let top = unsafe lua_gettop(state.core.running)
        var errors = 0
        for n in UInt64(1)... {
            state.failAllocation(n, times: refusal.times)
            let result = Result { try body(state) }
            let refused = state.refusedAllocations
            state.failAllocation(0, times: 0)
            switch result {
            case .success(let given):
                try #require(given == answer, "\(name): allocation \(n)")
            case .failure(let error as LuaError):
                errors += 1
                let isMemory =
                    error.kind == .memory
                    || (error.kind == .runtime && error.message.hasSuffix("not enough memory"))
                try #require(isMemory && refused > 0, "\(name): allocation \(n): \(error)")
            case .failure(let error): throw error
            }
            let after = unsafe lua_gettop(state.core.running)
            try #require(after == top, "\(name): allocation \(n)")
            try Self.isWhole(state, "\(name): allocation \(n)")
            state.settle()
            if !keeps {
                try #require(
                    state.memoryUsed <= held + Self.slack, "\(name): allocation \(n) left something behind")
            }
            if refused == 0 { return errors }
        }
        return errors
    }

    /// Lua keeps a few recent texts and some room in its tables, which is not a leak: that would grow with each refusal.
    private static let slack = 1024

    /// A healthy script gives its right answer.
    static func isWhole(_ state: LuaState, _ comment: Comment) throws {
        let source = """
            local t = { 3, 1, 2, b = 1, a = 2 }
            table.sort(t)
            local s = table.concat(t, ",")
            for k, v in pairs(t) do s = s .. " " .. k .. "=" .. v end
            local co = coroutine.wrap(function() coroutine.yield(1) error("x", 0) end)
            return s .. " " .. co() .. tostring(pcall(co))
            """
        let given = try state.load(source, name: "after.lua").call([], results: 1)
        try #require(given == [.text("1,2,3 1=1 2=2 3=3 a=2 b=1 1false")], comment)
    }
}

extension LuaState {
    /// Collects until the room that Lua gives back by halves is back.
    func settle() {
        for _ in 1...8 { collectGarbage() }
    }
}
