import CustomDump
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// To look for the word that was meant takes time, and a file may hold nothing but wrong words.
@Suite struct SuggestionTests {
    @Test func `the first wrong words of a file get a suggestion, the many after them do not`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let records = (1...300).map {
            SchoolRecord(
                "judgement",
                [
                    "pupil": "20130101-2389", "subject": .text("matematik\($0)"), "step": "insats",
                    "on": .day(2026, 11, 20),
                ])
        }
        let run = try await test.school.plan(
            records: records, from: "test/prov", scope: .cycle(3), scale: "omdöme",
            granting: [.write(.results)])
        let withWord = run.plan.refused.prefix { $0.issue.values["nearest"] != nil }.count
        let without = run.plan.refused.dropFirst(withWord).filter { $0.issue.values["nearest"] == nil }.count
        expectNoDifference([withWord, without], [200, 100])
        await run.discard()
    }

    @Test func `what is longer than any word of a school's is like none of them`() {
        expectNoDifference(
            nearest(to: String(repeating: "a", count: 101), among: [String(repeating: "a", count: 100)]), nil)
        expectNoDifference(nearest(to: "7b", among: [String(repeating: "a", count: 101), "7B"]), "7B")
    }
}
