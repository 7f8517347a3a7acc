import Testing

@testable import Lua

struct FunctionTests {
    @Test func `a Swift function takes arguments and gives results`() throws {
        let bench = try Bench()
        try bench.state.register("add") { frame in
            guard let a = frame.int(at: 0), let b = frame.int(at: 1) else {
                return .raise("add takes two integers")
            }
            frame.push(a + b)
            return .done
        }
        #expect(try bench.run("print(add(3, 4))") == "7\n")
    }

    @Test func `a Swift function that raises is placed at the routine's line`() throws {
        let bench = try Bench()
        try bench.state.register("refuse") { _ in .raise("no such thing") }
        #expect(bench.message("local x = 1\nrefuse()") == "test.lua:2: no such thing")
    }

    @Test func `absence is nil and why`() throws {
        let bench = try Bench()
        try bench.state.register("find") { _ in .absent("not here") }
        #expect(try bench.run("print(find())") == "nil\tnot here\n")
    }

    @Test func `raising inside pcall inside a coroutine inside pcall leaves Swift whole`() throws {
        final class Witness { var left = 0 }
        let witness = Witness()
        let bench = try Bench()
        try bench.state.register("refuse") { _ in
            defer { witness.left += 1 }
            return .raise("no")
        }
        let source = """
            for i = 1, 1000 do
              local co = coroutine.wrap(function()
                local ok, why = pcall(refuse)
                coroutine.yield(why)
                refuse()
              end)
              assert(co() == "test.lua:3: no" or true)
              local ok, why = pcall(co)
              assert(not ok)
              if i == 1000 then print(why) end
            end
            """
        #expect(try bench.run(source) == "test.lua:5: no\n")
        #expect(witness.left == 2000)
    }

    @Test func `a Swift function may call back into Lua from a coroutine`() throws {
        let bench = try Bench()
        try bench.state.register("apply") { frame in
            guard let function = frame.reference(at: 0), let n = frame.int(at: 1) else {
                return .raise("wrong")
            }
            do throws(LuaError) {
                let answer = try function.call(results: 1) {
                    $0.push(n)
                } read: {
                    $0.int(at: 0)
                }
                frame.push(answer ?? -1)
                return .done
            } catch {
                return .raise("inner: \(error.message)")
            }
        }
        let source = """
            local co = coroutine.wrap(function()
              print(apply(function(n) return n * 2 end, 21))
              print(pcall(apply, function(n) error("odd") end, 1))
            end)
            co()
            """
        #expect(try bench.run(source) == "42\nfalse\ttest.lua:3: inner: odd\n")
    }

    @Test func `a Swift function pushes more values than a C function starts with room for`() throws {
        let bench = try Bench()
        try bench.state.register("many") { frame in
            for value in 1...500 { frame.push(value) }
            return .done
        }
        #expect(try bench.run("print(select('#', many()), (select(500, many())))") == "500\t500\n")
    }

    @Test func `reading an argument never converts it`() throws {
        let bench = try Bench()
        try bench.state.register("look") { frame in
            frame.push(frame.int(at: 0) == nil)
            frame.push(frame.string(at: 1) == nil)
            frame.push(frame.bool(at: 2) == nil)
            frame.push(frame.type(at: 9) == .none)
            return .done
        }
        #expect(try bench.run("print(look('12', 12, nil))") == "true\ttrue\ttrue\ttrue\n")
    }

    @Test func `bytes cross unharmed, and only UTF-8 is text`() throws {
        let bench = try Bench()
        try bench.state.register("bytes") { frame in
            let counted = frame.withBytes(at: 0) { $0.byteCount } ?? -1
            frame.push(counted)
            frame.push(frame.string(at: 0) == nil)
            frame.pushArgument(at: 0)
            return .done
        }
        #expect(try bench.run(#"local n, bad, s = bytes("a\0\xFF") print(n, bad, #s)"#) == "3\ttrue\t3\n")
    }

    @Test func `a table is built and read without leaving the call`() throws {
        let bench = try Bench()
        let name = try bench.state.key("name")
        let years = try bench.state.key("years")
        try bench.state.register("pupil") { frame in
            frame.pushTable(fields: 2)
            frame.push("Åsa")
            frame.setField(name)
            frame.pushTable(elements: 2)
            frame.push(7)
            frame.setElement(1)
            frame.push(8)
            frame.setElement(2)
            frame.setField(years)
            return .done
        }
        try bench.state.register("sum") { frame in
            let total = frame.withArgument(at: 0) { table in
                table.withField(years) { list in
                    var total: Int64 = 0
                    _ = list.forEach(limit: 10) { _, year in
                        total += year.int ?? 0
                        return true
                    }
                    return total
                }
            }
            frame.push(total)
            return .done
        }
        #expect(try bench.run("local p = pupil() print(p.name, #p.years, sum(p))") == "Åsa\t2\t15\n")
    }

    @Test func `a walk is in order, and says when it is too much`() throws {
        let bench = try Bench()
        guard
            case .table(let table)? = try bench.state.load("return {b=1, a=2, 9, [2.5]=0}", name: "t").call(
                [], results: 1
            ).first
        else { return #expect(Bool(false)) }
        var keys: [LuaValue] = []
        let walk = table.withView { view in
            view.forEach(limit: 4) { key, _ in
                keys.append(key.value)
                return true
            }
        }
        #expect(walk == .complete)
        #expect(keys == [.int(1), .number(2.5), .text("a"), .text("b")])
        #expect(table.withView { view in view.forEach(limit: 3) { _, _ in true } } == .tooMany)
    }

    @Test func `a table inside itself ends at the depth limit`() throws {
        let bench = try Bench()
        guard
            case .table(let table)? = try bench.state.load("local t = {} t[1] = t return t", name: "t").call(
                [], results: 1
            ).first
        else { return #expect(Bool(false)) }
        func depth(_ view: borrowing LuaView) -> Int {
            var deepest = 0
            let walk = view.forEach(limit: 10) { _, value in
                deepest = depth(value)
                return true
            }
            return walk == .tooDeep ? 0 : deepest + 1
        }
        #expect(table.withView { depth($0) } == LuaView.maximumDepth)
    }

    @Test func `references survive their state`() throws {
        var bench: Bench? = try Bench()
        let table = try bench?.state.table()
        bench = nil
        #expect(throws: LuaError(kind: .misuse, message: "the Lua state is closed")) { try table?.call() }
        #expect(table?.withView { $0.length } == nil)
    }

    @Test func `every kind of value goes to Lua and comes back`() throws {
        let bench = try Bench()
        let same = try bench.state.load("return ...", name: "same")
        let table = try bench.state.table()
        let values: [LuaValue] = [
            .null, .bool(true), .int(.min), .number(0.5), .text("å\0"), .text(LuaText(bytes: [0xFF, 0])),
            .text(""), .null,
        ]
        #expect(try same.call(values, results: 8) == values)
        let back = try same.call([.table(table)], results: 1).first?.reference
        #expect(back?.withView { $0.isSame(as: table) } == true)
        let bytes: [UInt8] = [1, 0, 255]
        let text = try same.call(results: 1) {
            $0.push(bytes.span)
        } read: {
            $0.value(at: 0)
        }
        #expect(text == .text(LuaText(bytes: bytes)))
    }

    @Test func `a reference of another state is nil`() throws {
        let other = try Bench()
        let bench = try Bench()
        let table = try other.state.table()
        let answer = try bench.state.load("return ...", name: "same").call([.table(table)], results: 1)
        #expect(answer == [.null])
        withExtendedLifetime((bench, other)) {}
    }
}
