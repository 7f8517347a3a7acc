/// The criteria of one subject at the end of one stage, in one version of the curriculum.
package struct CriterionSet: Hashable, Sendable {
    /// `MA-6-lgr22`.
    package var code: String
    package var subject: String
    /// The year group at whose end the criteria apply: 1, 3, 6 or 9.
    package var stage: Int
    package var version: String
    package var validFrom: Day
    /// Where the set comes from and who worded the labels.
    package var source: String
    /// The scale its criteria are assessed on.
    package var scale: String
    package var criteria: [Criterion]

    package init(
        code: String, subject: String, stage: Int, version: String, validFrom: Day, source: String,
        scale: String,
        criteria: [Criterion]
    ) {
        self.code = code
        self.subject = subject
        self.stage = stage
        self.version = version
        self.validFrom = validFrom
        self.source = source
        self.scale = scale
        self.criteria = criteria
    }

    /// Returns the stage whose criteria a year group works towards: the lowest one not below it (year 5 → 6).
    package static func stage(for yearGroup: YearGroup, among stages: some Sequence<Int>) -> Int? {
        guard yearGroup.number > 0 else { return nil }
        var lowest: Int?
        for stage in stages where stage >= yearGroup.number && stage < lowest ?? .max { lowest = stage }
        return lowest
    }
}

/// One criterion under a short label of our own wording; Skolverket's text is not stored.
package struct Criterion: Hashable, Sendable {
    /// The lasting code answers and assessments are keyed by: `MA-6-begrepp`.
    package var code: String
    package var label: Phrase
    package var ord: Int
    /// Other words files use for the criterion.
    package var words: [String]

    package init(code: String, label: Phrase, ord: Int, words: [String] = []) {
        self.code = code
        self.label = label
        self.ord = ord
        self.words = words
    }

    /// Whether a word in a file means this criterion.
    package func isMeant(by word: some StringProtocol) -> Bool {
        let plain = normalizedWord(word)
        return normalizedWord(code) == plain || normalizedWord(label.sv) == plain
            || normalizedWord(label.en) == plain || words.contains { normalizedWord($0) == plain }
    }
}
