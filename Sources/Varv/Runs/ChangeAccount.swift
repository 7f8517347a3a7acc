import VarvModel
import VarvStorage

/// What a run changes of what was there: kept as it is written, told to the person who is about to say yes
/// (design §5: before–after per pupil).
struct ChangeAccount {
    private struct Change {
        var table: TableDefinition
        var columns: ArraySlice<String>
        var key: [StoredValue]
        var before: [StoredValue]
        var after: [StoredValue]
        var sourceRow: Int64
    }

    private var changes: [Change] = []
    /// So many can be told; the counts tell of all.
    private static let limit = 200

    /// Notes what a batch changed.
    mutating func add(_ result: PutResult, of batch: RowBatch) {
        let keys = batch.table.keyCount
        for change in result.changes.prefix(Self.limit - changes.count) {
            changes.append(
                Change(
                    table: batch.table, columns: batch.columns[keys...],
                    key: (0..<keys).map { batch.cells[change.index, $0] }, before: change.before,
                    after: (keys..<batch.columns.count).map { batch.cells[change.index, $0] },
                    sourceRow: batch.sourceRows[change.index]))
        }
    }

    /// Forgets what a row that was refused afterwards had changed.
    mutating func withdraw(_ row: Int64) {
        changes.removeAll { $0.sourceRow == row }
    }

    /// Returns a sentence for each change, in the order they were made.
    ///
    /// Names and free text are never quoted, only said to change. Pupils stand by pseudonym. Of a protected one it
    /// is told who it is or that they are protected, never both.
    ///
    /// - Parameter tellingProtection: whether it may be said that someone is protected.
    func sentences(
        _ reader: Reader, key: SchoolKey, schoolYear: Int64, tellingProtection: Bool
    ) throws -> [Phrase] {
        guard !changes.isEmpty else { return [] }
        let words = try Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                let book = try PupilBook(
                    reader, key: key, language: language, query: QueryScope(schoolYear: schoolYear))
                return (
                    language,
                    ChangeWords(
                        book: book, values: ValueWords(reader, language), language: language,
                        tellsProtection: tellingProtection)
                )
            })
        return try changes.map { change in
            func text(_ language: Language) throws -> String {
                guard let words = words[language] else { return "" }
                let about = try words.about(change.table, change.key)
                let moved = try zip(change.columns, zip(change.before, change.after)).compactMap {
                    column, values in
                    values.0 == values.1
                        ? nil : try words.values.moved(change.table, column, from: values.0, to: values.1)
                }
                return about + ": " + moved.joined(separator: ", ")
            }
            return Phrase(sv: try text(.swedish), en: try text(.english))
        }
    }
}

/// The words for one change, in one language.
private struct ChangeWords {
    let book: PupilBook
    let values: ValueWords
    let language: Language
    let tellsProtection: Bool

    private func say(_ sv: String, _ en: String) -> String { language == .swedish ? sv : en }

    /// What a row is about: `Elev 7B-04, MA, Taluppfattning`.
    func about(_ table: TableDefinition, _ key: [StoredValue]) throws -> String {
        var parts: [String] = []
        for (column, value) in zip(table.columns.prefix(table.keyCount), key) {
            // A pupil's own row is keyed by the pupil; the year, the day and the source say nothing new.
            if column.references == "pupil" || table.name == "pupil", let pupil = value.integer {
                parts.insert(try self.pupil(pupil), at: 0)
            } else if let target = column.references, target != "school_year" {
                parts.append(try values.shown(value, of: target))
            } else if column.name == "code", let code = value.text {
                parts.append(code)
            }
        }
        if table.name == "pupil_identity" { parts = [say("ett elevnummer", "a pupil number")] }
        return parts.isEmpty ? Plan.tableWords(table.name).text(in: language) : parts.joined(separator: ", ")
    }

    private func pupil(_ id: Int64) throws -> String {
        try tellsProtection && book.facts(of: id).isProtected
            ? say("en elev med skyddade uppgifter", "a pupil with protected identity")
            : try book.pseudonymText(of: id)
    }
}
