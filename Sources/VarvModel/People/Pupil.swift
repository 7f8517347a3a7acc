/// A pupil of the school.
package struct Pupil: Hashable, Sendable {
    /// The number the pupil is known by now; earlier ones are the store's identity history.
    package var identity: Identity
    /// Nil for a protected pupil whose name was not read in (V17).
    package var name: PersonName?
    package var protection: Protection

    package init(identity: Identity, name: PersonName?, protection: Protection) {
        self.identity = identity
        self.name = name
        self.protection = protection
    }
}

/// A pupil's names, at most 200 characters each.
package struct PersonName: Hashable, Sendable {
    package var given: String
    package var family: String
    /// The name used in daily life, when it is not the given one.
    package var called: String?

    package init(given: String, family: String, called: String? = nil) {
        self.given = given
        self.family = family
        self.called = called
    }

    /// The name as a list shows it: `Åsa Lind`.
    package var full: String { [called ?? given, family].filter { !$0.isEmpty }.joined(separator: " ") }
}

/// Which syllabus a pupil follows: decided by enrolment, not by class, since pupils of adapted school sit in
/// ordinary classes.
package enum Syllabus: String, CaseIterable, Hashable, Sendable {
    /// Grundskola.
    case compulsory = "GR"
    /// Anpassad grundskola.
    case adapted = "GRS"
}

/// A year group, 0 (förskoleklass) to 10.
package struct YearGroup: Hashable, Comparable, Sendable {
    package let number: Int

    package init?(_ number: Int) {
        guard (0...10).contains(number) else { return nil }
        self.number = number
    }

    /// Reads `7`, `07`, `åk 7`, `årskurs 7`, `F` and `F-klass`.
    package init?(text: String) {
        var word = normalizedWord(text)[...]
        for prefix in ["årskurs", "åk", "year"] where word.hasPrefix(prefix) {
            word = word.dropFirst(prefix.count)
        }
        let kept = word.filter { $0 != " " && $0 != "." }
        if ["f", "fk", "fsk", "f-klass", "förskoleklass"].contains(kept) {
            self.init(0)
        } else if (1...2).contains(kept.utf8.count), let number = Int(kept) {
            self.init(number)
        } else {
            return nil
        }
    }

    package static func < (left: YearGroup, right: YearGroup) -> Bool { left.number < right.number }
}

/// A pupil's place in the school during a school year.
package struct Enrolment: Hashable, Sendable {
    package var pupil: Key<Pupil>
    package var schoolYear: SchoolYear
    package var yearGroup: YearGroup
    /// The class (klass), when the register says one.
    package var group: Key<StudyGroup>?
    package var syllabus: Syllabus
    package var from: Day
    /// Nil while the pupil goes here.
    package var to: Day?

    package init(
        pupil: Key<Pupil>, schoolYear: SchoolYear, yearGroup: YearGroup, group: Key<StudyGroup>?,
        syllabus: Syllabus = .compulsory, from: Day, to: Day? = nil
    ) {
        self.pupil = pupil
        self.schoolYear = schoolYear
        self.yearGroup = yearGroup
        self.group = group
        self.syllabus = syllabus
        self.from = from
        self.to = to
    }
}
