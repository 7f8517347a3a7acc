import Varv
import VarvDocuments
import VarvModel

/// A plan in words and in JSON.
enum PlanText {
    /// How many of one kind are listed; the rest are counted.
    static let shown = 10

    /// Returns the plan as a person reads it before saying yes.
    ///
    /// - Parameter columns: where what others wrote is folded, so that it begins no line of a screen as if Varv said it.
    static func lines(
        _ plan: Plan, in language: Language, hasColour: Bool = false, foldedAt columns: Int? = nil
    ) -> [String] {
        let isSwedish = language == .swedish
        func dimmed(_ text: String) -> String { Accent.dimmed.around(text, if: hasColour) }
        var lines = plan.inputNotes.flatMap { note in
            Console.folded(Neutral.terminal(note.text(in: language)), columns).map(dimmed)
        }
        // Before our own account, so that the question follows on what is ours.
        lines += plan.notes.flatMap { Console.quoted($0, foldedAt: columns) }
        // A task that changes nothing has no rows to sum up.
        if plan.rowsRead > 0 || !plan.isEmpty {
            lines += plan.summary(in: language).split(separator: "\n").map(String.init)
        }
        lines += changes(plan, language, columns)
        lines += group(
            plan.refused.map { ($0.issue, $0.line) },
            title: isSwedish ? "Rader som inte går att läsa in:" : "Rows that cannot be imported:", language,
            columns, dimmed)
        lines += group(
            plan.held.map { ($0.issue, $0.line) },
            title: isSwedish ? "Rader som väntar på svar:" : "Rows that wait for an answer:", language,
            columns, dimmed
        )
        lines += group(
            plan.warnings.map { ($0, nil) }, total: plan.warningCount,
            title: isSwedish ? "Värt att titta på:" : "Worth a look:", language, columns, dimmed)
        if !plan.mark.hash.isEmpty, !plan.isEmpty {
            lines.append(
                dimmed((isSwedish ? "Planens märke: " : "The plan's mark: ") + plan.mark.description))
        }
        return lines
    }

    /// What was there and is changed, before → after.
    private static func changes(_ plan: Plan, _ language: Language, _ columns: Int?) -> [String] {
        guard !plan.changes.isEmpty || plan.changesWithheld > 0 else { return [] }
        var lines = [language == .swedish ? "Det här ändras:" : "This changes:"]
        lines += plan.changes.prefix(shown).flatMap { item($0.text(in: language), columns) }
        let rest = plan.changed - plan.changesWithheld - min(shown, plan.changes.count)
        if rest > 0 { lines.append("  " + more(rest, language)) }
        if plan.changesWithheld > 0 {
            let words = Phrase.counting(
                ["n": plan.changesWithheld],
                sv: "{n|ändring|ändringar} visas bara med --read protected",
                en: "{n|change is|changes are} shown only with --read protected")
            lines.append("  " + words.text(in: language))
        }
        return lines
    }

    /// Lists issues by code: the first of each with its place, and how many more there are.
    private static func group(
        _ issues: [(issue: Issue, line: Int?)], total: Int? = nil, title: String, _ language: Language,
        _ columns: Int?, _ dimmed: (String) -> String
    ) -> [String] {
        guard !issues.isEmpty else { return [] }
        var lines = [title]
        var codes: [IssueCode] = []
        for each in issues where !codes.contains(each.issue.code) { codes.append(each.issue.code) }
        for code in codes {
            let alike = issues.filter { $0.issue.code == code }
            if let line = together(alike, language) {
                lines += item(line, columns, ending: "  " + dimmed(alike[0].issue.number))
                continue
            }
            for (index, each) in alike.prefix(shown).enumerated() {
                var text = each.issue.message(in: language)
                if each.issue.place?.row == nil, let line = each.line {
                    text = (language == .swedish ? "Rad \(line): " : "Line \(line): ") + text
                }
                lines += item(text, columns, ending: index == 0 ? "  " + dimmed(each.issue.number) : "")
            }
            if alike.count > shown { lines.append("  " + more(alike.count - shown, language)) }
        }
        if let total, total > issues.count { lines.append("  " + more(total - issues.count, language)) }
        return lines
    }

    private static func item(_ text: String, _ columns: Int?, ending: String = "") -> [String] {
        Console.folded(Neutral.terminal(text), columns, after: "  ", ending: ending)
    }

    /// Returns rows that have the very same thing to say as one line with their numbers; nil when they differ or are few.
    private static func together(_ alike: [(issue: Issue, line: Int?)], _ language: Language) -> String? {
        let first = alike[0].issue
        let rows = alike.compactMap { $0.issue.place?.row ?? $0.line }
        guard alike.count > 3, rows.count == alike.count,
            alike.allSatisfy({
                $0.issue.values == first.values && $0.issue.place?.column == first.place?.column
            })
        else { return nil }
        var place = first.place
        place?.row = nil
        let words = Issue(first.code, at: place, first.values).message(in: language)
        let list = rows.prefix(shown).map(String.init).joined(separator: ", ")
        let rest = rows.count > shown ? " " + more(rows.count - shown, language) : ""
        return language == .swedish ? "\(words) Rad \(list)\(rest)." : "\(words) Lines \(list)\(rest)."
    }

    private static func more(_ count: Int, _ language: Language) -> String {
        language == .swedish ? "… och \(count) till" : "… and \(count) more"
    }

    static func counts(_ plan: Plan) -> JSON {
        .members([
            "rows": .integer(plan.rowsRead), "used": .integer(plan.used), "skipped": .integer(plan.skipped),
            "refused": .integer(plan.refused.count), "held": .integer(plan.held.count),
            "new": .integer(plan.new), "changed": .integer(plan.changed),
            "unchanged": .integer(plan.unchanged),
            "removed": .integer(plan.removed), "warnings": .integer(plan.warningCount),
        ])
    }

    static func json(_ plan: Plan, in language: Language) -> JSON {
        .members([
            "hash": .string(plan.mark.hash), "mark": .string(plan.mark.description),
            "large_change": .bool(plan.isLargeChange),
            "tables": .array(
                plan.counts.map {
                    .members([
                        "table": .string($0.table), "new": .integer($0.new), "changed": .integer($0.changed),
                        "unchanged": .integer($0.unchanged), "removed": .integer($0.removed),
                    ])
                }),
            "changes": .array(plan.changes.map { .string($0.text(in: language)) }),
            "changes_withheld": .integer(plan.changesWithheld),
            "refused": .array(plan.refused.map { row($0, language) }),
            "held": .array(plan.held.map { row($0, language) }),
            "warnings": .array(plan.warnings.map { issue($0, line: nil, language) }),
            "input": .array(plan.inputNotes.map { .string($0.text(in: language)) }),
            "notes": .array(plan.notes.map(JSON.string)),
        ])
    }

    private static func row(_ row: LeftOutRow, _ language: Language) -> JSON {
        issue(row.issue, line: row.line, language)
    }

    private static func issue(_ issue: Issue, line: Int?, _ language: Language) -> JSON {
        .members([
            "code": .string(issue.number), "line": (issue.place?.row ?? line).map(JSON.integer) ?? .null,
            "column": .text(issue.place?.column), "message": .string(issue.message(in: language)),
        ])
    }
}
