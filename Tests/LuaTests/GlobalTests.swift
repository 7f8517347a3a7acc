import Testing

@testable import Lua

struct GlobalTests {
    @Test(arguments: [
        ("print(pirnt)", "the name \"pirnt\" does not exist; did you mean `print`?"),
        ("prnt('x')", "the name \"prnt\" does not exist; did you mean `print`?"),
        ("local x = Table", "the name \"Table\" does not exist; did you mean `table`?"),
        ("local x = whatever_this_is", "the name \"whatever_this_is\" does not exist"),
        ("local x = _G[1]", "names of globals are text, not a number"),
        ("total = 1", "\"total\" is not declared; write `local total = ...`"),
        ("tabel = 1", "\"tabel\" is not declared; write `local tabel = ...`, or did you mean `table`?"),
        ("function helper() end", "\"helper\" is not declared; write `local function helper`"),
    ])
    func `an unknown global says which was meant`(_ source: String, _ message: String) throws {
        #expect(try Bench().message("\n" + source) == "test.lua:2: " + message)
    }

    @Test func `in Swedish too`() throws {
        let bench = try Bench { $0.language = .swedish }
        #expect(bench.message("prnt('x')") == "test.lua:1: namnet \"prnt\" finns inte; menade du `print`?")
        #expect(
            bench.message("summa = 1")
                == "test.lua:1: \"summa\" är inte deklarerad; skriv `local summa = ...`")
    }

    @Test func `a REPL may assign new globals`() throws {
        let bench = try Bench { $0.interactive = true }
        try bench.run("total = 1")
        #expect(try bench.run("print(total)") == "1\n")
        bench.state.setInteractive(false)
        #expect(
            bench.message("other = 1") == "test.lua:1: \"other\" is not declared; write `local other = ...`")
    }

    @Test func `a known global may be replaced`() throws {
        #expect(try Bench().run("local p = print print = nil p(rawget(_G, 'print'))") == "nil\n")
    }

    @Test func `our own code may define globals, and hint at absent ones`() throws {
        let bench = try Bench()
        try bench.state.runPrelude(
            """
            local native = ...
            function adapter(t) return t end
            native.hint("interventions", "add `interventions` to reads")
            """, name: "core", native: bench.state.native())
        #expect(try bench.run("print(adapter { 1 }[1])") == "1\n")
        #expect(bench.message("local x = interventions") == "test.lua:1: add `interventions` to reads")
        #expect(
            bench.message("local x = intervention")
                == "test.lua:1: the name \"intervention\" does not exist; did you mean `interventions`?")
    }
}

struct NearestWordTests {
    @Test func `å ä ö are near a and o, and what is far is not suggested`() {
        #expect(nearestWord(to: "ämne", among: ["amne", "grupp"]) == "amne")
        #expect(nearestWord(to: "ovrigt", among: ["övrigt"]) == "övrigt")
        #expect(nearestWord(to: "vader", among: ["amne", "grupp"]) == nil)
    }
}
