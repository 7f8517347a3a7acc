import VarvModel
import VarvStorage

@testable import Varv

extension School {
    /// Keeps a group's intervention, decided, from before there were owners.
    func supportGroup(start: String = "2026-10-01") throws {
        let run = try core.store.begin(
            RunStart(kind: "import", account: "anna", role: "leadership", startedAt: core.now))
        let groups = try run.reader.rows("SELECT min(id) FROM study_group")
        try run.put(
            .intervention,
            columns: [
                "level", "target", "title", "study_group", "start_on", "planned_weeks", "due_on", "status",
            ],
            [
                "INS-1", "group", "pupil", "Läsgrupp", .integer(groups.integer(0, 0) ?? 0), .text(start), 6,
                "2026-11-12", "decided",
            ])
        try run.commit(RunEnd(outcome: "done", endedAt: core.now))
    }
}
