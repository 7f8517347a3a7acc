import VarvBridge
import VarvModel
import VarvStorage

/// What may be kept of a row that was left out.
extension ImportPlanner {
    /// Returns a left-out row as `exports/` may keep it: of a protected pupil without names and ways to reach them.
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
            guard column < headings.count else { return "" }
            return named.contains(headings[column]) || Self.tellsWhoSomeoneIs(headings[column]) ? "" : cell
        }
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

    /// Whether a heading is of something that leads to a person. An adapter need not name every column of a file, so
    /// this goes by the words schools use; a heading about a group or a subject is none of them.
    static func tellsWhoSomeoneIs(_ heading: String) -> Bool {
        let heading = ImportLookups.folded(heading)
        func holds(_ words: [String]) -> Bool { words.contains { heading.contains($0) } }
        return holds([
            "namn", "name", "adress", "address", "telefon", "phone", "mobil", "mail", "e-post", "epost",
            "postnr",
            "postnummer", "postort", "zip", "vårdnadshavare", "målsman", "guardian", "parent", "kontakt",
            "contact",
        ])
            && !holds([
                "grupp", "group", "klass", "class", "ämne", "subject", "kurs", "course", "skol", "school",
                "lärar",
                "teacher", "kriteri", "criteri", "signatur",
            ])
    }
}

extension String {
    fileprivate var trimmingWhitespace: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
