import VarvBridge
import VarvModel
import VarvStorage

extension RunServices {
    /// The fields of `here`: the scope in words, its period, and its numbers where the run may read them.
    ///
    /// A part of the scope that is not set is there as `missing`, so that it reads as nil; a number the run
    /// may not read is not there at all.
    func hereFields() throws -> Value {
        let run = context.scope
        var fields: [VarvBridge.Field] = []
        func add(_ name: String, _ value: Value) {
            fields.append(Field(name, value == .none ? .mark(.missing) : value))
        }
        func text(_ text: String?) -> Value { text.map { .text($0) } ?? .none }
        let year = try reader.rows(
            "SELECT label FROM school_year WHERE id = ?", [StoredValue(context.query.schoolYear)])
        let cycle = try reader.rows(
            "SELECT number, start_on, end_on, deadline FROM cycle WHERE id = ?",
            [StoredValue(context.query.cycle)])
        let group = try reader.rows(
            "SELECT code, year_group FROM study_group WHERE id = ?", [StoredValue(scope.group)])
        let subject = try reader.rows("SELECT code FROM subject WHERE id = ?", [StoredValue(scope.subject)])
        let teacher = try reader.rows("SELECT code FROM staff WHERE id = ?", [StoredValue(scope.teacher)])
        func cell(_ rows: Cells, _ column: Int) -> StoredValue { rows.count > 0 ? rows[0, column] : .null }
        func number(_ stored: StoredValue) -> Value { stored.integer.map { .int($0) } ?? .none }

        add("school", text(context.core.folder.configuration.name))
        add("school_year", text(cell(year, 0).text))
        add("cycle", number(cell(cycle, 0)))
        add("start_on", Self.day(cell(cycle, 1).text))
        add("end_on", Self.day(cell(cycle, 2).text))
        add("deadline", Self.day(cell(cycle, 3).text))
        add("period", text(period(cell(cycle, 1).text, cell(cycle, 2).text)))
        add("year_group", run.yearGroup.map { .int(Int64($0)) } ?? number(cell(group, 1)))
        add("group", text(cell(group, 0).text))
        let code = cell(subject, 0).text
        add("subject", text(code))
        add("subject_name", text(code.flatMap { subjectNames[$0] }))
        add("teacher", text(cell(teacher, 0).text))
        if context.mayRead("staff") {
            add("teacher_name", text(cell(teacher, 0).text.flatMap { staffNames[$0] }))
        }
        add("as_of", Self.day(context.core.today.isoText))
        try addCounts(add)
        return .record(fields)
    }

    private func addCounts(_ add: (String, Value) -> Void) throws {
        guard let right = ["pupils", "results"].first(where: { context.mayRead($0) }) else { return }
        guard let narrowed = try narrowed(scope, right: right) else {
            add("pupils", .int(0))
            if context.mayRead("results") { add("unassessed", .int(0)) }
            return
        }
        guard smallestShown == nil else {
            add("pupils", try table.get().count(part))
            if context.mayRead("results") { add("unassessed", try suppressedUnassessed()) }
            return
        }
        let protected = context.visibility.includesProtected
        add("pupils", .int(Int64(try reader.pupilCount(narrowed, includeProtected: protected))))
        if context.mayRead("results") {
            let unassessed = try reader.unassessedCount(narrowed, includeProtected: protected)
            add("unassessed", .int(Int64(unassessed)))
        }
    }

    /// A cycle's weeks as people say them: `v. 34–39`.
    private func period(_ start: String?, _ end: String?) -> String? {
        guard let start = start.flatMap({ Day(iso: $0) }), let end = end.flatMap({ Day(iso: $0) }) else {
            return nil
        }
        let weeks = "\(start.week.number)–\(end.week.number)"
        return language == .english ? "weeks \(weeks)" : "v. \(weeks)"
    }
}
