/// A message's words in both languages, with places for values.
///
/// `{name}` is a value, `{n|elev|elever}` a number and its word, `{{` a brace. `[…]` is left out when a value
/// in it is missing. A leading `[place, criterion]` (names, no braces) is a head: those that are known, then
/// a colon; without any the message begins with a capital letter.
package struct MessageTemplate: Hashable, Sendable {
    package var words: Phrase

    package init(sv: String, en: String) { words = Phrase(sv: sv, en: en) }

    /// Returns the message in one language.
    package func text(
        in language: Language, place: Place? = nil, values: [String: MessageValue] = [:]
    ) -> String {
        var rest = words.text(in: language)[...]
        var head: [String] = []
        if rest.first == "[", let close = rest.firstIndex(of: "]"), !rest[..<close].contains("{") {
            for name in rest[..<close].dropFirst().split(separator: ",") {
                let key = name.drop { $0 == " " }
                if key == "place" {
                    if let text = place?.text(in: language), !text.isEmpty { head.append(text) }
                } else if let value = values[String(key)] {
                    head.append(value.text(in: language))
                }
            }
            rest = rest[rest.index(after: close)...].drop { $0 == " " }
        }
        let body = MessageTemplate.fill(rest, language: language, place: place, values: values).text
        guard !head.isEmpty else { return capitalized(body) }
        return capitalized(head.joined(separator: ", ")) + ": " + body
    }

    private static func fill(
        _ template: Substring, language: Language, place: Place?, values: [String: MessageValue]
    ) -> (text: String, isComplete: Bool) {
        var text = ""
        var isComplete = true
        var rest = template
        while let next = rest.first {
            rest = rest.dropFirst()
            if next == "{", rest.first == "{" {
                text.append("{")
                rest = rest.dropFirst()
            } else if next == "{", let close = rest.firstIndex(of: "}") {
                let parts = rest[..<close].split(separator: "|", omittingEmptySubsequences: false).map(
                    String.init)
                rest = rest[rest.index(after: close)...]
                let value =
                    parts[0] == "r" ? values["r"] ?? place?.row.map(MessageValue.number) : values[parts[0]]
                guard let value else {
                    text.append("…")
                    isComplete = false
                    continue
                }
                text.append(value.text(in: language))
                if parts.count == 3 {
                    text.append(value == .number(1) ? " \(parts[1])" : " \(parts[2])")
                }
            } else if next == "[", let close = rest.firstIndex(of: "]") {
                let inner = fill(rest[..<close], language: language, place: place, values: values)
                if inner.isComplete { text.append(inner.text) }
                rest = rest[rest.index(after: close)...]
            } else {
                text.append(next)
            }
        }
        return (text, isComplete)
    }
}

/// A message of any part of Varv: a stable number, words, values; `Issue` is the same mechanism with a closed
/// list of codes.
package struct Message: Hashable, Sendable {
    /// `VARV-E214`.
    package var number: String
    package var template: MessageTemplate
    package var place: Place?
    package var values: [String: MessageValue]

    package init(
        _ number: String, _ template: MessageTemplate, at place: Place? = nil,
        _ values: [String: MessageValue] = [:]
    ) {
        self.number = number
        self.template = template
        self.place = place
        self.values = values
    }

    package func text(in language: Language) -> String {
        template.text(in: language, place: place, values: values)
    }
}

extension Issue {
    /// What is wrong, where, and what to do, in one language.
    public func message(in language: Language) -> String {
        code.entry.template.text(in: language, place: place, values: values)
    }

    package var message: Message { Message(number, code.entry.template, at: place, values) }
}

extension Place {
    /// The place as a message begins: `rad 12, kolumn Klass`; empty when nothing is known.
    package func text(in language: Language) -> String {
        let words: (sheet: String, row: String, column: String) =
            language == .swedish ? ("blad", "rad", "kolumn") : ("sheet", "row", "column")
        var parts: [String] = []
        if let sheet { parts.append("\(words.sheet) \(shown(sheet))") }
        if let row { parts.append("\(words.row) \(row)") }
        if let column { parts.append("\(words.column) \(shown(column))") }
        return parts.joined(separator: ", ")
    }
}

extension MessageValue {
    /// The value as it shows in a message; `…` for a cell that may not be quoted.
    package func text(in language: Language) -> String {
        switch self {
        case .text(let text): text
        case .phrase(let phrase): phrase.text(in: language)
        case .number(let number): String(number)
        case .day(let day): day.isoText
        case .week(let week): week.text(in: language)
        case .list(let items): items.joined(separator: ", ")
        case .cell(let text, let kind): kind.isQuotable ? shown(text) : "…"
        case .masked(let text): text
        }
    }
}

/// Returns text from a file as a message shows it: one line of at most 40 characters, nothing a terminal
/// could obey, and no personal number, whatever the column was taken for.
private func shown(_ text: String) -> String {
    let text = maskingIdentities(text)
    let safe = text.prefix(40).unicodeScalars.map { scalar -> Character in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: " "
        default: Character(scalar)
        }
    }
    return String(safe) + (text.count > 40 ? "…" : "")
}

private func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
}
