/// A question with a place for its answer, on the screen and on paper.
package struct FormField: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Free text; `lines` is how much room it gets.
        case text(lines: Int)
        case choice([Choice])
        case date
        case number
        /// One of these people, or anyone when the list is empty.
        case person([PersonReference])
        case task(Plan)
    }

    package struct Choice: Hashable, Sendable {
        /// The lasting code that the answer stores.
        package var key: String
        package var label: [Inline]

        package init(_ key: String, _ label: [Inline]) {
            self.key = key
            self.label = label
        }

        package init(_ key: String, _ label: String) {
            self.init(key, [.text(label)])
        }
    }

    /// What somebody is going to do: its answer has the parts `what`, `owner`, `aims` and `due`.
    package struct Plan: Hashable, Sendable {
        /// Who does it, unless the answer says another.
        package var owner: [Inline]
        /// What it aims at; the answer picks among them by key.
        package var aims: [Choice]
        /// When it is followed up.
        package var due: [Inline]

        package init(owner: [Inline] = [], aims: [Choice] = [], due: [Inline] = []) {
            self.owner = owner
            self.aims = aims
            self.due = due
        }
    }

    /// The answer's lasting name within the set of questions.
    package var key: String
    /// The lasting code of the thing the question is about, when the same question is asked of many.
    package var about: String?
    package var label: [Inline]
    package var kind: Kind
    package var isRequired: Bool
    /// What is already answered: the text, an ISO date, a number, or the key of a choice.
    package var prefilled: String?
    package var help: [Inline]

    package init(
        _ key: String, about: String? = nil, label: [Inline], kind: Kind, isRequired: Bool = false,
        prefilled: String? = nil, help: [Inline] = []
    ) {
        self.key = key
        self.about = about
        self.label = label
        self.kind = kind
        self.isRequired = isRequired
        self.prefilled = prefilled
        self.help = help
    }

    /// The name the answer travels under: the key, and after a colon what it is about ("change:MA-7-03").
    package var name: String { about.map { key + ":" + $0 } ?? key }
}
