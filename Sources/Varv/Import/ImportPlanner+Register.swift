import VarvBridge
import VarvModel
import VarvStorage

/// What one row registers, resolved but not written.
struct RowRegistration {
    struct PupilRecord {
        var word: Int32
        var identity: Identity
        /// nil for a new pupil.
        var id: Int64?
        var given: String?
        var family: String?
        var called: String?
        var protection: Protection
        /// What this source says, nil when it says nothing.
        var mark: Protection?
        var group: String?
        var yearGroup: Int?
        var schoolForm: String?
    }
    struct GroupRecord {
        var code: String
        var kind: String
        var yearGroup: Int?
        var subject: Int64?
    }
    struct CriterionRecord {
        var subject: Int64
        var label: String
        var stage: Int
        var code: String
    }
    var pupilRecords: [PupilRecord] = []
    var groupRecords: [GroupRecord] = []
    var criterionRecords: [CriterionRecord] = []
    var memberships: [(pupil: Int32, group: String)] = []
    var staffRecords: [(code: String, given: String?, family: String?, duties: String?)] = []
    var teachings: [(staff: String, group: String, subject: Int64)] = []

    // Names that exist once the row is written.
    var pupils: Set<Int32> = []
    var yearGroups: [Int32: Int] = [:]
    var isAdapted: [Int32: Bool] = [:]
    var groups: Set<String> = []
    var staff: Set<String> = []

    var isEmpty: Bool {
        pupilRecords.isEmpty && groupRecords.isEmpty && criterionRecords.isEmpty && memberships.isEmpty
            && staffRecords.isEmpty && teachings.isEmpty
    }
}

/// Register rows on their way into the store.
struct RegisterBatches {
    var pupils = RowBatch(
        .pupil, columns: ["given_name", "family_name", "called_name", "protection", "school_form"])
    var identities = RowBatch(.pupilIdentity)
    var marks = RowBatch(.pupilProtection)
    var enrolments = RowBatch(.enrolment, columns: ["year_group", "study_group"])
    var memberships = RowBatch(.membership, columns: [])

    var count: Int { max(pupils.count, memberships.count) }

    /// The batches that hold something, what is pointed at first; they are empty afterwards.
    mutating func takeInOrder() -> [RowBatch] {
        let batches = [pupils, identities, marks, enrolments, memberships].filter { $0.count > 0 }
        if !batches.isEmpty { self = RegisterBatches() }
        return batches
    }
}

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
            row.criterionRecords.append(.init(subject: subject, label: label, stage: stage, code: code))
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

    // MARK: Writing

    /// Writes what a row registers: things that hand out keys at once, the rest in batches.
    func write(_ row: RowRegistration, source: Int64) throws {
        for group in row.groupRecords {
            // Groups, staff and criteria are shared by many rows, so no single row's refusal takes them away.
            let (_, id) = try transaction.put(
                .studyGroup, columns: ["subject", "year_group"],
                [
                    .integer(lookups.schoolYear), .text(group.code), .text(group.kind),
                    StoredValue(group.subject),
                    StoredValue(group.yearGroup.map(Int64.init)),
                ])
            if lookups.groups[group.code] == nil || group.kind == "klass" { lookups.groups[group.code] = id }
        }
        for staff in row.staffRecords {
            let (_, id) = try transaction.put(
                .staff, columns: ["given_name", "family_name", "duties"],
                [
                    .text(staff.code), StoredValue(staff.given), StoredValue(staff.family),
                    StoredValue(staff.duties),
                ])
            lookups.staff[staff.code] = id
        }
        for criterion in row.criterionRecords { try write(criterion) }
        for teaching in row.teachings {
            guard let staff = lookups.staff[teaching.staff], let group = lookups.groups[teaching.group] else {
                continue
            }
            try transaction.put(
                .teaching, columns: [], [.integer(staff), .integer(group), .integer(teaching.subject)],
                sourceRow: source)
        }
        for pupil in row.pupilRecords { try write(pupil, source) }
        for membership in row.memberships {
            guard case .found(let pupil) = try match(membership.pupil, 0),
                let group = lookups.groups[membership.group]
            else { continue }
            register.memberships.append([.integer(group), .integer(pupil)], sourceRow: source)
        }
    }

    private func write(_ criterion: RowRegistration.CriterionRecord) throws {
        if lookups.isKnown(criterion.label, subject: criterion.subject, stage: criterion.stage) { return }
        if let known = lookups.criteriaByCode[criterion.code] {
            lookups.addLabel(criterion.label, subject: criterion.subject, known)
            criterionOf.removeAll()
            return
        }
        let subject = lookups.subjectCodes[criterion.subject] ?? ""
        let (_, set) = try transaction.put(
            .criterionSet, columns: ["stage"],
            [
                .integer(criterion.subject), .text("\(source) \(subject)-\(criterion.stage)"), "1",
                .integer(Int64(criterion.stage)),
            ])
        let (_, id) = try transaction.put(
            .criterion, columns: ["criterion_set", "label", "ord"],
            [
                .text(criterion.code), .integer(set), .text(criterion.label),
                .integer(Int64(lookups.criteriaByCode.count)),
            ])
        lookups.addCriterion(
            id: id, code: criterion.code, label: criterion.label, subject: criterion.subject,
            stage: criterion.stage)
        criterionOf.removeAll()
    }

    private func write(_ pupil: RowRegistration.PupilRecord, _ source: Int64) throws {
        let id: Int64
        // A row may say the same new pupil twice.
        let known =
            try pupil.id
            ?? identities.pupil(
                kind: pupil.identity.kind.rawValue, value: pupil.identity.text)
        if let known {
            id = known
        } else {
            id = try transaction.newPupil()
            identities.add(kind: pupil.identity.kind.rawValue, value: pupil.identity.text, pupil: id)
            pupilOfText[pupil.word] = .found(id)
            newPupils[id] = pupil.word
        }
        lookups.pupils[id] = ImportLookups.PupilFacts(
            yearGroup: pupil.yearGroup ?? lookups.pupils[id]?.yearGroup, protection: pupil.protection,
            isAdapted: pupil.schoolForm.map { $0 == "GRS" } ?? lookups.pupils[id]?.isAdapted ?? false)
        register.pupils.append(
            [
                .integer(id), StoredValue(pupil.given), StoredValue(pupil.family), StoredValue(pupil.called),
                .text(pupil.protection.rawValue), StoredValue(pupil.schoolForm ?? "GR"),
            ], sourceRow: source)
        register.identities.append(
            [.text(pupil.identity.kind.rawValue), .text(""), .text(pupil.identity.text), .integer(id)],
            sourceRow: source)
        if let mark = pupil.mark {
            register.marks.append(
                [.integer(id), .text(self.source), .text(mark.rawValue)], sourceRow: source)
        }
        register.enrolments.append(
            [
                .integer(id), .integer(lookups.schoolYear), .text(lookups.yearStart.isoText),
                StoredValue(pupil.yearGroup.map(Int64.init)),
                StoredValue(pupil.group.flatMap { lookups.groups[$0] }),
            ], sourceRow: source)
    }
}
