/// What a school's identities are read by.
package struct IdentityRules: Hashable, Sendable {
    package var referenceDay: Day
    package var localNumbers: LocalNumberRule?
    /// Whether Skatteverket's test numbers go without a warning: in the invented school.
    package var allowsTestNumbers: Bool

    package init(referenceDay: Day, localNumbers: LocalNumberRule? = nil, allowsTestNumbers: Bool = false) {
        self.referenceDay = referenceDay
        self.localNumbers = localNumbers
        self.allowsTestNumbers = allowsTestNumbers
    }

    /// Reads an identity and words what is wrong with it (V1–V4, V28).
    package func read(_ text: some StringProtocol, at place: Place? = nil) -> Validated<Identity> {
        switch Identity.parse(text, referenceDay: referenceDay, localNumbers: localNumbers) {
        case .success(let parsed): .valid(parsed.identity, warnings: warnings(for: parsed, at: place))
        case .failure(let fault): .refused([issue(for: fault, text: text, at: place)])
        }
    }

    /// Returns what someone should be told of an identity that was read.
    package func warnings(for parsed: Identity.Parsed, at place: Place? = nil) -> [Issue] {
        var issues: [Issue] = []
        if parsed.notes.contains(.centuryGuessed) {
            let century = parsed.identity.text.prefix(2) + "00-talet"
            let english = parsed.identity.text.prefix(2) + "00s"
            issues.append(
                Issue(
                    .centuryUnclear, at: place,
                    ["c": .phrase(Phrase(sv: String(century), en: "the " + english))]))
        }
        if parsed.notes.contains(.testNumber), !allowsTestNumbers {
            issues.append(Issue(.testNumber, at: place))
        }
        return issues
    }

    /// Returns the issue for an identity that could not be read; the number itself is never quoted.
    package func issue(
        for fault: Identity.Fault, text: some StringProtocol, at place: Place? = nil
    ) -> Issue {
        switch fault {
        case .empty:
            return Issue(
                .missingValue, at: place,
                ["field": .phrase(Phrase(sv: "personnummer", en: "personal number"))])
        case .date:
            let digits = text.filter { ("0"..."9").contains($0) }
            return Issue(
                .impossibleDate, at: place,
                ["v": .masked(String(digits.prefix(max(0, digits.count - 4)) + "-****"))])
        case .future: return Issue(.dateInFuture, at: place, ["date": .day(referenceDay)])
        case .format, .checksum: return Issue(fault.issue, at: place)
        }
    }
}

/// A pupil as a register or a person gave it.
package struct PupilDraft: Hashable, Sendable {
    package var identity: String
    package var given: String
    package var family: String
    package var called: String?
    /// Nil when the source has no such column.
    package var protection: Protection?
    package var place: Place?

    package init(
        identity: String, given: String = "", family: String = "", called: String? = nil,
        protection: Protection? = nil, place: Place? = nil
    ) {
        self.identity = identity
        self.given = given
        self.family = family
        self.called = called
        self.protection = protection
        self.place = place
    }

    /// Returns the pupil, or all that is wrong.
    ///
    /// A new pupil from a source without a protection column is `unknown`, which counts as protected, and a
    /// protected pupil's name is not read in (V17).
    ///
    /// - Parameters:
    ///   - known: the mark the store has, nil for a new pupil.
    ///   - mayLower: whether a source that says "none" may lower that mark: one the school trusts in this.
    package func validated(
        by rules: IdentityRules, known: Protection? = nil, mayLower: Bool = false
    ) -> Validated<Pupil> {
        let read = rules.read(identity, at: place)
        var issues = read.issues
        let protection =
            known.map { $0.merged(with: self.protection, mayLower: mayLower) } ?? self.protection ?? .unknown
        let given = trimmed(given)
        let family = trimmed(family)
        let field = Phrase(sv: "namn", en: "name")
        issues += [given, family, called].compactMap {
            tooLong($0, limit: TextLimit.name, field: field, at: place)
        }
        let hasName = !given.isEmpty || !family.isEmpty
        if protection.isProtected, protection != .unknown, hasName {
            issues.append(.nameLeftOut(at: place, tellingWhy: false))
        }
        if !protection.isProtected, !hasName {
            issues.append(Issue(.missingValue, at: place, ["field": .phrase(field)]))
        }
        guard let identity = read.value else { return .refused(issues) }
        let name =
            hasName && !protection.isProtected
            ? PersonName(
                given: given, family: family, called: called.map(trimmed).flatMap { $0.isEmpty ? nil : $0 })
            : nil
        return Validated(issues, Pupil(identity: identity, name: name, protection: protection))
    }
}

extension Issue {
    /// A protected pupil's name that was not read in (V17); that they are protected is told only to someone who
    /// may know it.
    package static func nameLeftOut(at place: Place?, tellingWhy: Bool) -> Issue {
        let why =
            tellingWhy
            ? Phrase(sv: "eleven har skyddade uppgifter", en: "the pupil has protected identity")
            : Phrase(
                sv: "skälet visas för den som har rätten protected",
                en: "the reason is shown to whoever has the right protected")
        return Issue(.protectedNameLeftOut, at: place, ["why": .phrase(why)])
    }
}

/// Returns text without surrounding white space.
func trimmed(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
        let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
}
