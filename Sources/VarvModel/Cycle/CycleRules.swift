extension Cycle {
    /// Returns what is wrong with a cycle among the others of its school year: number, order of its days, overlap (V24).
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
        if let before = same.filter({ $0.number < number && $0.end >= start }).max(by: { $0.number < $1.number }) {
            issues.append(Issue(.cyclesOverlap, ["n": .number(number), "m": .number(before.number)]))
        }
        if let after = same.filter({ $0.number > number && $0.start <= end }).min(by: { $0.number < $1.number }) {
            issues.append(Issue(.cyclesOverlap, ["n": .number(after.number), "m": .number(number)]))
        }
        return issues
    }

    /// Returns the cycle in another status, or why it may not be.
    ///
    /// Locking records the day; going back to collecting unlocks, which the host logs.
    package func moved(to status: CycleStatus, on day: Day) -> Result<Cycle, Issue> {
        guard self.status.mayBecome(status) else {
            return .failure(
                Issue(
                    .statusNotAllowed,
                    [
                        "thing": .phrase(Phrase(sv: "Varv \(number)", en: "Cycle \(number)")),
                        "from": .phrase(self.status.label), "to": .phrase(status.label),
                        "list": .phrase(list(self.status.next.map(\.label))),
                    ]))
        }
        var moved = self
        moved.status = status
        if status == .locked { moved.lockedOn = day }
        if moved.takesResults { moved.lockedOn = nil }
        return .success(moved)
    }
}

/// Joins phrases with commas.
func list(_ phrases: [Phrase]) -> Phrase {
    Phrase(sv: phrases.map(\.sv).joined(separator: ", "), en: phrases.map(\.en).joined(separator: ", "))
}

/// The rules a mark is held to; cheap when nothing is wrong, since an import asks a million times.
package struct ResultRules: Hashable, Sendable {
    package var cycle: Cycle
    package var scale: Scale
    private let isGradeScale: Bool

    package init(cycle: Cycle, scale: Scale) {
        self.cycle = cycle
        self.scale = scale
        isGradeScale = scale.steps.contains { $0.pointsTimesTwo != nil }
    }

    /// Returns the first thing wrong with a mark, or nil (V8, V10–V12, halves and "no basis" the scale lacks).
    ///
    /// - Parameters:
    ///   - stages: the stages the subject has criteria for; empty for a judgement, which has none.
    ///   - stage: the criterion's own stage.
    package func issue(
        with mark: Mark, on day: Day, yearGroup: YearGroup?, syllabus: Syllabus = .compulsory,
        criterion: Criterion? = nil, stage: Int? = nil, stages: [Int] = [], at place: Place? = nil
    ) -> Issue? {
        if !cycle.takesResults {
            var values: [String: MessageValue] = ["n": .number(cycle.number)]
            values["date"] = cycle.lockedOn.map(MessageValue.day)
            return Issue(.lockedCycle, at: place, values)
        }
        if !cycle.contains(day) {
            return Issue(
                .outsideCycle, at: place,
                [
                    "date": .day(day), "n": .number(cycle.number), "from": .day(cycle.start), "to": .day(cycle.end),
                ])
        }
        if let stage, let yearGroup, let wanted = CriterionSet.stage(for: yearGroup, among: stages), wanted != stage {
            return Issue(
                .criterionNotForYear, at: place,
                [
                    "criterion": .phrase(criterion?.label ?? Phrase(sv: "kriteriet", en: "the criterion")),
                    "a": .number(stage), "b": .number(yearGroup.number),
                ])
        }
        return issue(with: mark, syllabus: syllabus, at: place)
    }

    private func issue(with mark: Mark, syllabus: Syllabus, at place: Place?) -> Issue? {
        switch mark {
        case .noBasis:
            if isGradeScale, syllabus == .adapted { return Issue(.gradeNotInAdapted, at: place) }
            return scale.noBasisSymbol == nil
                ? Issue(.noBasisNotAllowed, at: place, ["scale": .phrase(scale.title)]) : nil
        case .step(let ord, let half):
            guard let step = scale.step(ord: ord) else {
                return scale.notOnScale(.number(ord), word: "", at: place)
            }
            if isGradeScale, syllabus == .adapted, !step.isPass { return Issue(.gradeNotInAdapted, at: place) }
            if half, !step.allowsHalf {
                return Issue(
                    .halfNotAllowed, at: place, ["scale": .phrase(scale.title), "step": .phrase(step.label)])
            }
            return nil
        }
    }
}

extension Scale {
    /// Reads a word as a mark, or says what the scale has and which step was probably meant (V7).
    package func mark(for word: String, criterion: Phrase? = nil, at place: Place? = nil) -> Result<Mark, Issue> {
        if word == noBasisSymbol { return .success(.noBasis) }
        if let step = step(word: word) { return .success(.step(ord: step.ord, half: false)) }
        return .failure(notOnScale(.cell(word, .step), word: word, criterion: criterion, at: place))
    }

    func notOnScale(
        _ value: MessageValue, word: String, criterion: Phrase? = nil, at place: Place?
    ) -> Issue {
        var values: [String: MessageValue] = [
            "v": value, "scale": .phrase(title), "steps": .list(steps.map(\.code)),
        ]
        values["criterion"] = criterion.map(MessageValue.phrase)
        values["nearest"] = nearestStep(to: word).map { .text($0.code) }
        return Issue(.stepNotOnScale, at: place, values)
    }
}
