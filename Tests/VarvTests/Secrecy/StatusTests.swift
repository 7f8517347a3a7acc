import CustomDump
import Testing
import VarvModel
import VarvStorage

@testable import Varv

/// What anyone who opens the school is told before any routine runs: where it stands, and what has happened.
@Suite struct StatusTests {
    /// Ten pupils of 7A, some more of them protected, each with a result in cycle 3 and an intervention that is due.
    private static func school(protected: Int) async throws -> StaffedSchool {
        let staffed = try await StaffedSchool()
        try await staffed.school.fill(open: 10, protected: protected)
        return staffed
    }

    @Test func `where the school stands is told without its protected pupils`() async throws {
        let with = try await Self.school(protected: 6)
        let without = try await Self.school(protected: 0)
        let seen = try await with.school.status()
        let other = try await without.school.status()
        expectNoDifference(seen, other)
        expectNoDifference(
            seen.lines.map(\.sv),
            [
                "Testskolan, läsåret 2026/27: 10 elever, 2 undervisningar.",
                "Varv 3 (bedömningar samlas in): 10 bedömningar, 0 av 2 samtal har svar.",
                "10 insatser ska utvärderas.",
            ])
    }

    @Test func `a teacher is told of their own groups`() async throws {
        let staffed = try await Self.school(protected: 6)
        let ali = try await staffed.teacher("ALI").status()
        expectNoDifference(
            ali.lines.map(\.sv),
            [
                "Testskolan, läsåret 2026/27, dina grupper: 10 elever, 1 undervisning.",
                "Varv 3 (bedömningar samlas in): 10 bedömningar, 0 av 1 samtal har svar.",
            ])
        let bob = try await staffed.teacher("BOB").status()
        expectNoDifference(
            bob.lines.map(\.sv),
            [
                "Testskolan, läsåret 2026/27, dina grupper: 0 elever, 1 undervisning.",
                "Varv 3 (planerat): 0 bedömningar, 0 av 1 samtal har svar.",
            ])
    }

    @Test func `a teacher whom no register names has no groups and no teaching`() async throws {
        let status = try await Self.school(protected: 0).opened(as: .teacher).status()
        expectNoDifference(
            status.lines.first?.sv, "Testskolan, läsåret 2026/27, dina grupper: 0 elever, 0 undervisningar.")
    }

    @Test(arguments: [Role.teacher, .eht])
    func `how much the leadership's runs changed is not told to others`(_ role: Role) async throws {
        let with = try await Self.school(protected: 6)
        let without = try await Self.school(protected: 0)
        let log = try await with.opened(as: role, staff: "ALI").log()
        let other = try await without.opened(as: role, staff: "ALI").log()
        expectNoDifference(log.map(\.text), other.map(\.text))
        expectNoDifference(
            log.map(\.text.sv), ["läste in csv med test/register", "läste in", "ny skola"])
        let own = try await with.school.log().map(\.text.sv)
        #expect(own[0].hasPrefix("läste in csv med test/register: "))
    }

    @Test func `results of protected pupils alone do not choose the cycle`() async throws {
        let staffed = try await StaffedSchool()
        try await staffed.school.fill(open: 0, protected: 6)
        try await staffed.school.onTheLastDay { core, reader in
            let year = try core.schoolYear(reader).id
            expectNoDifference(try core.currentCycle(reader, year)?.number, 1)
        }
    }
}

extension School {
    /// Adds pupils of 7A with what a status counts.
    fileprivate func fill(open: Int, protected: Int) throws {
        let run = try core.store.begin(
            RunStart(
                kind: "import", routine: "test/register", fileEnding: "csv", account: "anna",
                role: "leadership",
                startedAt: core.now))
        let year = try core.schoolYear(run.reader).id
        let group = try run.reader.groups(schoolYear: year)["7A"] ?? 0
        let cycle = try run.reader.cycle(number: 3, schoolYear: year) ?? 0
        let mathematics = try run.reader.keys(byCodeOf: .subject)["MA"] ?? 0
        let (_, set) = try run.put(
            .criterionSet, columns: ["stage"], [.integer(mathematics), "prov", "1", 9])
        let (_, criterion) = try run.put(
            .criterion, columns: ["criterion_set", "label"], ["MA-prov", .integer(set), "Prov"])
        let step = try run.reader.rows("SELECT min(id) FROM scale_step").integer(0, 0) ?? 0
        for number in 0..<open + protected {
            let pupil = try run.newPupil()
            try run.put(
                .pupil, columns: ["protection"], [.integer(pupil), number < open ? "none" : "marked"])
            try run.put(
                .enrolment, columns: ["year_group", "study_group"],
                [.integer(pupil), .integer(year), "2026-08-18", 7, .integer(group)])
            try run.put(
                .assessment, columns: ["step", "assessed_on", "study_group"],
                [
                    .integer(pupil), .integer(cycle), .integer(criterion), .integer(step), "2026-11-20",
                    .integer(group),
                ])
            try run.put(
                .intervention,
                columns: [
                    "level", "target", "title", "pupil", "start_on", "planned_weeks", "due_on", "status",
                ],
                [
                    .text("INS-\(number)"), "individual", "pupil", "Läsgrupp", .integer(pupil), "2026-09-01",
                    6,
                    "2026-10-13", "running",
                ])
        }
        try run.commit(RunEnd(outcome: "done", endedAt: core.now))
    }

    /// Looks at the school where no cycle is running.
    fileprivate func onTheLastDay(_ look: @Sendable (SchoolCore, Reader) throws -> Void) throws {
        let later = SchoolCore(
            folder: core.folder, store: core.store, worker: core.worker, person: person, language: language,
            embedded: .none, clock: { 1_816_000_000 }, key: core.key)
        try core.store.read { try look(later, $0) }
    }
}
