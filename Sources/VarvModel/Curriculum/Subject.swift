/// A school subject.
package struct Subject: Hashable, Sendable {
    /// Skolverket's short code: `MA`, `SVA`, `M2`.
    package var code: String
    package var name: Phrase
    /// The first year group that normally has the subject.
    package var firstYearGroup: Int
    /// The block the subject is part of: `NO` for BI, FY and KE.
    package var blockOf: String?
    /// Other words files use for the subject, compared without case.
    package var words: [String]

    package init(
        code: String, name: Phrase, firstYearGroup: Int = 1, blockOf: String? = nil, words: [String] = []
    ) {
        self.code = code
        self.name = name
        self.firstYearGroup = firstYearGroup
        self.blockOf = blockOf
        self.words = words
    }

    /// Whether a word in a file means this subject: its code, its name or one of its other words.
    package func isMeant(by word: some StringProtocol) -> Bool {
        let plain = normalizedWord(word)
        return normalizedWord(code) == plain || normalizedWord(name.sv) == plain
            || normalizedWord(name.en) == plain || words.contains { normalizedWord($0) == plain }
    }
}
