import VarvBridge
package import VarvDocuments
import VarvModel
import VarvStorage

/// A dialogue's questions for one teacher, group and subject (or whatever it is held per), with what is
/// answered already.
///
/// ```swift
/// let forms = try await school.forms(
///     .named("varv/resultatdialog"), scope: RunScope(cycle: 3, teacher: "ALI"))
/// for question in forms[0].questions where question.isRequired && question.saved == nil {
///     print(question.label)
/// }
/// try await school.answer(forms[0], [.init("next", "Börjar varje lektion med begreppen")])
/// ```
public struct DialogueForm: Sendable {
    /// One question; its answer is kept under `key` and `about`.
    public struct Question: Hashable, Sendable {
        /// What kind of answer a question wants.
        public enum Kind: String, CaseIterable, Hashable, Sendable {
            /// Words.
            case text
            /// One of `choices`, by its key.
            case choice
            /// A day, `2026-11-24`.
            case date
            /// A number.
            case number
            /// A member of staff, by signature.
            case person
            /// What someone will do: text, owner, aims and a day.
            case plan
        }

        /// The lasting name within the set of questions.
        public var key: String
        /// The lasting code of the thing it is about; empty for a question asked once.
        public var about: String
        /// The question without markup; people show as pseudonyms.
        public var label: String
        /// What kind of answer it wants.
        public var kind: Kind
        /// What a choice is made among, by key; what a plan may aim at.
        public var choices: [Choice]
        /// Whether the dialogue is not done without it.
        public var isRequired: Bool
        /// What is answered already in this cycle.
        public var saved: String?
    }

    /// One answer to choose.
    public struct Choice: Hashable, Sendable {
        /// What the answer is saved as.
        public var key: String
        /// What the person reads.
        public var label: String
    }

    /// One answer to a form's question.
    ///
    /// `key` is the question's; a plan's parts are `next.owner`, `next.aims` and `next.due`, its text `next`
    /// itself. An empty value takes a saved answer back.
    public struct Answer: Hashable, Sendable {
        /// The question's key, or one of a plan's parts.
        public var key: String
        /// What it is about; empty for a question asked once.
        public var about: String
        /// The answer as text: a choice by its key, a day as `2026-11-24`.
        public var value: String

        /// Makes an answer; `about` is the question's own.
        public init(_ key: String, about: String = "", _ value: String) {
            self.key = key
            self.about = about
            self.value = value
        }
    }

    /// The dialogue's title for this unit.
    public let title: String
    /// The routine's id.
    public let routine: String
    /// The routine's version.
    public let version: String
    /// Whom it is held with, about what.
    public let scope: RunScope
    /// What the answers are kept under in every cycle: `teaching:ALI/7B/MA`.
    public let scopeKey: String
    /// The questions, in the order they are asked.
    public let questions: [Question]
    /// The form as a paper, to print or to show.
    public let paper: Paper
    /// What held the routine that asked, for the run its answers become.
    var layers: Layers?
    /// The cycle's key in the store.
    let cycle: Int64
    /// Where the scope is in the store.
    let query: QueryScope

    package var document: Document { paper.document }
}

extension DialogueForm {
    /// Makes the form a dialogue asked for.
    ///
    /// - Parameters:
    ///   - maker: with every piece the dialogue sent.
    ///   - empty: without what is saved, for printing and for trying out.
    /// - Throws: ``VarvError`` when the school year has no cycle to keep answers in.
    init(_ maker: PaperMaker, empty: Bool = false) throws {
        let context = maker.services.context
        guard let routine = maker.services.routine, let cycle = context.query.cycle else {
            throw VarvError(
                "VARV-E610", .failed, sv: "Läsåret har inga varv, så det finns ingenstans att spara svaren.",
                en: "The school year has no cycles, so there is nowhere to keep the answers.")
        }
        let key = DialogueScope.key(context.scope)
        let saved = empty ? [:] : try Self.saved(maker.services.reader, routine.id, cycle, key)
        let drawn = try maker.paper()
        var document = drawn.document
        document.blocks = document.blocks.map { block in
            guard case .field(var field) = block else { return block }
            field.prefilled = saved[SavedKey(field.key, field.about ?? "")]
            return .field(field)
        }
        title = drawn.title
        self.routine = routine.id
        version = routine.version
        scope = context.scope
        scopeKey = key
        questions = document.fields.map { Question($0, maker: maker) }
        paper = Paper(document: document, names: drawn.names, printed: drawn.printed)
        self.cycle = cycle
        query = maker.services.scope
    }

    private struct SavedKey: Hashable {
        var key: String
        var about: String

        init(_ key: String, _ about: String) {
            self.key = key
            self.about = about
        }
    }

    private static func saved(
        _ reader: Reader, _ routine: String, _ cycle: Int64, _ scope: String
    ) throws -> [SavedKey: String] {
        let rows = try reader.rows(
            """
            SELECT w.answer_key, w.about, w.value FROM dialogue_answer AS w JOIN dialogue AS d ON d.id = w.dialogue \
            WHERE d.routine = ? AND d.cycle = ? AND d.scope = ?
            """, [.text(routine), .integer(cycle), .text(scope)])
        var saved: [SavedKey: String] = [:]
        for row in 0..<rows.count {
            saved[SavedKey(rows[row, 0].text ?? "", rows[row, 1].text ?? "")] = rows[row, 2].text
        }
        return saved
    }
}

extension DialogueForm.Question {
    init(_ field: FormField, maker: PaperMaker) {
        key = field.key
        about = field.about ?? ""
        label = Neutral.terminal(maker.words.plain(field.label))
        isRequired = field.isRequired
        saved = field.prefilled
        choices = []
        func shown(_ list: [FormField.Choice]) -> [DialogueForm.Choice] {
            list.map {
                DialogueForm.Choice(key: $0.key, label: Neutral.terminal(maker.words.plain($0.label)))
            }
        }
        switch field.kind {
        case .text: kind = .text
        case .choice(let list):
            kind = .choice
            choices = shown(list)
        case .date: kind = .date
        case .number: kind = .number
        case .person: kind = .person
        case .task(let plan):
            kind = .plan
            choices = shown(plan.aims)
        }
    }
}

/// One answer, as ``School/answer(_:_:)`` takes it.
public typealias DialogueAnswer = DialogueForm.Answer
