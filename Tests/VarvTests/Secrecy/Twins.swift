import Foundation
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// Two schools in folders, with the same key, that differ in one secret: who is in the first is in the second, and in
/// the second something is besides, or is otherwise.
final class Twins {
    /// What the twins differ in, and what a run may read that may not see it.
    enum Secret: String, CaseIterable, Sendable {
        /// That someone protected goes to the school, in a class with results, a group and an intervention.
        case existence
        /// Of a protected pupil both have: a name, a result, an intervention.
        case name, protectedResult, protectedIntervention
        /// Of a pupil everyone may see, what needs a right of its own.
        case names, identity, results, interventions, dialogues, reflections

        /// The rights of a run that must not notice: all that say nothing of it.
        var reads: Set<Right> {
            let all: Set<Right> = [.pupils, .results, .interventions, .staff, .dialogues, .reflections]
            return Right(rawValue: rawValue).map { all.subtracting([$0]) } ?? all
        }
    }

    let folder: TemporaryFolder
    let worker: TapeWorker
    let schools: [School]

    /// What the reflecting task is for: a task that changes what anyone may see.
    static let task = """
        return task {
          id = "test/uppfoljare", version = "1.0.0", title = "Uppföljare",
          reads = { "pupils", "staff", "interventions" }, writes = { "interventions" },
          work = function(here, change)
            for i in interventions:running():where { follows_up = missing }:each() do
              local mentor, why = i:mentor()
              change:note(i, why or mentor.name)
              change:intervention(i, { follows_up = "ALI" })
            end
            print(pupils:count(), interventions:count(), interventions:due():count())
          end,
        }
        """

    static let report = """
        return report {
          id = "test/rapport", version = "1.0.0", title = "Underlag varv {cycle}", per = "group",
          reads = { "pupils", "results" },
          draw = function(here, page)
            page "{pupils|elev|elever}, varav {unassessed} utan bedömning"
            page:table(here:hard_criteria(), { "label", "missed", "assessed", "share", "trend" })
            page:table(here:hard_criteria_by_group(), { "group", "label", "missed", "assessed" })
            page:table(pupils, { "pseudonym", "group" })
          end,
        }
        """

    init(_ secret: Secret) async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
        try await test.school.fillForTwins()
        await test.school.close()
        folder = test.folder
        for (name, text) in [
            "omdömen.lua": Lua.judgements, "register.lua": Lua.register, "uppgift.lua": Self.task,
            "rapport.lua": Self.report,
        ] { try folder.write(name, text) }
        worker = try TapeWorker()
        let host = Varv.Host(worker: .path(worker.path), clock: TestSchool.noon)
        var schools: [School] = []
        for (index, name) in ["ett", "två"].enumerated() {
            try FileManager.default.copyItem(
                atPath: folder.path("skolan"), toPath: folder.path(name))
            let school = try await host.open(folder.path(name))
            try await school.hide(index == 0 ? nil : secret)
            // Routines are loaded once, before anything is watched.
            for file in ["omdömen.lua", "uppgift.lua", "rapport.lua"] {
                _ = try await school.routine(.file(folder.path(file)))
            }
            schools.append(school)
        }
        self.schools = schools
    }

    /// What both schools come to: what `body` returns, and each frame that crossed to and from its workers.
    func observe(
        _ body: (School, TemporaryFolder) async throws -> [String]
    ) async throws -> [Observed] {
        var all: [Observed] = []
        for school in schools {
            var said: [String] = []
            let tapes = try await worker.record { said = try await body(school, folder) }
            all.append(
                Observed(
                    said: said,
                    frames: tapes.map { tape in
                        ["W", "H"].map { side in
                            tape.steps.filter { $0.deed == side }.map { $0.bytes }
                        }
                    }))
        }
        return all
    }

    struct Observed: Equatable {
        var said: [String]
        /// By worker: what it said, and what it heard.
        var frames: [[[[UInt8]]]]
    }
}

extension School {
    /// Adds who teaches, interventions, assessments, a dialogue and a reflection, of pupils anyone may see but one.
    fileprivate func fillForTwins() throws {
        let run = try core.store.begin(
            RunStart(kind: "import", account: "anna", role: "leadership", startedAt: core.now))
        let year = try core.schoolYear(run.reader).id
        let group = try run.reader.groups(schoolYear: year)["7A"] ?? 0
        let mathematics = try run.reader.keys(byCodeOf: .subject)["MA"] ?? 0
        let (_, teacher) = try run.put(
            .staff, columns: ["given_name", "family_name"], ["ALI", "Åsa", "Lind"])
        try run.put(.teaching, columns: [], [.integer(teacher), .integer(group), .integer(mathematics)])
        let (_, mentors) = try run.put(.studyGroup, columns: [], [.integer(year), "ALI", "mentor"])
        let (_, set) = try run.put(
            .criterionSet, columns: ["stage"], [.integer(mathematics), "prov", "1", 9])
        try run.put(.criterion, columns: ["criterion_set", "label"], ["MA-prov", .integer(set), "Prov"])
        for pupil in 1...4 as ClosedRange<Int64> {
            try run.put(.membership, columns: [], [.integer(mentors), .integer(pupil)])
            try assess(run, pupil, passes: pupil > 2)
            try support(run, pupil, "INS-\(pupil)", "Läsgrupp")
        }
        let (_, dialogue) = try run.put(
            .dialogue, columns: ["study_group", "subject", "staff", "version"],
            [
                "varv/resultatdialog", .integer(try cycle(run)), "teaching:ALI/7A/MA", .integer(group),
                .integer(mathematics), .integer(teacher), "1.0.0",
            ])
        try run.put(.dialogueAnswer, [.integer(dialogue), "next", "", "Fler exempel", "2026-11-20"])
        try run.put(
            .reflection, columns: ["action", "outcome", "author", "written_on"],
            ["REF-1", "7", "Utfall", "ALI", "2026-11-20"])
        try run.commit(RunEnd(outcome: "done", endedAt: core.now))
    }

    /// Puts a secret into the school, in a run that both twins have.
    fileprivate func hide(_ secret: Twins.Secret?) throws {
        let run = try core.store.begin(
            RunStart(kind: "import", account: "anna", role: "leadership", startedAt: core.now))
        let hidden = try run.reader.protectedPupils()[0]
        switch secret {
        case nil: break
        case .existence:
            for number in 0..<7 as Range<Int64> {
                let pupil = try run.newPupil()
                try run.put(.pupil, columns: ["protection"], [.integer(pupil), "registered"])
                try run.put(.pupilIdentity, ["eget", "", .text("\(8000 + number)"), .integer(pupil)])
                let year = try core.schoolYear(run.reader).id
                let groups = try run.reader.groups(schoolYear: year)
                try run.put(
                    .enrolment, columns: ["year_group", "study_group"],
                    [.integer(pupil), .integer(year), "2026-08-18", 7, StoredValue(groups["7A"])])
                try run.put(.membership, columns: [], [StoredValue(groups["ALI"]), .integer(pupil)])
                try assess(run, pupil, passes: false)
                try support(run, pupil, "INS-H\(number)", "Hemlig")
            }
        case .name: try run.put(.pupil, columns: ["given_name"], [.integer(hidden), "Hemliga"])
        case .protectedResult: try assess(run, hidden, passes: true)
        case .protectedIntervention: try support(run, hidden, "INS-H", "Hemlig")
        case .names: try run.put(.pupil, columns: ["given_name"], [1, "Annat"])
        case .identity: try run.put(.pupilIdentity, ["tf", "", "20130101TF12", 1])
        case .results: try assess(run, 4, passes: false)
        case .interventions: try support(run, 4, "INS-9", "Annat")
        case .dialogues:
            try run.put(.dialogueAnswer, [1, "next", "", "Annat", "2026-11-20"])
        case .reflections: try run.put(.reflection, columns: ["outcome"], ["REF-1", "Annat"])
        }
        try run.commit(RunEnd(outcome: "done", endedAt: core.now))
    }

    private func cycle(_ run: Transaction) throws -> Int64 {
        try run.reader.cycle(number: 3, schoolYear: core.schoolYear(run.reader).id) ?? 0
    }

    private func assess(_ run: Transaction, _ pupil: Int64, passes: Bool) throws {
        let step = try run.reader.rows(
            "SELECT min(id) FROM scale_step WHERE pass = ?", [.integer(passes ? 1 : 0)])
        let criterion = try run.reader.keys(byCodeOf: .criterion)["MA-prov"] ?? 0
        try run.put(
            .assessment, columns: ["step", "assessed_on"],
            [
                .integer(pupil), .integer(cycle(run)), .integer(criterion), StoredValue(step.integer(0, 0)),
                "2026-11-20",
            ])
    }

    private func support(_ run: Transaction, _ pupil: Int64, _ code: String, _ title: String) throws {
        try run.put(
            .intervention,
            columns: ["level", "target", "title", "pupil", "start_on", "planned_weeks", "due_on", "status"],
            [
                .text(code), "individual", "pupil", .text(title), .integer(pupil), "2026-09-01", 6,
                "2026-10-13", "running",
            ])
    }
}
