/// Who someone at the school is to Varv (`school.toml`); what each role may do is the host's role matrix.
public enum Role: String, CaseIterable, Hashable, Sendable {
    /// Leads the school: reaches everything, and grants what routines may do.
    case leadership
    /// Belongs to the pupil health team.
    case eht
    /// Teaches: reaches the groups they teach or are mentor for, and their own dialogues.
    case teacher
    /// Writes routines; sees the invented school only, where everything is open.
    case author

    /// The role in words.
    public var label: Phrase {
        switch self {
        case .leadership: Phrase(sv: "skolledning", en: "school leadership")
        case .eht: Phrase(sv: "elevhälsoteam", en: "pupil health team")
        case .teacher: Phrase(sv: "lärare", en: "teacher")
        case .author: Phrase(sv: "skriver rutiner", en: "writes routines")
        }
    }
}

/// Who a paper is for; fixed before a run starts.
public enum Audience: String, CaseIterable, Hashable, Sendable {
    /// A teacher, about their own groups.
    case teacher
    /// The school's leadership.
    case leadership
    /// The pupil health team.
    case eht
    /// Everyone who works at the school: small groups are hidden, names never shown.
    case staff
    /// Anyone: as `staff`, and fewer classes of data.
    case `public`

    /// Who it is in words.
    public var label: Phrase {
        switch self {
        case .teacher: Phrase(sv: "läraren", en: "the teacher")
        case .leadership: Phrase(sv: "skolledningen", en: "the school leadership")
        case .eht: Phrase(sv: "elevhälsoteamet", en: "the pupil health team")
        case .staff: Phrase(sv: "all personal", en: "all staff")
        case .public: Phrase(sv: "alla", en: "everyone")
        }
    }

    /// The smallest group whose numbers are shown (P3); nil where small groups show.
    package var smallestShown: Int? {
        switch self {
        case .staff, .public: 5
        case .teacher, .leadership, .eht: nil
        }
    }

    /// Whether free text about single pupils may stand on the paper (P3).
    package var seesFreeText: Bool { smallestShown == nil }

    /// Whether a run that used a right may reach this audience at all.
    package func mayReceive(_ right: Right) -> Bool {
        switch (self, right) {
        case (.leadership, _): true
        case (_, .compare), (_, .identity): false
        case (.eht, _): true
        case (_, .health): false
        case (.teacher, _): true
        case (.staff, .names), (.staff, .protected), (.staff, .interventions), (.staff, .reflections): false
        case (.public, .names), (.public, .protected), (.public, .interventions), (.public, .reflections):
            false
        case (.public, .dialogues), (.public, .staff): false
        default: true
        }
    }
}

/// A right a routine asks for and a person grants (design §4).
public enum Right: String, CaseIterable, Hashable, Sendable {
    /// Pupils with class and groups, by pseudonym.
    case pupils
    /// Pupils' names.
    case names
    /// Pupils' personal numbers.
    case identity
    /// Pupils with protected identity.
    case protected
    /// Assessments, judgements, grades and tests.
    case results
    /// Interventions and their reviews.
    case interventions
    /// Investigations, and the pupil health team's notes and minutes.
    case health
    /// Result dialogues, answers and teachers' plans.
    case dialogues
    /// Reflections and development areas.
    case reflections
    /// Staff, and who teaches whom what.
    case staff
    /// The same teacher in other groups.
    case compare

    /// What is open without any right.
    package static let alwaysOpen = [
        "cycles", "subjects", "scales", "criteria", "calendar", "plans", "tools", "groups",
    ]

    /// The words of the programming interface the right opens.
    package var opens: [String] {
        switch self {
        case .pupils: ["pupils", "members", "enrolments"]
        case .names: ["name"]
        case .identity: ["identity"]
        case .protected: ["protected"]
        case .results: ["assessments", "judgements", "grades", "tests", "hard_criteria"]
        case .interventions: ["interventions", "reviews"]
        case .health: ["investigations", "meetings"]
        case .dialogues: ["dialogues", "answers"]
        case .reflections: ["reflections", "areas"]
        case .staff: ["staff", "teachings"]
        case .compare: ["compare"]
        }
    }

    /// What a person is asked to let be written.
    public var writtenLabel: Phrase {
        self == .pupils
            ? Phrase(
                sv: "elever med nummer, namn, klass och grupper",
                en: "pupils with number, name, class and groups")
            : label
    }

    /// What a person is asked to allow.
    public var label: Phrase {
        switch self {
        case .pupils:
            Phrase(
                sv: "elever utan namn, med klass och grupper",
                en: "pupils without names, with classes and groups")
        case .names: Phrase(sv: "elevers namn", en: "pupils' names")
        case .identity: Phrase(sv: "elevers personnummer", en: "pupils' personal numbers")
        case .protected: Phrase(sv: "elever med skyddade uppgifter", en: "pupils with protected identity")
        case .results:
            Phrase(
                sv: "bedömningar, omdömen, betyg och prov", en: "assessments, judgements, grades and tests")
        case .interventions: Phrase(sv: "insatser och utvärderingar", en: "interventions and reviews")
        case .health:
            Phrase(
                sv: "utredningar och elevhälsans anteckningar", en: "investigations and pupil health notes")
        case .dialogues:
            Phrase(
                sv: "resultatdialoger, svar och lärares planer",
                en: "result dialogues, answers and teachers' plans")
        case .reflections:
            Phrase(sv: "reflektioner och utvecklingsområden", en: "reflections and development areas")
        case .staff: Phrase(sv: "personal och vem som undervisar vad", en: "staff and who teaches what")
        case .compare:
            Phrase(sv: "jämförelser av samma lärares grupper", en: "comparisons of the same teacher's groups")
        }
    }

    /// Whether a grant lasts one run unless someone says otherwise (`--remember`).
    package var isForOneRun: Bool {
        switch self {
        case .names, .identity, .health, .compare, .protected: true
        case .pupils, .results, .interventions, .dialogues, .reflections, .staff: false
        }
    }

    /// Reads a word a routine or the command line used.
    package init?(word: String) { self.init(rawValue: word) }
}
