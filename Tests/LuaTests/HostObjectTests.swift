import Testing

@testable import Lua

struct HostObjectTests {
    static func bench() throws -> Bench {
        let bench = try Bench()
        try bench.state.runPrelude(
            """
            local native = ...
            local Set = { __name = "set" }
            Set.__index = { count = function(self) return #native.rawget(self, "rows") end }
            local Walked = { __pairs = function(self) return ipairs(native.rawget(self, "rows")) end }
            native.mark(Set) native.mark(Walked)
            function set() return setmetatable({ rows = { 4, 5 } }, Set) end
            function walked() return setmetatable({ rows = { 4, 5 } }, Walked) end
            function known(word) return native.nearest(word, { "pupils", "groups", extra = true }) end
            """, name: "core", native: bench.state.native())
        return bench
    }

    @Test func `an opaque object has its methods and its name`() throws {
        #expect(
            try Self.bench().run("local s = set() print(s, s:count(), getmetatable(s))") == "set\t2\tfalse\n")
    }

    @Test(arguments: ["pairs(set())", "next(set())", "for k in next, set() do end"])
    func `an opaque object is not walked`(_ source: String) throws {
        let message = "this object is not a plain table; use its own names, such as `:each()`"
        #expect(try Self.bench().message(source) == "test.lua:1: " + message)
    }

    @Test(arguments: ["rawget(set(), 'rows')", "rawset(set(), 'rows', {})", "rawget(walked(), 'rows')"])
    func `an opaque object is not looked into`(_ source: String) throws {
        let message = "this object is not a plain table; read and write it without rawget and rawset"
        #expect(try Self.bench().message(source) == "test.lua:1: " + message)
    }

    @Test func `an object may say how it is walked`() throws {
        #expect(try Self.bench().run("for i, v in pairs(walked()) do print(i, v) end") == "1\t4\n2\t5\n")
    }

    @Test func `the nearest name is found for our own messages`() throws {
        #expect(
            try Self.bench().run("print(known 'pupil', known 'grups', known 'etxra', known 'zzz')")
                == "pupils\tgroups\textra\tnil\n")
    }
}
