import CustomDump
import Foundation
import Testing

@testable import Varv

/// The file between the plan and the yes: another program may save it meanwhile, as a spreadsheet does.
@Suite struct ChangedInputTests {
    private static let bad = Lua.marks.replacing("2026-11-20\n20130102", with: "2027-11-20\n20130102")

    private func planned(_ test: TestSchool) async throws -> Run {
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try test.folder.write("adapter.lua", Lua.judgements)
        try test.folder.write("omdömen.csv", Self.bad)
        let run = try await test.school.run(
            .file(test.folder.path("adapter.lua")), on: .file(test.folder.path("omdömen.csv")),
            scope: .cycle(3),
            granting: TestSchool.everything)
        expectNoDifference(run.plan.refused.count, 1)
        return run
    }

    @Test(arguments: ["", "Nummer;Ma;Datum\n", bad.replacing("20130101-2389", with: "HEMLIG")])
    func `a file that was saved anew stops the import: its rows left out are others now`(_ text: String)
        async throws
    {
        let test = try await TestSchool()
        let run = try await planned(test)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: test.folder.path("omdömen.csv")))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
        let error = await #expect(throws: VarvError.self) { try await run.apply(partial: true) }
        expectNoDifference(error?.code, "VARV-E509")
        try await test.expect("SELECT count(*) FROM judgement", gives: [["0"]])
        expectNoDifference(
            try FileManager.default.contentsOfDirectory(atPath: test.folder.path("skolan/exports")), [])
    }

    @Test func `one that another was renamed over is still the one that was opened`() async throws {
        let test = try await TestSchool()
        let run = try await planned(test)
        try test.folder.write("ny.csv", "Nummer;Ma;Datum\n")
        #expect(unsafe rename(test.folder.path("ny.csv"), test.folder.path("omdömen.csv")) == 0)
        let receipt = try await run.apply(partial: true)
        let kept = try String(contentsOfFile: try #require(receipt.leftOutFile), encoding: .utf8)
        #expect(kept.contains("20130101-2389;Insats;2027-11-20;"))
    }
}
