import VarvModel
import VarvStorage

/// Checks answers against their form and saves them.
struct AnswerWriter {
    let form: DialogueForm
    let today: Day

    /// The longest answer, in characters.
    static let longest = 4000

    /// Saves answers, one record each, in the dialogue of this scope and cycle.
    ///
    /// The later of two answers to one question counts, so that a form can be saved while it is filled in.
    ///
    /// - Throws: ``VarvError`` with status `refused` and every reason, before anything is written.
    /// - Returns: what became of each answer.
    @discardableResult
    func save(_ answers: [DialogueForm.Answer], in transaction: Transaction) throws -> [RecordFate] {
        let checked = try check(answers)
        guard !checked.isEmpty else { return [] }
        let scope = form.query
        let dialogue = try transaction.put(
            .dialogue, columns: ["teaching", "study_group", "subject", "year_group", "staff", "version"],
            [
                .text(form.routine), .integer(form.cycle), .text(form.scopeKey), StoredValue(scope.teaching),
                StoredValue(scope.group), StoredValue(scope.subject), StoredValue(scope.yearGroup),
                StoredValue(scope.teacher), .text(form.version),
            ])
        var fates: [RecordFate] = []
        for answer in checked {
            if answer.value.isEmpty {
                let removed = try transaction.remove(
                    .dialogueAnswer, key: [.integer(dialogue.id), .text(answer.key), .text(answer.about)])
                fates.append(removed ? .changed : .unchanged)
                continue
            }
            let put = try transaction.put(
                .dialogueAnswer,
                [
                    .integer(dialogue.id), .text(answer.key), .text(answer.about), .text(answer.value),
                    .text(today.isoText),
                ], onRepeat: .replace)
            fates.append(put.fate)
        }
        return fates
    }

    /// Returns the answers as they are kept, or throws with all that is wrong.
    func check(_ answers: [DialogueForm.Answer]) throws(VarvError) -> [DialogueForm.Answer] {
        var problems: [Phrase] = []
        var checked: [DialogueForm.Answer] = []
        for answer in answers {
            switch kept(answer) {
            case .success(let answer): checked.append(answer)
            case .failure(let refusal): problems.append(refusal.words)
            }
        }
        guard problems.isEmpty else {
            throw VarvError(
                "VARV-E611", .refused,
                sv: "Inget svar har sparats: " + problems.map(\.sv).joined(separator: " "),
                en: "No answer was saved: " + problems.map(\.en).joined(separator: " "), details: problems)
        }
        return checked
    }

    private func kept(_ answer: DialogueForm.Answer) -> Result<DialogueForm.Answer, Refusal> {
        let parts = answer.key.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        let part = parts.count == 2 ? parts[1] : nil
        guard let question = form.questions.first(where: { $0.key == parts[0] && $0.about == answer.about }),
            part == nil || question.kind == .plan && ["what", "owner", "aims", "due"].contains(part)
        else {
            let name = printable(
                answer.about.isEmpty ? answer.key : answer.key + ":" + answer.about, atMost: 80)
            return .failure(
                Refusal(
                    sv: "Formuläret har ingen fråga \"\(name)\".", en: "The form has no question \"\(name)\"."
                ))
        }
        let label = printable(question.label, atMost: 80)
        func refused(_ sv: String, _ en: String) -> Result<DialogueForm.Answer, Refusal> {
            .failure(Refusal(sv: "\"\(label)\": \(sv)", en: "\"\(label)\": \(en)"))
        }
        let value = Self.trimmed(answer.value)
        guard value.count <= Self.longest else {
            return refused(
                "svaret har \(value.count) tecken, högst \(Self.longest) får plats.",
                "the answer has \(value.count) characters, at most \(Self.longest) fit.")
        }
        let field = Phrase(sv: "svaret", en: "the answer")
        if let issue = hiddenCharacter(in: value, field, hasLines: true) {
            func within(_ sentence: String) -> String {
                sentence.prefix(1).lowercased() + sentence.dropFirst()
            }
            return refused(within(issue.message(in: .swedish)), within(issue.message(in: .english)))
        }
        var kept = answer
        kept.value = value
        if part == "what" { kept.key = question.key }
        if value.isEmpty {
            return question.isRequired && (part == nil || part == "what")
                ? refused("frågan ska besvaras.", "the question must be answered.") : .success(kept)
        }
        switch (question.kind, part) {
        case (.choice, _):
            guard question.choices.contains(where: { $0.key == value }) else {
                let all = question.choices.map(\.key).joined(separator: ", ")
                return refused("välj ett av \(all).", "choose one of \(all).")
            }
        case (.plan, "aims"):
            let chosen = value.split { $0 == "," || $0 == " " }.map(String.init)
            guard chosen.allSatisfy({ key in question.choices.contains { $0.key == key } }) else {
                let all = question.choices.map(\.key).joined(separator: ", ")
                return refused("sikta på något av \(all).", "aim at some of \(all).")
            }
            kept.value = chosen.joined(separator: ",")
        case (.number, _):
            guard let number = Self.number(value) else {
                return refused("svaret ska vara ett tal.", "the answer must be a number.")
            }
            kept.value = number
        case (.date, _):
            guard Day(iso: value) != nil else {
                return refused(
                    "svaret ska vara ett datum, ÅÅÅÅ-MM-DD.", "the answer must be a date, YYYY-MM-DD.")
            }
        case (.text, _), (.person, _), (.plan, _): break
        }
        return .success(kept)
    }

    /// Returns a number as it is kept, `1234.5`, however it was typed; nil for what a file's numbers may not be
    /// either: exponents, mixed commas and points, thousands that are not in threes, more than 19 digits.
    private static func number(_ text: String) -> String? {
        let form = /([-+\u{2212}]?)([0-9]{1,3}(?:[ \u{A0}\u{202F}][0-9]{3})+|[0-9]+)(?:[.,]([0-9]+))?/
        guard let parts = text.wholeMatch(of: form)?.output else { return nil }
        let whole = String(parts.2.filter(\.isASCII).filter(\.isNumber).drop { $0 == "0" })
        var fraction = parts.3 ?? ""
        while fraction.last == "0" { fraction.removeLast() }
        guard (whole + fraction).count <= 19 else { return nil }
        let digits = (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
        return parts.1.isEmpty || parts.1 == "+" || digits == "0" ? digits : "-" + digits
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }
}
