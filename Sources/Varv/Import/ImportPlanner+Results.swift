import VarvBridge
import VarvModel
import VarvStorage

/// Assessments and judgements: what they say of whom, matched to what the school has.
extension ImportPlanner {
    /// Checks a result of a row that also registers things: what the row itself will make counts as there.
    func checkResult(
        _ kind: String, _ fields: [BatchValue], _ line: Int, _ registering: RowRegistration
    ) throws {
        let isAssessment = kind == "assessment"
        guard let pupil = try number(fields[0]) else { throw unknownPupil(line) }
        var yearGroup = registering.yearGroups[pupil]
        var known: Int64?
        switch try match(pupil, line) {
        case .found(let id):
            known = id
            yearGroup = yearGroup ?? lookups.pupils[id]?.yearGroup
        case .wrong(var issue):
            issue.place = place(line, of: "pupil")
            throw issue
        case .absent: guard registering.pupils.contains(pupil) else { throw unknownPupil(line) }
        }
        let subject = try subject(fields[1], line)
        if isAssessment {
            _ = try criterion(
                fields[2], subject, yearGroup, line, registering: registering.criteria)
        }
        let step = try step(fields[isAssessment ? 3 : 2], line)
        let isAdapted = registering.isAdapted[pupil] ?? known.flatMap { lookups.pupils[$0]?.isAdapted }
        if step == nil, isAdapted == true { throw Issue(.gradeNotInAdapted, at: place(line, of: "step")) }
        _ = try comment(fields[isAssessment ? 8 : 7], line)
        _ = try occasion(fields[isAssessment ? 4 : 3], fields[isAssessment ? 5 : 4], line)
        if let group = try number(fields[isAssessment ? 6 : 5]), !registering.groups.contains(text(group)) {
            _ = try self.group(fields[isAssessment ? 6 : 5], line)
        }
    }

    /// Resolves a result to the store's keys; throws the ``Issue`` that refuses the row.
    func resolve(isAssessment: Bool, _ fields: [BatchValue], line: Int) throws -> ResolvedResult {
        let shift = isAssessment ? 0 : -1
        guard let pupilWord = try number(fields[0]) else { throw unknownPupil(line) }
        let pupil: Int64
        switch try match(pupilWord, line) {
        case .found(let id): pupil = id
        case .wrong(var issue):
            issue.place = place(line, of: "pupil")
            throw issue
        case .absent: throw unknownPupil(line)
        }
        let facts = lookups.pupils[pupil]
        let subject = try subject(fields[1], line)
        var what = subject
        if isAssessment { what = try criterion(fields[2], subject, facts?.yearGroup, line) }
        let step = try step(fields[3 + shift], line)
        if step == nil, facts?.isAdapted == true {
            throw Issue(.gradeNotInAdapted, at: place(line, of: "step"))
        }
        let (cycle, day) = try occasion(fields[4 + shift], fields[5 + shift], line)
        let group = try group(fields[6 + shift], line)
        let staff = try staff(fields[7 + shift], line)
        let comment = try comment(fields[8 + shift], line)
        return ResolvedResult(
            isAssessment: isAssessment, pupil: pupil, cycle: cycle, what: what, step: step, day: day,
            group: group,
            staff: staff, comment: comment)
    }

    private func comment(_ value: BatchValue, _ line: Int) throws -> String? {
        let comment = try storable(
            value, atMost: TextLimit.comment, Phrase(sv: "kommentaren", en: "the comment"),
            at: place(line, of: "comment"), hasLines: true)
        return comment?.isEmpty == true ? nil : comment
    }

    /// Adds a resolved result to its batch and to the plan's hash.
    func append(_ result: ResolvedResult, _ source: Int64) {
        hash.add(hashed(result.pupil))
        hash.add(result.cycle)
        if cycles.isEmpty || !cycles.contains(result.cycle) { cycles.insert(result.cycle) }
        hash.add(result.what)
        hash.add(result.step ?? -1)
        hash.add(Int64(result.day?.packed ?? 0))
        hash.add(result.group ?? -1)
        hash.add(result.staff ?? -1)
        if let comment = result.comment { hash.add(comment) }
        if result.isAssessment {
            append(result, source, to: &assessments)
        } else {
            append(result, source, to: &judgements)
        }
    }

    private func append(_ result: ResolvedResult, _ source: Int64, to batch: inout RowBatch) {
        batch.cells.append(result.pupil)
        batch.cells.append(result.cycle)
        batch.cells.append(result.what)
        if let step = result.step { batch.cells.append(step) } else { batch.cells.appendNull() }
        if let day = result.day { batch.cells.append(utf8: iso(day)) } else { batch.cells.appendNull() }
        if let group = result.group { batch.cells.append(group) } else { batch.cells.appendNull() }
        if let staff = result.staff { batch.cells.append(staff) } else { batch.cells.appendNull() }
        if let comment = result.comment { batch.cells.append(comment) } else { batch.cells.appendNull() }
        batch.sourceRows.append(source)
    }

    // MARK: Matching

    /// Who a number in the file is: found once a number, since its rows repeat it.
    func match(_ word: Int32, _ line: Int) throws -> PupilMatch {
        if let known = pupilOfText[word] { return known }
        let text = text(word)
        let match: PupilMatch
        switch Identity.parse(text, referenceDay: rules.referenceDay, localNumbers: rules.localNumbers) {
        case .failure(let fault): match = .wrong(rules.issue(for: fault, text: text))
        case .success(let parsed):
            for warning in rules.warnings(for: parsed, at: place(line, of: "pupil")) { warn(warning) }
            if let pupil = try identities.pupil(
                kind: parsed.identity.kind.rawValue, value: parsed.identity.text)
            {
                match = .found(pupil)
            } else if let other = parsed.otherReading,
                let pupil = try identities.pupil(kind: other.kind.rawValue, value: other.text)
            {
                // The century is a guess where the number has ten digits; the register knows better.
                match = .found(pupil)
            } else {
                match = .absent(parsed.identity)
            }
        }
        pupilOfText[word] = match
        return match
    }

    func unknownPupil(_ line: Int) -> Issue {
        Issue(.unknownPupil, at: place(line, of: "pupil"), ["school": .text(schoolName)])
    }

    func subject(_ value: BatchValue, _ line: Int) throws -> Int64 {
        guard let word = try number(value) else {
            throw Issue(
                .missingValue, at: place(line, of: "subject"),
                ["field": .phrase(Phrase(sv: "ämnet", en: "the subject"))])
        }
        if let known = subjectOfText[word] { return known }
        let text = text(word)
        guard let id = lookups.subjects[ImportLookups.folded(text)] else {
            var values: [String: MessageValue] = ["v": .cell(text, .subject)]
            if let near = near(text.lowercased(), among: lookups.subjects.keys.sorted()) {
                values["nearest"] = .text(lookups.subjects[near].flatMap { lookups.subjectCodes[$0] } ?? near)
            }
            throw Issue(.unknownSubject, at: place(line, of: "subject"), values)
        }
        subjectOfText[word] = id
        return id
    }

    private func criterion(
        _ value: BatchValue, _ subject: Int64, _ yearGroup: Int?, _ line: Int,
        registering: RegisteredCriteria = RegisteredCriteria()
    ) throws -> Int64 {
        guard let word = try number(value) else {
            throw Issue(.unknownCriterion, at: place(line, of: "criterion"))
        }
        let key = CriterionKey(word: word, subject: subject, yearGroup: yearGroup ?? -1)
        if let known = criterionOf[key] { return known }
        do throws(Issue) {
            let found = try lookups.criterion(
                text(word), subject: subject, yearGroup: yearGroup, registering: registering)
            // What the row registers has no key yet.
            if registering.records.isEmpty { criterionOf[key] = found }
            return found
        } catch {
            var issue = error
            issue.place = place(line, of: "criterion")
            let text = text(word)
            let code = lookups.subjectCodes[subject] ?? ""
            issue.values = [
                "v": .cell(text, .subject), "subject": .text(code), "criterion": .cell(text, .subject),
            ]
            if issue.code == .criterionNotForYear {
                let key = ImportLookups.labelKey(subject, text)
                let own = registering.labelled(key)
                let stages = Set((lookups.criteriaByLabel[key] ?? []).map(\.stage) + own.map(\.stage))
                issue.values["a"] = .list(stages.sorted().map(String.init))
                issue.values["b"] = .number(yearGroup ?? 0)
            }
            throw issue
        }
    }

    /// The step's key, or nil for "no basis".
    private func step(_ value: BatchValue, _ line: Int) throws -> Int64? {
        if case .other(.mark(.noBasis)) = value { return nil }
        guard let word = try number(value) else {
            throw Issue(
                .missingValue, at: place(line, of: "step"),
                ["field": .phrase(Phrase(sv: "steget", en: "the step"))])
        }
        if let known = stepOfText[word] { return known }
        let text = text(word)
        guard let id = lookups.steps[text] else {
            var values: [String: MessageValue] = [
                "v": .cell(text, .step), "scale": .text(scale), "steps": .list(lookups.stepWords),
            ]
            if let near = near(text, among: lookups.stepWords) {
                values["nearest"] = .text(near)
            }
            throw Issue(.stepNotOnScale, at: place(line, of: "step"), values)
        }
        stepOfText[word] = id
        return id
    }

    /// Which cycle a result belongs to, and the day it was made.
    private func occasion(
        _ on: BatchValue, _ cycle: BatchValue, _ line: Int
    ) throws -> (cycle: Int64, day: CalendarDay?) {
        let day = day(on)
        let date = day.flatMap { Day(year: $0.year, month: $0.month, day: $0.day) }
        if let day, date == nil {
            throw Issue(
                .impossibleDate, at: place(line, of: "on"),
                ["v": .text("\(day.year)-\(day.month)-\(day.day)")])
        }
        guard let number = integer(cycle) ?? scope.cycle else {
            throw Issue(.noOccasion, at: place(line, of: "cycle"))
        }
        guard let facts = lookups.cycles[number] else {
            let list = lookups.cycles.keys.sorted().map(String.init)
            throw Issue(
                .unknownCycle, at: place(line, of: "cycle"), ["v": .number(number), "list": .list(list)])
        }
        if facts.isLocked {
            var values: [String: MessageValue] = ["n": .number(number)]
            if let on = facts.lockedOn { values["date"] = .day(on) }
            throw Issue(.lockedCycle, at: place(line), values)
        }
        // Assessments are made in the weeks before the cycle as well as in it, never after its end.
        let first = lookups.cycles[number - 1]?.start ?? lookups.yearStart
        if let date, date < first || date > facts.end {
            throw Issue(
                .outsideCycle, at: place(line, of: "on"),
                ["date": .day(date), "n": .number(number), "from": .day(first), "to": .day(facts.end)])
        }
        return (facts.id, day)
    }

    func group(_ value: BatchValue, _ line: Int) throws -> Int64? {
        guard let word = try number(value) else { return nil }
        if let known = groupOfText[word] { return known }
        let text = text(word)
        guard let id = lookups.groups[text] else {
            var values: [String: MessageValue] = ["v": .cell(text, .group)]
            if let near = near(text, among: lookups.groups.keys.sorted()) {
                values["nearest"] = .text(near)
            }
            throw Issue(.unknownGroup, at: place(line, of: "group"), values)
        }
        groupOfText[word] = id
        return id
    }

    /// Who made it. A signature nobody has does not stop a result: it is kept without, and said.
    private func staff(_ value: BatchValue, _ line: Int) throws -> Int64? {
        guard let word = try number(value) else { return nil }
        if let known = staffOfText[word] { return known < 0 ? nil : known }
        guard let id = lookups.staff[text(word)] else {
            staffOfText[word] = -1
            warn(Issue(.unknownStaff, at: place(line, of: "staff")))
            return nil
        }
        staffOfText[word] = id
        return id
    }
}

/// An assessment or a judgement by the store's keys.
struct ResolvedResult {
    var isAssessment: Bool
    var pupil: Int64
    var cycle: Int64
    /// The criterion, or the subject of a judgement.
    var what: Int64
    /// nil for "no basis".
    var step: Int64?
    var day: CalendarDay?
    var group: Int64?
    var staff: Int64?
    var comment: String?
}
