extension TerminalPage {
    /// Writes a question as it is read before it is answered, with what is already filled in.
    mutating func write(_ field: FormField) {
        var question = styled(field.label).styled(.strong)
        if field.isRequired { question.append(" (" + text.words.required + ")", .faint) }
        prose(question)
        if !field.help.isEmpty { prose(styled(field.help).styled(.faint)) }
        switch field.kind {
        case .choice(let choices):
            for (offset, choice) in choices.enumerated() {
                let isChosen = choice.key == field.prefilled
                hanging("  \(offset + 1) " + (isChosen ? "(•) " : "( ) "), styled(choice.label))
            }
        case .person(let people) where !people.isEmpty && text.names.policy != .none:
            for (offset, person) in people.enumerated() {
                let sign = person.pseudonym == field.prefilled ? "(•) " : "( ) "
                hanging("  \(offset + 1) " + sign, styled([.leaf(.person(person))]))
            }
        case .task(let plan):
            part(text.words.what, StyledText(answer(field.prefilled)))
            for (offset, aim) in plan.aims.enumerated() {
                part(offset == 0 ? text.words.aims : "", StyledText("[ ] ") + styled(aim.label))
            }
            part(text.words.owner, styled(plan.owner))
            part(text.words.due, styled(plan.due))
        default:
            for line in answer(field.prefilled).split(separator: "\n", omittingEmptySubsequences: false) {
                hanging("  > ", StyledText(String(line)))
            }
        }
    }

    private func answer(_ text: String?) -> String { Neutral.terminal(text ?? "", keepsLines: true) }

    private mutating func part(_ title: String, _ content: StyledText) {
        hanging("  " + TextWidth.pad(title, to: 12), content)
    }

    /// Writes text behind a lead, its further lines under the first.
    private mutating func hanging(_ lead: String, _ content: StyledText) {
        let indent = TextWidth.of(lead)
        for (offset, part) in content.wrapped(to: width - indent).enumerated() {
            line(StyledText([.init(offset == 0 ? lead : TextWidth.spaces(indent), .faint)] + part.spans))
        }
    }
}

extension StyledText {
    static func + (left: StyledText, right: StyledText) -> StyledText { StyledText(left.spans + right.spans) }
}
