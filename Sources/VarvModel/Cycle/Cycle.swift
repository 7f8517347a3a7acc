/// A cycle (varv): actions 5, 6 and 7 of the guide once, five or six times a school year.
package struct Cycle: Hashable, Sendable {
    package var schoolYear: SchoolYear
    /// 1–6.
    package var number: Int
    package var start: Day
    package var end: Day
    /// The last day teachers fill in assessments (D32).
    package var deadline: Day
    package var status: CycleStatus
    /// The day results were locked, while they are.
    package var lockedOn: Day?

    package init(
        schoolYear: SchoolYear, number: Int, start: Day, end: Day, deadline: Day,
        status: CycleStatus = .planned,
        lockedOn: Day? = nil
    ) {
        self.schoolYear = schoolYear
        self.number = number
        self.start = start
        self.end = end
        self.deadline = deadline
        self.status = status
        self.lockedOn = lockedOn
    }

    /// Whether results may be read in or changed.
    package var takesResults: Bool { status == .planned || status == .collecting }

    package func contains(_ day: Day) -> Bool { start <= day && day <= end }
}

/// How far a cycle has come.
package enum CycleStatus: String, CaseIterable, Hashable, Sendable {
    case planned, collecting, locked, dialogue, eht
    case checkedIn = "checked_in"
    case closed

    /// Where the cycle may go from here: one step on, or back to collecting (reopening, which the host logs).
    package var next: [CycleStatus] {
        switch self {
        case .planned: [.collecting]
        case .collecting: [.locked, .planned]
        case .locked: [.dialogue, .collecting]
        // A school may hold its EHT meeting before the last dialogue, or skip straight to the check-in.
        case .dialogue: [.eht, .checkedIn, .collecting]
        case .eht: [.checkedIn, .dialogue, .collecting]
        case .checkedIn: [.closed, .collecting]
        case .closed: [.collecting]
        }
    }

    package func mayBecome(_ other: CycleStatus) -> Bool { next.contains(other) }

    package var label: Phrase {
        switch self {
        case .planned: Phrase(sv: "planerat", en: "planned")
        case .collecting: Phrase(sv: "bedömningar samlas in", en: "collecting assessments")
        case .locked: Phrase(sv: "låst", en: "locked")
        case .dialogue: Phrase(sv: "resultatdialoger pågår", en: "result dialogues")
        case .eht: Phrase(sv: "EHT-möte", en: "EHT meeting")
        case .checkedIn: Phrase(sv: "avstämt", en: "checked in")
        case .closed: Phrase(sv: "avslutat", en: "closed")
        }
    }
}
