/// The rules a mark is held to; cheap when nothing is wrong, since an import asks a million times.
package struct ResultRules: Hashable, Sendable {
    package let cycle: Cycle
    package let scale: Scale
    private let isGradeScale: Bool
    /// By rank, so that a mark is looked up without copying its step.
    private let isPass: [Int: Bool]
    private let allowsHalf: Set<Int>

    package init(cycle: Cycle, scale: Scale) {
        self.cycle = cycle
        self.scale = scale
        isGradeScale = scale.steps.contains { $0.pointsTimesTwo != nil }
        isPass = Dictionary(scale.steps.map { ($0.ord, $0.isPass) }) { first, _ in first }
        allowsHalf = Set(scale.steps.filter(\.allowsHalf).map(\.ord))
    }

    /// Returns the first thing wrong with a mark, or nil (V8, V10–V12, halves and "no basis" the scale
    /// lacks).
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
                    "date": .day(day), "n": .number(cycle.number), "from": .day(cycle.start),
                    "to": .day(cycle.end),
                ])
        }
        if let stage, let yearGroup, let wanted = CriterionSet.stage(for: yearGroup, among: stages),
            wanted != stage
        {
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
            guard let isPass = isPass[ord] else { return scale.notOnScale(.number(ord), word: "", at: place) }
            if isGradeScale, syllabus == .adapted, !isPass { return Issue(.gradeNotInAdapted, at: place) }
            if half, !allowsHalf.contains(ord), let step = scale.step(ord: ord) {
                return Issue(
                    .halfNotAllowed, at: place, ["scale": .phrase(scale.title), "step": .phrase(step.label)])
            }
            return nil
        }
    }
}

extension Scale {
    /// Reads a word as a mark, or says what the scale has and which step was probably meant (V7).
    package func mark(for word: String, criterion: Phrase? = nil, at place: Place? = nil) -> Result<
        Mark, Issue
    > {
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
