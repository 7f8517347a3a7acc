extension Cycle {
    /// Returns what is wrong with a cycle among the others of its school year: number, order of its days,
    /// overlap (V24).
    package func issues(among others: [Cycle]) -> [Issue] {
        var issues: [Issue] = []
        if !(1...6).contains(number) {
            issues.append(
                Issue(
                    .numberOutOfRange,
                    [
                        "field": .phrase(Phrase(sv: "varvets nummer", en: "the cycle's number")),
                        "v": .number(number), "min": .number(1), "max": .number(6),
                    ]))
        }
        if end < start { issues.append(Issue(.endBeforeStart, ["from": .day(start), "to": .day(end)])) }
        if end >= start, deadline > end {
            issues.append(Issue(.endBeforeStart, ["from": .day(deadline), "to": .day(end)]))
        }
        let same = others.filter { $0.schoolYear == schoolYear && $0.number != number }
        if let before = same.filter({ $0.number < number && $0.end >= start }).max(by: {
            $0.number < $1.number
        }) {
            issues.append(Issue(.cyclesOverlap, ["n": .number(number), "m": .number(before.number)]))
        }
        if let after = same.filter({ $0.number > number && $0.start <= end }).min(by: {
            $0.number < $1.number
        }) {
            issues.append(Issue(.cyclesOverlap, ["n": .number(after.number), "m": .number(number)]))
        }
        return issues
    }

    /// Returns the cycle in another status, or why it may not be.
    ///
    /// Locking records the day; going back to collecting unlocks, which the host logs.
    package func moved(to status: CycleStatus, on day: Day) -> Result<Cycle, Issue> {
        guard self.status.mayBecome(status) else {
            let thing = Phrase(sv: "Varv \(number)", en: "Cycle \(number)")
            return .failure(
                .statusNotAllowed(thing, self.status.label, status.label, next: self.status.next.map(\.label))
            )
        }
        var moved = self
        moved.status = status
        if status == .locked { moved.lockedOn = day }
        if moved.takesResults { moved.lockedOn = nil }
        return .success(moved)
    }
}

extension Issue {
    /// Why a thing cannot go from one status to another, and where it can go.
    static func statusNotAllowed(_ thing: Phrase, _ from: Phrase, _ to: Phrase, next: [Phrase]) -> Issue {
        let list =
            next.isEmpty
            ? Phrase(sv: "inget annat", en: "nothing else")
            : Phrase(sv: next.map(\.sv).joined(separator: ", "), en: next.map(\.en).joined(separator: ", "))
        return Issue(
            .statusNotAllowed,
            ["thing": .phrase(thing), "from": .phrase(from), "to": .phrase(to), "list": .phrase(list)])
    }
}
