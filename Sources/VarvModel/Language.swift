/// A language Varv speaks with people: every text a person sees exists in both.
public enum Language: String, CaseIterable, Hashable, Sendable {
    case swedish = "sv"
    case english = "en"
}

/// The same words in Swedish and in English.
public struct Phrase: Hashable, Sendable {
    public var sv: String
    public var en: String

    public init(sv: String, en: String) {
        self.sv = sv
        self.en = en
    }

    /// Returns the words in one language.
    public func text(in language: Language) -> String {
        switch language {
        case .swedish: sv
        case .english: en
        }
    }
}
