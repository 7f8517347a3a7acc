import VarvModel
import VarvStorage

/// Batches on their way into the store, and what it says of their rows.
extension ImportPlanner {
    /// Writes what is gathered, what is pointed at before what points, and takes in what the store says of
    /// it.
    func flush() throws {
        for batch in register.takeInOrder() { try put(batch) }
        if assessments.count > 0 {
            try put(assessments)
            assessments.removeAll()
        }
        if judgements.count > 0 {
            try put(judgements)
            judgements.removeAll()
        }
    }

    private func put(_ gathered: RowBatch) throws {
        let batch = try kept(of: gathered)
        let result = try transaction.put(batch)
        if batch.table != .assessment, batch.table != .judgement {
            hash.add(batch.table.name)
            let pupil = Self.pupilColumn(of: batch)
            for row in 0..<batch.count {
                var values = Array(batch.cells.row(row))
                if let pupil, let id = values[pupil].integer { values[pupil] = .integer(hashed(id)) }
                hash.add(RowCodec.encode(values))
            }
        }
        hash.add(bytes: result.fates.lazy.map(\.rawValue))
        try changes.add(result, of: batch, transaction.reader)
        // Two rows that disagree are both refused (V16), with everything else they gave.
        var disagreeing: [Int64] = []
        for (index, fate) in result.fates.enumerated() where fate == .conflict {
            disagreeing.append(batch.sourceRows[index])
        }
        disagreeing += result.displaced
        guard !disagreeing.isEmpty else { return }
        let lost = try pupilsLost(in: batch, result.fates)
        let rows = unrefused(disagreeing)
        let others = try contradictions(in: batch, result.disagreements)
        for row in rows {
            let line = Int(row & 0xFFFF_FFFF)
            let other = others[row]
            var values: [String: MessageValue] = [
                "r": .number(line),
                "s": other.map { .number(Int($0.row & 0xFFFF_FFFF)) }
                    ?? .phrase(Phrase(sv: "en annan rad", en: "another row")),
                "what": .phrase(Self.disagreement(in: batch.table.name)),
            ]
            if let other { values["values"] = .phrase(other.values) }
            refuse(row, Issue(.rowsDisagree, at: place(line), values))
        }
        let mentions = unrefused(lost)
        for row in mentions { refuse(row, unknownPupil(Int(row & 0xFFFF_FFFF))) }
        try transaction.withdraw(sourceRows: rows + mentions)
    }

    /// A batch without the records of rows that have been refused meanwhile, and of pupils who are no longer
    /// there.
    private func kept(of batch: RowBatch) throws -> RowBatch {
        guard !withdrawn.isEmpty else { return batch }
        let pupil = Self.pupilColumn(of: batch)
        if let pupil {
            let mentions = (0..<batch.count).filter { row in
                batch.cells.integer(row, pupil).map(lostPupils.contains) ?? false
            }
            let rows = unrefused(mentions.map { batch.sourceRows[$0] })
            for row in rows { refuse(row, unknownPupil(Int(row & 0xFFFF_FFFF))) }
            // All of them at once: each time, every table of the run is looked through.
            try transaction.withdraw(sourceRows: rows)
        }
        var kept = RowBatch(batch.table, columns: Array(batch.columns.dropFirst(batch.table.keyCount)))
        for row in 0..<batch.count where !withdrawn.contains(batch.sourceRows[row]) {
            kept.append(batch.cells.row(row), sourceRow: batch.sourceRows[row])
        }
        return kept
    }

    /// A new pupil whom two rows describe differently is not read in at all: forgets them, and returns the
    /// rows that mention them.
    private func pupilsLost(in batch: RowBatch, _ fates: [RecordFate]) throws -> [Int64] {
        guard batch.table != .assessment, batch.table != .judgement, let column = Self.pupilColumn(of: batch)
        else {
            return []
        }
        var rows: [Int64] = []
        for (row, fate) in fates.enumerated() where fate == .conflict {
            guard let id = batch.cells.integer(row, column), let word = newPupils[id],
                lostPupils.insert(id).inserted
            else { continue }
            pupilOfText[word] = .wrong(
                Issue(
                    .rowsDisagree,
                    [
                        "s": .phrase(Phrase(sv: "en annan rad", en: "another row")),
                        "what": .phrase(Self.disagreement(in: batch.table.name)),
                    ]))
            for (table, column) in Self.tablesOfPupils {
                rows += try transaction.sourceRows(of: table, where: column, is: id)
            }
        }
        return rows
    }

    private static let tablesOfPupils: [(table: TableDefinition, column: String)] = [
        (.pupil, "id"), (.pupilIdentity, "pupil"), (.pupilProtection, "pupil"), (.enrolment, "pupil"),
        (.membership, "pupil"), (.assessment, "pupil"), (.judgement, "pupil"),
    ]

    private static func pupilColumn(of batch: RowBatch) -> Int? {
        tablesOfPupils.first { $0.table == batch.table }.flatMap { batch.columns.firstIndex(of: $0.column) }
    }

    /// A pupil as the plan's hash knows them. One whom this run adds is the file's: the key they get would tell how
    /// many there are whom nobody may know of.
    func hashed(_ pupil: Int64) -> Int64 { newPupils[pupil].map { -1 - Int64($0) } ?? pupil }
}
