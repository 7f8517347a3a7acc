/// Versioned words of the school system, from data files: a reform is a new file, not a new program.
package struct Vocabulary: Hashable, Sendable {
    package var scales: [Scale] = []
    package var subjects: [Subject] = []
    package var criterionSets: [CriterionSet] = []
    package var supportKinds: [SupportKind] = []
    package var meritRules: [MeritRule] = []
    package var yearLabels: [YearLabels] = []

    package init() {}

    /// Adds what another file says.
    package mutating func add(_ other: Vocabulary) {
        scales += other.scales
        subjects += other.subjects
        criterionSets += other.criterionSets
        supportKinds += other.supportKinds
        meritRules += other.meritRules
        yearLabels += other.yearLabels
    }

    /// Returns the version of a scale in force on a day: the latest that had begun.
    package func scale(_ code: String, on day: Day) -> Scale? {
        scales.filter { $0.code == code && $0.validFrom <= day }.max {
            ($0.validFrom, $0.version) < ($1.validFrom, $1.version)
        }
    }

    /// Returns the criterion set of a subject and stage in force on a day.
    package func criterionSet(subject: String, stage: Int, on day: Day) -> CriterionSet? {
        criterionSets.filter { $0.subject == subject && $0.stage == stage && $0.validFrom <= day }
            .max { ($0.validFrom, $0.code) < ($1.validFrom, $1.code) }
    }

    /// Returns the subject a word in a file means.
    package func subject(for word: some StringProtocol) -> Subject? {
        subjects.first { $0.isMeant(by: word) }
    }

    /// Returns the label of a year group on a day: `F`, `7`.
    package func label(of yearGroup: YearGroup, on day: Day) -> String {
        let labels = yearLabels.filter { $0.validFrom <= day }.max { $0.validFrom < $1.validFrom }
        return labels?.labels[yearGroup.number] ?? String(yearGroup.number)
    }
}

/// A kind of support an intervention can be.
package struct SupportKind: Hashable, Sendable {
    package var code: String
    package var label: Phrase
    /// Where in the chain of support it stands: `group`, `adaptation`, `special`.
    package var tier: String
    package var validFrom: Day

    package init(code: String, label: Phrase, tier: String, validFrom: Day) {
        self.code = code
        self.label = label
        self.tier = tier
        self.validFrom = validFrom
    }
}

/// How grades become a merit value.
package struct MeritRule: Hashable, Sendable {
    package var code: String
    package var validFrom: Day
    /// The scale whose points count.
    package var scale: String
    /// How many of the best grades count.
    package var bestOf: Int
    /// A subject that counts besides the best ones: `M2`.
    package var extraSubject: String?

    package init(code: String, validFrom: Day, scale: String, bestOf: Int, extraSubject: String?) {
        self.code = code
        self.validFrom = validFrom
        self.scale = scale
        self.bestOf = bestOf
        self.extraSubject = extraSubject
    }

    /// Returns the merit value doubled, from each subject's doubled points.
    package func valueTimesTwo(of points: [(subject: String, timesTwo: Int)]) -> Int {
        let ordinary = points.filter { $0.subject != extraSubject }.map(\.timesTwo).sorted(by: >)
        let extra = points.first { $0.subject == extraSubject }?.timesTwo ?? 0
        return ordinary.prefix(bestOf).reduce(0, +) + extra
    }
}

/// What year groups are called from a day on.
package struct YearLabels: Hashable, Sendable {
    package var validFrom: Day
    package var labels: [Int: String]

    package init(validFrom: Day, labels: [Int: String]) {
        self.validFrom = validFrom
        self.labels = labels
    }
}
