import VarvBridge
import VarvModel
import VarvStorage

/// Turns what a task or an entry in a meeting changes into writes in the run's transaction: interventions, reviews,
/// reflections. Everything is validated before it is written; what is wrong is thrown, and then nothing of the run is kept.
final class ChangePlanner {
    let transaction: Transaction
    let context: RunContext
    private let kinds: [RecordKind]
    /// What a handle of this run stands for: the type's name and the store's key.
    private let resolve: (Item) throws -> (type: String, id: Int64)?
    private var made = 0
    private let hash = PlanHash()
    /// Changes made, and those that `skip` in a field passed over.
    private var (rows, skipped) = (0, 0)
    private var changes = ChangeAccount()
    private var tally = ReadTally()

    init(
        transaction: Transaction, context: RunContext, kinds: [RecordKind],
        resolve: @escaping (Item) throws -> (type: String, id: Int64)?
    ) {
        self.transaction = transaction
        self.context = context
        self.kinds = kinds
        self.resolve = resolve
    }

    var today: Day { context.core.today }

    /// Takes in one batch as the worker sent it.
    @discardableResult
    func consume(_ payload: [UInt8]) throws -> Int {
        let before = rows
        let reader = try RecordBatchReader(payload)
        var fields: [BatchValue] = []
        while let entry = try reader.next() {
            let count: Int
            switch entry {
            case .used(_, _, let records): count = records
            case .skipped:
                count = 0
                skipped += 1
                guard rows + skipped <= Self.limit else { throw tooMany }
            case .refused, .warned: throw BridgeError.outOfRange(sv: "en ändring", en: "a change")
            }
            for _ in 0..<count {
                let kind = kinds[try reader.record(kinds: kinds.map(\.fields.count), into: &fields)]
                rows += 1
                guard rows + skipped <= Self.limit else { throw tooMany }
                var values: [String: Value] = [:]
                for (field, value) in zip(kind.fields, fields) {
                    switch value {
                    case .text(let index): values[field.name] = .text(try reader.text(index))
                    case .other(.none): break
                    case .other(let value): values[field.name] = value
                    }
                }
                try write(kind.name, values)
            }
        }
        return rows - before
    }

    /// The most changes of one task or entry: each is a row in the journal, and a loop must not fill the disk.
    private static let limit = 100_000

    private var tooMany: VarvError {
        refusal(
            sv: "Rutinen gör fler än \(Self.limit) ändringar. Dela upp dem på flera körningar.",
            en: "The routine makes more than \(Self.limit) changes. Divide them among several runs.")
    }

    /// Ends the account: nothing more comes.
    ///
    /// - Parameter basis: what the plan depends on besides what it writes; nil for one that is never made again.
    func plan(_ basis: [PlanMark.Part: String]?) throws -> Plan {
        let told = try changes.told(
            transaction.reader, key: context.core.key, schoolYear: context.query.schoolYear ?? 0,
            protected: Set(transaction.reader.protectedPupils()),
            tellingProtection: context.visibility.includesProtected)
        tally.note(told, of: Plan.Count.all(transaction))
        hash.add(told)
        let mark = basis.map { PlanMark($0.merging([.school: hash.hex()]) { $1 }) }
        return Plan(transaction, used: rows, mark: mark ?? .none, told: told)
    }

    /// What the plan tells of what was there.
    func reads() -> ReadTally { tally }

    private func write(_ kind: String, _ values: [String: Value]) throws {
        switch kind {
        case "intervention": try intervention(values)
        case "review": try review(values)
        case "reflection": try reflection(values)
        default:
            throw refusal(
                sv: "\"\(kind)\" läses in ur en fil med en adapter, inte i en uppgift.",
                en: "\"\(kind)\" is imported from a file by an adapter, not changed by a task.")
        }
    }

    // MARK: Parts

    /// A code for something new.
    func newCode(_ prefix: String, _ table: TableDefinition) throws -> String {
        made += 1
        return try LastingCode.new(prefix, run: transaction.run, number: made, key: context.core.key) {
            code in
            try transaction.reader.rows("SELECT 1 FROM \(table.name) WHERE code = ?", [.text(code)]).count > 0
        }
    }

    func put(_ table: TableDefinition, _ code: String, _ columns: [String], _ values: [StoredValue])
        throws
    {
        var batch = RowBatch(table, columns: columns)
        batch.append([.text(code)] + values)
        try put(batch, as: [.text(code)] + values)
    }

    /// Writes a row, which the plan's hash knows by its lasting codes.
    func put(_ batch: RowBatch, as hashed: [StoredValue]) throws {
        hash.add(batch.table.name)
        hash.add(RowCodec.encode(hashed))
        try changes.add(
            try transaction.put(batch, onRepeat: .replace), of: batch, transaction.reader,
            lasting: Array(hashed.prefix(batch.table.keyCount)))
    }

    /// The key of a thing given as itself or by its code.
    func thing(_ value: Value, type: String, byCode: (String) throws -> Int64?) throws -> Int64 {
        switch value {
        case .item(let item):
            if let found = try resolve(item), found.type == type { return found.id }
        case .text(let code):
            if let id = try byCode(code) { return id }
            throw unknown(Self.words(type), type == "pupil" ? "****" : code)
        default: break
        }
        let words = Self.words(type)
        throw refusal(
            sv: "Här behövs \(words.sv), eller dess kod.", en: "Here \(words.en) is needed, or its code.")
    }

    private static func words(_ type: String) -> Phrase {
        switch type {
        case "pupil": Phrase(sv: "eleven", en: "the pupil")
        case "staff_member": Phrase(sv: "den anställda", en: "the member of staff")
        case "intervention": Phrase(sv: "insatsen", en: "the intervention")
        default: Phrase(sv: type, en: type)
        }
    }

    func staffID(_ code: String) throws -> Int64? {
        try transaction.reader.keys(byCodeOf: .staff)[code]
    }

    /// The pupil with a number; one whom the run may not see is answered like one who does not exist.
    ///
    /// A number that is taken tells whose it is, so it is for those who may read numbers, and whoever guesses leaves
    /// a trace.
    func pupilID(_ number: String) throws -> Int64? {
        guard context.mayRead("identity") else {
            throw refusal(
                sv: "Elevens nummer kräver rätten identity; ange eleven själv.",
                en: "A pupil's number takes the right identity; give the pupil itself.")
        }
        let found = try pupil(withNumber: number)
        tally.note(
            Right.pupils.rawValue, count: found == nil ? 0 : 1, pupils: found.map { [$0: 1] } ?? [:],
            named: Set(found.map { [$0] } ?? []))
        return found
    }

    private func pupil(withNumber number: String) throws -> Int64? {
        guard
            case .success(let parsed) = Identity.parse(
                number, referenceDay: today, localNumbers: context.core.folder.configuration.pupilNumber)
        else { return nil }
        let found = try transaction.reader.rows(
            """
            SELECT p.id FROM pupil_identity AS i JOIN pupil AS p ON p.id = i.pupil \
            WHERE i.kind = ? AND i.value = ? AND p.erased = 0 AND (p.protection = 'none' OR ?)
            """,
            [
                .text(parsed.identity.kind.rawValue), .text(parsed.identity.text),
                .integer(context.visibility.includesProtected ? 1 : 0),
            ])
        return found.count == 1 ? found.integer(0, 0) : nil
    }

    func day(_ value: Value?) throws -> Day? {
        guard let value, value != .none else { return nil }
        guard case .day(let day) = value, let day = Day(year: day.year, month: day.month, day: day.day) else {
            throw refusal(sv: "Datumet finns inte i kalendern.", en: "The day is not in the calendar.")
        }
        return day
    }

    func unknown(_ what: Phrase, _ word: String) -> VarvError {
        refusal(
            sv: "\(what.sv) \(printable(word, atMost: 60)) finns inte.",
            en: "\(what.en) \(printable(word, atMost: 60)) does not exist.")
    }

    func refusal(sv: String, en: String) -> VarvError {
        VarvError("VARV-E505", .refused, sv: sv, en: en)
    }
}

/// An issue as the error that refuses a whole run.
struct Refused {
    let issue: Issue
    init(_ issue: Issue) { self.issue = issue }

    var error: VarvError {
        VarvError(
            issue.number, .refused, sv: issue.message(in: .swedish), en: issue.message(in: .english))
    }
}
