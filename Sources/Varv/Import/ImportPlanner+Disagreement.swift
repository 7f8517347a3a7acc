import VarvModel
import VarvStorage

/// Two rows that say different things of the same thing (V16).
extension ImportPlanner {
    /// The kind of thing two rows said differently.
    static func disagreement(in table: String) -> Phrase {
        switch table {
        case "assessment": Phrase(sv: "samma elev och kriterium", en: "the same pupil and criterion")
        case "judgement": Phrase(sv: "samma elev och ämne", en: "the same pupil and subject")
        case "pupil": Phrase(sv: "samma elevs namn eller uppgifter", en: "the same pupil's name or data")
        case "pupil_identity":
            Phrase(sv: "vem samma elevnummer tillhör", en: "whose the same pupil number is")
        case "pupil_protection": Phrase(sv: "samma elevs skydd", en: "the same pupil's protection")
        case "enrolment":
            Phrase(sv: "samma elevs klass eller årskurs", en: "the same pupil's class or year group")
        default:
            Phrase(
                sv: "samma sak bland \(Plan.tableWords(table).sv)",
                en: "the same thing among \(Plan.tableWords(table).en)")
        }
    }

    /// For each row that another contradicts: that other row, and both values, its own first.
    func contradictions(
        in batch: RowBatch, _ disagreements: [PutResult.Disagreement]
    ) throws -> [Int64: (row: Int64, values: Phrase)] {
        var found: [Int64: (row: Int64, values: Phrase)] = [:]
        let keys = batch.table.keyCount
        for each in disagreements {
            let own = (keys..<batch.columns.count).map { batch.cells[each.index, $0] }
            let row = batch.sourceRows[each.index]
            guard let first = each.rows.first else { continue }
            if found[row] == nil { found[row] = (first, try apart(batch, own, each.before)) }
            for earlier in each.rows where found[earlier] == nil {
                found[earlier] = (row, try apart(batch, each.before, own))
            }
        }
        return found
    }

    private func apart(_ batch: RowBatch, _ own: [StoredValue], _ other: [StoredValue]) throws -> Phrase {
        func text(_ words: ValueWords) throws -> String {
            try zip(batch.columns.dropFirst(batch.table.keyCount), zip(own, other)).compactMap {
                column, values in
                values.0 == values.1 ? nil : try words.apart(batch.table, column, values.0, values.1)
            }.joined(separator: ", ")
        }
        return Phrase(sv: try text(valueWords.sv), en: try text(valueWords.en))
    }
}
