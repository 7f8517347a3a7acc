/// An intervention (insats) that was decided for pupils, a group or a teacher.
package struct Intervention: Hashable, Sendable {
    package enum Level: String, CaseIterable, Hashable, Sendable {
        case individual, group

        package var label: Phrase {
            switch self {
            case .individual: Phrase(sv: "individuell", en: "individual")
            case .group: Phrase(sv: "grupp", en: "group")
            }
        }
    }

    package enum Aim: String, CaseIterable, Hashable, Sendable { case pupil, teacher }

    /// Who it is about.
    package enum Target: Hashable, Sendable {
        case pupil(Key<Pupil>)
        case group(Key<StudyGroup>)
        case staff(Key<Staff>)
    }

    package var level: Level
    /// Whether it changes what the pupil or the teacher does (D42).
    package var aim: Aim
    package var target: Target
    /// A code of the vocabulary of support kinds.
    package var kind: String
    /// At most 200 characters.
    package var title: String
    package var subject: Key<Subject>?
    package var criteria: [Key<Criterion>]
    package var start: Day
    /// Whole weeks until it is followed up; more than six needs `reasonForLonger` (V19).
    package var plannedWeeks: Int
    package var reasonForLonger: String?
    package var reportsBack: Key<Staff>?
    package var followsUp: Key<Staff>?
    /// The intervention this one intensified or changed.
    package var predecessor: Key<Intervention>?
    package var status: InterventionStatus
    package var endedOn: Day?

    package init(
        level: Level, aim: Aim = .pupil, target: Target, kind: String, title: String,
        subject: Key<Subject>? = nil,
        criteria: [Key<Criterion>] = [], start: Day, plannedWeeks: Int = 6, reasonForLonger: String? = nil,
        reportsBack: Key<Staff>? = nil, followsUp: Key<Staff>? = nil, predecessor: Key<Intervention>? = nil,
        status: InterventionStatus = .decided, endedOn: Day? = nil
    ) {
        self.level = level
        self.aim = aim
        self.target = target
        self.kind = kind
        self.title = title
        self.subject = subject
        self.criteria = criteria
        self.start = start
        self.plannedWeeks = plannedWeeks
        self.reasonForLonger = reasonForLonger
        self.reportsBack = reportsBack
        self.followsUp = followsUp
        self.predecessor = predecessor
        self.status = status
        self.endedOn = endedOn
    }

    /// The day it is to be followed up.
    package var dueOn: Day { start.adding(days: plannedWeeks * 7) }
}

/// How far an intervention has come.
package enum InterventionStatus: String, CaseIterable, Hashable, Sendable {
    case proposed, decided, running, reviewed, intensified, changed, removed, ended

    package var next: [InterventionStatus] {
        switch self {
        case .proposed: [.decided, .removed]
        case .decided: [.running, .removed]
        case .running: [.reviewed, .intensified, .changed, .removed, .ended]
        // A review that says "continue" leaves it running.
        case .reviewed: [.running, .intensified, .changed, .removed, .ended]
        case .intensified, .changed, .removed, .ended: []
        }
    }

    package func mayBecome(_ other: InterventionStatus) -> Bool { next.contains(other) }

    /// Whether it is under way: decided to begin and not yet over.
    package var isOpen: Bool { !next.isEmpty && self != .proposed }

    package var label: Phrase {
        switch self {
        case .proposed: Phrase(sv: "föreslagen", en: "proposed")
        case .decided: Phrase(sv: "beslutad", en: "decided")
        case .running: Phrase(sv: "pågår", en: "running")
        case .reviewed: Phrase(sv: "utvärderad", en: "reviewed")
        case .intensified: Phrase(sv: "intensifierad", en: "intensified")
        case .changed: Phrase(sv: "förändrad", en: "changed")
        case .removed: Phrase(sv: "borttagen", en: "removed")
        case .ended: Phrase(sv: "avslutad, målet nått", en: "ended, goal reached")
        }
    }
}

/// What a meeting said of an intervention's effect, and decided (D40).
package struct InterventionReview: Hashable, Sendable {
    package enum CarriedOut: String, CaseIterable, Hashable, Sendable { case yes, partly, no }
    package enum Effect: String, CaseIterable, Hashable, Sendable { case yes, no, unclear }
    /// The guide has the first three; `continue` happens (a short cycle, absence) and is counted and shown.
    package enum Decision: String, CaseIterable, Hashable, Sendable {
        case intensify, change, remove
        case goOn = "continue"

        package var label: Phrase {
            switch self {
            case .intensify: Phrase(sv: "intensifieras", en: "intensify")
            case .change: Phrase(sv: "förändras", en: "change")
            case .remove: Phrase(sv: "tas bort", en: "remove")
            case .goOn: Phrase(sv: "fortsätter", en: "continue")
            }
        }

        /// The status the intervention gets; an intensified or changed one ends and has a successor.
        package var leadsTo: InterventionStatus {
            switch self {
            case .intensify: .intensified
            case .change: .changed
            case .remove: .removed
            case .goOn: .running
            }
        }
    }

    package var intervention: Key<Intervention>
    package var cycle: Key<Cycle>
    package var on: Day
    package var carriedOut: CarriedOut
    package var effect: Effect
    package var decision: Decision
    /// What the judgement of effect rests on (V22), at most 2000 characters.
    package var evidence: String

    package init(
        intervention: Key<Intervention>, cycle: Key<Cycle>, on: Day, carriedOut: CarriedOut, effect: Effect,
        decision: Decision, evidence: String
    ) {
        self.intervention = intervention
        self.cycle = cycle
        self.on = on
        self.carriedOut = carriedOut
        self.effect = effect
        self.decision = decision
        self.evidence = evidence
    }
}
