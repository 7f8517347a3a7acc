import VarvBridge
import VarvModel
import VarvStorage

/// What may be kept of a row that was left out.
extension ImportPlanner {
    /// Returns a left-out row as `exports/` may keep it: of a protected pupil only what is known to be no name and no way to
    /// reach them.
    ///
    /// The file lies in the school's folder and in its copies as long as nobody takes it away, and the school itself
    /// never has a protected pupil's name (V17). The number stays, and whatever else says what is to be mended: the
    /// row can be imported as it is, since the name would not have been read in. Whoever asks for the right to
    /// protected pupils has the row whole. A row that waits for someone to say whether a new pupil is protected is
    /// whole too: without the name the answer that they are not could not be followed.
    func kept(_ cells: [String], under headings: [String]) throws -> [String] {
        guard !tellsProtection, try isAboutProtected(cells, headings) else { return cells }
        let named = Set(["given", "family", "called", "name"].compactMap(self.headings.heading(of:)))
        return cells.enumerated().map { column, cell in
            guard column < headings.count, !named.contains(headings[column]) else { return "" }
            return isKept(headings[column]) ? cell : ""
        }
    }

    /// A column that the adapter reads as a number, a day, a group …; one that it reads as text, whose words may be what is
    /// to be mended, unless its heading says that it leads to a person; and another when its heading says that it does not.
    private func isKept(_ heading: String) -> Bool {
        headings.isQuotable(heading)
            || (headings.isText(heading) ? !Self.tellsWhoSomeoneIs(heading) : Self.isOfSchoolwork(heading))
    }

    /// Whether the file marks a row's pupil, or the school has the mark of someone whose number stands in it.
    private func isAboutProtected(_ cells: [String], _ headings: [String]) throws -> Bool {
        for mark in self.headings.marks {
            if let column = headings.firstIndex(of: mark.heading), column < cells.count,
                !mark.none.contains(cells[column].trimmingWhitespace)
            {
                return true
            }
        }
        return try cells.contains { cell in
            guard
                case .success(let parsed) = Identity.parse(
                    cell, referenceDay: rules.referenceDay, localNumbers: rules.localNumbers)
            else { return false }
            return try [parsed.identity, parsed.otherReading].compactMap(\.self).contains { identity in
                let pupil = try identities.pupil(kind: identity.kind.rawValue, value: identity.text)
                return pupil.flatMap { lookups.pupils[$0]?.protection.isProtected } ?? false
            }
        }
    }

    /// Whether a heading is of something that leads to a person, by the words schools use.
    static func tellsWhoSomeoneIs(_ heading: String) -> Bool {
        let heading = ImportLookups.folded(heading)
        return holds(heading, ways) || holds(heading, people) && !holds(heading, schoolwork)
    }

    /// Whether a heading is of what a school does, and of nothing that leads to a person.
    static func isOfSchoolwork(_ heading: String) -> Bool {
        holds(ImportLookups.folded(heading), schoolwork) && !tellsWhoSomeoneIs(heading)
    }

    private static func holds(_ heading: String, _ words: [String]) -> Bool {
        words.contains { heading.contains($0) }
    }

    /// Ways to reach someone, and those around a pupil: whatever else the heading says.
    private static let ways = [
        "adress", "address", "bostad", "postnr", "postnummer", "postort", "ort ", "zip", "folkbok", "telefon",
        "tfn",
        "phone", "mobil", "mail", "mejl", "e-post", "epost", "vårdnadshavare", "målsman", "förälder",
        "föräldr", "mamma",
        "pappa", "guardian", "parent", "kontakt", "contact", "elevens namn", "pupil name", "student name",
    ]
    private static let people = ["namn", "name", "elev", "pupil", "student", "barn", "child", "tel", "ort"]
    private static let schoolwork = [
        "klass", "class", "grupp", "group", "ämne", "subject", "kurs", "course", "årskurs", "omdöme", "betyg",
        "grade",
        "kriteri", "criteri", "resultat", "result", "datum", "date", "termin", "läsår", "varv", "cycle",
        "lärar",
        "teacher", "signatur", "nivå", "level", "poäng", "points", "skol", "school", "summa", "antal",
    ]
}

extension String {
    fileprivate var trimmingWhitespace: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
