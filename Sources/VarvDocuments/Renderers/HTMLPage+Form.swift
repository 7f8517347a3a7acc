extension HTMLPage {
    /// Writes a question; its controls carry the answer's stable name, a plan's parts behind a full stop.
    mutating func write(_ field: FormField) {
        switch field.kind {
        case .choice(let choices): writeGroup(field) { $0.writeChoices(field, choices) }
        case .task(let plan): writeGroup(field) { $0.writePlan(field, plan) }
        default: writeSingle(field)
        }
    }

    private mutating func writeSingle(_ field: FormField) {
        let id = nextID()
        buffer.markup("<div class=\"field\"><label class=\"ask\" for=\"f")
        buffer.markup(id)
        buffer.markup("\">")
        writeQuestion(field)
        buffer.markup("</label>\n")
        writeHelp(field)
        switch field.kind {
        case .text(let lines):
            writeArea(field.name, id: id, lines: lines, required: field.isRequired, text: field.prefilled)
        case .date: writeInput(field, id: id, "<input class=\"line short\" type=\"date\"")
        case .number:
            writeInput(field, id: id, "<input class=\"line short\" type=\"text\" inputmode=\"decimal\"")
        case .person(let people) where !people.isEmpty && text.names.policy != .none:
            writePeople(field, id: id, people)
        default: writeInput(field, id: id, "<input class=\"line short\" type=\"text\"")
        }
        buffer.markup("</div>\n")
    }

    private mutating func writeGroup(_ field: FormField, _ body: (inout HTMLPage) -> Void) {
        buffer.markup("<fieldset class=\"field\"><legend class=\"ask\">")
        writeQuestion(field)
        buffer.markup("</legend>\n")
        writeHelp(field)
        body(&self)
        buffer.markup("</fieldset>\n")
    }

    private mutating func writeQuestion(_ field: FormField) {
        write(field.label)
        guard field.isRequired else { return }
        buffer.markup(" <span class=\"must\">")
        buffer.data(text.words.required)
        buffer.markup("</span>")
    }

    private mutating func writeHelp(_ field: FormField) {
        guard !field.help.isEmpty else { return }
        buffer.markup("<p class=\"help\">")
        write(field.help)
        buffer.markup("</p>\n")
    }

    private mutating func writeChoices(_ field: FormField, _ choices: [FormField.Choice]) {
        for choice in choices {
            writePick(
                "radio", name: field.name, choice, isChosen: choice.key == field.prefilled, field.isRequired)
        }
    }

    private mutating func writePick(
        _ type: StaticString, name: String, _ choice: FormField.Choice, isChosen: Bool,
        _ isRequired: Bool = false
    ) {
        buffer.markup("<label class=\"pick\"><input type=\"")
        buffer.markup(type)
        buffer.markup("\" name=\"")
        buffer.data(name)
        buffer.markup("\" value=\"")
        buffer.data(choice.key)
        buffer.markup("\"")
        if isChosen { buffer.markup(" checked") }
        if isRequired { buffer.markup(" required") }
        buffer.markup("> <span>")
        write(choice.label)
        buffer.markup("</span></label>\n")
    }

    private mutating func writePlan(_ field: FormField, _ plan: FormField.Plan) {
        startPart(text.words.what) { page, id in
            page.writeArea(
                field.name + ".what", id: id, lines: 3, required: field.isRequired, text: field.prefilled)
        }
        if !plan.aims.isEmpty {
            buffer.markup("<div class=\"part\" role=\"group\"><span>")
            buffer.data(text.words.aims)
            buffer.markup("</span><div>\n")
            for aim in plan.aims { writePick("checkbox", name: field.name + ".aims", aim, isChosen: false) }
            buffer.markup("</div></div>\n")
        }
        startPart(text.words.owner) { page, id in
            page.writePart(field.name + ".owner", id: id, value: page.text.plain(plan.owner))
        }
        startPart(text.words.due) { page, id in
            page.writePart(field.name + ".due", id: id, value: page.text.plain(plan.due))
        }
    }

    private mutating func startPart(_ title: String, _ body: (inout HTMLPage, Int) -> Void) {
        let id = nextID()
        buffer.markup("<div class=\"part\"><label for=\"f")
        buffer.markup(id)
        buffer.markup("\">")
        buffer.data(title)
        buffer.markup("</label>")
        body(&self, id)
        buffer.markup("</div>\n")
    }

    private mutating func writePart(_ name: String, id: Int, value: String) {
        buffer.markup("<input class=\"line\" type=\"text\"")
        writeIdentity(name, id: id, required: false)
        buffer.markup(" value=\"")
        buffer.data(value)
        buffer.markup("\">")
    }

    private mutating func writeArea(_ name: String, id: Int, lines: Int, required: Bool, text: String?) {
        buffer.markup("<textarea rows=\"")
        buffer.markup(min(max(lines, 1), 60))
        buffer.markup("\"")
        writeIdentity(name, id: id, required: required)
        // A first line feed is dropped by the reader, so an answer that begins with one keeps it.
        buffer.markup(">\n")
        if let text { buffer.data(text) }
        buffer.markup("</textarea>\n")
    }

    private mutating func writeInput(_ field: FormField, id: Int, _ start: StaticString) {
        buffer.markup(start)
        writeIdentity(field.name, id: id, required: field.isRequired)
        if let value = field.prefilled {
            buffer.markup(" value=\"")
            buffer.data(value)
            buffer.markup("\"")
        }
        buffer.markup(">\n")
    }

    /// The value is what the list shows: a handle means nothing outside the run.
    private mutating func writePeople(_ field: FormField, id: Int, _ people: [PersonReference]) {
        buffer.markup("<select")
        writeIdentity(field.name, id: id, required: field.isRequired)
        buffer.markup("><option value=\"\"></option>")
        for person in people {
            buffer.markup("<option")
            if field.prefilled == person.pseudonym { buffer.markup(" selected") }
            buffer.markup(">")
            buffer.data(text.names.text(for: person))
            buffer.markup("</option>")
        }
        buffer.markup("</select>\n")
    }

    private mutating func writeIdentity(_ name: String, id: Int, required: Bool) {
        buffer.markup(" id=\"f")
        buffer.markup(id)
        buffer.markup("\" name=\"")
        buffer.data(name)
        buffer.markup("\"")
        if required { buffer.markup(" required") }
    }
}
