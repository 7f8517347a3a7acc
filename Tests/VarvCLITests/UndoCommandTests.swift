import CustomDump
import Testing
import Varv
import VarvModel

@testable import varv

/// `varv undo` as it is typed: what it shows, what it asks, what it ends with.
@Suite struct UndoCommandTests {
    private static let marks = TypedSchool.judgementHeadings + "20130101-2389;Insats;2026-11-20\n"

    /// A school where run 3 has stored a judgement and run 4 has changed it.
    private func school() async throws -> TypedSchool {
        let school = try await TypedSchool(pupils: "20130101-2389;Ada;Ek;7A;7;\n")
        try school.write("omdomen.csv", Self.marks)
        try await school.done(TypedSchool.importing + ["--yes"])
        try school.write("omdomen.csv", Self.marks.replacing("Insats", with: "Mer"))
        try await school.done(TypedSchool.importing + ["--yes"])
        return school
    }

    /// The school's latest run.
    private func latest(_ school: TypedSchool) async throws -> Int? {
        try await Varv.Host(worker: .besideExecutable).open(school.path).log(limit: 1).first?.run
    }

    /// What was said, without the plan's mark.
    private func lines(_ said: TypedSchool.Said) -> [String] {
        said.text.split(separator: "\n").map(String.init).filter { !$0.contains(" märke") }
    }

    @Test func `what an undo would do is shown before it is agreed to`() async throws {
        let school = try await school()
        let said = try await school.type("undo", "4", answers: ListedLines(["j"]))
        let pupil = try #require(lines(said).first { $0.contains("Elev") }?.prefix { $0 != "," })
        expectNoDifference(
            lines(said),
            [
                "  omdömen: 1 återställd", "Det här ändras:",
                "\(pupil), varv 3, MA: Mer än godtagbara kunskaper → Insats krävs",
                "Ångra körning 4? [j/N] Körning 4 är ångrad. Det blev körning 5.",
            ])
    }

    @Test func `a no leaves the school as it is`() async throws {
        let school = try await school()
        let said = try await school.type("undo", "4", answers: ListedLines([""]))
        expectNoDifference([said.outcome.code, said.outcome.message], ["VARV-E652", "Inget har sparats."])
        #expect(try await latest(school) == 4)
    }

    @Test func `with nobody to ask, nothing is undone`() async throws {
        let school = try await school()
        let said = try await school.type("undo", "4")
        #expect(said.status == .refused)
        #expect(said.outcome.code == "VARV-E650")
        #expect(try await latest(school) == 4)
    }

    @Test func `a yes beforehand undoes`() async throws {
        let school = try await school()
        let said = try await school.type("undo", "4", "--yes")
        #expect(said.outcome.run == 5)
        #expect(try await latest(school) == 5)
    }

    @Test func `only the plan leaves the school as it is`() async throws {
        let school = try await school()
        let said = try await school.type("undo", "4", "--dry-run")
        expectNoDifference([said.outcome.status.rawValue, said.outcome.word == "planned" ? 1 : 0], [0, 1])
        #expect(try await latest(school) == 4)
    }

    @Test func `a plan that was seen is undone by its mark`() async throws {
        let school = try await school()
        let mark = try #require(
            try await school.type("undo", "4", "--dry-run").outcome.plan?.mark.description)
        #expect(try await school.type("undo", "4", "--expect", mark).status == .done)
    }

    @Test func `the mark of another run's undo is refused`() async throws {
        let school = try await school()
        let mark = try #require(
            try await school.type("undo", "4", "--dry-run").outcome.plan?.mark.description)
        _ = try await school.type("undo", "4", "--yes")
        let said = try await school.type("undo", "5", "--expect", mark)
        #expect(said.outcome.code == "VARV-E649")
        #expect(said.outcome.message.contains("valen på kommandoraden"))
    }

    @Test func `a large undo is asked about twice`() async throws {
        let school = try await TypedSchool(
            pupils: (1...5).map { "2013010\($0)-238\(10 - $0);Ada;Ek;7A;7;\n" }.joined())
        for words in [["undo", "2"], ["undo", "2", "--yes"]] {
            let said = try await school.type(words)
            #expect(said.outcome.code == "VARV-E651", "\(said.text)")
        }
        #expect(try await school.type("undo", "2", "--yes", "--yes").status == .done)
    }

    @Test func `a run whose undo was undone can be undone again`() async throws {
        let school = try await school()
        try await school.done("undo", "4", "--yes")
        try await school.done("undo", "5", "--yes")
        let said = try await school.type("undo", "4", "--dry-run")
        #expect(said.text.contains("omdömen: 1 återställd"), "\(said.text)")
    }

    @Test func `a change of a protected pupil is counted, and told to whoever asks and reaches them`()
        async throws
    {
        let school = try await TypedSchool(pupils: "20130103-2387;;;7A;7;Ja\n")
        let marks = Self.marks.replacing("20130101-2389", with: "20130103-2387")
        try school.write("omdomen.csv", marks)
        try await school.done(TypedSchool.importing + ["--yes"])
        try school.write("omdomen.csv", marks.replacing("Insats", with: "Mer"))
        try await school.done(TypedSchool.importing + ["--yes"])

        let withheld = try await school.type("undo", "4", "--dry-run").text
        #expect(withheld.contains("\n  1 ändring visas bara med --read protected\n"), "\(withheld)")
        #expect(!withheld.contains("→"))
        let told = try await school.type("undo", "4", "--dry-run", "--read", "protected").text
        #expect(told.contains("\n  en elev med skyddade uppgifter, varv 3, MA: Mer än godtagbara"), "\(told)")
    }
}
