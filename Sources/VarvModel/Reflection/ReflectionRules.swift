extension Reflection {
    /// Returns what is wrong with a reflection: action 1–8, something written, lengths.
    package func issues(at place: Place? = nil) -> [Issue] {
        var issues: [Issue] = []
        if !(1...8).contains(action) {
            issues.append(
                Issue(
                    .numberOutOfRange, at: place,
                    [
                        "field": .phrase(Phrase(sv: "ledarhandling", en: "leadership action")),
                        "v": .number(action),
                        "min": .number(1), "max": .number(8),
                    ]))
        }
        if [outcome, why, nextStep].allSatisfy({ trimmed($0).isEmpty }) {
            issues.append(Issue(.nothingWritten, at: place))
        }
        for (text, heading) in zip([outcome, why, nextStep], Reflection.headings) {
            if let long = tooLong(text, limit: TextLimit.reflection, field: heading, at: place) {
                issues.append(long)
            }
        }
        return issues
    }

    /// The guide's three headings, in order.
    package static let headings = [
        Phrase(sv: "Utfall", en: "Outcome"), Phrase(sv: "Varför", en: "Why"),
        Phrase(sv: "Nästa steg", en: "Next step"),
    ]
}

extension DialogueAnswer {
    /// Returns what is wrong with an answer: a text may be at most 4000 characters.
    package func issues(at place: Place? = nil) -> [Issue] {
        guard case .text(let text) = value else { return [] }
        return [
            tooLong(text, limit: TextLimit.answer, field: Phrase(sv: "svaret", en: "the answer"), at: place)
        ]
        .compactMap(\.self)
    }
}
