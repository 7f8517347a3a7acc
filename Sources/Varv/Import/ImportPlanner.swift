import VarvBridge
import VarvModel
import VarvStorage

/// How a run decides about pupils a file would create without saying whether they are protected (design §4).
public enum ProtectionAnswer: String, Hashable, Sendable {
    /// None of them is: someone has looked. Logged with who answered.
    case none
    /// Nobody knows: they are read in as protected until a register says otherwise.
    case unknown
}

/// Turns an adapter's rows into writes in an open transaction, and keeps the account of what became of each
/// row.
///
/// One row, one fate: used, skipped, refused or held; they add up to the rows read. One refused record
/// refuses its row, so a row is resolved altogether before anything of it is written.
final class ImportPlanner {
    let transaction: Transaction
    var lookups: ImportLookups
    let identities: IdentityLookup
    let rules: IdentityRules
    let scope: RunScope
    let scale: String
    let schoolName: String
    /// The routine's id: the source that a protection mark belongs to.
    let source: String
    let fileEnding: String
    let answer: ProtectionAnswer?
    /// Whether whoever imports may be told who is protected.
    let tellsProtection: Bool
    let key: SchoolKey
    /// What the file calls the columns the adapter named; known once the worker has found them.
    var headings = ColumnHeadings()
    private let kinds: [RecordKind]
    private let fieldCounts: [Int]
    private let isRegistration: [Bool]
    private let assessmentKind: Int

    // The account.
    private(set) var rowsRead = 0
    private var lastRecord = 0
    private(set) var used = 0
    private(set) var skipped = 0
    private(set) var refused: [LeftOutRow] = []
    private(set) var held: [LeftOutRow] = []
    private(set) var warnings: [Issue] = []
    private(set) var warningCount = 0
    var changes = ChangeAccount()
    var told = ToldChanges()
    /// Those protected when the run began: a file that takes a mark away does not let what was there be told.
    let protectedBefore: Set<Int64>
    let hash = PlanHash()
    /// The cycles results belong to; a row may name one of its own.
    var cycles: Set<Int64> = []
    private(set) lazy var valueWords = (
        sv: ValueWords(transaction.reader, .swedish), en: ValueWords(transaction.reader, .english)
    )

    // Texts of the file, each with a small number that lasts the run.
    var textNumbers: [String: Int32] = [:]
    var texts: [String] = []
    var batchNumbers: [Int32] = []
    var reader: RecordBatchReader?
    /// The number of a text field's text, and the text.
    var pupilOfText: [Int32: PupilMatch] = [:]
    var subjectOfText: [Int32: Int64] = [:]
    /// How often a nearest word has been looked for.
    var searches = 0
    var groupOfText: [Int32: Int64] = [:]
    var staffOfText: [Int32: Int64] = [:]
    var stepOfText: [Int32: Int64] = [:]
    var criterionOf: [CriterionKey: Int64] = [:]
    var isoOf: (packed: Int, text: [UInt8])?

    // Rows on their way into the store.
    var assessments = RowBatch(.assessment)
    var judgements = RowBatch(.judgement)
    var register = RegisterBatches()
    /// Rows refused after they had been taken in, and pupils of this run who went with them.
    private(set) var withdrawn: Set<Int64> = []
    var lostPupils: Set<Int64> = []
    /// The pupils this run adds, with the text each was found by.
    var newPupils: [Int64: Int32] = [:]
    private var records: [[BatchValue]] = []
    private var results: [ResolvedResult] = []
    private var recordKinds: [Int] = []

    static let batchSize = 8192
    private static let leftOutLimit = 100_000
    private static let keptWarnings = 10_000

    struct CriterionKey: Hashable {
        var word: Int32
        var subject: Int64
        var yearGroup: Int
    }

    enum PupilMatch {
        case found(Int64)
        case wrong(Issue)
        /// A number that reads well and that nobody in the register has.
        case absent(Identity)
    }

    init(
        transaction: Transaction, lookups: ImportLookups, rules: IdentityRules, scope: RunScope,
        scale: String,
        schoolName: String, source: String, fileEnding: String, answer: ProtectionAnswer?,
        tellsProtection: Bool, key: SchoolKey,
        kinds: [RecordKind]
    ) throws {
        self.transaction = transaction
        self.lookups = lookups
        protectedBefore = Set(lookups.pupils.filter(\.value.protection.isProtected).keys)
        self.rules = rules
        self.scope = scope
        self.scale = scale
        self.schoolName = schoolName
        self.source = source
        self.fileEnding = fileEnding
        self.answer = answer
        self.tellsProtection = tellsProtection
        self.key = key
        self.kinds = kinds
        fieldCounts = kinds.map(\.fields.count)
        isRegistration = kinds.map(\.isRegistration)
        assessmentKind = kinds.firstIndex { $0.name == "assessment" } ?? -1
        identities = try transaction.reader.identities(limit: 200_000)
    }

    // MARK: Rows

    /// Takes in one batch as the worker sent it, and returns how many records it held; a row without any counts as one.
    @discardableResult
    func consume(_ payload: [UInt8]) throws -> Int {
        var made = 0
        let reader = try RecordBatchReader(payload)
        self.reader = reader
        defer { self.reader = nil }
        batchNumbers.removeAll(keepingCapacity: true)
        while let entry = try reader.next() {
            switch entry {
            case .used(let record, let line, let count):
                try follow(record)
                if records.count < count { records += Array(repeating: [], count: count - records.count) }
                recordKinds.removeAll(keepingCapacity: true)
                for index in 0..<count {
                    recordKinds.append(try reader.record(kinds: fieldCounts, into: &records[index]))
                }
                rowsRead += 1
                made += max(count, 1)
                try row(record: record, line: line, count: count)
            case .skipped(let record, _):
                try follow(record)
                rowsRead += 1
                made += 1
                skipped += 1
            case .refused(let record, let line, let code, let column, let value, let reason):
                try follow(record)
                rowsRead += 1
                let issue = issue(code, line: line, column: column, value: value, reason: reason)
                refused.append(LeftOutRow(record: record, line: line, issue: issue))
            case .warned(_, let line, let code, let column, let value, let reason):
                warn(issue(code, line: line, column: column, value: value, reason: reason))
            }
        }
        // Each left-out row is kept with its reason; so many mean that the adapter does not fit the file.
        guard refused.count + held.count <= Self.leftOutLimit else {
            throw VarvError(
                "VARV-E506", .refused,
                sv: "Mer än \(Self.leftOutLimit) rader går inte att läsa in: adaptern passar nog inte filen. "
                    + "Inget har sparats. Den första: \(refused.first?.issue.message(in: .swedish) ?? "–")",
                en:
                    "More than \(Self.leftOutLimit) rows cannot be imported: the adapter hardly fits the "
                    + "file. "
                    + "Nothing was stored. The first: \(refused.first?.issue.message(in: .english) ?? "–")")
        }
        return made
    }

    /// Rows come in the file's order and once each: a number said twice would let one row's fate hide
    /// another's.
    private func follow(_ record: Int) throws(BridgeError) {
        guard record > lastRecord else { throw .outOfRange(sv: "en rads nummer", en: "a row's number") }
        lastRecord = record
    }

    private func row(record: Int, line: Int, count: Int) throws {
        let source = Int64(record) << 32 | Int64(line)
        var isRegistered = false
        do {
            // What a row registers must exist before its results can be matched, and must not when they are
            // refused.
            var registering = RowRegistration()
            // In whatever order a row says them, a group comes before who is in it, and a pupil before what
            // they belong to.
            for order in RecordKind.orders {
                for index in 0..<count where kinds[recordKinds[index]].order == order {
                    try stage(kinds[recordKinds[index]].name, records[index], line: line, into: &registering)
                }
            }
            if !registering.isEmpty {
                for index in 0..<count where !isRegistration[recordKinds[index]] {
                    try checkResult(kinds[recordKinds[index]].name, records[index], line, registering)
                }
                try write(registering, source: source)
                isRegistered = true
            }
            results.removeAll(keepingCapacity: true)
            for index in 0..<count where !isRegistration[recordKinds[index]] {
                results.append(
                    try resolve(
                        isAssessment: recordKinds[index] == assessmentKind, records[index], line: line))
            }
            for result in results { append(result, source) }
            used += 1
        } catch let issue as Issue {
            // All of a row or nothing: what has been registered has been checked, so the run is wrong and not the row.
            guard !isRegistered else { throw Refused(issue).error }
            let row = LeftOutRow(record: record, line: line, issue: issue)
            if issue.code == .heldForProtection { held.append(row) } else { refused.append(row) }
        }
        if assessments.count >= Self.batchSize || judgements.count >= Self.batchSize
            || register.count >= Self.batchSize
        {
            try flush()
        }
    }

    // MARK: Rows refused after they had been taken in

    func unrefused(_ rows: [Int64]) -> [Int64] {
        Set(rows.lazy.filter { $0 >= 0 && !self.withdrawn.contains($0) }).sorted()
    }

    func refuse(_ row: Int64, _ issue: Issue) {
        used -= 1
        withdrawn.insert(row)
        changes.withdraw(row)
        refused.append(LeftOutRow(record: Int(row >> 32), line: Int(row & 0xFFFF_FFFF), issue: issue))
    }

    /// Ends the account: nothing more comes.
    func finish() throws {
        try flush()
        try keepPseudonyms()
        // The log names one cycle: that of all the results there are, or the one a register was read in for.
        let asked = scope.cycle.flatMap { lookups.cycles[$0]?.id }
        try transaction.setCycle(cycles.isEmpty ? asked : cycles.count == 1 ? cycles.first : nil)
        refused.sort { $0.record < $1.record }
        held.sort { $0.record < $1.record }
    }

    func warn(_ issue: Issue) {
        warningCount += 1
        if warnings.count < Self.keptWarnings { warnings.append(issue) }
    }

    func place(_ line: Int, _ column: String? = nil) -> Place {
        Place(fileEnding: fileEnding, row: line, column: column)
    }

    /// The place of a record's field: the column the adapter took it from, as far as that can be known.
    func place(_ line: Int, of field: String) -> Place { place(line, headings.heading(of: field)) }
}
