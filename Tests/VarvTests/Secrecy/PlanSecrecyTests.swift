import CustomDump
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// A plan tells what the school had: of whom it may, and never without a line in the read log (P13), also when it is
/// thrown away.
@Suite struct PlanSecrecyTests {
    /// A school with four pupils of 7A, the third of them protected, three with a judgement in mathematics.
    private func filled() async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
        return test
    }

    /// A plan that is made with these rights alone, and thrown away.
    private func planned(
        _ test: TestSchool, _ rows: String, adapter: String = Lua.judgements,
        granting: Set<Permission> = [.write(.results)]
    ) async throws -> Plan {
        try test.folder.write("fråga.lua", adapter)
        let run = try await test.school.run(
            .file(test.folder.path("fråga.lua")), on: .data(Array(rows.utf8)), scope: .cycle(3),
            granting: granting)
        await run.discard()
        return run.plan
    }

    /// What the read log has had since a line: class, count, and the end of the pupil's number.
    private func noted(_ test: TestSchool, since line: String) async throws -> [[String]] {
        try await test.rows(
            """
            SELECT r.class, r.count, coalesce(substr(i.value, 9), '') FROM read_log AS r \
            LEFT JOIN pupil_identity AS i ON i.pupil = r.pupil WHERE r.id > \(line) ORDER BY r.id
            """)
    }

    private func lastLine(_ test: TestSchool) async throws -> String {
        try await test.rows("SELECT coalesce(max(id), 0) FROM read_log").joined().first ?? "0"
    }

    /// What the read log has of a plan that is thrown away.
    private func noted(
        _ rows: String, adapter: String = Lua.judgements, granting: Set<Permission> = [.write(.results)]
    ) async throws -> [[String]] {
        let test = try await filled()
        let line = try await lastLine(test)
        _ = try await planned(test, rows, adapter: adapter, granting: granting)
        return try await noted(test, since: line)
    }

    @Test func `a plan that is thrown away is noted with each pupil whose values it told`() async throws {
        let noted = try await noted(
            Lua.marks.replacing("2389;Insats", with: "2389;Mer").replacing(
                "2388;Godtagbara", with: "2388;Mer"
            )
            .replacing("2386;;", with: "2386;Mer;"))
        expectNoDifference(
            noted,
            [
                ["pupils", "4", ""], ["results", "3", ""], ["results", "1", "2389"],
                ["results", "1", "2388"],
            ])
    }

    @Test func `a file about one pupil is noted with that pupil, also when it changes nothing`() async throws
    {
        // That nothing changes is what the pupil has.
        let noted = try await noted("Nummer;Ma;Datum\n20130101-2389;Insats;2026-11-20\n")
        expectNoDifference(
            noted,
            [
                ["pupils", "1", ""], ["pupils", "1", "2389"], ["results", "1", ""], ["results", "1", "2389"],
            ])
    }

    @Test func `a number that nobody has is noted as asked for`() async throws {
        let noted = try await noted("Nummer;Ma;Datum\n20130105-2385;Insats;2026-11-20\n")
        expectNoDifference(noted, [["pupils", "1", ""]])
    }

    @Test func `a result that is new is no result that was read`() async throws {
        let noted = try await noted("Nummer;Ma;Datum\n20130104-2386;Insats;2026-11-20\n")
        expectNoDifference(noted, [["pupils", "1", ""], ["pupils", "1", "2386"]])
    }

    @Test func `a number that reads wrong asks for nobody`() async throws {
        let noted = try await noted("Nummer;Ma;Datum\n20130104-2380;Insats;2026-11-20\n")
        expectNoDifference(noted, [])
    }

    @Test func `a pupil the plan itself adds is not noted as one who was there`() async throws {
        let noted = try await noted(
            "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n20130105-2385;Eva;Ny;7A;7;\n",
            adapter: Lua.register, granting: [.write(.pupils)])
        expectNoDifference(noted, [["pupils", "1", ""]])
    }

    @Test func `records without a file are noted like a file's`() async throws {
        let test = try await filled()
        let line = try await lastLine(test)
        let record = SchoolRecord(
            "judgement", ["pupil": "20130101-2389", "subject": "MA", "step": "mer", "on": .day(2026, 11, 20)])
        try await test.school.plan(
            records: [record], from: "test/prov", scope: .cycle(3), scale: "omdöme",
            granting: [.write(.results)]
        ).discard()
        let noted = try await noted(test, since: line)
        expectNoDifference(
            noted,
            [
                ["pupils", "1", ""], ["pupils", "1", "2389"], ["results", "1", ""], ["results", "1", "2389"],
            ])
    }

    @Test func `what a task changes is noted as read`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed("reflektion.lua", StaffedSchool.reflecting)
        try await staffed.school.run(task, settings: ["code": "REF-BOB"]).discard()
        try await staffed.test.expect(
            "SELECT class, count FROM read_log", gives: [["reflections", "1"]])
    }

    // MARK: Protected pupils

    private static let protected = "Nummer;Ma;Datum\n20130103-2387;Mer;2026-11-20\n"

    @Test func `what a protected pupil had is not told without the right to them`() async throws {
        let plan = try await planned(try await filled(), Self.protected)
        expectNoDifference([plan.changed, plan.changes.count, plan.changesWithheld], [1, 0, 1])
    }

    @Test func `with the right it is told without who it is, and noted with who it is`() async throws {
        let test = try await filled()
        let line = try await lastLine(test)
        let plan = try await planned(
            test, Self.protected, granting: [.write(.results), .read(.protected)])
        expectNoDifference(
            plan.changes.map(\.sv),
            ["en elev med skyddade uppgifter, varv 3, MA: – → Mer än godtagbara kunskaper"])
        expectNoDifference(plan.changesWithheld, 0)
        let noted = try await noted(test, since: line)
        expectNoDifference(noted.suffix(1), [["results", "1", "2387"]])
    }

    @Test(arguments: [false, true])
    func `the mark tells what a protected pupil had to whoever is told it, and to nobody else`(
        _ tells: Bool
    ) async throws {
        let test = try await filled()
        let granting: Set<Permission> = tells ? [.write(.results), .read(.protected)] : [.write(.results)]
        let mark = try await planned(test, Self.protected, granting: granting).mark
        try await test.run(
            adapter: Lua.judgements, on: Self.protected.replacing(";Mer;", with: ";Insats;"), scope: .cycle(3)
        ).apply()
        let again = try await planned(test, Self.protected, granting: granting)
        expectNoDifference(again.changed, 1)
        expectNoDifference(again.mark == mark, !tells)
    }

    @Test func `the mark tells what was there also of changes that are not told`() async throws {
        let test = try await TestSchool()
        func plan(_ codes: Range<Int>, _ name: String) async throws -> Run {
            try await test.school.plan(
                records: codes.map {
                    SchoolRecord("staff", ["staff": .text("S\($0)"), "family": .text(name)])
                },
                from: "test/prov", granting: TestSchool.everything)
        }
        try await plan(100..<400, "Al").apply()
        let run = try await plan(100..<400, "Ek")
        await run.discard()
        try await plan(399..<400, "Bo").apply()
        let again = try await plan(100..<400, "Ek")
        await again.discard()
        expectNoDifference([again.plan.changed, again.plan.changes.count], [300, 200])
        expectNoDifference(again.plan.changes, run.plan.changes)
        expectNoDifference(again.plan.mark.moved(since: "\(run.plan.mark)"), [.school])
    }

    @Test func `a file that takes the mark away does not have what was there told`() async throws {
        let both = Lua.register.replacing(
            #"writes = { "pupils" }"#, with: #"writes = { "pupils", "results" }"#
        )
        .replacing("columns = {", with: "scale = \"omdöme\", columns = { word = column.text \"Ma\",")
        .replacing(
            "add:membership",
            with: #"add:judgement { pupil = row.pupil, subject = "MA", step = row.word, cycle = 3 }"#
                + "\n    add:membership")
        let plan = try await planned(
            try await filled(),
            "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad;Ma\n20130103-2387;Ceb;Ny;7A;7;;mer\n", adapter: both,
            granting: [.write(.results), .write(.pupils)])
        // The mark, the pupil's data and the judgement.
        expectNoDifference([plan.changed, plan.changes.count, plan.changesWithheld], [3, 0, 3])
    }
}
