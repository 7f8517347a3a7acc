import CustomDump
import Testing
import VarvModel

@testable import Varv

/// A pupil named by number tells whose the number is: that takes the right to numbers, and leaves a trace (P11, P13).
@Suite struct NumberGuessTests {
    private static func task(reads: String) -> String {
        """
        return task {
          id = "test/gissa", version = "1.0.0", title = "Gissa",
          reads = { "pupils", \(reads) }, writes = { "interventions" },
          options = { option.text("number", "", "Vems") },
          work = function(here, change, opt)
            change:intervention { pupil = opt.number, title = "Läsgrupp", reports_back = "ALI", follows_up = "ALI" }
          end,
        }
        """
    }

    private static let without = task(reads: "")
    private static let with = task(reads: #""identity""#)

    /// How a task fares that names a pupil by number, and the lines it leaves about pupils: count, and whether the line
    /// is about one.
    private func fare(_ source: String, _ number: String) async throws -> (code: String, lines: [[String]]) {
        let staffed = try await StaffedSchool()
        try await staffed.test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let last = try await staffed.test.rows("SELECT coalesce(max(id), 0) FROM read_log").joined().joined()
        try staffed.test.folder.write("gissa.lua", source)
        var code = ""
        do {
            let run = try await staffed.school.run(
                .file(staffed.test.folder.path("gissa.lua")), scope: .cycle(3),
                granting: TestSchool.everything,
                settings: ["number": number])
            await run.discard()
        } catch { code = error.code }
        return (
            code,
            try await staffed.test.rows(
                "SELECT count, pupil IS NOT NULL FROM read_log WHERE class = 'pupils' AND id > \(last)")
        )
    }

    @Test(arguments: ["20130101-2389", "20130105-2385"])
    func `without the right to numbers a task names nobody by one`(_ number: String) async throws {
        let fared = try await fare(Self.without, number)
        expectNoDifference(fared.code, "VARV-E505")
        expectNoDifference(fared.lines, [])
    }

    @Test func `with it the pupil who is named has a line`() async throws {
        let fared = try await fare(Self.with, "20130101-2389")
        expectNoDifference(fared.code, "")
        expectNoDifference(fared.lines, [["1", "0"], ["1", "1"]])
    }

    @Test(arguments: ["20130105-2385", "20130103-2387"])
    func `a number that nobody has, or nobody the run may see, leaves a line`(_ number: String) async throws {
        let fared = try await fare(Self.with, number)
        expectNoDifference(fared.code, "VARV-E505")
        expectNoDifference(fared.lines, [["0", "0"]])
    }
}
