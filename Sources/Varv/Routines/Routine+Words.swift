package import VarvModel

extension Routine.Kind {
    /// One of the kind, as a sentence says it: "en rapport".
    package var words: Phrase {
        switch self {
        case .adapter: Phrase(sv: "en adapter", en: "an adapter")
        case .dialogue: Phrase(sv: "ett samtal", en: "a dialogue")
        case .report: Phrase(sv: "en rapport", en: "a report")
        case .task: Phrase(sv: "en uppgift", en: "a task")
        }
    }
}

extension Routine {
    /// What there is one paper for, as `per` says it.
    var perWords: Phrase {
        switch per {
        case "year_group": Phrase(sv: "årskurs", en: "year group")
        case "group": Phrase(sv: "grupp", en: "group")
        case "subject": Phrase(sv: "ämne", en: "subject")
        case "teaching": Phrase(sv: "undervisning", en: "teaching")
        case "teacher": Phrase(sv: "lärare", en: "teacher")
        default: Phrase(sv: "skola", en: "school")
        }
    }
}
