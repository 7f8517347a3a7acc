import VarvModel
import VarvStorage

/// What a run changes of what was there: kept as it is written, told to the person who is about to say yes
/// (design §5: before–after per pupil).
struct ChangeAccount {
    private struct Change {
        var table: TableDefinition
        var columns: ArraySlice<String>
        var key: [StoredValue]
        var before: [StoredValue]
        var after: [StoredValue]
        var sourceRow: Int64
    }

    private var changes: [Change] = []
    /// So many can be told; the counts tell of all.
    private static let limit = 200

    /// Notes what a batch changed.
    mutating func add(_ result: PutResult, of batch: RowBatch) {
        let keys = batch.table.keyCount
        for change in result.changes.prefix(Self.limit - changes.count) {
            changes.append(
                Change(
                    table: batch.table, columns: batch.columns[keys...],
                    key: (0..<keys).map { batch.cells[change.index, $0] }, before: change.before,
                    after: (keys..<batch.columns.count).map { batch.cells[change.index, $0] },
                    sourceRow: batch.sourceRows[change.index]))
        }
    }

    /// Forgets what a row that was refused afterwards had changed.
    mutating func withdraw(_ row: Int64) {
        changes.removeAll { $0.sourceRow == row }
    }

    /// Returns a sentence for each change, in the order they were made.
    ///
    /// Names and free text are never quoted, only said to change. Pupils stand by pseudonym. Of a protected one it
    /// is told who it is or that they are protected, never both.
    ///
    /// - Parameter tellingProtection: whether it may be said that someone is protected.
    func sentences(
        _ reader: Reader, key: SchoolKey, schoolYear: Int64, tellingProtection: Bool
    ) throws -> [Phrase] {
        guard !changes.isEmpty else { return [] }
        let words = try Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                let book = try PupilBook(
                    reader, key: key, language: language, query: QueryScope(schoolYear: schoolYear))
                return (
                    language,
                    ChangeWords(
                        reader: reader, book: book, language: language, tellsProtection: tellingProtection)
                )
            })
        return try changes.map { change in
            func text(_ language: Language) throws -> String {
                guard let words = words[language] else { return "" }
                let about = try words.about(change.table, change.key)
                let moved = try zip(change.columns, zip(change.before, change.after)).compactMap {
                    column, values in
                    values.0 == values.1
                        ? nil : try words.moved(change.table, column, from: values.0, to: values.1)
                }
                return about + ": " + moved.joined(separator: ", ")
            }
            return Phrase(sv: try text(.swedish), en: try text(.english))
        }
    }
}

/// The words for one change, in one language.
private struct ChangeWords {
    let reader: Reader
    let book: PupilBook
    let language: Language
    let tellsProtection: Bool

    private func say(_ sv: String, _ en: String) -> String { language == .swedish ? sv : en }

    /// What a row is about: `Elev 7B-04, MA, Taluppfattning`.
    func about(_ table: TableDefinition, _ key: [StoredValue]) throws -> String {
        var parts: [String] = []
        for (column, value) in zip(table.columns.prefix(table.keyCount), key) {
            // A pupil's own row is keyed by the pupil; the year, the day and the source say nothing new.
            if column.references == "pupil" || table.name == "pupil", let pupil = value.integer {
                parts.insert(try self.pupil(pupil), at: 0)
            } else if let target = column.references, target != "school_year" {
                parts.append(try shown(value, of: target))
            } else if column.name == "code", let code = value.text {
                parts.append(code)
            }
        }
        if table.name == "pupil_identity" { parts = [say("ett elevnummer", "a pupil number")] }
        return parts.isEmpty ? Plan.tableWords(table.name).text(in: language) : parts.joined(separator: ", ")
    }

    func moved(
        _ table: TableDefinition, _ column: String, from before: StoredValue, to after: StoredValue
    ) throws -> String {
        let name = Self.names[column]?.text(in: language) ?? column
        guard let target = table.columns.first(where: { $0.name == column })?.references else {
            guard Self.quotable.contains(column) else { return say("\(name) ändras", "\(name) changes") }
            return "\(name) \(plain(before)) → \(plain(after))"
        }
        if target == "pupil" { return say("elev byts", "pupil changes") }
        let words = "\(try shown(before, of: target)) → \(try shown(after, of: target))"
        // A step is what such a row is for.
        return column == "step" ? words : "\(name) \(words)"
    }

    private func pupil(_ id: Int64) throws -> String {
        try tellsProtection && book.facts(of: id).isProtected
            ? say("en elev med skyddade uppgifter", "a pupil with protected identity")
            : try book.pseudonymText(of: id)
    }

    private func plain(_ value: StoredValue) -> String {
        switch value {
        case .null: "–"
        case .integer(let number): "\(number)"
        case .text(let text): text
        default: "?"
        }
    }

    /// The lasting code or label of the row a key points at.
    private func shown(_ value: StoredValue, of table: String) throws -> String {
        guard let id = value.integer else { return "–" }
        let column =
            switch table {
            case "scale_step": say("label_sv", "coalesce(nullif(label_en, ''), label_sv)")
            case "criterion":
                "(SELECT s.code FROM criterion_set AS c JOIN subject AS s ON s.id = c.subject "
                    + "WHERE c.id = criterion.criterion_set) || ', ' || label"
            case "cycle": "number"
            default: "code"
            }
        guard
            ["scale_step", "criterion", "cycle", "study_group", "staff", "subject", "intervention"].contains(
                table)
        else { return "\(Plan.tableWords(table).text(in: language))" }
        let rows = try reader.rows("SELECT \(column) FROM \(table) WHERE id = ?", [.integer(id)])
        guard rows.count > 0 else { return "–" }
        return table == "cycle" ? say("varv ", "cycle ") + plain(rows[0, 0]) : plain(rows[0, 0])
    }

    /// What may be quoted: dates, numbers and words of a fixed list, never names or free text.
    private static let quotable: Set = [
        "assessed_on", "judged_on", "start_on", "end_on", "due_on", "ended_on", "from_on", "to_on",
        "year_group", "planned_weeks", "status", "syllabus", "decision", "effect", "carried_out",
        "written_on", "kind", "target", "ord", "retired",
    ]

    private static let names: [String: Phrase] = [
        "assessed_on": Phrase(sv: "dag", en: "day"), "judged_on": Phrase(sv: "dag", en: "day"),
        "study_group": Phrase(sv: "grupp", en: "group"), "staff": Phrase(sv: "lärare", en: "teacher"),
        "comment": Phrase(sv: "kommentaren", en: "the comment"),
        "given_name": Phrase(sv: "förnamnet", en: "the given name"),
        "family_name": Phrase(sv: "efternamnet", en: "the family name"),
        "called_name": Phrase(sv: "tilltalsnamnet", en: "the name used"),
        "protection": Phrase(sv: "skyddsmarkeringen", en: "the protection mark"),
        "mark": Phrase(sv: "skyddsmarkeringen", en: "the protection mark"),
        "school_form": Phrase(sv: "skolformen", en: "the school form"),
        "status": Phrase(sv: "läge", en: "status"), "year_group": Phrase(sv: "årskurs", en: "year group"),
        "from_on": Phrase(sv: "från", en: "from"), "to_on": Phrase(sv: "till", en: "to"),
        "syllabus": Phrase(sv: "läroplan", en: "syllabus"), "title": Phrase(sv: "namnet", en: "the title"),
        "text": Phrase(sv: "texten", en: "the text"), "start_on": Phrase(sv: "början", en: "start"),
        "planned_weeks": Phrase(sv: "veckor", en: "weeks"), "due_on": Phrase(sv: "följs upp", en: "due"),
        "ended_on": Phrase(sv: "slut", en: "end"),
        "reports_back": Phrase(sv: "återkopplar", en: "reports back"),
        "follows_up": Phrase(sv: "följer upp", en: "follows up"),
        "duties": Phrase(sv: "tjänsterna", en: "the duties"),
        "account": Phrase(sv: "kontot", en: "the account"),
        "label": Phrase(sv: "texten", en: "the label"), "value": Phrase(sv: "svaret", en: "the answer"),
        "subject": Phrase(sv: "ämne", en: "subject"), "kind": Phrase(sv: "slag", en: "kind"),
        "outcome": Phrase(sv: "utfallet", en: "the outcome"), "why": Phrase(sv: "varför", en: "why"),
        "next_step": Phrase(sv: "nästa steg", en: "the next step"),
        "decision": Phrase(sv: "beslut", en: "decision"), "effect": Phrase(sv: "effekt", en: "effect"),
        "evidence": Phrase(sv: "underlaget", en: "the evidence"),
        "author": Phrase(sv: "författaren", en: "the author"),
    ]
}
