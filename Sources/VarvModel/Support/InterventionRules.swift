extension Intervention {
    /// Returns what is wrong with a decided intervention: who (V18), when (V19), what.
    package func issues(at place: Place? = nil, kinds: [SupportKind]? = nil) -> [Issue] {
        var issues: [Issue] = []
        if reportsBack == nil || followsUp == nil { issues.append(Issue(.interventionLacksOwner, at: place)) }
        let hasReason = !trimmed(reasonForLonger ?? "").isEmpty
        if plannedWeeks < 1 || (plannedWeeks > 6 && !hasReason) {
            issues.append(Issue(.interventionLacksEnd, at: place))
        }
        if trimmed(title).isEmpty {
            issues.append(
                Issue(
                    .missingValue, at: place,
                    ["field": .phrase(Phrase(sv: "insatsens namn", en: "the intervention's name"))]))
        }
        let long = [
            tooLong(
                title, limit: TextLimit.title,
                field: Phrase(sv: "insatsens namn", en: "the intervention's name"), at: place),
            tooLong(
                reasonForLonger, limit: TextLimit.comment, field: Phrase(sv: "skälet", en: "the reason"),
                at: place),
        ]
        issues += long.compactMap(\.self)
        if let kinds, !kinds.contains(where: { $0.code == kind }) {
            issues.append(
                Issue(.unknownKind, at: place, ["v": .cell(kind, .step), "list": .list(kinds.map(\.code))]))
        }
        if let endedOn, endedOn < start {
            issues.append(Issue(.endBeforeStart, at: place, ["from": .day(start), "to": .day(endedOn)]))
        }
        return issues
    }

    /// Returns the intervention in another status, or why it may not be. One that is removed before it has begun ran no
    /// day.
    package func moved(to status: InterventionStatus, on day: Day) -> Result<Intervention, Issue> {
        guard self.status.mayBecome(status) else {
            let thing = Phrase(sv: "Insatsen", en: "The intervention")
            return .failure(
                .statusNotAllowed(thing, self.status.label, status.label, next: self.status.next.map(\.label))
            )
        }
        var moved = self
        moved.status = status
        if status.next.isEmpty { moved.endedOn = max(day, start) }
        return .success(moved)
    }

    /// Returns a new one in the status it has from the start; whoever writes down what was gives its last day too.
    package func beginning(as status: InterventionStatus, on day: Day) -> Intervention {
        var new = self
        new.status = status
        if status.next.isEmpty { new.endedOn = max(day, start) }
        return new
    }

    /// Returns the days it has run on a day, not counting that day; 0 before it starts.
    package func daysRun(on day: Day) -> Int { max(0, start.days(until: min(day, endedOn ?? day))) }

    /// Returns the successor a review's decision makes: same target, owners and aim, starting when this one
    /// ends.
    package func successor(of key: Key<Intervention>, from day: Day, plannedWeeks: Int = 6) -> Intervention {
        var successor = self
        successor.start = day
        successor.plannedWeeks = plannedWeeks
        successor.reasonForLonger = nil
        successor.predecessor = key
        successor.status = .decided
        successor.endedOn = nil
        return successor
    }
}

extension InterventionReview {
    /// Returns what is wrong with a review: evidence (V22) and lengths.
    package func issues(at place: Place? = nil) -> [Issue] {
        var issues: [Issue] = []
        if trimmed(evidence).isEmpty { issues.append(Issue(.reviewLacksEvidence, at: place)) }
        if let long = tooLong(
            evidence, limit: TextLimit.comment, field: Phrase(sv: "underlaget", en: "the evidence"), at: place
        ) {
            issues.append(long)
        }
        return issues
    }
}

/// An intervention and those it came from, so that time is counted over the whole chain.
package struct InterventionChain: Hashable, Sendable {
    /// The latest first.
    package let links: [Intervention]

    /// Follows predecessors from an intervention; a ring in the data is cut where it closes.
    package init(from key: Key<Intervention>, lookup: (Key<Intervention>) -> Intervention?) {
        var links: [Intervention] = []
        var seen: Set<Key<Intervention>> = []
        var next: Key<Intervention>? = key
        while let key = next, seen.insert(key).inserted, let link = lookup(key) {
            links.append(link)
            next = link.predecessor
        }
        self.links = links
    }

    /// Returns the days the chain has run on a day; days two links share count once.
    package func daysRun(on day: Day) -> Int {
        var covered = 0
        var reached: Day?
        for link in links.sorted(by: { $0.start < $1.start }) {
            let from = max(link.start, reached ?? link.start)
            let to = min(day, link.endedOn ?? day)
            if from < to {
                covered += from.days(until: to)
                reached = to
            }
        }
        return covered
    }

    /// Whole weeks run on a day.
    package func weeksRun(on day: Day) -> Int { daysRun(on: day) / 7 }

    /// Whether an EHT meeting must decide to investigate or not (D64): 35 days or more without a review that
    /// saw effect.
    ///
    /// Deciding earlier is always allowed; the rule only keeps minutes from closing without an answer (V21,
    /// V23).
    package func needsInvestigationDecision(on day: Day, sawEffect: Bool) -> Bool {
        !sawEffect && daysRun(on: day) >= 35
    }
}
