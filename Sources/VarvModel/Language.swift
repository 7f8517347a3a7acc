/// A language Varv speaks with people: every text a person sees exists in both.
public enum Language: String, CaseIterable, Hashable, Sendable {
    /// Swedish, the default.
    case swedish = "sv"
    /// English.
    case english = "en"
}

/// The same words in Swedish and in English.
public struct Phrase: Hashable, Sendable {
    /// The words in Swedish.
    public var sv: String
    /// The words in English.
    public var en: String

    /// Makes words in both languages.
    public init(sv: String, en: String) {
        self.sv = sv
        self.en = en
    }

    /// Words with numbers in them, each with its own form: `{rows|rad|rader}`; see ``MessageTemplate``.
    package static func counting(_ counts: [String: Int], sv: String, en: String) -> Phrase {
        let template = MessageTemplate(sv: sv, en: en)
        let values = counts.mapValues { MessageValue.number($0) }
        return Phrase(
            sv: template.text(in: .swedish, values: values), en: template.text(in: .english, values: values))
    }

    /// Returns the words in one language.
    public func text(in language: Language) -> String {
        switch language {
        case .swedish: sv
        case .english: en
        }
    }
}
