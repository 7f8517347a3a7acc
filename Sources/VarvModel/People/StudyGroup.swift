/// A class, a teaching group or a mentor group within one school year.
package struct StudyGroup: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case klass = "klass"
        case teaching = "undervisning"
        case mentor = "mentor"
    }

    package var kind: Kind
    /// The name people use, unique within kind and school year: `7B`, `7BMA`.
    package var code: String
    package var schoolYear: SchoolYear
    package var subject: Key<Subject>?
    package var yearGroup: YearGroup?

    package init(
        kind: Kind, code: String, schoolYear: SchoolYear, subject: Key<Subject>? = nil,
        yearGroup: YearGroup? = nil
    ) {
        self.kind = kind
        self.code = code
        self.schoolYear = schoolYear
        self.subject = subject
        self.yearGroup = yearGroup
    }
}

/// A pupil's time in a group.
package struct Membership: Hashable, Sendable {
    package var pupil: Key<Pupil>
    package var group: Key<StudyGroup>
    package var from: Day
    package var to: Day?

    package init(pupil: Key<Pupil>, group: Key<StudyGroup>, from: Day, to: Day? = nil) {
        self.pupil = pupil
        self.group = group
        self.from = from
        self.to = to
    }
}
