import CustomDump
import Testing
import VarvModel

@testable import Varv

/// The log tells each run as what it was.
@Suite struct LogTests {
    /// A school with a register and the marks of a cycle.
    private func filled() async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
        return test
    }

    private func lines(_ test: TestSchool, _ count: Int = 1) async throws -> [Phrase] {
        try await test.school.log(limit: count).map(\.text)
    }

    @Test func `an undo of what was new is told as removal, and what it undid as undone`() async throws {
        let test = try await filled()
        _ = try await test.school.undo(run: 3)
        let told = try await lines(test, 2)
        expectNoDifference(
            told,
            [
                Phrase(sv: "ångrade körning 3, varv 3: 3 borttagna", en: "undid run 3, cycle 3: 3 removed"),
                Phrase(
                    sv: "läste in med test/judgements, varv 3: 3 nya — ångrad av körning 4",
                    en: "import with test/judgements, cycle 3: 3 new — undone by run 4"),
            ])
    }

    @Test func `an undo of a change is told as restoring`() async throws {
        let test = try await filled()
        let changed = Lua.marks.replacing("Godtagbara", with: "Mer")
        try await test.run(adapter: Lua.judgements, on: changed, scope: .cycle(3)).apply()
        let receipt = try await test.school.undo(run: 4)
        let told = try await lines(test)
        expectNoDifference(
            told,
            [Phrase(sv: "ångrade körning 4, varv 3: 1 återställd", en: "undid run 4, cycle 3: 1 restored")])
        expectNoDifference(receipt.plan.summary(in: .swedish), "  omdömen: 1 återställd")
    }

    @Test func `an undo of an undo is told as bringing back`() async throws {
        let test = try await filled()
        _ = try await test.school.undo(run: 3)
        let receipt = try await test.school.undo(run: 4)
        let told = try await lines(test)
        expectNoDifference(
            told,
            [Phrase(sv: "ångrade körning 4, varv 3: 3 tillbaka", en: "undid run 4, cycle 3: 3 brought back")])
        expectNoDifference(receipt.plan.summary(in: .english), "  judgements: 3 brought back")
    }

    @Test func `the line says which run an undo undid`() async throws {
        let test = try await filled()
        _ = try await test.school.undo(run: 3)
        let told = try await test.school.log().map(\.undid)
        expectNoDifference(told, [3, nil, nil, nil])
    }

    @Test func `a run has the cycle its results belong to, a register has none`() async throws {
        let test = try await filled()
        let told = try await test.school.log().map {
            "\($0.cycle.map(String.init) ?? "–") \($0.schoolYear ?? "–")"
        }
        expectNoDifference(
            told,
            ["3 2026/27", "– –", "– –"])
    }

    @Test func `rows that name a cycle of their own decide which the log tells`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let adapter = Lua.judgements.replacing("on = row.on }", with: "on = row.on, cycle = 2 }")
        try await test.run(
            adapter: adapter, on: Lua.marks.replacing("2026-11-20", with: "2026-10-20"), scope: .cycle(3)
        ).apply()
        let told = try await test.school.log(limit: 1)[0].cycle
        expectNoDifference(told, 2)
    }

    @Test func `a cycle of another school year is told with its year`() async throws {
        let test = try await TestSchool(year: "2025/26", clock: TestSchool.noonInMay)
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try await test.run(
            adapter: Lua.judgements, on: Lua.marks.replacing("2026-11-20", with: "2026-05-12"),
            scope: .cycle(6)
        ).apply()
        let later = try await TestSchool(reopening: test)
        _ = try await later.school.startSchoolYear("2026/27")
        let told = try await lines(later, 2).last?.sv
        expectNoDifference(told, "läste in med test/judgements, varv 6 2025/26: 3 nya")
    }

    @Test func `what an entry of a meeting stores has the meeting's cycle`() async throws {
        let test = try await filled()
        let meeting = try await test.school.meeting(scope: .cycle(2), granting: TestSchool.everything)
        _ = try await meeting.enter(
            #"change:reflection { action = 7, next_step = "fler tillfällen" }"#)
        let receipt = try await meeting.apply()
        #expect(receipt != nil)
        let told = try await test.school.log(limit: 1)[0].cycle
        expectNoDifference(told, 2)
    }
}
