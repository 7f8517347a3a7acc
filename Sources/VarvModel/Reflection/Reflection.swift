/// A reflection under the guide's three headings (D21); writing is recommended, never forced.
package struct Reflection: Hashable, Sendable {
    package var schoolYear: SchoolYear
    /// The leadership action it belongs to, 1–8.
    package var action: Int
    package var cycle: Key<Cycle>?
    /// Utfall: what you did, how it went, effects and absent effects. At most 4000 characters, as the other
    /// two.
    package var outcome: String
    /// Varför: what you learned.
    package var why: String
    /// Nästa steg: how on, what differently.
    package var nextStep: String

    package init(
        schoolYear: SchoolYear, action: Int, cycle: Key<Cycle>? = nil, outcome: String = "", why: String = "",
        nextStep: String = ""
    ) {
        self.schoolYear = schoolYear
        self.action = action
        self.cycle = cycle
        self.outcome = outcome
        self.why = why
        self.nextStep = nextStep
    }
}

/// One answer in a dialogue, under the question's stable key.
package struct DialogueAnswer: Hashable, Sendable {
    /// Part of the question set's contract: `change`, `next`.
    package var key: String
    /// The lasting code of the thing asked about (a criterion, an intervention), when the question is asked
    /// once for each.
    package var about: String?
    package var value: AnswerValue

    package init(key: String, about: String? = nil, value: AnswerValue) {
        self.key = key
        self.about = about
        self.value = value
    }
}

/// What was answered.
package enum AnswerValue: Hashable, Sendable {
    /// At most 4000 characters.
    case text(String)
    /// The chosen alternative's code.
    case choice(String)
    case number(Int)
    case day(Day)
    case staff(Key<Staff>)
    case flag(Bool)
}
