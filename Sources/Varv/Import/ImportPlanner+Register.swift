import VarvBridge
import VarvModel
import VarvStorage

/// What a row registers: checked before anything of the row is written.
extension ImportPlanner {
    /// Checks one registering record and notes what it will make; throws the ``Issue`` that refuses the row.
    func stage(_ kind: String, _ fields: [BatchValue], line: Int, into row: inout RowRegistration) throws {
        switch kind {
        case "pupil": try stagePupil(fields, line, &row)
        case "group":
            let code = try required(fields[0], Words.group, at: place(line, of: "group"))
            let kind = try plainText(fields[1]) ?? "klass"
            guard ["klass", "undervisning", "mentor"].contains(kind) else {
                throw Issue(
                    .unknownWord, at: place(line),
                    ["v": .cell(kind, .group), "list": .list(["klass", "undervisning", "mentor"])])
            }
            var subjectID: Int64?
            if case .text = fields[3] { subjectID = try subject(fields[3], line) }
            row.groupRecords.append(
                .init(code: code, kind: kind, yearGroup: try yearGroup(fields[2], line), subject: subjectID))
            row.groups.insert(code)
        case "membership":
            guard let pupil = try number(fields[0]) else { throw unknownPupil(line) }
            if case .wrong(var issue) = try match(pupil, line) {
                issue.place = place(line, of: "pupil")
                throw issue
            }
            if case .absent = try match(pupil, line), !row.pupils.contains(pupil) { throw unknownPupil(line) }
            let code = try required(fields[1], Words.group, at: place(line, of: "group"))
            if !row.groups.contains(code) { _ = try group(fields[1], line) }
            row.memberships.append((pupil, code))
        case "staff":
            let code = try required(fields[0], Words.signature, at: place(line, of: "staff"))
            row.staffRecords.append(
                (
                    code, try name(fields[1], line, of: "given"), try name(fields[2], line, of: "family"),
                    try storable(
                        fields[3], atMost: TextLimit.title, Phrase(sv: "befattningen", en: "the duties"),
                        at: place(line, of: "duties"))
                ))
            row.staff.insert(code)
        case "teaching":
            let staff = try required(fields[0], Words.signature, at: place(line, of: "staff"))
            guard row.staff.contains(staff) || lookups.staff[staff] != nil else {
                throw Issue(.unknownStaff, at: place(line, of: "staff"))
            }
            let code = try required(fields[1], Words.group, at: place(line, of: "group"))
            if !row.groups.contains(code) { _ = try group(fields[1], line) }
            row.teachings.append((staff, code, try subject(fields[2], line)))
        case "criterion":
            let subject = try subject(fields[0], line)
            let label = try required(
                fields[1], Phrase(sv: "kriteriets namn", en: "the criterion's name"),
                atMost: TextLimit.label, at: place(line, of: "label"))
            let stage = try yearGroup(fields[2], line, of: "stage") ?? 0
            let code =
                try storable(
                    fields[3], atMost: TextLimit.code,
                    Phrase(sv: "kriteriets kod", en: "the criterion's code"),
                    at: place(line, of: "code")
                ).map(composed)
                ?? "\(lookups.subjectCodes[subject] ?? "")-\(stage)-\(ImportLookups.folded(label).replacing(" ", with: "-"))"
            row.criteria.append(.init(subject: subject, label: label, stage: stage, code: code))
        default:
            throw Issue(.rejectedByRoutine, at: place(line), ["why": .text("add:\(kind)")])
        }
    }

    private enum Words {
        static let group = Phrase(sv: "gruppens namn", en: "the group's name")
        static let signature = Phrase(sv: "signaturen", en: "the signature")
        static let name = Phrase(sv: "namnet", en: "the name")
    }

    private func required(
        _ value: BatchValue, _ field: Phrase, atMost limit: Int = TextLimit.code, at place: Place
    ) throws -> String {
        guard let text = try storable(value, atMost: limit, field, at: place), !text.isEmpty else {
            throw Issue(.missingValue, at: place, ["field": .phrase(field)])
        }
        return composed(text)
    }

    private func name(_ value: BatchValue, _ line: Int, of field: String) throws -> String? {
        try storable(value, atMost: TextLimit.name, Words.name, at: place(line, of: field))
    }

    private func yearGroup(
        _ value: BatchValue, _ line: Int, of field: String = "year_group"
    ) throws -> Int? {
        guard let number = integer(value) else { return nil }
        guard (0...10).contains(number) else {
            throw Issue(
                .numberOutOfRange, at: place(line, of: field),
                [
                    "field": .phrase(Phrase(sv: "årskursen", en: "the year group")), "v": .number(number),
                    "min": .number(0), "max": .number(10),
                ])
        }
        return number
    }

    private func stagePupil(_ fields: [BatchValue], _ line: Int, _ row: inout RowRegistration) throws {
        guard let word = try number(fields[0]) else {
            throw Issue(
                .missingValue, at: place(line, of: "pupil"),
                ["field": .phrase(Phrase(sv: "personnummer", en: "personal number"))])
        }
        let known: Int64?
        let identity: Identity
        switch try match(word, line) {
        case .wrong(var issue):
            issue.place = place(line, of: "pupil")
            throw issue
        case .found(let id):
            known = id
            guard
                case .success(let parsed) = Identity.parse(
                    text(word), referenceDay: rules.referenceDay, localNumbers: rules.localNumbers)
            else { return }
            identity = parsed.identity
        case .absent(let parsed):
            known = nil
            identity = parsed
        }
        let mark: Protection? = try plainText(fields[4]).map { $0 == "none" ? .none : .marked }
        let protection: Protection
        if let known {
            protection = try effectiveProtection(of: known, saying: mark)
        } else if let mark {
            protection = mark
        } else if let answer {
            protection = answer == .none ? .none : .unknown
        } else {
            throw Issue(.heldForProtection, at: place(line, of: "pupil"))
        }

        let given = try name(fields[1], line, of: "given")
        let family = try name(fields[2], line, of: "family")
        let called = try name(fields[3], line, of: "called")
        let form = try storable(
            fields[7], atMost: TextLimit.code, Phrase(sv: "skolformen", en: "the school form"),
            at: place(line, of: "school_form"))
        // A protected pupil's name is not read in (V17); what is not known to be free of protection counts as
        // protected.
        let hides = protection.isProtected
        if hides, protection != .unknown, given?.isEmpty == false || family?.isEmpty == false {
            warn(.nameLeftOut(at: place(line), tellingWhy: tellsProtection))
        }
        let code = try plainText(fields[5])
        if let code, !code.isEmpty, !row.groups.contains(code) { _ = try group(fields[5], line) }
        let year = try yearGroup(fields[6], line)
        row.pupilRecords.append(
            .init(
                word: word, identity: identity, id: known, given: hides ? nil : given,
                family: hides ? nil : family,
                called: hides ? nil : called, protection: protection,
                mark: mark ?? (known == nil ? answer.map { $0 == .none ? .none : .unknown } : nil),
                group: code.flatMap { $0.isEmpty ? nil : $0 }, yearGroup: year,
                schoolForm: form))
        row.pupils.insert(word)
        if let form { row.isAdapted[word] = form == "GRS" }
        if let year { row.yearGroups[word] = year }
    }

    /// The strongest of what the sources say of a pupil; one that says nothing never lowers a mark (design
    /// §4).
    private func effectiveProtection(of pupil: Int64, saying mark: Protection?) throws -> Protection {
        let now = lookups.pupils[pupil]?.protection ?? .unknown
        guard let mark else { return now }
        let rows = try transaction.reader.rows(
            "SELECT mark FROM pupil_protection WHERE pupil = ? AND source <> ?",
            [.integer(pupil), .text(source)])
        let others = (0..<rows.count).map { Protection(rawValue: rows[$0, 0].text ?? "") ?? .unknown }
        let said = others + [mark]
        if said.contains(.registered) { return .registered }
        if said.contains(.marked) { return .marked }
        return said.contains(.none) ? .none : .unknown
    }
}
