public import VarvModel

/// The question at a routine's first run, the same on a terminal and in tests.
public struct RightsQuestion: Hashable, Sendable {
    package let wish: RightsWish
    /// What nobody has allowed yet.
    public let missing: Set<Permission>
    /// The last day a yes would hold.
    package let until: Day

    /// Why it is asked again, nil the first time.
    package let again: Again?

    /// What is new since the routine was allowed.
    package enum Again: Hashable, Sendable {
        case otherFile(since: Day, by: String)
        case ranOut(Day)
        case wantsMore(Set<Permission>)
    }

    /// Makes the question; `before` is what the routine was allowed last.
    package init(wish: RightsWish, missing: Set<Permission>, until: Day, today: Day, before: Grant?) {
        self.wish = wish
        self.missing = missing
        self.until = until
        again = before.flatMap { before in
            let new = missing.filter { !$0.isForOneRun }
            if before.hash != wish.hash { return .otherFile(since: before.on, by: before.by) }
            if before.until < today { return .ranOut(before.until) }
            return new.isEmpty ? nil : .wantsMore(new)
        }
    }

    /// Returns the text line by line; the last line is the prompt.
    public func lines(in language: Language) -> [String] {
        func say(_ sv: String, _ en: String) -> String { language == .swedish ? sv : en }
        var lines = [wish.subject(in: language) + say(" vill:", " wants to:")]
        var reads = list(wish.wants.filter { !$0.isWrite }, language)
        var writes = list(wish.wants.filter(\.isWrite), language)
        if wish.readsFile {
            reads =
                [
                    say(
                        "hela filen den får, även namn och nummer i den",
                        "all of the file it is given, names and numbers too")
                ]
                + (wish.wants.reads.isEmpty ? [] : reads)
            if wish.wants.contains(.write(.pupils)) {
                writes[0] = Right.pupils.writtenLabel.text(in: language)
            }
        }
        lines += field(say("Läser:", "Reads:"), reads)
        lines += field(say("Skriver:", "Writes:"), writes)
        lines += field(say("Kan aldrig:", "Can never:"), never(language))
        switch again {
        case nil: break
        case .otherFile(let day, let account):
            lines.append(
                say(
                    "  Filen är en annan än den som \(printable(account)) tillät \(day.isoText).",
                    "  The file is another than the one \(printable(account)) allowed on \(day.isoText)."))
        case .ranOut(let day):
            lines.append(
                say(
                    "  Det som tilläts gällde till \(day.isoText).",
                    "  What was allowed held until \(day.isoText)."))
        case .wantsMore(let new):
            lines.append(say("  Nytt sedan sist: ", "  New since last time: ") + described(new, language))
        }
        let once = wish.wants.filter(\.isForOneRun)
        if wish.id == nil {
            lines.append(say("  Gäller bara den här körningen.", "  Holds for this run only."))
        } else {
            if !wish.wants.subtracting(once).isEmpty {
                lines.append(
                    say(
                        "  Gäller till \(until.isoText). Ändras filen frågar Varv igen.",
                        "  Holds until \(until.isoText). If the file changes, Varv asks again."))
            }
            if !once.isEmpty {
                lines.append(
                    say("  Bara den här körningen: ", "  For this run only: ")
                        + list(once, language).joined(separator: ", ") + ".")
            }
        }
        lines.append(say("Tillåta? [j/N] ", "Allow? [y/N] "))
        return lines
    }

    /// Whether a yes leaves something out that `remembering` would keep.
    package var isPartlyForOneRun: Bool { wish.id != nil && wish.wants.contains(where: \.isForOneRun) }

    /// Whether an answer is a yes: `j`, `ja`, `y` or `yes`; everything else, also nothing, is a no.
    package static func isYes(_ answer: String) -> Bool {
        let word = answer.lowercased().filter { !$0.isWhitespace }
        return ["j", "ja", "y", "yes"].contains(word)
    }

    /// Returns what a yes leaves in `varv.lock`, nil when there is nothing to remember.
    package func grant(by person: Person, on today: Day, remembering: Bool) -> Grant? {
        let kept = wish.wants.filter { remembering || !$0.isForOneRun }
        guard let id = wish.id, !kept.isEmpty else { return nil }
        return Grant(
            routine: id, hash: wish.hash, permissions: kept, by: person.account, on: today, until: until)
    }

    /// The refusal when there is nobody to ask, or the answer was no.
    package func refusal(_ reason: RightsRefusal.Reason) -> RightsRefusal {
        RightsRefusal(wish: wish, reason: reason, missing: missing)
    }

    private func list(_ permissions: Set<Permission>, _ language: Language) -> [String] {
        guard !permissions.isEmpty else { return [language == .swedish ? "ingenting" : "nothing"] }
        return permissions.ordered.map { $0.right.label.text(in: language) }
    }

    private func never(_ language: Language) -> [String] {
        if wish.readsFile {
            return language == .swedish
                ? ["se något annat som skolan har sparat", "nå internet, andra filer eller andra program"]
                : ["see anything else the school has stored", "reach the internet, other files or programs"]
        }
        let secret: [Right] = [.names, .identity, .protected, .health]
        let unseen = secret.filter { !wish.wants.contains(.read($0)) && !wish.wants.contains(.write($0)) }
        var never = unseen.map { right in
            language == .swedish ? "se " + right.label.sv : "see " + right.label.en
        }
        if wish.wants.writes.isEmpty {
            never.append(language == .swedish ? "ändra något" : "change anything")
        }
        never.append(
            language == .swedish
                ? "nå internet, andra filer eller andra program"
                : "reach the internet, other files or programs")
        return never
    }

    /// Lays out a heading and its items in a column beside it, within 80 columns.
    private func field(_ heading: String, _ items: [String]) -> [String] {
        let indent = String(repeating: " ", count: 14)
        let head = "  " + heading
        var lines = [head + indent.dropFirst(head.count) + (items.first ?? "")]
        for item in items.dropFirst() {
            let longer = lines[lines.count - 1] + " · " + item
            if longer.count > 80 { lines.append(indent + item) } else { lines[lines.count - 1] = longer }
        }
        return lines
    }
}

/// Why a routine does not run, for want of rights.
package struct RightsRefusal: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// The person's role never reaches it, whoever allows the routine.
        case beyondRole(Role)
        /// Only leadership may allow it.
        case needsLeadership
        /// Nobody is there to be asked.
        case nobodyAsked
        /// The answer was no.
        case declined
    }

    package let wish: RightsWish
    package let reason: Reason
    package let missing: Set<Permission>

    package init(wish: RightsWish, reason: Reason, missing: Set<Permission>) {
        self.wish = wish
        self.reason = reason
        self.missing = missing
    }

    /// Stable: tests and programs match on this.
    package var code: String {
        switch reason {
        case .beyondRole: "VARV-E401"
        case .needsLeadership: "VARV-E402"
        case .nobodyAsked: "VARV-E403"
        case .declined: "VARV-E404"
        }
    }

    /// What would let it run if someone granted it; empty where nobody may.
    package var grantable: Set<Permission> {
        switch reason {
        case .beyondRole, .declined: []
        case .needsLeadership, .nobodyAsked: missing
        }
    }

    /// Returns what was refused and what to do, whatever program it is told in.
    package func message(in language: Language) -> String {
        let subject = wish.subject(in: language)
        let what = described(missing, language)
        return switch (reason, language) {
        case (.beyondRole(let role), .swedish):
            "\(subject) vill \(what). Det ingår inte i rollen \(role.rawValue) (\(role.label.sv)). Be någon "
                + "i skolledningen köra den."
        case (.beyondRole(let role), .english):
            "\(subject) wants to \(what). The role \(role.rawValue) (\(role.label.en)) may not. Ask someone "
                + "in the leadership to run it."
        case (.needsLeadership, .swedish):
            "\(subject) vill \(what), och det har ingen tillåtit än. Någon i skolledningen kan tillåta det."
        case (.needsLeadership, .english):
            "\(subject) wants to \(what), which nobody has allowed yet. Someone in the leadership can allow it."
        case (.nobodyAsked, .swedish):
            "\(subject) vill \(what), och det har ingen tillåtit än. Här har ingen blivit frågad."
        case (.nobodyAsked, .english):
            "\(subject) wants to \(what), which nobody has allowed yet. Nobody was asked here."
        case (.declined, .swedish): "\(subject) fick inte \(what). Inget har körts."
        case (.declined, .english): "\(subject) was not allowed to \(what). Nothing was run."
        }
    }
}

/// Returns permissions with their verbs: `läsa insatser och utvärderingar`.
private func described(_ permissions: Set<Permission>, _ language: Language) -> String {
    permissions.ordered.map { permission in
        let verb = permission.isWrite ? Phrase(sv: "skriva", en: "write") : Phrase(sv: "läsa", en: "read")
        return verb.text(in: language) + " " + permission.right.label.text(in: language)
    }.joined(separator: ", ")
}

extension RightsWish {
    /// What texts call it: `Rutinen "EHT-underlag" (ekskolan/eht-underlag 1.0.0)`.
    func subject(in language: Language) -> String {
        guard let id else {
            let name = printable(title, atMost: 80)
            if isSource { return language == .swedish ? "Källan \(name)" : "The source \(name)" }
            return language == .swedish ? "Filen \(name)" : "The file \(name)"
        }
        // A title must not end its own quotation marks.
        let name = printable(Routine.shown(title, in: language), atMost: 80).replacing("\"", with: "”")
        let known = [id, version].compactMap { $0 }.map { printable($0, atMost: 80) }.joined(separator: " ")
        return language == .swedish ? "Rutinen \"\(name)\" (\(known))" : "The routine \"\(name)\" (\(known))"
    }
}
