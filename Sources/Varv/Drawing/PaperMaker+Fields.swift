import VarvBridge
import VarvDocuments
import VarvModel
import VarvStorage

extension PaperMaker {
    /// A question of a form, from the piece a dialogue sent.
    func field(_ piece: Value) throws -> FormField {
        guard let key = piece["key"].text, Self.isKey(key) else {
            throw BridgeError.outOfRange(sv: "en frågas nyckel", en: "a question's key")
        }
        var about: String?
        if case .item(let item) = piece["about"] { about = try code(of: fetch(item)) }
        try budget.spend(Self.partsOfQuestion)
        let label = try inline(piece["label"])
        let kind: FormField.Kind =
            switch piece["kind"].text {
            case "text": .text(lines: min(max(piece["lines"].int ?? 4, 1), 60))
            case "number": .number
            case "date": .date
            case "person": .person([])
            case "choice": .choice(try choices(piece["choices"]))
            case "plan": .task(try plan(piece))
            default: throw BridgeError.outOfRange(sv: "ett slags fråga", en: "a kind of question")
            }
        let field = FormField(
            key, about: about, label: label, kind: kind, isRequired: piece["required"].bool ?? false,
            help: try inline(piece["help"]))
        guard asked.insert(field.name).inserted else {
            throw Refusal(
                sv: "frågan \"\(field.name)\" ställs två gånger",
                en: "the question \"\(field.name)\" is asked twice")
        }
        return field
    }

    /// A question is some lines of a form, with what is needed to take its answer in.
    private static let partsOfQuestion = 50

    static func isKey(_ key: String) -> Bool {
        guard let first = key.utf8.first, (0x61...0x7A).contains(first), key.utf8.count <= 64 else {
            return false
        }
        return key.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
        }
    }

    /// A thing's lasting code, which an answer about it is kept under; a pupil's is its pseudonym, never a
    /// key.
    func code(of item: Item) throws -> String {
        if let code = value("code", of: item).text ?? value("pseudonym", of: item).text, !code.isEmpty {
            return code
        }
        throw Refusal(
            sv: "about: \(type(of: item).name) har ingen varaktig kod",
            en: "about: \(type(of: item).name) has no lasting code")
    }

    private func choices(_ value: Value) throws -> [FormField.Choice] {
        guard let list = value.list, (1...60).contains(list.count) else {
            throw BridgeError.outOfRange(sv: "val", en: "choices")
        }
        try budget.spend(list.count)
        return try list.map { choice in
            guard let key = choice["key"].text, !key.isEmpty, let label = choice["label"].text else {
                throw BridgeError.outOfRange(sv: "ett val", en: "a choice")
            }
            return FormField.Choice(key, Markdown.parseInline(label))
        }
    }

    private func plan(_ piece: Value) throws -> FormField.Plan {
        var aims: [FormField.Choice] = []
        switch piece["aims"] {
        case .set(let set): aims = try services.things(set, atMost: 60).things.map { try choice($0) }
        case .list(let list):
            aims = try list.prefix(60).map { value in
                guard case .item(let item) = value else {
                    throw BridgeError.outOfRange(sv: "ett mål", en: "an aim")
                }
                return try choice(fetch(item))
            }
        case .item(let item): aims = [try choice(fetch(item))]
        default: break
        }
        let due = piece["due"]
        return FormField.Plan(
            owner: try owner(piece["owner"]), aims: aims,
            due: due.text == "next_cycle" ? try nextCycle() : try inline(due))
    }

    private func choice(_ item: Item) throws -> FormField.Choice {
        FormField.Choice(try code(of: item), try leaves(.item(item)).map { .leaf($0) })
    }

    /// Data, not Markdown: a signature is shown as it is.
    private func owner(_ value: Value) throws -> [Inline] {
        if value == .none { return [] }
        return try leaves(value).map { .leaf($0) }
    }

    /// The cycle after the run's, with the day it begins where that is known.
    private func nextCycle() throws -> [Inline] {
        let words: [Inline] = [.text(language == .english ? "next cycle" : "nästa varv")]
        let rows = try services.reader.rows(
            """
            SELECT n.start_on FROM cycle AS c JOIN cycle AS n ON n.school_year = c.school_year AND n.number = c.number + 1 \
            WHERE c.id = ?
            """, [StoredValue(services.context.query.cycle)])
        guard rows.count > 0, let day = rows[0, 0].text.flatMap({ Day(iso: $0) }) else { return words }
        return words + [.text(", "), .leaf(.date(DateLeaf(day.year, day.month, day.day)))]
    }
}
