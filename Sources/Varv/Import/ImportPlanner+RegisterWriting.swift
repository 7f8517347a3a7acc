import VarvModel
import VarvStorage

/// What a row registers, on its way into the store.
extension ImportPlanner {
    /// Writes what a row registers: things that hand out keys at once, the rest in batches.
    func write(_ row: RowRegistration, source: Int64) throws {
        for group in row.groupRecords {
            // Groups, staff and criteria are shared by many rows, so no single row's refusal takes them away.
            let id = try putShared(
                .studyGroup, columns: ["subject", "year_group"],
                [
                    .integer(lookups.schoolYear), .text(group.code), .text(group.kind),
                    StoredValue(group.subject),
                    StoredValue(group.yearGroup.map(Int64.init)),
                ])
            if lookups.groups[group.code] == nil || group.kind == "klass" { lookups.groups[group.code] = id }
        }
        for staff in row.staffRecords {
            let id = try putShared(
                .staff, columns: ["given_name", "family_name", "duties"],
                [
                    .text(staff.code), StoredValue(staff.given), StoredValue(staff.family),
                    StoredValue(staff.duties),
                ])
            lookups.staff[staff.code] = id
        }
        for criterion in row.criteria.records { try write(criterion) }
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

    /// Writes what many rows may say, and returns its key.
    private func putShared(
        _ table: TableDefinition, columns: [String], _ values: [StoredValue]
    ) throws -> Int64 {
        var batch = RowBatch(table, columns: columns)
        batch.append(values)
        let result = try transaction.put(batch, onRepeat: .replace)
        try changes.add(result, of: batch, transaction.reader)
        return result.ids.first ?? 0
    }

    private func write(_ criterion: RowRegistration.CriterionRecord) throws {
        if lookups.isKnown(criterion.label, subject: criterion.subject, stage: criterion.stage) { return }
        if let known = lookups.criteriaByCode[criterion.code] {
            lookups.addLabel(criterion.label, subject: criterion.subject, known)
            criterionOf.removeAll()
            return
        }
        let subject = lookups.subjectCodes[criterion.subject] ?? ""
        let set = try putShared(
            .criterionSet, columns: ["stage"],
            [
                .integer(criterion.subject), .text("\(source) \(subject)-\(criterion.stage)"), "1",
                .integer(Int64(criterion.stage)),
            ])
        let id = try putShared(
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
            ?? identities.pupil(kind: pupil.identity.kind.rawValue, value: pupil.identity.text)
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
