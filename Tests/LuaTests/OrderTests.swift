import Testing

@testable import Lua

struct OrderTests {
    @Test func `pairs goes integers, other numbers, text by bytes, booleans`() throws {
        let source = """
            local t = { "x", "y", b = 1, a = 1, ["å"] = 1, [-3] = 1, [0.5] = 1, [1e300] = 1, [true] = 1, [false] = 1, B = 1, ab = 1 }
            local out = {}
            for k in pairs(t) do out[#out + 1] = tostring(k) end
            print(table.concat(out, " "))
            out = {}
            for k in next, t do out[#out + 1] = tostring(k) end
            print(table.concat(out, " "))
            """
        let order = "-3 1 2 0.5 1e+300 B a ab b å false true\n"
        #expect(try Bench().run(source) == order + order)
    }

    @Test func `a list is walked in order however it was filled`() throws {
        let source = """
            local t = {}
            for i = 100, 1, -1 do t[i] = i end
            t[0] = 0
            local last = -1
            for k, v in pairs(t) do assert(k == last + 1 and v == k) last = k end
            assert(last == 100)
            t[0] = nil
            last = 0
            for k, v in pairs(t) do assert(k == last + 1) last = k end
            assert(last == 100)
            """
        try Bench().run(source)
    }

    @Test func `fields may be removed and changed during a walk`() throws {
        let source = """
            local t, seen = { a = 1, b = 2, c = 3, d = 4 }, {}
            for k in pairs(t) do
              seen[#seen + 1] = k
              t[k] = nil
              if k == "b" then t.c = nil end
            end
            print(table.concat(seen), next(t))
            local l, n = { 1, 2, 3, 4 }, 0
            for k in pairs(l) do n = n + k if k == 1 then l[3] = nil end end
            print(n)
            local u, s = { a = 1, b = 2, c = 3, d = 4 }, ""
            for k in next, u do s = s .. k u[k] = nil if k == "b" then u.c = nil end end
            print(s)
            """
        #expect(try Bench().run(source) == "abd\tnil\n7\nabd\n")
    }

    @Test func `nested and broken walks with next do not disturb each other`() throws {
        let source = """
            local t = { a = 1, b = 2, c = 3 }
            local s = ""
            for k in next, t do for j in next, t do s = s .. k .. j .. " " end end
            print(s)
            for k in next, t do break end
            t.aa = 1
            s = ""
            for k in next, t do s = s .. k end
            print(s, next(t), next(t, "c"), next({}))
            """
        let text = "aa ab ac ba bb bc ca cb cc \naaabc\ta\tnil\tnil\n"
        #expect(try Bench().run(source).replacing("\ta\t1\t", with: "\ta\t") == text)
    }

    @Test(arguments: [
        "for k in pairs({ [{}] = 1, [{}] = 2 }) do end", "for k in next, { [{}] = 1, [{}] = 2 } do end",
    ])
    func `what has no order says so`(_ source: String) throws {
        let message = "the table has several keys without an order (a table); go through a list instead"
        #expect(try Bench().message(source) == "test.lua:1: " + message)
    }

    @Test func `a key that cannot be in the table is refused`() throws {
        let message = "test.lua:1: the key given to `next` is not in the table"
        #expect(try Bench().message("next({ a = 1 }, {})") == message)
    }

    @Test func `one key without an order comes last`() throws {
        let source =
            "local s = '' for k in pairs({ [{}] = 1, a = 1, 5 }) do s = s .. type(k) .. ' ' end print(s)"
        #expect(try Bench().run(source) == "number string table \n")
    }

    @Test func `pairs honours __pairs`() throws {
        let source = """
            local t = setmetatable({}, { __pairs = function(t) return function(_, k) if not k then return 1, 2 end end, t, nil end })
            for k, v in pairs(t) do print(k, v) end
            """
        #expect(try Bench().run(source) == "1\t2\n")
    }
}
