import CustomDump
import Testing

@testable import Varv

/// A day that comes from the school is the same kind of value as one a routine makes.
@Suite struct DayTests {
    @Test(arguments: [
        ("print(first.start_on)", "2026-08-31\n"), ("print(tostring(first.start_on))", "2026-08-31\n"),
        (#"print(first "{start_on}")"#, "2026-08-31\n"), ("print(first.start_on:iso())", "2026-08-31\n"),
        ("print(first.start_on < second.start_on, first.end_on <= first.start_on)", "true\tfalse\n"),
        (
            "print(first.start_on == second.start_on, first.start_on == first.start_on)",
            "false\ttrue\n"
        ),
        ("print(pcall(function() return first.start_on.dag end))", "har fälten year, month och day"),
        ("print(pcall(function() return first.start_on < 7 end))", "bara jämföras med ett datum"),
        ("print(getmetatable(first.start_on))", "false\n"),
        (#"print(first.start_on < "2026-09-01", "2026-09-01" <= first.start_on)"#, "true\tfalse\n"),
        (
            #"print(pcall(function() return first.start_on < "i går" end))"#,
            #"ett datum, som "2026-11-24", inte med"#
        ),
        (#"print(cycles:where { start_on = at_least("2026-08-31") }:count())"#, "6\n"),
        (#"print(cycles:where { start_on = "2026-08-31" }:count())"#, "1\n"),
        (
            #"print(pcall(function() return cycles:where { start_on = "31/8" }:count() end))"#,
            #"ska jämföras med ett datum, som "2026-11-24""#
        ),
        (
            #"print(pcall(function() return cycles:where { start_on = at_least("2027-02-30") }:count() end))"#,
            #"ska jämföras med ett datum, som "2026-11-24""#
        ),
        (
            #"print(pcall(function() return cycles:where { start_on = "2026-02-30" }:count() end))"#,
            #"ska jämföras med ett datum, som "2026-11-24""#
        ),
        (
            #"print(pcall(function() return first.start_on < "2027-02-29" end))"#,
            #"ett datum, som "2026-11-24", inte med"#
        ),
        (#"print(first.start_on < "2028-02-29")"#, "true\n"),
    ])
    func `it shows, compares and refuses like one`(_ chunk: String, _ printed: String) async throws {
        let test = try await TestSchool()
        let source = """
            local found = {}
            for c in cycles:each() do found[#found + 1] = c end
            local first, second = found[1], found[2]
            \(chunk)
            """
        let told = try await test.school.run(chunk: source, name: "dag.lua")
        #expect(told == printed || !printed.hasSuffix("\n") && told.contains(printed), "\(told)")
    }
}
