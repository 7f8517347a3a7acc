/// What a teacher said of a pupil: a step of the scale, or that there was no basis for one.
///
/// An empty cell is neither: it is no mark at all.
package enum Mark: Hashable, Sendable {
    /// A step by rank (1 lowest), and whether the pupil stands half way to the next.
    case step(ord: Int, half: Bool)
    case noBasis

    package var ord: Int? {
        if case .step(let ord, _) = self { ord } else { nil }
    }
    package var isHalf: Bool {
        if case .step(_, let half) = self { half } else { false }
    }
    /// The mark on a line of half steps, so that two can be compared as whole numbers; nil without basis.
    package var halfSteps: Int? {
        if case .step(let ord, let half) = self { ord * 2 + (half ? 1 : 0) } else { nil }
    }
}

/// One assessment of one pupil on one criterion in one cycle.
///
/// Group and teacher are facts of that date: the assessment belongs to pupil, criterion and cycle.
package struct Assessment: Hashable, Sendable {
    package var pupil: Key<Pupil>
    package var criterion: Key<Criterion>
    package var cycle: Key<Cycle>
    package var mark: Mark
    package var on: Day
    package var staff: Key<Staff>?
    package var group: Key<StudyGroup>?
    /// At most 2000 characters; never shown to `staff` or `public`.
    package var comment: String?

    package init(
        pupil: Key<Pupil>, criterion: Key<Criterion>, cycle: Key<Cycle>, mark: Mark, on: Day,
        staff: Key<Staff>? = nil, group: Key<StudyGroup>? = nil, comment: String? = nil
    ) {
        self.pupil = pupil
        self.criterion = criterion
        self.cycle = cycle
        self.mark = mark
        self.on = on
        self.staff = staff
        self.group = group
        self.comment = comment
    }
}

/// A teacher's guess at the end of the year.
package enum Prognosis: String, CaseIterable, Hashable, Sendable {
    case reaches, risk, not
}

/// One judgement (omdöme) of one pupil in one subject in one cycle.
package struct Judgement: Hashable, Sendable {
    package var pupil: Key<Pupil>
    package var subject: Key<Subject>
    package var cycle: Key<Cycle>
    package var scale: Key<Scale>
    package var mark: Mark
    package var prognosis: Prognosis?
    package var on: Day
    package var staff: Key<Staff>?
    package var group: Key<StudyGroup>?
    /// At most 2000 characters.
    package var comment: String?

    package init(
        pupil: Key<Pupil>, subject: Key<Subject>, cycle: Key<Cycle>, scale: Key<Scale>, mark: Mark,
        prognosis: Prognosis? = nil, on: Day, staff: Key<Staff>? = nil, group: Key<StudyGroup>? = nil,
        comment: String? = nil
    ) {
        self.pupil = pupil
        self.subject = subject
        self.cycle = cycle
        self.scale = scale
        self.mark = mark
        self.prognosis = prognosis
        self.on = on
        self.staff = staff
        self.group = group
        self.comment = comment
    }
}
