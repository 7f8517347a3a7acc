import VarvBridge
import VarvModel
import VarvStorage

/// Answers what one run's worker asks: rows, counts, modules, and the functions it was granted.
///
/// Nothing outside ``offered`` exists here: a field the run may not read is in no row, no condition and no
/// order. Used on
/// the run's thread, as long as the context's reader is valid.
///
/// ```swift
/// let services = RunServices(context, routine: routine)
/// start.items = services.offered.items
/// start.functions = services.offered.functions
/// start.here = try services.hereFields()
/// ```
final class RunServices: Answering {
    let context: RunContext
    let routine: Routine?
    /// What the run was given, in the order its numbers name it.
    let offered:
        (items: [ItemType], functions: [HostFunction], records: [RecordKind], withheld: [StartFrame.Withheld])
    /// The folder of the routine's own modules; nil when it has none, as one Varv comes with.
    let modules: String?
    /// What routines are called, by id: a dialogue's title.
    let titles: [String: String]

    var handles = HandleTable()
    /// How many handles an earlier entry of the meeting had been given, and which of them this one has read anew.
    var kept: (count: Int, read: Set<UInt32>) = (0, [])
    var plans: [Int: RowPlan] = [:]
    var hardRows: [HardRow] = []
    var hardIndex: [HardRow: Int] = [:]
    var waiting: [WaitingSet] = []
    var tally = ReadTally()
    /// Pupils as they cross within other things: the same few stand in many rows.
    var pupilBytes: [Int64: [UInt8]] = [:]
    var lastDay: (text: [UInt8], value: Value)?
    private(set) lazy var pupils: Result<PupilBook, any Error> = Result {
        try PupilBook(
            context.reader, key: context.core.key, language: context.language, query: context.query)
    }
    /// Those of whom this run counts nothing. Where single pupils show, a total they were part of would tell what
    /// they add to it (P2): ``Visibility/countsProtected``.
    private(set) lazy var leftOut: Result<[Int64], any Error> = Result {
        context.visibility.countsProtected ? [] : try reader.protectedPupils()
    }
    private(set) lazy var table: Result<PupilTable, any Error> = Result { try makePupilTable() }
    /// What an audience that sees totals only sees them of: worked out once, since papers ask for it in many ways.
    private(set) lazy var results: Result<[(now: ResultTable, before: ResultTable?)], any Error> = Result {
        try ResultTable.all(
            reader, context.query, table.get(), countProtected: context.visibility.countsProtected)
    }
    private(set) lazy var subjectNames: [String: String] = lookUpSubjects()
    private(set) lazy var staffNames: [String: String] = lookUpStaff()
    private(set) lazy var ownStaff: Int64? = context.visibility.staff.flatMap {
        try? context.reader.keys(byCodeOf: .staff)[$0]
    }
    private(set) lazy var scope: QueryScope = teachingScope()
    var scratch = ByteWriter(reserving: 4096)
    /// The set whose page was handed on last and that has another.
    var reading: OpenSet?

    /// - Parameters:
    ///   - routine: whose modules and dialogues these are; nil for a bare chunk or a meeting.
    ///   - modules: the folder its own modules lie in.
    init(
        _ context: RunContext, routine: Routine? = nil, modules: String? = nil, titles: [String: String] = [:]
    ) {
        self.context = context
        self.routine = routine
        self.modules = modules
        self.titles = titles
        offered = context.offered()
    }

    var language: Language { context.language }
    var reader: Reader { context.reader }
    /// The smallest group whose numbers this audience sees; nil when it sees all.
    var smallestShown: Int? { context.visibility.smallestShown }

    func answer(_ question: Question, into writer: inout ByteWriter) throws {
        do {
            if question.function >= Question.firstGranted {
                try call(question.function - Question.firstGranted, question.arguments, into: &writer)
            } else {
                switch Question.Core(rawValue: question.function) {
                case .rows: try rows(question.arguments, into: &writer)
                case .count: writer.value(try count(question.arguments))
                case .module: writer.value(try module(question.arguments))
                case .thing: writer.value(try refreshed(question.arguments))
                case nil: throw BridgeError.outOfRange(sv: "en funktion", en: "a function")
                }
            }
        } catch let refusal as Refusal {
            throw refusal.failure(in: language)
        }
    }

    func plan(_ type: Int) -> RowPlan? {
        if let plan = plans[type] { return plan }
        let plan = RowPlan(type: type, item: offered.items[type], language: language)
        plans[type] = plan
        return plan
    }

    func type(named name: String) -> Int? { offered.items.firstIndex { $0.name == name } }

    // MARK: Words looked up once

    private func lookUpSubjects() -> [String: String] {
        guard let rows = try? reader.rows("SELECT code, name_sv, name_en FROM subject") else { return [:] }
        var names: [String: String] = [:]
        for row in 0..<rows.count {
            let english = rows[row, 2].text ?? ""
            names[rows[row, 0].text ?? ""] =
                language == .english && !english.isEmpty ? english : rows[row, 1].text ?? ""
        }
        return names
    }

    private func lookUpStaff() -> [String: String] {
        guard let rows = try? reader.rows("SELECT code, given_name, family_name FROM staff") else {
            return [:]
        }
        var names: [String: String] = [:]
        for row in 0..<rows.count {
            let name = [rows[row, 1].text, rows[row, 2].text].compactMap { $0 }.filter { !$0.isEmpty }
            names[rows[row, 0].text ?? ""] = name.joined(separator: " ")
        }
        return names
    }

    /// The run's scope; a teacher with group and subject is that teaching, whose pupils are the group's.
    private func teachingScope() -> QueryScope {
        var query = context.query
        guard let teacher = query.teacher, let group = query.group, let subject = query.subject,
            let rows = try? reader.rows(
                "SELECT id FROM teaching WHERE staff = ? AND study_group = ? AND subject = ?",
                [.integer(teacher), .integer(group), .integer(subject)]), rows.count > 0
        else { return query }
        query.teaching = rows.integer(0, 0)
        return query
    }
}
