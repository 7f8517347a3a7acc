import VarvBridge
import VarvModel
import VarvStorage

/// Interventions and their reviews: what they say, held to the rules they have whoever writes them.
extension ChangePlanner {
    func intervention(_ values: [String: Value]) throws {
        let code = values["code"]?.text.map(composed)
        let before = try code.map { code in
            guard let found = try knownIntervention(code) else {
                throw refusal(
                    sv: "Det finns ingen insats med koden \(printable(code)).",
                    en: "There is no intervention with the code \(printable(code)).")
            }
            return found.intervention
        }
        var columns: [String] = []
        var stored: [StoredValue] = []
        func set(_ column: String, _ value: StoredValue) {
            columns.append(column)
            stored.append(value)
        }
        var after = try before ?? new(values)
        if let title = try text(values["title"], Self.title) {
            after.title = title
            set("title", .text(title))
        }
        if let kind = values["kind"]?.text {
            after.kind = kind
            set("kind", .text(kind))
        }
        if let value = values["pupil"] {
            let pupil = try thing(value, type: "pupil", byCode: pupilID)
            after.target = .pupil(Key(pupil))
            after.level = .individual
            set("pupil", .integer(pupil))
        }
        if let name = values["group"]?.text {
            let group = try transaction.reader.groups(schoolYear: context.query.schoolYear ?? 0)[name]
            guard let group else { throw unknown(Phrase(sv: "gruppen", en: "the group"), name) }
            if case .group = after.target { after.target = .group(Key(group)) }
            set("study_group", .integer(group))
        }
        if let name = values["subject"]?.text {
            let subject = try transaction.reader.keys(byCodeOf: .subject)[name]
            guard let subject else { throw unknown(Phrase(sv: "ämnet", en: "the subject"), name) }
            set("subject", .integer(subject))
        }
        if let value = values["reports_back"] {
            let staff = try thing(value, type: "staff_member", byCode: staffID)
            after.reportsBack = Key(staff)
            set("reports_back", .integer(staff))
        }
        if let value = values["follows_up"] {
            let staff = try thing(value, type: "staff_member", byCode: staffID)
            after.followsUp = Key(staff)
            set("follows_up", .integer(staff))
        }
        if let word = values["aimed_at"]?.text {
            guard let aim = Intervention.Aim(rawValue: word) else {
                throw refusal(
                    sv: "aimed_at ska vara pupil eller teacher.", en: "aimed_at must be pupil or teacher.")
            }
            after.aim = aim
        }
        if let start = try day(values["start_on"]) { after.start = start }
        if let weeks = values["planned_weeks"]?.int { after.plannedWeeks = weeks }
        if let word = values["status"]?.text {
            guard let status = InterventionStatus(rawValue: word) else {
                throw unknown(Phrase(sv: "läget", en: "the status"), word)
            }
            after =
                try before == nil
                ? after.beginning(as: status, on: today) : moved(after, to: status, on: today)
        }
        try hold(after, since: before, kind: values["kind"] != nil)

        if before == nil || after.level != before?.level { set("level", .text(after.level.rawValue)) }
        if before == nil || after.aim != before?.aim { set("target", .text(after.aim.rawValue)) }
        if before == nil || values["start_on"] != nil || values["planned_weeks"] != nil {
            set("start_on", .text(after.start.isoText))
            set("planned_weeks", .integer(Int64(after.plannedWeeks)))
            set("due_on", .text(after.dueOn.isoText))
        }
        if before == nil || after.status != before?.status {
            set("status", .text(after.status.rawValue))
            if let end = after.endedOn { set("ended_on", .text(end.isoText)) }
        }
        try put(.intervention, code ?? newCode("INS", .intervention), columns, stored)
    }

    func review(_ values: [String: Value]) throws {
        let id = try thing(values["intervention"] ?? .none, type: "intervention") {
            try knownIntervention($0)?.id
        }
        let decision = try word(
            values["decision"], InterventionReview.Decision.self, nil,
            sv: "Beslutet ska vara intensify, change, remove eller continue.",
            en: "The decision must be intensify, change, remove or continue.")
        let carriedOut = try word(
            values["carried_out"], InterventionReview.CarriedOut.self, .yes,
            sv: "carried_out ska vara yes, partly eller no.", en: "carried_out must be yes, partly or no.")
        let effect = try word(
            values["effect"], InterventionReview.Effect.self, .unclear,
            sv: "effect ska vara yes, no eller unclear.", en: "effect must be yes, no or unclear.")
        let number = values["cycle"]?.int
        let cycle =
            try number.map {
                try transaction.reader.cycle(number: $0, schoolYear: context.query.schoolYear ?? 0)
            }
            ?? context.query.cycle
        guard let cycle else { throw Refused(Issue(.noOccasion)).error }
        let review = InterventionReview(
            intervention: Key(id), cycle: Key(cycle), on: try day(values["on"]) ?? today,
            carriedOut: carriedOut, effect: effect, decision: decision,
            evidence: try text(
                values["evidence"], Phrase(sv: "underlaget", en: "the evidence"), hasLines: true)
                ?? "")
        if let issue = review.issues().first { throw Refused(issue).error }

        guard let (code, before) = try intervention(id) else {
            throw unknown(Phrase(sv: "insatsen", en: "the intervention"), "")
        }
        let key: [StoredValue] = [.integer(id), .integer(cycle)]
        var current = before
        // A review that is mended is decided anew, whatever the first one led to.
        if try transaction.reader.rows(
            "SELECT 1 FROM intervention_review WHERE intervention = ? AND cycle = ?", key
        ).count > 0 {
            current.status = .running
            current.endedOn = nil
        }
        let after = try moved(current, to: decision.leadsTo, on: review.on)
        try hold(after, since: before, kind: false)
        let said: [StoredValue] = [
            .text(carriedOut.rawValue), .text(effect.rawValue), .text(decision.rawValue),
            .text(review.evidence), .text(review.on.isoText),
        ]
        var batch = RowBatch(.interventionReview)
        batch.append(key + said)
        try put(batch, as: [.text(code), .integer(cycle)] + said)
        try put(
            .intervention, code, ["status", "ended_on"],
            [.text(after.status.rawValue), StoredValue(after.endedOn?.isoText)])
    }

    // MARK: Rules

    private static let title = Phrase(sv: "insatsens namn", en: "the intervention's name")

    private func new(_ values: [String: Value]) throws -> Intervention {
        guard values["pupil"] != nil || values["group"] != nil else {
            throw refusal(
                sv: "En insats gäller en elev eller en grupp: ange pupil eller group.",
                en: "An intervention is for a pupil or a group: give pupil or group.")
        }
        return Intervention(level: .group, target: .group(Key(0)), kind: "", title: "", start: today)
    }

    /// Refuses what breaks a rule that was not broken before: what an older file left out stops nobody from mending
    /// something else.
    private func hold(_ after: Intervention, since before: Intervention?, kind: Bool) throws {
        let kinds = kind ? try Vocabulary.standard().supportKinds : nil
        let known = Set((before?.issues() ?? []).map(\.code))
        if let issue = after.issues(kinds: kinds).first(where: { !known.contains($0.code) }) {
            throw Refused(issue).error
        }
    }

    /// One that was decided and whose first day has come is under way, whether or not anybody wrote that it is.
    private func moved(_ intervention: Intervention, to status: InterventionStatus, on day: Day) throws
        -> Intervention
    {
        if intervention.status == status { return intervention }
        var intervention = intervention
        if intervention.status == .decided, status != .running, intervention.start <= day {
            intervention.status = .running
        }
        switch intervention.moved(to: status, on: day) {
        case .success(let moved): return moved
        case .failure(let issue): throw Refused(issue).error
        }
    }

    /// A text as people write it: nothing in it acts on what stands around it.
    func text(_ value: Value?, _ field: Phrase, hasLines: Bool = false) throws -> String? {
        guard let text = value?.text else { return nil }
        if let issue = hiddenCharacter(in: text, field, hasLines: hasLines) { throw Refused(issue).error }
        return text
    }

    private func word<Word: RawRepresentable<String>>(
        _ value: Value?, _ words: Word.Type, _ usual: Word?, sv: String, en: String
    ) throws -> Word {
        guard let text = value?.text else {
            if let usual { return usual }
            throw refusal(sv: sv, en: en)
        }
        guard let word = Word(rawValue: text) else { throw refusal(sv: sv, en: en) }
        return word
    }

    // MARK: What is there

    /// The intervention with a code. One for a pupil whom the run may not see is none.
    private func knownIntervention(_ code: String) throws -> (id: Int64, intervention: Intervention)? {
        let rows = try transaction.reader.rows(
            """
            SELECT i.id FROM intervention AS i LEFT JOIN pupil AS p ON p.id = i.pupil \
            WHERE i.code = ? AND (i.pupil IS NULL OR p.protection = 'none' OR ?)
            """, [.text(code), .integer(context.visibility.includesProtected ? 1 : 0)])
        guard let id = rows.rows.first?[0].integer else { return nil }
        return try intervention(id).map { (id, $0.intervention) }
    }

    private func intervention(_ id: Int64) throws -> (code: String, intervention: Intervention)? {
        let rows = try transaction.reader.rows(
            """
            SELECT code, level, target, kind, title, pupil, study_group, start_on, planned_weeks, reports_back, \
            follows_up, status, ended_on FROM intervention WHERE id = ?
            """, [.integer(id)])
        guard rows.count > 0 else { return nil }
        func day(_ column: Int) -> Day? { rows[0, column].text.flatMap { Day(iso: $0) } }
        let pupil = rows.integer(0, 5)
        return (
            rows[0, 0].text ?? "",
            Intervention(
                level: Intervention.Level(rawValue: rows[0, 1].text ?? "")
                    ?? (pupil == nil ? .group : .individual),
                aim: Intervention.Aim(rawValue: rows[0, 2].text ?? "") ?? .pupil,
                target: pupil.map { .pupil(Key($0)) } ?? .group(Key(rows.integer(0, 6) ?? 0)),
                kind: rows[0, 3].text ?? "", title: rows[0, 4].text ?? "", start: day(7) ?? today,
                plannedWeeks: Int(rows.integer(0, 8) ?? 6), reportsBack: rows.integer(0, 9).map { Key($0) },
                followsUp: rows.integer(0, 10).map { Key($0) },
                status: InterventionStatus(rawValue: rows[0, 11].text ?? "") ?? .decided, endedOn: day(12))
        )
    }
}
