import VarvModel
import VarvStorage

/// What a run changes of what was there: kept as it is written, told to the person who is about to say yes
/// (design §5: before–after per pupil).
struct ChangeAccount {
    fileprivate struct Change {
        var table: TableDefinition
        var columns: ArraySlice<String>
        var key: [StoredValue]
        var before: [StoredValue]
        var after: [StoredValue]
        var sourceRow: Int64
    }

    private var changes: [Change] = []
    private var before = BeforeHash()
    /// So many can be told; the counts tell of all.
    private static let limit = 200

    /// Notes what a batch changed.
    ///
    /// - Parameter lasting: the key of the batch's only row by lasting codes, where the store's own key would tell of others.
    mutating func add(
        _ result: PutResult, of batch: RowBatch, _ reader: Reader, lasting: [StoredValue]? = nil
    ) throws {
        let keys = batch.table.keyCount
        for each in result.changes {
            let change = Change(
                table: batch.table, columns: batch.columns[keys...],
                key: (0..<keys).map { batch.cells[each.index, $0] }, before: each.before,
                after: (keys..<batch.columns.count).map { batch.cells[each.index, $0] },
                sourceRow: batch.sourceRows[each.index])
            before.add(
                (lasting ?? change.key) + change.before, of: batch.table,
                about: try Self.pupils(change, reader))
            if changes.count < Self.limit { changes.append(change) }
        }
    }

    /// Notes what an undo changed back.
    mutating func add(undoIn transaction: Transaction) throws {
        for change in try transaction.changedBack(atMost: Self.limit - changes.count) {
            changes.append(
                Change(
                    table: change.table,
                    columns: change.table.columns[change.table.keyCount...].map(\.name)[...],
                    key: change.key, before: change.before, after: change.after, sourceRow: change.sourceRow))
        }
    }

    /// Forgets what a row that was refused afterwards had changed.
    mutating func withdraw(_ row: Int64) {
        changes.removeAll { $0.sourceRow == row }
    }

    /// Returns what may be told of the changes, in the order of the file, or else as they were made.
    ///
    /// Names and free text are never quoted, only said to change. Pupils stand by pseudonym. Of someone protected
    /// nothing is told to whoever does not reach them, and to the rest not who it is.
    ///
    /// - Parameters:
    ///   - protected: those protected before the run or after it.
    ///   - tellingProtection: whether what is about them may be told.
    func told(
        _ reader: Reader, key: SchoolKey, schoolYear: Int64, protected: Set<Int64>, tellingProtection: Bool
    ) throws -> ToldChanges {
        var told = ToldChanges()
        told.before = before.hash(without: tellingProtection ? [] : protected)
        guard !changes.isEmpty else { return told }
        func words(_ language: Language) throws -> ChangeWords {
            ChangeWords(
                book: try PupilBook(
                    reader, key: key, language: language, query: QueryScope(schoolYear: schoolYear)),
                values: ValueWords(reader, language), language: language, protected: protected)
        }
        let (swedish, english) = (try words(.swedish), try words(.english))
        // A batch is written in the order of its keys, which is the register's; the file's is the person's own.
        let inOrder = changes.enumerated().sorted {
            ($0.element.sourceRow, $0.offset) < ($1.element.sourceRow, $1.offset)
        }
        for change in inOrder.map(\.element) {
            let pupils = try Self.pupils(change, reader)
            guard tellingProtection || pupils.isDisjoint(with: protected) else {
                told.withheld += 1
                continue
            }
            told.sentences.append(
                Phrase(sv: try swedish.sentence(change), en: try english.sentence(change)))
            guard let right = Self.right(of: change.table.name) else { continue }
            for pupil in pupils { told.pupils[right, default: [:]][pupil, default: 0] += 1 }
        }
        return told
    }

    /// Whom a change is about: before it or after.
    private static func pupils(_ change: Change, _ reader: Reader) throws -> Set<Int64> {
        var found: Set<Int64> = change.table == .pupil ? Set(change.key.compactMap(\.integer)) : []
        for column in change.table.columns where column.references == "pupil" {
            if let place = change.table.keyNames.firstIndex(of: column.name) {
                found.formUnion(change.key[place].integer.map { [$0] } ?? [])
            } else if let place = change.columns.firstIndex(of: column.name) {
                let place = place - change.columns.startIndex
                found.formUnion([change.before[place], change.after[place]].compactMap(\.integer))
            }
        }
        // An intervention is known by its code, its review by its key; a change of another column says nothing of whose
        // it is.
        if change.table == .intervention || change.table == .interventionReview {
            let key = change.table == .intervention ? "code" : "id"
            let rows = try reader.rows("SELECT pupil FROM intervention WHERE \(key) = ?", [change.key[0]])
            if rows.count > 0, let pupil = rows.integer(0, 0) { found.insert(pupil) }
        }
        return found
    }

    /// The class of data a table belongs to; nil for what is always open.
    static func right(of table: String) -> Right? {
        switch table {
        case "assessment", "judgement": .results
        case "pupil", "pupil_identity", "pupil_protection", "enrolment", "membership": .pupils
        case "staff", "teaching": .staff
        case "intervention", "intervention_review": .interventions
        case "reflection": .reflections
        default: nil
        }
    }
}

/// What a plan tells of the changes it would make.
struct ToldChanges {
    var sentences: [Phrase] = []
    /// How many are about someone protected, so that nothing more is told of them.
    var withheld = 0
    /// The hash of what was there before all changes, also those that have no sentence.
    var before: [UInt8] = []
    /// How many of the sentences are about each pupil, by the class of data.
    var pupils: [Right: [Int64: Int]] = [:]
}

extension ReadTally {
    /// Counts what a plan tells of what the school had (P13): a record that was there, as it was before, or that it is
    /// just so, which counts alone say.
    mutating func note(_ told: ToldChanges, of counts: [Plan.Count]) {
        for right in Right.allCases {
            let compared = counts.filter { ChangeAccount.right(of: $0.table) == right }
                .reduce(0) { $0 + $1.changed + $1.unchanged }
            if compared > 0 {
                note(right.rawValue, count: compared, pupils: told.pupils[right] ?? [:])
            }
        }
    }
}

/// The words for one change, in one language.
private struct ChangeWords {
    let book: PupilBook
    let values: ValueWords
    let language: Language
    let protected: Set<Int64>

    func sentence(_ change: ChangeAccount.Change) throws -> String {
        let moved = try zip(change.columns, zip(change.before, change.after)).compactMap { column, values in
            values.0 == values.1
                ? nil : try self.values.moved(change.table, column, from: values.0, to: values.1)
        }
        return try about(change.table, change.key) + ": " + moved.joined(separator: ", ")
    }

    private func say(_ sv: String, _ en: String) -> String { language == .swedish ? sv : en }

    /// What a row is about: `Elev 7B-04, MA, Taluppfattning`.
    private func about(_ table: TableDefinition, _ key: [StoredValue]) throws -> String {
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
        protected.contains(id)
            ? say("en elev med skyddade uppgifter", "a pupil with protected identity")
            : try book.pseudonymText(of: id)
    }
}
