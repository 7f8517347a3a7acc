import Testing

@testable import Lua

struct ModuleTests {
    static func bench() throws -> Bench {
        let bench = try Bench()
        try bench.state.provideModules { name in
            switch name {
            case "varv.dates":
                .own("local d = {} function d.bad() return nil + 1 end return d", name: "varv/dates")
            case "a": .source("return require 'b'", name: "a.lua")
            case "b": .source("return require 'a'", name: "b.lua")
            case "count": .source("print('loaded') return { n = 1 }", name: "count.lua")
            case "broken": .source("\nlocal = 1", name: "broken.lua")
            case "raises": .source("\nerror('half way')", name: "raises.lua")
            case "full":
                .source("return {} --" + String(repeating: "x", count: 65_536 - 12), name: "full.lua")
            case "long":
                .source("return {} --" + String(repeating: "x", count: 65_537 - 12), name: "long.lua")
            case "secret": .absent(why: "it is not part of the package")
            default: .absent(why: nil)
            }
        }
        return bench
    }

    @Test func `a module is loaded once`() throws {
        #expect(
            try Self.bench().run("print(require 'count' == require 'count', require('count').n)")
                == "loaded\ntrue\t1\n")
    }

    @Test(arguments: [
        ("require 'varv.none'", "test.lua:1: the module \"varv.none\" does not exist"),
        (
            "require 'secret'",
            "test.lua:1: the module \"secret\" cannot be loaded: it is not part of the package"
        ),
        ("require '../x'", "test.lua:1: \"../x\" is not a module name; use a-z, 0-9, dot, _ and -"),
        ("require 'a..b'", "test.lua:1: \"a..b\" is not a module name; use a-z, 0-9, dot, _ and -"),
        ("require 'A'", "test.lua:1: \"A\" is not a module name; use a-z, 0-9, dot, _ and -"),
        ("local m = require 'a'", "b.lua:1: the module \"a\" needs itself: it is already being loaded"),
        ("require 'broken'", "broken.lua:2: <name> expected near '='"),
        ("require 'raises'", "raises.lua:2: half way"),
        (
            "local d = require 'varv.dates' local x = d.bad()",
            "test.lua:1: attempt to perform arithmetic on a nil value"
        ),
    ])
    func `a module that cannot be had says why`(_ source: String, _ message: String) throws {
        #expect(try Self.bench().message(source) == message)
    }

    @Test func `a module of 64 KiB is loaded, and one byte more is not`() throws {
        #expect(
            try Self.bench().run("print(type(require 'full'), (pcall(require, 'long')))") == "table\tfalse\n")
    }

    @Test func `a module that failed fails the same way again`() throws {
        let source = "print(pcall(require, 'raises')) print(pcall(require, 'raises'))"
        #expect(
            try Self.bench().run(source) == "false\traises.lua:2: half way\nfalse\traises.lua:2: half way\n")
    }
}
