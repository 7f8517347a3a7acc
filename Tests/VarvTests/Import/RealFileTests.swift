import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

/// Files from the world, of three shapes; they lie beside the package and do not come with it.
struct RealFileTests {
    private static func file(_ name: String) -> String { Repository.shared("real/" + name) }
    private static func isHere(_ name: String) -> Bool { Repository.hasShared("real/" + name) }

    static let uci = "uci-student-performance/student-mat.csv"
    static let insights = "studentinsights/fake_students_export.csv"
    static let skolverket =
        "skolverket-slutbetyg9-2025/Grundskola - Slutbetyg årskurs 9, samtliga elever 2025 Skolenhet.csv"

    @Test(.enabled(if: RealFileTests.isHere(uci), "../shared/data/real/uci-student-performance is not here"))
    func `UCI's student-mat gives three cycles of judgements for every row`() async throws {
        let test = try await TestSchool(numbers: "characters 7-7")
        let run = try await test.run(
            sample: "uci-student-mat", on: Self.file(Self.uci), settings: ["on": "2026-11-20"],
            answer: ProtectionAnswer.none)
        #expect(run.plan.rowsRead == 395)
        expectNoDifference(run.plan.refused.prefix(3).map { $0.issue.message(in: .swedish) }, [])
        try await run.apply()
        let counts = try await test.rows(
            """
            SELECT y.number, st.code, count(*) FROM judgement AS j JOIN cycle AS y ON y.id = j.cycle
            JOIN scale_step AS st ON st.id = j.step GROUP BY y.number, st.code ORDER BY y.number, st.ord
            """)
        expectNoDifference(counts, try Self.countedByPython())
    }

    private static func countedByPython() throws -> [[String]] {
        let output = try Python.run([
            "-c",
            #"""
            import csv, json, sys
            rows = list(csv.DictReader(open(sys.argv[1]), delimiter=";"))
            word = lambda g: "insats" if g < 10 else "godtagbara" if g < 16 else "mer"
            print(json.dumps([[str(n), w, str(sum(word(int(r[f"G{n}"])) == w for r in rows))]
                              for n in (1, 2, 3) for w in ("insats", "godtagbara", "mer")]))
            """#, file(uci),
        ])
        return try JSONDecoder().decode([[String]].self, from: output)
    }

    @Test(.enabled(if: RealFileTests.isHere(insights), "../shared/data/real/studentinsights is not here"))
    func `Student Insights' students come in by their local numbers, NULL is nothing`() async throws {
        let test = try await TestSchool(numbers: "digits 3")
        let run = try await test.run(
            sample: "student-insights-students", on: Self.file(Self.insights), answer: ProtectionAnswer.none)
        expectNoDifference(run.plan.refused.map { $0.issue.message(in: .swedish) }, [])
        #expect(run.plan.rowsRead == 5)
        try await run.apply()
        let pupils = try await test.rows(
            """
            SELECT i.kind, i.value, p.given_name, p.family_name, g.code FROM pupil AS p
            JOIN pupil_identity AS i ON i.pupil = p.id JOIN enrolment AS e ON e.pupil = p.id
            LEFT JOIN study_group AS g ON g.id = e.study_group ORDER BY i.value
            """)
        expectNoDifference(
            pupils,
            [
                ["eget", "100", "First", "Fake Student", "HEA 200"],
                ["eget", "101", "Second", "Fake Student", "SHS 200"],
                ["eget", "103", "Third", "Fake Student", "BRN 200"],
                ["eget", "104", "Fourth", "Fake Student", "BRN 200"],
                ["eget", "105", "Fifth", "Fake Student", "BRN 200"],
            ])
    }

    @Test(
        .enabled(
            if: RealFileTests.isHere(skolverket), "../shared/data/real/skolverket-slutbetyg9-2025 is not here"
        ))
    func `Skolverket's statistics are found under five lines of preamble, and every figure reads`()
        async throws
    {
        let test = try await TestSchool()
        let run = try await test.run(sample: "skolverket-slutbetyg", on: Self.file(Self.skolverket))
        #expect(run.plan.inputNotes.map(\.sv).contains("Hoppar över 5 rader före rubrikerna."))
        expectNoDifference(run.plan.refused.prefix(3).map { $0.issue.message(in: .swedish) }, [])
        #expect(run.plan.skipped == run.plan.rowsRead)
        // 1 754 records, of which five above the headings and those that are blank do not count: counted by
        // Python's csv.
        #expect(run.plan.rowsRead == 1742)
        await run.discard()
    }

    @Test(.enabled(if: RealFileTests.isHere(uci), "../shared/data/real is not here"))
    func `each of the three is known by its headings`() async throws {
        let test = try await TestSchool()
        let adapters = Repository.sample("routines/adapters")
        for name in try FileManager.default.contentsOfDirectory(atPath: adapters) {
            try FileManager.default.copyItem(
                atPath: adapters + "/" + name, toPath: test.folder.path("skolan/routines/" + name))
        }
        for (file, id) in [
            (Self.uci, "uci-student-mat"), (Self.insights, "student-insights-students"),
            (Self.skolverket, "skolverket-slutbetyg"),
        ] where Self.isHere(file) {
            let inspection = try await test.school.inspect(.file(Self.file(file)))
            #expect(inspection.adapters.map(\.id) == ["lindbackaskolan/" + id])
        }
    }
}
