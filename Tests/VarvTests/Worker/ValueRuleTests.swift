import CustomDump
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// The rule for values (`Values.md`), value by value: whatever way one leaves a script, it crosses exactly, or
/// is refused at the script's line with the path to what cannot cross.
@Suite struct ValueRuleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        /// A Lua expression.
        var lua: String
        /// What crosses, or how the refusal begins.
        var gives: Gives

        enum Gives: Sendable {
            case value(Value)
            case refusal(String)
        }

        var testDescription: String { lua }

        init(_ lua: String, _ value: Value) {
            self.lua = lua
            gives = .value(value)
        }

        init(_ lua: String, refused words: String) {
            self.lua = lua
            gives = .refusal(words)
        }
    }

    static let cases: [Case] = [
        // Numbers.
        Case("7", .int(7)), Case("7.0", .number(7)), Case("0.1", .number(0.1)), Case("-0.0", .number(-0.0)),
        Case("math.mininteger", .int(.min)), Case("math.maxinteger", .int(.max)),
        Case("9007199254740993", .int(9_007_199_254_740_993)),
        Case("9007199254740993.0", .number(9_007_199_254_740_992)), Case("2^63", .number(0x1p63)),
        Case("5e-324", .number(.leastNonzeroMagnitude)),
        Case("0/0", refused: "talet är inget tal (0/0)"), Case("1/0", refused: "talet är oändligt"),
        Case("-1/0", refused: "talet är oändligt"),
        // Text, byte for byte.
        Case("'7'", .text("7")), Case("''", .text("")), Case(#"'\u{1F469}\u{200D}\u{1F3EB}'"#, .text("👩‍🏫")),
        Case(#"'\u{E5}'"#, .text("\u{E5}")), Case(#"'a\u{30A}'"#, .text("a\u{30A}")),
        Case(#"'\u{FFFE}\u{10FFFF}'"#, .text("\u{FFFE}\u{10FFFF}")), Case(#"'\27[31m'"#, .text("\u{1B}[31m")),
        Case("('x'):rep(524288)", .text(String(repeating: "x", count: 524_288))),
        Case("('x'):rep(10 << 20)", refused: "texten är för lång: 10485760 byte, högst 524288 får plats"),
        Case(#"'a\0b'"#, refused: "texten innehåller tecknet NUL"),
        Case(#"'12345678\0'"#, refused: "texten innehåller tecknet NUL"),
        Case(#"'å\0'"#, refused: "texten innehåller tecknet NUL"),
        Case(#"'\xFF'"#, refused: "texten är inte giltig UTF-8"),
        Case(#"'\xED\xA0\x80\xED\xB0\x80'"#, refused: "texten är inte giltig UTF-8"),
        Case(#"'\xC0\x80'"#, refused: "texten är inte giltig UTF-8"),
        Case(#"'\xF4\x90\x80\x80'"#, refused: "texten är inte giltig UTF-8"),
        Case(#"'abcdefg\xE5'"#, refused: "texten är inte giltig UTF-8"),
        // Tables.
        Case("{}", .list([])), Case("{ 1, '2' }", .list([.int(1), .text("2")])),
        Case("{ b = 1, a = { true } }", .record([Field("a", .list([.bool(true)])), Field("b", .int(1))])),
        Case("{ 1, nil, 3 }", refused: "tabellen blandar lista och fält, har hål"),
        Case("{ [2] = 1 }", refused: "tabellen blandar lista och fält, har hål"),
        Case("{ 1, a = 2 }", refused: "tabellen blandar lista och fält"),
        Case("{ [true] = 1 }", refused: "tabellen blandar lista och fält"),
        Case("{ [{}] = 1 }", refused: "tabellen blandar lista och fält"),
        Case("{ [{}] = 1, [{}] = 2 }", refused: "tabellen blandar lista och fält"),
        Case("{ [1.5] = 1 }", refused: "tabellen blandar lista och fält"),
        Case(#"{ ['\xFF'] = 1 }"#, refused: "tabellen blandar lista och fält"),
        Case(#"{ ['a\0'] = 1 }"#, refused: "tabellen blandar lista och fält"),
        Case("{ [('x'):rep(400000)] = 1, [('y'):rep(400000)] = 2 }", refused: "värdet är för stort"),
        Case("many(1000000)", refused: "tabellen har 1000000 fält, högst 10000 får plats"),
        Case("many(10000)", .list(Array(repeating: .int(1), count: 10_000))),
        Case("cyclic()", refused: "…"), Case("shared(40)", refused: "…"),
        Case("shared(20)", refused: "[1][1]"),
        Case("shared(2)", .list([.list([.list([]), .list([])]), .list([.list([]), .list([])])])),
        Case("deep(27)", (0..<27).reduce(Value.list([])) { inner, _ in .list([inner]) }),
        // A metatable that lies, or throws: nothing of it is run.
        Case("setmetatable({}, {})", refused: "tabellen har en metatabell"),
        Case(
            "setmetatable({}, { __index = function() error 'kör' end })",
            refused: "tabellen har en metatabell"),
        Case(
            "setmetatable({ 1 }, { __len = function() return 1 << 62 end })",
            refused: "tabellen har en metatabell"),
        Case(
            "setmetatable({}, { __pairs = function() while true do end end })",
            refused: "tabellen har en metatabell"),
        Case(
            "setmetatable({}, { __tostring = error, __name = 'pupil', __eq = error })",
            refused: "tabellen har en metatabell"),
        // What is no value.
        Case("print", refused: "en funktion kan inte vara ett värde här"),
        Case("coroutine.create(print)", refused: "en korutin kan inte vara ett värde här"),
        Case("here", refused: "det här värdet kan inte skickas vidare"),
        Case("column.text 'a'", refused: "det här värdet kan inte skickas vidare"),
        // The path to it.
        Case("{ svar = { 1, { next = 0/0 } } }", refused: "svar[2].next: talet är inget tal (0/0)"),
        Case("{ { print } }", refused: "[1][1]: en funktion kan inte"),
        // Things made up by hand.
        Case(
            #"{ ['\0'] = 1, ['\0t'] = 0, ['\0h'] = (1 << 32) + 1 }"#,
            refused: "det här värdet kan inte skickas vidare"),
        Case(
            #"{ ['\0'] = 1, ['\0t'] = 0, ['\0h'] = -1 }"#, refused: "det här värdet kan inte skickas vidare"),
        Case(
            #"{ ['\0'] = 1, ['\0t'] = 70000, ['\0h'] = 1 }"#,
            refused: "det här värdet kan inte skickas vidare"),
        Case(#"{ ['\0'] = 5, code = -5 }"#, refused: "det här värdet kan inte skickas vidare"),
        Case(#"{ ['\0'] = 5, code = 260 }"#, refused: "det här värdet kan inte skickas vidare"),
        Case(#"{ ['\0'] = 2, year = 2026, month = 13, day = 1 }"#, refused: "dagen finns inte i kalendern"),
    ]

    private static let prelude = """
        local function many(n) local t = {} for i = 1, n do t[i] = 1 end return t end \
        local function cyclic() local t = {} t.t = t return t end \
        local function shared(n) local t = {} for i = 1, n do t = { t, t } end return t end \
        local function deep(n) local t = {} for i = 1, n do t = { t } end return t end 
        """

    /// A conversation in which the script is given `given` by `get()` and says things by `put(…)`.
    final class Echo: Answering {
        var given = Value.none
        private(set) var put: [Value] = []

        func answer(_ question: Question, into writer: inout ByteWriter) throws {
            if question.function == Question.firstGranted { put += question.arguments }
            writer.value(question.function == Question.firstGranted ? .none : given)
        }
    }

    private func converse(
        _ source: String, mode: StartFrame.Mode = .chunk, echo: Echo = Echo(), options: Value = .record([]),
        records: [RecordKind] = [], language: String = "sv", entry: String? = nil,
        _ change: (inout WorkerRun.Handlers) -> Void = { _ in }
    ) throws -> Value {
        let start = StartFrame(
            mode: mode, language: language, sourceName: "prov.lua", source: source, options: options,
            functions: [
                HostFunction(
                    "put", sv: "", en: "", parameters: [Parameter("v", .optional(.any), sv: "", en: "")],
                    result: .any, example: ""),
                HostFunction("get", sv: "", en: "", result: .any, example: ""),
            ], records: records)
        let run = try WorkerRun(.path(try #require(FixtureWorker.real)), start: start, limits: WorkerLimits())
        defer { run.process.kill() }
        if let entry {
            try run.send(.entry) { writer in
                writer.unsigned(1)
                writer.text(entry)
            }
        }
        var handlers = WorkerRun.Handlers()
        handlers.declaration = { _ in }
        change(&handlers)
        return try run.serve(echo, handlers)
    }

    /// Holds what came of a case to what it gives; numbers to the bit and text to the byte.
    private func hold(
        _ each: Case, path: String = "", place: Int? = 1, sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () throws -> Value?
    ) throws {
        do {
            let found = try body()
            guard case .value(let wanted) = each.gives else {
                Issue.record(
                    "\(each.lua) crossed as \(String(describing: found))", sourceLocation: sourceLocation)
                return
            }
            #expect(found.map(encoded) == encoded(wanted), "\(each.lua)", sourceLocation: sourceLocation)
        } catch let failure as Failure {
            guard case .refusal(let words) = each.gives else { throw failure }
            let whole = words.hasPrefix("…") ? words : Self.joined(path, words)
            let isSaid =
                failure.message.hasPrefix(whole)
                || words == "…"
                    && failure.message.contains("nästlat i mer än 28 nivåer, eller innehåller sig självt")
                || words.hasPrefix("[1][1]") && failure.message.contains("för stort")
            #expect(isSaid, "\(each.lua): \(failure.message)", sourceLocation: sourceLocation)
            if let place {
                #expect(failure.file == "prov.lua" && failure.line == place, sourceLocation: sourceLocation)
            }
        }
    }

    /// The path and what stands within it: `v` and `[1]: …` give `v[1]: …`, `v` and `a.b: …` give `v.a.b: …`.
    private static func joined(_ path: String, _ words: String) -> String {
        guard !path.isEmpty else { return words }
        if words.hasPrefix("[") { return path + words }
        let isPath =
            words.split(separator: ":", maxSplits: 1)[0].allSatisfy { !$0.isWhitespace }
            && words.contains(":")
        return isPath ? path + "." + words : path + ": " + words
    }

    private func encoded(_ value: Value) -> [UInt8] {
        var writer = ByteWriter()
        writer.value(value)
        return writer.bytes
    }

    static let unreckoned: [Case] = [
        Case(
            "few * 2",
            refused: "few går inte att räkna med. Det är dolt eller saknas; pröva det först: if x == few"),
        Case("1 + missing", refused: "missing går inte att räkna med. "),
        Case("-no_basis", refused: "no_basis går inte att räkna med. "),
        Case(
            "few .. ' elever'",
            refused:
                "few kan inte fogas till text med \"..\". Låt saken fylla i den: sak \"… {fält} …\", eller skriv tostring(…)."
        ),
        Case(
            "get() .. 'x'",
            refused:
                "ett datum kan inte fogas till text med \"..\". Låt saken fylla i den: sak \"… {fält} …\", eller skriv tostring(…)."
        ),
        Case(
            "get() + 1",
            refused: "ett datum går inte att räkna med. Skriv require \"varv.dates\" och dates.add(dag, 1), "
                + "eller dates.days(från, till)"),
        Case(
            "option.choice('k', 'c', 'Vad?', { 'a', 'b' })",
            refused: "option.choice(\"k\"): förvalet ska vara ett av a, b, inte c"),
        Case(
            "option.choice('k', 'c', 'Vad?')",
            refused: "option.choice(\"k\") vill ha en lista av texter sist: { \"a\", \"b\" }"),
        Case(
            "option.share('s', 5, 'Vad?')",
            refused: "option.share(\"s\"): förvalet ska vara en andel mellan 0 och 1, inte 5"),
        Case(
            "option.integer('n', 2.5, 'Vad?')",
            refused: "option.integer(\"n\"): förvalet ska vara ett heltal, inte 2.5"),
        Case(
            "option.number('n', 1/0, 'Vad?')",
            refused: "option.number(\"n\"): förvalet ska vara ett tal, inte inf"),
    ]

    @Test(arguments: unreckoned)
    func `what cannot be said says what to write instead`(_ each: Case) throws {
        let echo = Echo()
        echo.given = .day(CalendarDay(year: 2026, month: 11, day: 24))
        try hold(each) { try converse("local x = \(each.lua)", echo: echo) }
    }

    @Test func `a filled text takes a mark that stands before it as a leaf`() throws {
        let echo = Echo()
        echo.given = .rich([.source(" elever")])
        _ = try converse("put(few .. get())", echo: echo)
        expectNoDifference(echo.put, [.rich([.leaf(.mark(.few)), .source(" elever")])])
    }

    @Test(arguments: cases)
    func `an argument of a host function crosses exactly or is refused`(_ each: Case) throws {
        let echo = Echo()
        try hold(each) {
            _ = try converse(Self.prelude + "put(\(each.lua))", echo: echo)
            return echo.put.last
        }
    }

    @Test(arguments: cases)
    func `a record's field crosses exactly or is refused with its name`(_ each: Case) throws {
        // A record's text has a bound of its own.
        guard !each.lua.contains("524288"), !each.lua.contains("10 << 20") else { return }
        // And a made-up mark is told as a value of the wrong type.
        guard !each.lua.contains("code = ") else { return }
        try hold(each, path: "sak.v") { try field(.any, said: each.lua) }
    }

    @Test(arguments: cases)
    func `a piece of a document crosses exactly or is refused with its path`(_ each: Case) throws {
        // One piece holds less than a text by itself.
        guard !each.lua.contains("524288"), !each.lua.contains("deep(27)") else { return }
        try hold(each, path: "about.v") {
            var found: Value?
            let task = """
                \(Self.prelude)return task { id = "a/b", version = "1.0.0", title = "T", \
                work = function(here, change) change:note({ v = \(each.lua) }, "x") end }
                """
            _ = try converse(task, mode: .run) { $0.document = { found = $0["about"]["v"] } }
            return found
        }
    }

    @Test(arguments: cases)
    func `what an entry gives crosses exactly, or is refused with its path`(_ each: Case) throws {
        guard !each.lua.contains("deep(27)") else { return }
        try hold(each, path: "v", place: nil) {
            try converse("", mode: .meeting, entry: Self.prelude + "return { v = \(each.lua) }").list?[0]["v"]
        }
    }

    @Test(arguments: [
        ("0/0", "nan"), ("-1/0", "-inf"), ("print", "funktion"), (#"'\xFF'"#, "\\xFF"),
        ("coroutine.create(print)", "korutin"),
    ])
    func `what an entry gives by itself is only shown, so what cannot cross is said in words`(
        _ lua: String, _ words: String
    ) throws {
        let shown = try converse("", mode: .meeting, entry: "return \(lua)").list?[0].text
        #expect(shown?.replacing("-nan", with: "nan") == words, "\(String(describing: shown))")
    }

    // MARK: In

    private static var incoming: [Value] {
        cases.compactMap { if case .value(let value) = $0.gives { value } else { nil } } + [
            .day(CalendarDay(year: 2026, month: 2, day: 28)), .mark(.few), .mark(.noBasis), .mark(.skip),
            .rich([.source("*"), .leaf(.number(0.5)), .leaf(.day(CalendarDay(year: 1, month: 1, day: 1)))]),
        ]
    }

    @Test func `an answer is in Lua what it was in the host, and comes back the same`() throws {
        for value in Self.incoming {
            let echo = Echo()
            echo.given = value
            // A list this deep is one deeper than a script may say.
            _ = try converse("put(get())", echo: echo)
            #expect(echo.put.map(encoded) == [encoded(value)], "\(value)")
        }
    }

    @Test func `an option is in Lua what it was in the host, and comes back the same`() throws {
        for value in Self.incoming {
            // No option is a mark.
            if case .mark = value { continue }
            let echo = Echo()
            let task = """
                return task { id = "a/b", version = "1.0.0", title = "T", \
                work = function(here, change, opt) put(opt.v) end }
                """
            _ = try converse(task, mode: .run, echo: echo, options: .record([Field("v", value)]))
            #expect(echo.put.map(encoded) == [encoded(value)], "\(value)")
        }
    }

    // MARK: Typed fields

    /// A field's type, a Lua expression, and what is stored or how the refusal begins.
    static let typed: [(ValueType, Case)] = [
        (.text, Case("'7'", .text("7"))), (.text, Case("7", refused: "sak.v ska vara text, inte ett tal")),
        (.integer, Case("7", .int(7))), (.integer, Case("7.0", .int(7))), (.integer, Case("-0.0", .int(0))),
        (.integer, Case("2^53", .int(1 << 53))), (.integer, Case("math.mininteger", .int(.min))),
        (.integer, Case("7.5", refused: "sak.v ska vara ett heltal")),
        (.integer, Case("2^63", refused: "sak.v ska vara ett heltal")),
        (.integer, Case("0/0", refused: "sak.v ska vara ett heltal")),
        (.integer, Case("'7'", refused: "sak.v ska vara ett heltal, inte text")),
        (.number, Case("-0.0", .number(-0.0))),
        (.number, Case("9007199254740993", .int(9_007_199_254_740_993))),
        (.number, Case("0/0", refused: "sak.v: talet är inget tal (0/0)")),
        (.number, Case("'7'", refused: "sak.v ska vara ett tal, inte text")),
        (.bool, Case("false", .bool(false))), (.bool, Case("0", refused: "sak.v ska vara true eller false")),
        (.step, Case("no_basis", .mark(.noBasis))), (.step, Case("'E'", .text("E"))),
        (.text, Case("no_basis", refused: "sak.v ska vara text")),
        (.text, Case("print", refused: "sak.v ska vara text, inte en funktion")),
        (.text, Case("coroutine.create(print)", refused: "sak.v ska vara text")),
        (.text, Case("{}", refused: "sak.v ska vara text")),
        (.day, Case("'2024-02-29'", .day(CalendarDay(year: 2024, month: 2, day: 29)))),
        (.day, Case("'2026-02-29'", refused: "sak.v ska vara ett datum")),
        (.day, Case("20260101", refused: "sak.v ska vara ett datum")),
        (
            .day,
            Case(
                #"{ ['\0'] = 2, year = 2026, month = 0, day = 1 }"#,
                refused: "sak.v: dagen finns inte i kalendern")
        ),
        (.text, Case("('x'):rep(65536)", .text(String(repeating: "x", count: 65_536)))),
        (
            .text,
            Case("('x'):rep(65537)", refused: "sak.v: texten är för lång: 65537 byte, högst 65536 får plats")
        ),
        (.text, Case(#"'a\0'"#, refused: "sak.v: texten innehåller tecknet NUL")),
    ]

    @Test(arguments: typed)
    func `a field takes its own type and nothing that only looks like it`(_ type: ValueType, _ each: Case)
        throws
    {
        try hold(each) { try field(type, said: each.lua) }
    }

    /// What the host gets of a record's field of a type, which a task gives by a Lua expression.
    private func field(_ type: ValueType, said lua: String) throws -> Value? {
        let kind = RecordKind(
            "sak", sv: "", en: "", right: "", fields: [Parameter("v", type, sv: "", en: "")], example: "")
        let task = """
            \(Self.prelude)return task { id = "a/b", version = "1.0.0", title = "T", writes = { "x" }, \
            work = function(here, change) change:sak { v = \(lua) } end }
            """
        var found: Value?
        _ = try converse(task, mode: .run, records: [kind]) { handlers in
            handlers.records = { payload in
                var fields: [BatchValue] = []
                let reader = try RecordBatchReader(payload)
                guard case .used = try reader.next() else { return 0 }
                _ = try reader.record(kinds: [1], into: &fields)
                switch fields[0] {
                case .text(let index): found = .text(try reader.text(index))
                case .other(let value): found = value
                }
                return 1
            }
        }
        return found
    }

    @Test func `a record with a metatable is refused, not read past it`() throws {
        let kind = RecordKind(
            "sak", sv: "", en: "", right: "",
            fields: [Parameter("v", .optional(.text), sv: "", en: "")], example: "")
        let task = """
            return task { id = "a/b", version = "1.0.0", title = "T", writes = { "x" }, \
            work = function(here, change) change:sak(setmetatable({}, { __index = { v = "a" } })) end }
            """
        let failure = try #require(
            throws: Failure.self
        ) { _ = try converse(task, mode: .run, records: [kind]) }
        #expect(failure.message.hasPrefix("sak: tabellen har en metatabell"))
        #expect(failure.line == 1)
    }

    @Test func `the words exist in English too`() throws {
        let failure = try #require(
            throws: Failure.self
        ) { _ = try converse("put({ a = { 0/0 } })", language: "en") }
        #expect(failure.message == "a[1]: the number is not a number (0/0); do not divide by zero")
    }
}
