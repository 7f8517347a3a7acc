import CustomDump
import Testing
import VarvModel

@testable import Varv

/// What a task writes of interventions is held to the rules they have (V18, V19, V22), before anything is stored.
@Suite struct InterventionRuleTests {
    /// The day of `TestSchool.noon`.
    private static let today = "2026-11-24"
    private static let new =
        #"change:intervention { group = "7A", reports_back = "ALI", follows_up = "ALI", "#

    /// Runs changes as a task, applies them, and tells the interventions, or why nothing was stored.
    private func stored(_ changes: String, in staffed: StaffedSchool) async throws -> [[String]] {
        let test = staffed.test
        try test.folder.write(
            "insats.lua",
            """
            return task {
              id = "test/insats", version = "1.0.0", title = "Insats",
              reads = { "pupils", "interventions" }, writes = { "interventions", "reflections" },
              work = function(here, change) \(changes) end,
            }
            """)
        do {
            let run = try await test.school.run(
                .file(test.folder.path("insats.lua")), scope: .cycle(3), granting: TestSchool.everything)
            try await run.apply()
        } catch { return [["✗", error.message(in: .swedish)]] }
        return try await test.rows(
            "SELECT title, target, status, ended_on FROM intervention WHERE code <> 'INS-1' ORDER BY title")
    }

    private static let refused: [(change: String, message: String)] = [
        (new + #"title = "" }"#, "Insatsens namn saknas. Fyll i värdet eller hoppa över raden."),
        (
            new + #"title = "Läs\ngrupp" }"#,
            "Insatsens namn innehåller en radbrytning, som inte kan stå där. Ta bort tecknet."
        ),
        (
            new + #"title = ("x"):rep(201) }"#,
            "Insatsens namn får ha högst 200 tecken, men har 201. Korta texten."
        ),
        (new + #"title = "T", aimed_at = "alla" }"#, "aimed_at ska vara pupil eller teacher."),
        (
            new + #"title = "T", planned_weeks = 7 }"#,
            "Ange när insatsen ska följas upp (högst 6 veckor bort, annars skriv varför)."
        ),
        (
            new + #"title = "T", planned_weeks = math.maxinteger }"#,
            "Ange när insatsen ska följas upp (högst 6 veckor bort, annars skriv varför)."
        ),
        (
            #"change:intervention { code = "INS-1", status = "reviewed" } change:intervention { code = "INS-1", status = "ended" } "#
                + #"change:intervention { code = "INS-1", status = "running" }"#,
            "Insatsen har läget \"avslutad, målet nått\" och kan inte få läget \"pågår\". Härifrån går det att välja: inget annat."
        ),
        (
            #"change:reflection { code = "R\n1", action = 3, outcome = "o" }"#,
            "Reflektionens kod innehåller en radbrytning, som inte kan stå där. Ta bort tecknet."
        ),
        (
            #"change:reflection { action = 3, outcome = "o\u{202E}" }"#,
            "Utfall innehåller det dolda tecknet U+202E, som inte kan stå där. Ta bort tecknet."
        ),
    ]

    @Test(arguments: refused)
    func `what breaks a rule is refused, and nothing is stored`(_ change: String, _ message: String)
        async throws
    {
        let staffed = try await StaffedSchool()
        try await staffed.school.supportGroup()
        let told = try await stored(change, in: staffed)
        expectNoDifference(told, [["✗", message]])
        try await staffed.test.expect("SELECT count(*) FROM intervention", gives: [["1"]])
    }

    @Test func `a kind of support is one of the vocabulary's`() async throws {
        let staffed = try await StaffedSchool()
        let told = try await stored(Self.new + #"title = "T", kind = "finns inte" }"#, in: staffed)
        #expect(told.first?.last?.contains("finns inte") == true && told.first?.first == "✗", "\(told)")
    }

    @Test func `whom an intervention is aimed at can be changed`() async throws {
        let staffed = try await StaffedSchool()
        let told = try await stored(
            Self.new
                + #"title = "T" } for i in interventions:each() do change:intervention(i, { aimed_at = "teacher" }) end"#,
            in: staffed)
        expectNoDifference(told, [["T", "teacher", "decided", "–"]])
    }

    @Test func `a day may be written as text`() async throws {
        let staffed = try await StaffedSchool()
        _ = try await stored(Self.new + #"title = "T", start_on = "2026-11-01" }"#, in: staffed)
        try await staffed.test.expect(
            "SELECT start_on FROM intervention WHERE title = 'T'", gives: [["2026-11-01"]])
    }

    @Test(arguments: ["2026-02-30", "1/11", ""])
    func `a text that is no day is refused as one`(_ day: String) async throws {
        let staffed = try await StaffedSchool()
        let told = try await stored(Self.new + #"title = "T", start_on = "\#(day)" }"#, in: staffed)
        #expect(
            told.first?.last?.contains(#"start_on ska vara ett datum, ur column.date eller som "2026-11-24""#)
                == true, "\(told)")
    }

    @Test func `one that ends has a last day`() async throws {
        let staffed = try await StaffedSchool()
        let told = try await stored(Self.new + #"title = "T", status = "ended" }"#, in: staffed)
        expectNoDifference(told, [["T", "pupil", "ended", Self.today]])
    }

    @Test func `what an older record lacks stops nobody from mending something else`() async throws {
        let staffed = try await StaffedSchool()
        try await staffed.school.supportGroup()
        _ = try await stored(#"change:intervention { code = "INS-1", title = "Ny" }"#, in: staffed)
        try await staffed.test.expect("SELECT title, reports_back FROM intervention", gives: [["Ny", "–"]])
    }

    @Test func `one that is removed before it began ran no day`() async throws {
        let staffed = try await StaffedSchool()
        try await staffed.school.supportGroup(start: "2026-12-01")
        _ = try await stored(#"change:intervention { code = "INS-1", status = "removed" }"#, in: staffed)
        try await staffed.test.expect(
            "SELECT status, ended_on FROM intervention", gives: [["removed", "2026-12-01"]])
    }

    @Test func `a review that is mended decides anew`() async throws {
        let staffed = try await StaffedSchool()
        try await staffed.school.supportGroup()
        let review = #"change:review { intervention = "INS-1", evidence = "läser", decision = "#
        _ = try await stored(review + #""remove" }"#, in: staffed)
        try await staffed.test.expect(
            "SELECT status, ended_on FROM intervention", gives: [["removed", Self.today]])
        _ = try await stored(review + #""continue" }"#, in: staffed)
        try await staffed.test.expect("SELECT status, ended_on FROM intervention", gives: [["running", "–"]])
    }
}
