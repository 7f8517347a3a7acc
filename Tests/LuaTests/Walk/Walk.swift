import Testing

@testable import Lua

/// The same numbers from the same seed.
struct SplitMix: RandomNumberGenerator {
    var seed: UInt64
    mutating func next() -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var z = seed
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A state that is used at random, and a simple model of what is in it.
final class Walk {
    /// A table in Lua, and what it should hold.
    private final class Held {
        let table: LuaReference
        var fields: [String: Int64] = [:]
        init(_ table: LuaReference) { self.table = table }
    }

    /// A generator in Lua, and the number it gives next; after the last it is dead.
    private final class Counter {
        let function: LuaReference
        var next: Int64 = 1
        let last: Int64
        init(_ function: LuaReference, last: Int64) {
            self.function = function
            self.last = last
        }
    }

    private let state: LuaState
    private var random: SplitMix
    private var held: [Held] = []
    private var counters: [Counter] = []
    private let storing, apply: LuaReference
    private(set) var refusals = 0
    private(set) var interrupts = 0

    init(seed: UInt64) throws {
        let state = try Bench { $0.interactive = true }.state
        self.state = state
        random = SplitMix(seed: seed)
        storing = try state.load("local t, k, v = ... t[k] = v return t[k]", name: "store.lua")
        apply = try state.function { frame in
            guard let function = frame.reference(at: 0) else { return .raise("no function") }
            do throws(LuaError) {
                frame.push(try function.call(results: 1, { _ in }, read: { $0.value(at: 0) }))
                return .done
            } catch { return .raise(error.message) }
        }
        try state.globals().setField("apply", .function(apply))
        try state.provideModules { name in
            name == "numbers" ? .source("return { 1, 2, 3 }", name: "numbers.lua") : .absent(why: nil)
        }
    }

    private static var steps: [(Walk) -> () throws -> Void] {
        [
            Walk.makeTable, Walk.store, Walk.store, Walk.read, Walk.read, Walk.order, Walk.drop,
            Walk.makeCounter, Walk.count, Walk.count, Walk.count, Walk.nest, Walk.breakSyntax, Walk.sort,
            Walk.module, Walk.interrupt, Walk.collect, Walk.foreign,
        ]
    }

    /// Takes one step; one in eight is refused memory somewhere.
    func step() throws {
        let step = Self.steps[Int.random(in: 0..<Self.steps.count, using: &random)](self)
        guard Int.random(in: 0..<8, using: &random) == 0 else { return try step() }
        let refusal = Refusal.allCases[Int.random(in: 0..<3, using: &random)]
        state.failAllocation(.random(in: 1...60, using: &random), times: refusal.times)
        defer { state.failAllocation(0, times: 0) }
        do {
            try step()
            // A view tells of nothing; whoever asks next is told.
            try state.core.tellRefusal()
        } catch let error as LuaError where state.refusedAllocations > 0 {
            try #require(error.kind == .memory || error.message.hasSuffix("not enough memory"), "\(error)")
            refusals += 1
            state.failAllocation(0, times: 0)
            try resynchronise()
        }
    }

    /// What was refused was done or was not; nothing else may have changed.
    private func resynchronise() throws {
        for held in held {
            let now = contents(held.table)
            let changed = Set(now.keys).union(held.fields.keys).filter { now[$0] != held.fields[$0] }
            try #require(changed.count <= 1, "more than one field changed")
            held.fields = now
        }
        // Where a refused generator stands is not known, and it may be dead.
        counters = []
    }

    private func contents(_ table: LuaReference) -> [String: Int64] {
        var fields: [String: Int64] = [:]
        table.withView { view in
            _ = view.forEach(limit: 1000) { key, value in
                fields[key.string ?? "?"] = value.int
                return true
            }
        }
        return fields
    }

    private func any<T>(_ list: [T]) -> T? { list.randomElement(using: &random) }
    private func name() -> String {
        any(["a", "b", "c", "å", "long name of a field, longer than forty bytes, so not short"])!
    }

    // MARK: Steps; each draws its numbers first, then does what may fail

    private func makeTable() throws {
        if held.count > 20 { held.removeFirst() }
        held.append(Held(try state.table()))
    }

    private func store() throws {
        guard let held = any(held) else { return }
        let (name, value) = (name(), Int64.random(in: 0..<100, using: &random))
        if Bool.random(using: &random) {
            held.table.setField(name, .int(value))
            try state.core.tellRefusal()
        } else {
            let stored = try storing.call([.table(held.table), .text(name), .int(value)], results: 1)
            try #require(stored == [.int(value)])
        }
        held.fields[name] = value
    }

    private func read() throws {
        guard let held = any(held) else { return }
        let name = name()
        let value = held.table.withView { $0.withField(name) { $0.int } } ?? nil
        try state.core.tellRefusal()
        try #require(value == held.fields[name])
    }

    private func order() throws {
        guard let held = any(held) else { return }
        var names: [String] = []
        held.table.withView { view in
            _ = view.forEach(limit: 1000) { key, _ in
                names.append(key.string ?? "?")
                return true
            }
        }
        try state.core.tellRefusal()
        try #require(names == held.fields.keys.sorted { Array($0.utf8).lexicographicallyPrecedes($1.utf8) })
    }

    private func drop() throws {
        if !held.isEmpty { held.remove(at: Int.random(in: 0..<held.count, using: &random)) }
        if counters.count > 10 { counters.removeFirst(5) }
    }

    private func makeCounter() throws {
        let last = Int64.random(in: 0...5, using: &random)
        let source =
            "local n = ... return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end)"
        let made = try state.load(source, name: "counter.lua").call([.int(last)], results: 1)
        let function = try #require(made.first?.reference)
        counters.append(Counter(function, last: last))
    }

    private func count() throws {
        guard let counter = any(counters) else { return }
        do {
            let given = try counter.function.call([], results: 1)
            try #require(given == [counter.next <= counter.last ? .int(counter.next) : .null])
            counter.next += 1
        } catch let error as LuaError
            where counter.next > counter.last + 1 && error.message == "cannot resume dead coroutine"
        {}
    }

    /// Lua in Swift in Lua, through coroutines and `pcall`, with an error at the bottom or without.
    private func nest() throws {
        let (depth, fails) = (Int.random(in: 0..<12, using: &random), Bool.random(using: &random))
        let source = """
            local function down(n)
              if n == 0 then \(fails ? "error('bottom', 0)" : "return 'bottom'") end
              if n % 3 == 0 then return coroutine.wrap(function() return (down(n - 1)) end)() end
              if n % 3 == 1 then return (apply(function() return (down(n - 1)) end)) end
              local ok, answer = pcall(down, n - 1)
              if not ok then error(answer, 0) end
              return answer
            end
            return down(\(depth))
            """
        let chunk = try state.load(source, name: "nest.lua")
        do {
            let given = try chunk.call([], results: 1)
            try #require(!fails && given == [.text("bottom")])
        } catch let error as LuaError where fails && error.message.hasSuffix("bottom") {
            // Each call through Swift puts the routine's line before the words.
        }
    }

    private func breakSyntax() throws {
        do throws(LuaError) {
            _ = try state.load("local = \(Int.random(in: 0..<9, using: &random))", name: "broken.lua")
            Issue.record("it was loaded")
        } catch {
            guard error.kind == .syntax, error.place?.file == "broken.lua" else { throw error }
        }
    }

    private func sort() throws {
        let numbers = (0..<Int.random(in: 0..<30, using: &random)).map { _ in
            Int.random(in: 0..<50, using: &random)
        }
        let list = numbers.map(String.init).joined(separator: ",")
        let given = try state.load(
            "local t = {\(list)} table.sort(t) return table.concat(t, ',')", name: "sort.lua"
        )
        .call([], results: 1)
        try #require(given == [.text(numbers.sorted().map(String.init).joined(separator: ","))])
    }

    private func module() throws {
        let given = try state.load("return #require('numbers')", name: "module.lua").call([], results: 1)
        try #require(given == [.int(3)])
    }

    private func interrupt() throws {
        state.interrupter.interrupt()
        defer { state.clearInterrupt() }
        let inside = Bool.random(using: &random)
        let source =
            inside ? "while true do pcall(coroutine.wrap(function() while true do end end)) end" : "return 1"
        let chunk = try state.load(source, name: "spin.lua")
        do throws(LuaError) {
            try chunk.call()
            Issue.record("it was not stopped")
        } catch {
            guard error.kind == .interrupted else { throw error }
            interrupts += 1
        }
    }

    private func collect() throws { state.collectGarbage() }

    /// A reference of another state is nil here, and one that outlives its state is harmless.
    private func foreign() throws {
        let table: LuaReference
        do {
            let other = try LuaState()
            table = try other.table()
            let given = try storing.call(results: 1) { frame in
                frame.pushTable()
                frame.push("k")
                frame.push(table)
            } read: {
                $0.value(at: 0)
            }
            try #require(given == .null)
        }
        try #require(table.withView { $0.length } == nil)
    }
}
