import CustomDump
import Testing
import VarvModel

@Suite struct CycleTests {
    private func cycle(_ number: Int, _ start: String, _ end: String) throws -> Cycle {
        let from = try #require(Day(iso: start))
        let to = try #require(Day(iso: end))
        return Cycle(
            schoolYear: try #require(SchoolYear(label: "2026/27")), number: number, start: from, end: to,
            deadline: to)
    }

    @Test func `cycles in order have no issues`() throws {
        let first = try cycle(1, "2026-08-31", "2026-10-09")
        expectNoDifference(try cycle(2, "2026-10-12", "2026-11-27").issues(among: [first]), [])
    }

    @Test func `a cycle that begins before the one before has ended is told`() throws {
        let first = try cycle(1, "2026-08-31", "2026-10-09")
        expectNoDifference(
            try cycle(2, "2026-10-09", "2026-11-27").issues(among: [first]).map { $0.message(in: .swedish) },
            ["Varv 2 börjar innan varv 1 är avstämt."])
    }

    @Test func `a school year has six cycles at most and no cycle ends before it starts`() throws {
        expectNoDifference(
            try cycle(7, "2026-10-09", "2026-10-08").issues(among: []).map(\.code),
            [.numberOutOfRange, .endBeforeStart])
    }

    @Test func `a cycle goes one step at a time and may be reopened`() {
        let allowed = CycleStatus.allCases.map { from in from.next.map(\.rawValue).joined(separator: " ") }
        expectNoDifference(
            allowed,
            [
                "collecting", "locked planned", "dialogue collecting", "eht checked_in collecting",
                "checked_in dialogue collecting", "closed collecting", "collecting",
            ])
    }

    @Test func `locking keeps the day and reopening forgets it`() throws {
        var cycle = try cycle(1, "2026-08-31", "2026-10-09")
        cycle.status = .collecting
        let locked = try cycle.moved(to: .locked, on: .test).get()
        expectNoDifference(locked.lockedOn, .test)
        expectNoDifference(try locked.moved(to: .collecting, on: .test).get().lockedOn, nil)
    }

    @Test func `a step that is not allowed says which are`() throws {
        let cycle = try cycle(1, "2026-08-31", "2026-10-09")
        guard case .failure(let issue) = cycle.moved(to: .closed, on: .test) else {
            Testing.Issue.record("moved")
            return
        }
        expectNoDifference(
            issue.message(in: .swedish),
            #"Varv 1 har läget "planerat" och kan inte få läget "avslutat". Härifrån går det att välja: "#
                + "bedömningar samlas in."
        )
    }
}

@Suite struct ResultRulesTests {
    private let grades = Scale(
        code: "betyg", version: 1, validFrom: .test, title: Phrase(sv: "betyg", en: "grades"),
        steps: [
            ScaleStep(ord: 1, code: "F", label: Phrase(sv: "F", en: "F"), isPass: false, pointsTimesTwo: 0),
            ScaleStep(ord: 2, code: "E", label: Phrase(sv: "E", en: "E"), isPass: true, pointsTimesTwo: 20),
        ], noBasisSymbol: "-")
    private let words = Scale(
        code: "omdöme", version: 1, validFrom: .test, title: Phrase(sv: "omdöme", en: "judgement"),
        steps: [
            ScaleStep(
                ord: 1, code: "insats", label: Phrase(sv: "Insats krävs", en: "Needs support"), isPass: false,
                allowsHalf: true),
            ScaleStep(ord: 2, code: "mer", label: Phrase(sv: "Mer än godtagbara", en: "More"), isPass: true),
        ])

    private func rules(_ scale: Scale, status: CycleStatus = .collecting) throws -> ResultRules {
        ResultRules(
            cycle: Cycle(
                schoolYear: try #require(SchoolYear(label: "2026/27")), number: 3, start: .test,
                end: Day.test.adding(days: 30), deadline: .test, status: status, lockedOn: .test),
            scale: scale)
    }

    private func code(
        _ mark: Mark, _ scale: Scale, on day: Day = .test, status: CycleStatus = .collecting,
        syllabus: Syllabus = .compulsory, year: Int = 5, stage: Int? = nil
    ) throws -> IssueCode? {
        try rules(scale, status: status).issue(
            with: mark, on: day, yearGroup: YearGroup(year), syllabus: syllabus, stage: stage,
            stages: [3, 6, 9])?.code
    }

    @Test func `a mark on the scale within an open cycle is right`() throws {
        expectNoDifference(try code(.step(ord: 2, half: false), grades, stage: 6), nil)
        expectNoDifference(try code(.noBasis, grades), nil)
    }

    @Test func `F and dash are not used in adapted school but a word below the line is`() throws {
        expectNoDifference(
            try code(.step(ord: 1, half: false), grades, syllabus: .adapted), .gradeNotInAdapted)
        expectNoDifference(try code(.noBasis, grades, syllabus: .adapted), .gradeNotInAdapted)
        expectNoDifference(try code(.step(ord: 1, half: false), words, syllabus: .adapted), nil)
    }

    @Test func `a mark outside the scale the cycle or the stage is refused`() throws {
        let mark = Mark.step(ord: 2, half: false)
        expectNoDifference(try code(.step(ord: 9, half: false), grades), .stepNotOnScale)
        expectNoDifference(try code(.step(ord: 2, half: true), grades), .halfNotAllowed)
        expectNoDifference(try code(.step(ord: 1, half: true), words), nil)
        expectNoDifference(try code(.noBasis, words), .noBasisNotAllowed)
        expectNoDifference(try code(mark, grades, on: Day.test.adding(days: -1)), .outsideCycle)
        expectNoDifference(try code(mark, grades, status: .locked), .lockedCycle)
        expectNoDifference(try code(mark, grades, stage: 9), .criterionNotForYear)
    }

    @Test func `a word is read as its step and a wrong one gets the nearest`() throws {
        expectNoDifference(try words.mark(for: "insats krävs").get(), .step(ord: 1, half: false))
        expectNoDifference(try grades.mark(for: "-").get(), .noBasis)
        guard case .failure(let issue) = words.mark(for: "Inats krävs", at: Place(row: 2)) else {
            Testing.Issue.record("read")
            return
        }
        expectNoDifference(
            issue.message(in: .swedish),
            "Rad 2: \"Inats krävs\" finns inte på skalan omdöme (insats, mer). Menade du insats?")
    }

    @Test(arguments: ["e", "G", "IG", "MVG", "?", ""])
    func `another scale's word is never taken for a grade`(_ word: String) {
        #expect((try? grades.mark(for: word).get()) == nil)
    }

    @Test func `a change between versions of a set is no progression`() {
        let old = CriterionReference(set: "MA-6-lgr11", criterion: "MA-6-begrepp")
        let new = CriterionReference(set: "MA-6-lgr22", criterion: "MA-6-begrepp")
        let low = Mark.step(ord: 1, half: true)
        let high = Mark.step(ord: 3, half: false)
        expectNoDifference(Progression.between(low, of: new, and: high, of: new)?.halfSteps, 3)
        expectNoDifference(Progression.between(low, of: old, and: high, of: new), nil)
        expectNoDifference(Progression.between(.noBasis, of: new, and: high, of: new), nil)
    }
}
