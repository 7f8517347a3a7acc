import CustomDump
import Testing
import VarvModel
import VarvStorage

@testable import Varv

/// A school with two teachers of mathematics, ALI in 7A and BOB in 7B, and one reflection by each.
struct StaffedSchool {
    let test: TestSchool
    var school: School { test.school }

    init(invented: Bool = false) async throws {
        test = try await TestSchool(invented: invented)
        try await test.school.fillWithStaff()
    }

    /// Opens the school as someone else would.
    func opened(as role: Role, staff: String? = nil) async throws -> School {
        try await Varv.Host(worker: .besideExecutable, clock: TestSchool.noon)
            .open(school.path, as: Person("bo.berg", role: role, staff: staff))
    }

    /// A teacher, `ALI` unless another signature is given.
    func teacher(_ staff: String? = "ALI") async throws -> School {
        try await opened(as: .teacher, staff: staff)
    }

    /// A routine the leadership has let everyone run, by its path.
    func allowed(_ name: String, _ source: String) async throws -> RoutineSource {
        try test.folder.write(name, source)
        let routine = RoutineSource.file(test.folder.path(name))
        if let question = try await school.question(for: school.routine(routine)) {
            _ = try await school.allow(question, remembering: true)
        }
        return routine
    }

    /// Holds a body to throwing a ``VarvError`` with a code.
    func expect(
        _ code: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
    ) async {
        do {
            try await body()
            Testing.Issue.record("\(code) was not thrown", sourceLocation: sourceLocation)
        } catch {
            #expect(VarvError.wrapping(error).code == code, sourceLocation: sourceLocation)
        }
    }

    static let reflecting = """
        return task {
          id = "test/reflektion", version = "1.0.0", title = "Reflektion", writes = { "reflections" },
          options = { option.text("code", "", "Vilken") },
          work = function(here, change, opt)
            change:reflection { code = opt.code, action = 3, outcome = "o", why = "w", next_step = "Ändrat" }
          end,
        }
        """
}

extension School {
    var meetingsOpen: Int { openMeetings.count }

    fileprivate func fillWithStaff() throws {
        let run = try core.store.begin(
            RunStart(kind: "import", account: "anna", role: "leadership", startedAt: core.now))
        let year = try core.schoolYear(run.reader).id
        let mathematics = try run.reader.keys(byCodeOf: .subject)["MA"] ?? 0
        for (staff, group) in [("ALI", "7A"), ("BOB", "7B")] {
            let (_, teacher) = try run.put(
                .staff, columns: ["given_name", "family_name"], [.text(staff), "Namn", "Ek"])
            let (_, id) = try run.put(
                .studyGroup, columns: ["year_group"], [.integer(year), .text(group), "klass", 7])
            try run.put(.teaching, columns: [], [.integer(teacher), .integer(id), .integer(mathematics)])
            try run.put(
                .reflection, columns: ["action", "outcome", "why", "next_step", "author", "written_on"],
                [.text("REF-" + staff), "3", "o", "w", "n", .text(staff), "2026-11-01"])
        }
        try run.commit(RunEnd(outcome: "done", endedAt: core.now))
    }
}

extension TestSchool {
    /// Holds a query to what it gives, row by row.
    func expect(
        _ sql: String, gives expected: [[String]], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let found = try await rows(sql)
        expectNoDifference(found, expected, sql, line: UInt(sourceLocation.line))
    }
}
