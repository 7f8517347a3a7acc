import CustomDump
import Testing
import VarvModel

@testable import Varv

/// A row is read in whole or not at all: what it registers, and the results that need it.
struct WholeRowTests {
    /// A register whose rows bring a criterion of their own, and an assessment of it.
    private static let adapter = """
        return adapter {
          id = "test/allt", version = "1.0.0", title = "Allt", writes = { "pupils", "results" },
          columns = {
            pupil = column.identity "Nummer", year_group = column.year_group "Åk",
            stage = column.number "Stadium", label = column.text "Kriterium", word = column.text "Ma",
          },
          scale = "omdöme", steps = { ["Mer"] = "mer" },
          row = function(row, add)
            add:group { group = "7A", kind = "klass", year_group = row.year_group }
            local pupil = { pupil = row.pupil, group = "7A", year_group = row.year_group, protection = "none" }
            add:pupil(pupil)
            if row.stage then
              add:criterion { subject = "MA", label = row.label, stage = math.tointeger(row.stage) }
            else
              add:pupil(pupil)
            end
            add:assessment {
              pupil = row.pupil, subject = "MA", criterion = row.label, step = row:step(row.word), cycle = 3,
            }
          end,
        }
        """
    private static let head = "Nummer;Åk;Stadium;Kriterium;Ma\n"
    private static let stored = """
        SELECT (SELECT count(*) FROM pupil) || ' ' || (SELECT count(*) FROM pupil_identity) || ' ' ||
        (SELECT count(*) FROM enrolment) || ' ' || (SELECT count(*) FROM criterion WHERE label = 'Sortera') || ' ' ||
        (SELECT count(*) FROM assessment)
        """

    @Test func `a row may bring the criterion it is about`() async throws {
        let test = try await TestSchool()
        let rows = "20130105-2385;7;9;Sortera;Mer\n20130106-2384;7;9;Sortera;Mer\n"
        let run = try await test.run(adapter: Self.adapter, on: Self.head + rows)
        expectNoDifference(run.plan.refused.map { $0.issue.message(in: .swedish) }, [])
        try await run.apply()
        try await test.expect(Self.stored, gives: [["2 2 2 1 2"]])
    }

    @Test func `a row whose own criterion does not fit the pupil's year registers nobody`() async throws {
        let test = try await TestSchool()
        let run = try await test.run(
            adapter: Self.adapter,
            on: Self.head + "20130105-2385;7;9;Sortera;Mer\n20130106-2384;7;3;Räkna;Mer\n")
        expectNoDifference(run.plan.refused.map(\.issue.code), [.criterionNotForYear])
        try await run.apply(partial: true)
        try await test.expect(Self.stored, gives: [["1 1 1 1 1"]])
    }

    @Test func `a row that says its new pupil twice says it once`() async throws {
        let test = try await TestSchool()
        let rows = "20130105-2385;7;9;Sortera;Mer\n20130106-2384;7;;Sortera;Mer\n"
        let run = try await test.run(adapter: Self.adapter, on: Self.head + rows)
        expectNoDifference(run.plan.refused.map { $0.issue.message(in: .swedish) }, [])
        try await run.apply()
        try await test.expect(Self.stored, gives: [["2 2 2 1 2"]])
    }
}
