/// An ordered scale of steps; one version, never edited once used.
package struct Scale: Hashable, Sendable {
    /// The lasting code routines name: `betyg`, `omdöme`, `kriteriesteg`.
    package var code: String
    package var version: Int
    package var validFrom: Day
    package var title: Phrase
    /// Lowest first; a step's place here is its `ord`.
    package var steps: [ScaleStep]
    /// How "no basis for a mark" is written, when the scale has it.
    package var noBasisSymbol: String?

    package init(
        code: String, version: Int, validFrom: Day, title: Phrase, steps: [ScaleStep],
        noBasisSymbol: String? = nil
    ) {
        self.code = code
        self.version = version
        self.validFrom = validFrom
        self.title = title
        self.steps = steps
        self.noBasisSymbol = noBasisSymbol
    }

    /// Returns the step with a code, compared exactly.
    package func step(code: String) -> ScaleStep? { steps.first { $0.code == code } }

    /// Returns the step at a rank, 1 for the lowest.
    package func step(ord: Int) -> ScaleStep? { steps.first { $0.ord == ord } }

    /// Returns the step a word in a file means: its code, a label or one of its other words; exact first,
    /// then without case.
    ///
    /// A letter grade in the wrong case is no match, since `e` may as well be a slip of the hand.
    package func step(word: some StringProtocol) -> ScaleStep? {
        if let exact = steps.first(where: { $0.code == word || $0.words.contains { $0 == word } }) {
            return exact
        }
        let plain = normalizedWord(word)
        guard plain.count > 1 else { return nil }
        return steps.first { step in
            normalizedWord(step.label.sv) == plain || normalizedWord(step.label.en) == plain
                || normalizedWord(step.code) == plain || step.words.contains { normalizedWord($0) == plain }
        }
    }

    /// Returns the step whose code, label or word is nearest a misspelt one, or nil when none is near enough
    /// to suggest.
    package func nearestStep(to word: some StringProtocol) -> ScaleStep? {
        let candidates = steps.flatMap { step in
            ([step.code, step.label.sv, step.label.en] + step.words).map { (text: $0, step: step) }
        }
        return nearest(to: word, among: candidates, text: \.text)?.step
    }
}

/// One step of a scale.
package struct ScaleStep: Hashable, Sendable {
    /// 1 for the lowest.
    package var ord: Int
    package var code: String
    package var label: Phrase
    /// Whether the step reaches the criterion (or passes the subject).
    package var isPass: Bool
    /// Merit points doubled, so that they stay whole: A is 40.
    package var pointsTimesTwo: Int?
    /// Whether a mark may stand half way from this step to the next.
    package var allowsHalf: Bool
    /// Other words files use for the step.
    package var words: [String]

    package init(
        ord: Int, code: String, label: Phrase, isPass: Bool, pointsTimesTwo: Int? = nil,
        allowsHalf: Bool = false,
        words: [String] = []
    ) {
        self.ord = ord
        self.code = code
        self.label = label
        self.isPass = isPass
        self.pointsTimesTwo = pointsTimesTwo
        self.allowsHalf = allowsHalf
        self.words = words
    }
}
