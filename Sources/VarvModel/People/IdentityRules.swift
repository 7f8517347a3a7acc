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
