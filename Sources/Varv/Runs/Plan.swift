public import VarvModel
import VarvStorage

/// What a run would do, or has done: the account of its rows and records, before anything is stored.
///
/// The plan is the open transaction looked at: what it shows is what `apply` commits.
public struct Plan: Hashable, Sendable {
    /// Records of one table.
    public struct Count: Hashable, Sendable {
        /// The table's name in the store: `assessment`.
        public var table: String
        /// Records that were not there.
        public var new: Int
        /// Records that were there with other values.
        public var changed: Int
        /// Records that were there just so.
        public var unchanged: Int
        /// Records that are taken away.
        public var removed: Int

        /// What a transaction has written so far, table by table in the schema's order.
        static func all(_ transaction: Transaction) -> [Count] {
            // Pseudonyms the host keeps for itself are nobody's news, and would count protected pupils too.
            TableDefinition.all.filter { $0 != .choice }.compactMap { table in
                transaction.counts[table.name].map { count in
                    Count(
                        table: table.name, new: count.new, changed: count.changed, unchanged: count.unchanged,
                        removed: count.removed)
                }
            }
        }
    }

    /// Rows of the input; each is used, skipped, refused or held. A task and answers have none.
    public var rowsRead: Int
    /// Rows that gave records; of a task or answers, the records.
    public var used: Int
    /// Rows the adapter passed over.
    public var skipped: Int
    /// Rows with something wrong, in the input's order.
    public var refused: [LeftOutRow]
    /// Rows that wait for a person to decide, in the input's order.
    public var held: [LeftOutRow]
    /// What is worth a look and stops nothing; the first of them when there are very many.
    public var warnings: [Issue]
    /// All warnings, also those not kept.
    public var warningCount: Int
    /// Records by table, in the schema's order.
    public var counts: [Count]
    /// What changes of what was there, before → after, a sentence each; the first of them when there are very
    /// many, and ``changed`` counts them all.
    public var changes: [Phrase]
    /// How many changes are not among ``changes`` since they are about pupils with protected identity: they are told
    /// to whoever asks for the right `protected` and has it.
    public var changesWithheld = 0
    /// Differs when anything the run would store differs; `--expect` compares it.
    public var mark: PlanMark
    /// How the input was read: encoding, delimiter, headings, as sentences.
    public var inputNotes: [Phrase]
    /// What the routine noted for the person, in order.
    public var notes: [String] = []
    /// Whether the run takes back another: then its records are what that run did, gone and restored.
    var isUndo = false

    /// New records of all tables.
    public var new: Int { counts.reduce(0) { $0 + $1.new } }
    /// Changed records of all tables.
    public var changed: Int { counts.reduce(0) { $0 + $1.changed } }
    /// Unchanged records of all tables.
    public var unchanged: Int { counts.reduce(0) { $0 + $1.unchanged } }
    /// Removed records of all tables.
    public var removed: Int { counts.reduce(0) { $0 + $1.removed } }
    /// Rows that were neither used nor skipped.
    public var leftOut: Int { refused.count + held.count }
    /// Whether applying it changes anything.
    public var isEmpty: Bool { new == 0 && changed == 0 && removed == 0 }

    /// More than 10 rows and 10 % changed or removed: a second yes is wanted (design §5).
    public var isLargeChange: Bool {
        let moved = changed + removed
        return moved > 10 && moved * 10 > new + changed + unchanged + removed
    }

    /// Why nothing is stored while rows are left out, and what to do.
    package var leftOutWords: Phrase {
        guard used + skipped > 0 else {
            return .counting(
                ["n": leftOut],
                sv:
                    "{n|rad|rader} går inte att läsa in, så inget har sparats. Rätta i filen och läs in den igen.",
                en:
                    "{n|row|rows} cannot be imported, so nothing was stored. Mend the file and import it again."
            )
        }
        return .counting(
            ["n": leftOut],
            sv:
                "{n|rad|rader} går inte att läsa in, så inget har sparats. Rätta i filen, eller läs in resten med --partial.",
            en:
                "{n|row|rows} cannot be imported, so nothing was stored. Mend the file, or import the rest with --partial."
        )
    }

    /// The plan in a few lines, for a person who is about to say yes.
    public func summary(in language: Language = .swedish) -> String {
        let sv = language == .swedish
        var lines: [String] = []
        if rowsRead > 0 {
            let parts = [
                (used, sv ? "används" : "used"), (skipped, sv ? "hoppas över" : "skipped"),
                (refused.count, sv ? "går inte att läsa in" : "refused"),
                (held.count, sv ? "väntar på svar" : "held"),
            ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
            let rows = Phrase.counting(["n": rowsRead], sv: "{n|rad|rader}: ", en: "{n|row|rows}: ")
            lines.append(rows.text(in: language) + parts.joined(separator: ", "))
        }
        for count in counts
        where count.new + count.changed + count.unchanged + count.removed > 0 {
            let parts = RecordCounts(
                new: count.new, changed: count.changed, unchanged: count.unchanged, removed: count.removed
            ).words(isUndo: isUndo).map { $0.text(in: language) }
            lines.append(
                "  \(Self.tableWords(count.table).text(in: language)): \(parts.joined(separator: ", "))")
        }
        if lines.isEmpty { lines.append(sv ? "Inget att ändra." : "Nothing to change.") }
        return lines.joined(separator: "\n")
    }

    /// A table's everyday name.
    static func tableWords(_ table: String) -> Phrase {
        switch table {
        case "pupil": Phrase(sv: "elever", en: "pupils")
        case "pupil_identity": Phrase(sv: "elevnummer", en: "pupil numbers")
        case "pupil_protection": Phrase(sv: "skyddsmarkeringar", en: "protection marks")
        case "enrolment": Phrase(sv: "inskrivningar", en: "enrolments")
        case "membership": Phrase(sv: "gruppmedlemskap", en: "memberships")
        case "study_group": Phrase(sv: "grupper", en: "groups")
        case "staff": Phrase(sv: "personal", en: "staff")
        case "teaching": Phrase(sv: "undervisning", en: "teachings")
        case "criterion_set": Phrase(sv: "kriterieuppsättningar", en: "criterion sets")
        case "criterion": Phrase(sv: "kriterier", en: "criteria")
        case "assessment": Phrase(sv: "bedömningar", en: "assessments")
        case "judgement": Phrase(sv: "omdömen", en: "judgements")
        case "intervention": Phrase(sv: "insatser", en: "interventions")
        case "intervention_review": Phrase(sv: "utvärderingar", en: "reviews")
        case "reflection": Phrase(sv: "reflektioner", en: "reflections")
        case "dialogue": Phrase(sv: "samtal", en: "dialogues")
        case "dialogue_answer": Phrase(sv: "svar", en: "answers")
        case "setting": Phrase(sv: "inställningar", en: "settings")
        case "choice": Phrase(sv: "val som har gjorts", en: "choices made")
        case "school_year": Phrase(sv: "läsår", en: "school years")
        case "cycle": Phrase(sv: "varv", en: "cycles")
        case "subject": Phrase(sv: "ämnen", en: "subjects")
        case "scale": Phrase(sv: "skalor", en: "scales")
        case "scale_step": Phrase(sv: "skalsteg", en: "steps of scales")
        case "held_pupil": Phrase(sv: "elever som väntar på svar", en: "pupils waiting for an answer")
        case "intervention_criterion": Phrase(sv: "kriterier för insatser", en: "criteria of interventions")
        default: Phrase(sv: table, en: table)
        }
    }
}

extension Plan {
    /// Makes the plan of an open transaction that no file's rows led to: a task, answers, an undo.
    init(_ transaction: Transaction, used: Int = 0, mark: PlanMark = .none, told: ToldChanges = .init()) {
        self.init(
            rowsRead: 0, used: used, skipped: 0, refused: [], held: [], warnings: [], warningCount: 0,
            counts: Count.all(transaction), changes: told.sentences, changesWithheld: told.withheld,
            mark: mark,
            inputNotes: [])
    }
}

/// What a run left behind when it was applied.
public struct Receipt: Hashable, Sendable {
    /// The run's number, for `varv undo`.
    public var run: Int
    /// What was stored, as it was shown.
    public var plan: Plan
    /// The file with the rows that were left out, when there were any; records without a file leave none.
    public var leftOutFile: String?
    /// What else was done, or is left to do, in the school's folder, a line each.
    public var notes: [Phrase] = []
    /// `done`, or `leftOut` when rows were left out.
    public var status: ExitStatus { plan.leftOut == 0 ? .done : .leftOut }
}
