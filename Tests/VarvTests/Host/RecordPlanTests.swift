import CustomDump
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// Records an embedding program has without a file: the same plan, apply and undo as an import's.
@Suite struct RecordPlanTests {
    private static let judgement = SchoolRecord(
        "judgement", ["pupil": "20130101-2389", "subject": "MA", "step": "insats", "on": .day(2026, 11, 20)])

    private func filled() async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        return test
    }

    private func plan(
        _ records: [SchoolRecord], in test: TestSchool, granting: Set<Permission> = [.write(.results)]
    )
        async throws(VarvError) -> Run
    {
        try await test.school.plan(
            records: records, from: "test/prov", scope: .cycle(3), scale: "omdöme", granting: granting)
    }

    @Test func `records give what the same rows in a file give`() async throws {
        let test = try await filled()
        let file = try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3))
        let fates = file.plan.counts
        try await file.apply()
        let fromFile = try await test.rows(
            "SELECT pupil, cycle, subject, step, judged_on FROM judgement ORDER BY pupil")
        let again = try await plan(
            [
                Self.judgement,
                SchoolRecord(
                    "judgement",
                    [
                        "pupil": "20130102-2388", "subject": "MA", "step": "godtagbara",
                        "on": .day(2026, 11, 20),
                    ]),
                SchoolRecord(
                    "judgement",
                    [
                        "pupil": "20130103-2387", "subject": "MA", "step": .mark(.noBasis),
                        "on": .day(2026, 11, 20),
                    ]),
            ], in: test)
        expectNoDifference(again.plan.counts.map(\.unchanged), fates.map(\.new))
        try await again.apply()
        let fromRecords = try await test.rows(
            "SELECT pupil, cycle, subject, step, judged_on FROM judgement ORDER BY pupil")
        expectNoDifference(fromRecords, fromFile)
    }

    @Test func `they are stored when applied, told in the log, and taken back by undo`() async throws {
        let test = try await filled()
        let before = try await test.rows("SELECT * FROM judgement")
        let receipt = try await plan([Self.judgement], in: test).apply()
        let line = try await test.school.log(limit: 1)[0].text.sv
        expectNoDifference(line, "läste in med test/prov, varv 3: 1 ny")
        try await test.expect("SELECT count(*) FROM judgement", gives: [["1"]])
        _ = try await test.school.undo(run: receipt.run)
        let after = try await test.rows("SELECT * FROM judgement")
        expectNoDifference(after, before)
    }

    @Test func `a pupil the register does not have refuses that record and no other`() async throws {
        let test = try await filled()
        var stranger = Self.judgement
        stranger.fields["pupil"] = "20130105-2385"
        let run = try await plan([stranger, Self.judgement], in: test)
        expectNoDifference(run.plan.rowFates, [1, 0, 1, 0])
        expectNoDifference(run.plan.refused.map(\.record), [1])
        expectNoDifference(run.plan.refused.map(\.issue.number), ["VARV-V05"])
        let receipt = try await run.apply(partial: true)
        expectNoDifference(
            [receipt.status, receipt.leftOutFile == nil ? .done : .failed], [.leftOut, .done])
    }

    private static let unkept: [(field: String, value: Value, code: String)] = [
        ("subject", "M\0A", "VARV-E133"), ("step", .text(String(repeating: "x", count: 70_000)), "VARV-E133"),
        ("on", .day(2026, 13, 1), "VARV-E114"), ("on", .day(.max, 1, 1), "VARV-E114"),
        ("on", .day(.min, .min, .min), "VARV-E114"), ("on", .day(2026, 2, 30), "VARV-V03"),
    ]

    @Test(arguments: unkept)
    func `a value that no store keeps refuses its record and no other`(
        _ each: (field: String, value: Value, code: String)
    ) async throws {
        let test = try await filled()
        var wrong = Self.judgement
        wrong.fields[each.field] = each.value
        let run = try await plan([wrong, Self.judgement], in: test)
        expectNoDifference(run.plan.rowFates, [1, 0, 1, 0])
        expectNoDifference(run.plan.refused.map(\.issue.number), [each.code])
        await run.discard()
    }

    @Test func `the whole register can be given, its pupils held until someone says who is protected`()
        async throws
    {
        let test = try await TestSchool()
        let register = [
            SchoolRecord("group", ["group": "7A", "kind": "klass", "year_group": 7]),
            SchoolRecord(
                "pupil",
                ["pupil": "20130101-2389", "given": "Ada", "family": "Ek", "group": "7A", "year_group": 7]),
        ]
        let held = try await plan(register, in: test, granting: [.write(.pupils)])
        expectNoDifference(held.plan.rowFates, [1, 0, 0, 1])
        await held.discard()
        try await test.school.plan(
            records: register, from: "test/register", granting: [.write(.pupils)],
            answer: ProtectionAnswer.none
        ).apply()
        try await test.expect("SELECT count(*) FROM pupil", gives: [["1"]])
    }

    @Test func `the same records have the same plan, others another`() async throws {
        let test = try await filled()
        func hash(_ records: [SchoolRecord]) async throws -> String {
            let run = try await plan(records, in: test)
            await run.discard()
            return run.plan.mark.hash
        }
        let first = try await hash([Self.judgement])
        let same = try await hash([Self.judgement])
        var other = Self.judgement
        other.fields["step"] = "mer"
        let different = try await hash([other])
        expectNoDifference([first == same, first == different], [true, false])
    }

    @Test func `what was not granted is not planned, and the message says what to grant`() async throws {
        let test = try await filled()
        await expect(
            "VARV-E419",
            "Record 1: judgement needs the right to write results. Grant the run .write(.results)."
        ) {
            _ = try await plan([Self.judgement], in: test, granting: [.write(.pupils)])
        }
    }

    @Test func `a teacher plans no records for the whole school`() async throws {
        let staffed = try await StaffedSchool()
        let teacher = try await staffed.teacher()
        await staffed.expect("VARV-E402") {
            _ = try await teacher.plan(records: [Self.judgement], from: "test", granting: [.write(.results)])
        }
    }

    @Test func `a kind that does not exist says which was meant`() async throws {
        let test = try await filled()
        await expect(
            "VARV-E216",
            "Record 1: there are no records of the kind judgment. Did you mean judgement? There are: assessment, judgement, pupil, group, membership, staff, teaching, criterion."
        ) {
            _ = try await plan([SchoolRecord("judgment", [:])], in: test)
        }
    }

    @Test func `a field that does not exist says which was meant`() async throws {
        let test = try await filled()
        await expect(
            "VARV-E216",
            "Record 1: judgement has no field subjekt. Did you mean subject? There are: pupil, subject, step, on, cycle, group, staff, comment."
        ) {
            _ = try await plan([SchoolRecord("judgement", ["subjekt": "MA"])], in: test)
        }
    }

    @Test func `a value of another type is the program's mistake`() async throws {
        let test = try await filled()
        await expect(
            "VARV-E217", "Record 1: judgement.on is to be a day, or nothing (day; the run's otherwise)."
        ) {
            _ = try await plan([SchoolRecord("judgement", ["on": "2026-11-20"])], in: test)
        }
    }

    @Test func `a mistake in the program's last record leaves nothing behind`() async throws {
        let test = try await filled()
        let before = try await test.dump()
        await expect("VARV-E216", nil) {
            _ = try await plan([Self.judgement, SchoolRecord("x", [:])], in: test)
        }
        let after = try await test.dump()
        expectNoDifference(after, before)
    }

    @Test func `no records are no change`() async throws {
        let test = try await filled()
        let run = try await plan([], in: test)
        expectNoDifference(run.plan.summary(in: .english), "Nothing to change.")
    }

    @Test func `more records than one batch holds are all planned`() async throws {
        let test = try await TestSchool()
        let records = (0..<40_000).map { SchoolRecord("group", ["group": .text("G\($0)")]) }
        let run = try await plan(records, in: test, granting: [.write(.pupils)])
        expectNoDifference([run.plan.used, run.plan.new], [40_000, 40_000])
    }

    private func expect(
        _ code: String, _ message: String?, sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    ) async {
        do {
            try await body()
            Testing.Issue.record("\(code) was not thrown", sourceLocation: sourceLocation)
        } catch {
            let error = VarvError.wrapping(error)
            #expect(error.code == code, sourceLocation: sourceLocation)
            if let message { expectNoDifference(error.words.en, message, line: UInt(sourceLocation.line)) }
        }
    }
}
