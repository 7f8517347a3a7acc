/// Someone who works at the school.
package struct Staff: Hashable, Sendable {
    /// The short name the school uses, unique while the person works here: `ALI`.
    package var signature: String
    package var name: PersonName
    package var duties: [Duty]
    package var from: Day?
    package var to: Day?

    package init(signature: String, name: PersonName, duties: [Duty] = [], from: Day? = nil, to: Day? = nil) {
        self.signature = signature
        self.name = name
        self.duties = duties
        self.from = from
        self.to = to
    }
}

/// What someone is employed as, in the words of SS 12000 (DutyRole).
///
/// A mentor is no duty but someone's relation to a mentor group.
package enum Duty: String, CaseIterable, Hashable, Sendable {
    case principal = "Rektor"
    case teacher = "Lärare"
    case leadTeacher = "Förstelärare"
    case specialEducator = "Speciallärare/specialpedagog"
    case counsellor = "Kurator"
    case schoolNurse = "Skolsköterska"
    case schoolDoctor = "Skolläkare"
    case schoolPsychologist = "Skolpsykolog"
    case careersAdviser = "Studie- och yrkesvägledare"
    case teachingAssistant = "Lärarassistent"
    case preschoolTeacher = "Förskollärare"
    case leisureTeacher = "Fritidspedagog"
    case librarian = "Bibliotekarie"
    case administrator = "Skoladministratör"
    case otherManagement = "Övrig arbetsledning/administration"
    case other = "Annan personal"

    /// Reads a source's word; a school's usual other names for the same duty are understood, anything else is
    /// `other`.
    package init(word: String) {
        let plain = normalizedWord(word)
        switch plain {
        case "biträdande rektor", "skolledare", "övrig arbetsledning": self = .otherManagement
        case "speciallärare", "specialpedagog": self = .specialEducator
        case "syv": self = .careersAdviser
        case "psykolog": self = .schoolPsychologist
        case "elevassistent", "resursperson": self = .teachingAssistant
        default: self = Duty.allCases.first { normalizedWord($0.rawValue) == plain } ?? .other
        }
    }
}

/// Who teaches what to whom.
package struct Teaching: Hashable, Sendable {
    package var staff: Key<Staff>
    package var group: Key<StudyGroup>
    package var subject: Key<Subject>
    package var from: Day
    package var to: Day?

    package init(staff: Key<Staff>, group: Key<StudyGroup>, subject: Key<Subject>, from: Day, to: Day? = nil)
    {
        self.staff = staff
        self.group = group
        self.subject = subject
        self.from = from
        self.to = to
    }
}
