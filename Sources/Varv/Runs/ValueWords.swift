import VarvModel
import VarvStorage

/// What a stored value is called where a person reads it, in one language: what one row changes, what two rows say
/// differently.
///
/// Dates, numbers and words of a fixed list are quoted; names, numbers of pupils and free text never, only what
/// column they stand in (design §4 Messages).
final class ValueWords {
    private let reader: Reader
    private let language: Language
    /// Steps, groups and such are few, and rows that disagree may be many.
    private var known: [String: String] = [:]

    init(_ reader: Reader, _ language: Language) {
        self.reader = reader
        self.language = language
    }

    private func say(_ sv: String, _ en: String) -> String { language == .swedish ? sv : en }

    /// What changes in a column: `dag 2026-10-01 → 2026-10-02`, `Godtagbara → Mer`, `förnamnet ändras`.
    func moved(
        _ table: TableDefinition, _ column: String, from before: StoredValue, to after: StoredValue
    ) throws -> String {
        let name = name(of: column)
        guard let words = try quoted(table, column, [before, after])?.joined(separator: " → ") else {
            return column == "pupil"
                ? say("elev byts", "pupil changes") : say("\(name) ändras", "\(name) changes")
        }
        // A step is what such a row is for.
        return column == "step" ? words : "\(name) \(words)"
    }

    /// What two rows say of a column: `steg Godtagbara och Mer`, `förnamnet`.
    func apart(
        _ table: TableDefinition, _ column: String, _ one: StoredValue, _ other: StoredValue
    ) throws -> String {
        let values = try quoted(table, column, [one, other])
        return name(of: column) + (values.map { " " + $0.joined(separator: say(" och ", " and ")) } ?? "")
    }

    private func name(of column: String) -> String { Self.names[column]?.text(in: language) ?? column }

    /// Values as they may be quoted, in one line each and with no personal number in them; nil when their column may not.
    private func quoted(_ table: TableDefinition, _ column: String, _ values: [StoredValue]) throws
        -> [String]?
    {
        let target = table.columns.first { $0.name == column }?.references
        guard target != "pupil", target != nil || Self.quotable.contains(column) else { return nil }
        return try values.map { value in
            let text = try target.map { try shown(value, of: $0) } ?? word(value, in: table, column)
            // A group or a signature is called what the file called it.
            return MessageValue.cell(text, .group).text(in: language)
        }
    }

    /// A value as a person says it: the codes that routines use have words of their own.
    private func word(_ value: StoredValue, in table: TableDefinition, _ column: String) -> String {
        if table.name == "intervention", column == "target" {
            return value.text == "teacher" ? say("läraren", "the teacher") : say("eleven", "the pupil")
        }
        return Self.label(value.text ?? "", in: table.name, column)?.text(in: language) ?? plain(value)
    }

    /// What a code of a fixed list is called, where its column, or a thing's field of that name, has such codes.
    static func label(_ code: String, in table: String, _ column: String) -> Phrase? {
        switch (table, column) {
        case ("cycle", "status"): CycleStatus(rawValue: code)?.label
        case ("intervention", "level"): Intervention.Level(rawValue: code)?.label
        case ("intervention", "status"): InterventionStatus(rawValue: code)?.label
        case ("intervention", "decision"), ("intervention_review", "decision"):
            InterventionReview.Decision(rawValue: code)?.label
        case (_, "carried_out"), (_, "effect"): answers[code]
        default: nil
        }
    }

    private static let answers = [
        "yes": Phrase(sv: "ja", en: "yes"), "partly": Phrase(sv: "delvis", en: "partly"),
        "no": Phrase(sv: "nej", en: "no"), "unclear": Phrase(sv: "oklart", en: "unclear"),
    ]

    private func plain(_ value: StoredValue) -> String {
        switch value {
        case .null: "–"
        case .integer(let number): "\(number)"
        case .text(let text): text
        default: "?"
        }
    }

    /// The lasting code or label of the row a key points at.
    func shown(_ value: StoredValue, of table: String) throws -> String {
        guard let id = value.integer else { return "–" }
        if let known = known["\(table) \(id)"] { return known }
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
        let text = table == "cycle" ? say("varv ", "cycle ") + plain(rows[0, 0]) : plain(rows[0, 0])
        known["\(table) \(id)"] = text
        return text
    }

    /// What may be quoted: dates, numbers and words of a fixed list, never names or free text.
    private static let quotable: Set = [
        "assessed_on", "judged_on", "start_on", "end_on", "due_on", "ended_on", "from_on", "to_on",
        "year_group",
        "planned_weeks", "status", "syllabus", "decision", "effect", "carried_out", "written_on", "kind",
        "target", "ord", "retired",
    ]

    private static let names: [String: Phrase] = [
        "step": Phrase(sv: "steg", en: "step"), "pupil": Phrase(sv: "eleven", en: "the pupil"),
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
        "level": Phrase(sv: "nivån", en: "the level"), "target": Phrase(sv: "riktas till", en: "aimed at"),
        "predecessor": Phrase(sv: "föregångare", en: "predecessor"),
        "carried_out": Phrase(sv: "genomförd", en: "carried out"),
        "reviewed_on": Phrase(sv: "utvärderingsdagen", en: "the day of the review"),
        "written_on": Phrase(sv: "skriven", en: "written"),
        "action": Phrase(sv: "ledarhandling", en: "action"), "cycle": Phrase(sv: "varv", en: "cycle"),
        "teaching": Phrase(sv: "undervisningen", en: "the teaching"),
        "version": Phrase(sv: "versionen", en: "the version"), "held_on": Phrase(sv: "dagen", en: "the day"),
        "answered_on": Phrase(sv: "svarsdagen", en: "the day of the answer"),
        "criterion_set": Phrase(sv: "kriterieuppsättningen", en: "the criterion set"),
        "ord": Phrase(sv: "ordning", en: "order"), "retired": Phrase(sv: "utgånget", en: "retired"),
        "stage": Phrase(sv: "till årskurs", en: "for year group"),
        "valid_from": Phrase(sv: "gäller från", en: "valid from"),
    ]
}
