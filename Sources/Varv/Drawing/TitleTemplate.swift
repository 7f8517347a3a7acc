import VarvBridge
import VarvModel

/// A template filled to plain text: a title, or how a thing shows.
///
/// As in a routine's own text: `{key}`, `{n|elev|elever}` for a number and its word, `{{` for a brace.
enum TitleTemplate {
    /// Fills from a record. Throws a ``Refusal`` naming a key that is not there.
    static func fill(_ template: String, _ record: Value, language: Language) throws(Refusal) -> String {
        try fill(template, language: language) { key in
            guard case .record(let fields) = record, fields.contains(where: { $0.name == key }) else {
                return nil
            }
            return record[key]
        }
    }

    /// Fills from a look-up that gives nil for a key that does not exist.
    static func fill(
        _ template: String, language: Language, _ look: (String) -> Value?
    ) throws(Refusal) -> String {
        var result = ""
        var rest = template[...]
        while let brace = rest.firstIndex(of: "{") {
            result += rest[..<brace]
            rest = rest[rest.index(after: brace)...]
            if rest.first == "{" {
                result += "{"
                rest = rest.dropFirst()
                continue
            }
            guard let end = rest.firstIndex(of: "}") else {
                throw Refusal(
                    sv: "klammern i \"\(printable(template))\" stängs aldrig",
                    en: "the brace in \"\(printable(template))\" is never closed")
            }
            let words = rest[..<end].split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            rest = rest[rest.index(after: end)...]
            guard let value = look(words[0]) else {
                throw Refusal(
                    sv: "här finns inget som heter \"\(printable(words[0]))\"",
                    en: "there is nothing called \"\(printable(words[0]))\" here")
            }
            result += text(value, language)
            if words.count == 3 { result += " " + (value == .int(1) ? words[1] : words[2]) }
        }
        return result + rest
    }

    private static func text(_ value: Value, _ language: Language) -> String {
        switch value {
        case .text(let text): text
        case .int(let number): "\(number)"
        case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
        case .bool(let bool): language == .english ? (bool ? "yes" : "no") : (bool ? "ja" : "nej")
        case .day(let day): Day(year: day.year, month: day.month, day: day.day)?.isoText ?? ""
        case .mark(.few): "<5"
        case .mark(.noBasis): "-"
        case .none, .mark, .record, .set: "–"
        case .item(let item): item.fields.first.map { text($0, language) } ?? "–"
        case .list(let list): list.map { text($0, language) }.joined(separator: ", ")
        case .rich(let parts):
            parts.map {
                switch $0 {
                case .source(let source): source
                case .leaf(let leaf): text(leaf, language)
                }
            }.joined()
        }
    }
}
