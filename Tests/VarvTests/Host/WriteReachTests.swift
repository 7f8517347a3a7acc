import CustomDump
import Testing
import VarvModel
import VarvStorage

@testable import Varv

/// What a role's reach keeps it from writing, whatever the leadership has let a routine do.
@Suite struct WriteReachTests {
    private let reflections = "SELECT code, next_step, author FROM reflection ORDER BY code"

    @Test func `a teacher imports nothing: matching would tell who goes to the school`() async throws {
        let staffed = try await StaffedSchool()
        let adapter = try await staffed.allowed("omdomen.lua", Lua.judgements)
        let teacher = try await staffed.teacher()
        await staffed.expect("VARV-E416") {
            _ = try await teacher.run(adapter, on: .data(Array(Lua.marks.utf8)))
        }
    }

    @Test func `a teacher mends an own reflection and stays its author`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed("reflektion.lua", StaffedSchool.reflecting)
        let teacher = try await staffed.teacher()
        try await teacher.run(task, settings: ["code": "REF-ALI"]).apply()
        try await staffed.test.expect(
            reflections, gives: [["REF-ALI", "Ändrat", "ALI"], ["REF-BOB", "n", "BOB"]])
    }

    @Test func `a teacher does not mend another's reflection`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed("reflektion.lua", StaffedSchool.reflecting)
        let teacher = try await staffed.teacher()
        await staffed.expect("VARV-E418") { _ = try await teacher.run(task, settings: ["code": "REF-BOB"]) }
        try await staffed.test.expect(
            reflections, gives: [["REF-ALI", "n", "ALI"], ["REF-BOB", "n", "BOB"]])
    }

    @Test func `the leadership mends a teacher's reflection without becoming its author`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed("reflektion.lua", StaffedSchool.reflecting)
        try await staffed.school.run(task, settings: ["code": "REF-BOB"]).apply()
        try await staffed.test.expect(
            reflections, gives: [["REF-ALI", "n", "ALI"], ["REF-BOB", "Ändrat", "BOB"]])
    }

    @Test func `a teacher who is nobody among the staff has nothing of their own to write`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed("reflektion.lua", StaffedSchool.reflecting)
        let teacher = try await staffed.teacher(nil)
        await staffed.expect("VARV-E411") { _ = try await teacher.run(task, settings: ["code": "REF-ALI"]) }
    }

    @Test func `a teacher answers the own dialogue only`() async throws {
        let staffed = try await StaffedSchool()
        let dialogue = RoutineSource.named("varv/resultatdialog")
        let asked = try await staffed.school.question(for: staffed.school.routine(dialogue))
        let question = try #require(asked)
        _ = try await staffed.school.allow(question, remembering: true)
        let forms = try await staffed.school.forms(dialogue, scope: .cycle(2))
        expectNoDifference(forms.map(\.scopeKey), ["teaching:ALI/7A/MA", "teaching:BOB/7B/MA"])
        let teacher = try await staffed.teacher()
        let own = try await teacher.forms(dialogue, scope: .cycle(2))
        expectNoDifference(own.map(\.scopeKey), ["teaching:ALI/7A/MA"])
        await staffed.expect("VARV-E417") { _ = try await teacher.answer(forms[1], [.init("next", "Bild")]) }
        try await staffed.test.expect("SELECT value FROM dialogue_answer", gives: [])
        _ = try await teacher.answer(forms[0], [.init("next", "Bild")])
        try await staffed.test.expect("SELECT value FROM dialogue_answer", gives: [["Bild"]])
        let again = try await teacher.forms(dialogue, scope: .cycle(2))
        expectNoDifference(again[0].questions.first { $0.key == "next" }?.saved, "Bild")
        try await staffed.test.expect(
            "SELECT account, class, count FROM read_log WHERE account = 'bo.berg' AND count > 0",
            gives: [["bo.berg", "dialogues", "1"]])
    }

    @Test(arguments: [false, true]) func `only whoever leads the school starts its year`(_ invented: Bool)
        async throws
    {
        let staffed = try await StaffedSchool(invented: invented)
        let teacher = try await staffed.teacher()
        await staffed.expect("VARV-E415") { _ = try await teacher.startSchoolYear("2027/28") }
        _ = try await staffed.school.startSchoolYear("2027/28")
    }

    @Test func `a school year that is there is not started again`() async throws {
        let test = try await TestSchool()
        let before = try await test.dump()
        await #expect(throws: VarvError.self) { try await test.school.startSchoolYear("2026/27") }
        let after = try await test.dump()
        expectNoDifference(after, before)
    }

    @Test(arguments: [false, true]) func `a teacher undoes nobody else's run`(_ invented: Bool) async throws {
        let staffed = try await StaffedSchool(invented: invented)
        let teacher = try await staffed.teacher()
        await staffed.expect("VARV-E414") { _ = try await teacher.undo(run: 2) }
        _ = try await staffed.school.undo(run: 2)
    }

    @Test func `what a person did as the leadership they do not undo as a teacher`() async throws {
        let staffed = try await StaffedSchool()
        let account = try #require(try await staffed.school.log(limit: 1).first?.account)
        let narrower = try await Varv.Host(worker: .besideExecutable, clock: TestSchool.noon)
            .open(staffed.school.path, as: Person(account, role: .teacher, staff: "ALI"))
        await staffed.expect("VARV-E414") { _ = try await narrower.undo(run: 2) }
    }

    @Test func `the founding of the school is not undone`() async throws {
        let staffed = try await StaffedSchool()
        await staffed.expect("VARV-E613") { _ = try await staffed.school.undo(run: 1) }
    }

    @Test func `a yes counts only from someone who may grant`() async throws {
        let staffed = try await StaffedSchool()
        try staffed.test.folder.write("omdomen.lua", Lua.judgements)
        let routine = try await staffed.school.routine(.file(staffed.test.folder.path("omdomen.lua")))
        let asked = try await staffed.school.question(for: routine)
        let question = try #require(asked)
        let teacher = try await staffed.teacher()
        await staffed.expect("VARV-E402") { _ = try await teacher.allow(question, remembering: true) }
    }

    @Test func `a bare file reads only what someone who may grant gives it, and writes nothing`() async throws
    {
        let staffed = try await StaffedSchool()
        let teacher = try await staffed.teacher()
        await staffed.expect("VARV-E402") {
            _ = try await teacher.run(chunk: "print(1)", name: "a.lua", granting: [.read(.results)])
        }
        await staffed.expect("VARV-E215") {
            _ = try await staffed.school.run(chunk: "print(1)", name: "a.lua", granting: [.write(.results)])
        }
        let printed = try await teacher.run(chunk: "print(1)", name: "a.lua")
        expectNoDifference(printed, "1\n")
    }
}
