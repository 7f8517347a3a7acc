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
    private var kept: (count: Int, read: Set<UInt32>) = (0, [])
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
    private var scratch = ByteWriter(reserving: 4096)
    /// The set whose page was handed on last and that has another.
    private var reading: OpenSet?

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
                case nil: throw BridgeError.outOfRange("a function")
                }
            }
        } catch let refusal as Refusal {
            throw refusal.failure(in: language)
        }
    }

    // MARK: Rows

    /// Writes a page: the next position or none, then the things.
    private func rows(_ arguments: [Value], into writer: inout ByteWriter) throws {
        guard arguments.count == 2, case .set(let set) = arguments[0], let position = arguments[1].int,
            position >= 0
        else { throw BridgeError.outOfRange("a set") }
        let open = try openSet(set, at: position)
        let page = try open.nextPage(self)
        writer.byte(Tag.list)
        writer.count(page.count + 1)
        if page.hasMore {
            writer.byte(Tag.int)
            writer.signed(Int64(open.position))
            waiting.append(WaitingSet(set: set, open: open))
            // A script that leaves its loops early leaves these; the oldest go, and are opened again if asked
            // for.
            if waiting.count > 16 { waiting.removeFirst() }
            reading = open
        } else {
            writer.byte(Tag.none)
        }
        writer.raw(page.things.bytes)
        tally.note(open)
    }

    /// Makes the next page of what is being read while the worker is busy with this one.
    func lookAhead() {
        guard let open = reading else { return }
        reading = nil
        open.lookAhead(self)
    }

    static let pageRows = 500
    /// Half a frame: one more row always fits.
    static let pageBytes = 400 << 10

    /// Returns a set as values, for a paper; at most `limit` things, throws a ``Refusal`` when there are
    /// more.
    func things(_ set: SetDescription, atMost limit: Int = 20_000) throws -> (item: ItemType, things: [Item])
    {
        let open = try openSet(set, at: 0)
        var found: [Item] = []
        while true {
            scratch.removeAll()
            guard try open.write(self, into: &scratch) else { break }
            guard found.count < limit else {
                throw Refusal(
                    sv: "tabellen har fler än \(limit) rader; begränsa den med :where eller :first",
                    en: "the table has more than \(limit) rows; limit it with :where or :first")
            }
            var reader = ByteReader(scratch.bytes)
            if case .item(let item) = try reader.value() { found.append(item) }
        }
        tally.note(open)
        return (open.item, found)
    }

    private func openSet(_ set: SetDescription, at position: Int) throws -> OpenSet {
        if let index = waiting.lastIndex(where: { $0.open.position == position && $0.set == set }) {
            return waiting.remove(at: index).open
        }
        let open = try open(set)
        // A page asked for twice, or one whose cursor was let go: read past what came before.
        while open.position < position {
            scratch.removeAll()
            guard try open.write(self, into: &scratch, counting: false) else { break }
        }
        return open
    }

    // MARK: Things

    /// Lets what an earlier entry of a meeting was handed mean the same in this one.
    func keep(handlesOf before: RunServices) {
        handles = before.handles
        kept.count = handles.count
        hardRows = before.hardRows
        hardIndex = before.hardIndex
    }

    /// Returns what a handle stands for, or refuses one that was not given out.
    func thing(_ item: Item) throws(Refusal) -> Thing {
        guard let thing = handles.thing(item), item.type < offered.items.count else {
            throw Refusal(
                sv: "det här är ingen sak som körningen har fått",
                en: "this is no thing that the run was given")
        }
        return thing
    }

    func isThing(_ item: Item, named name: String) -> Bool {
        guard let thing = handles.thing(item) else { return false }
        return offered.items[thing.type].name == name
    }

    /// Returns a thing with its fields as the store has them now; whatever the worker says of it does not
    /// count.
    func fetch(_ item: Item) throws -> Item {
        let thing = try thing(item)
        let type = offered.items[thing.type]
        if type.name == "hard_criterion" {
            noteKept(item.handle, type)
            return hardItem(Int(thing.id), type: thing.type)
        }
        // An earlier dialogue is found by its answers and has no row of its own.
        guard thing.id >= 0, let plan = plan(thing.type) else {
            noteKept(item.handle, type)
            return Item(type: thing.type, handle: item.handle)
        }
        let rows = try reader.rows(
            SetQuery(
                plan.collection, fields: plan.columns, scope: QueryScope(cycle: yearOnly(plan.collection)),
                filters: Self.keyFilters(thing, type), includeProtected: context.visibility.includesProtected)
        )
        guard rows.count > 0, try isWithinReach(thing, type) else {
            throw Refusal(
                sv: "det här finns inte längre; hämta på nytt det du vill använda",
                en: "this no longer exists; get what you want to use anew")
        }
        noteKept(item.handle, type, pupil: plan.pupil(rows, 0))
        return try makeItem(rows, 0, plan)
    }

    /// Notes a thing that this entry of a meeting reads although an earlier one was handed it (P13): once, and about the
    /// one pupil it is about.
    private func noteKept(_ handle: UInt32, _ type: ItemType, pupil: Int64? = nil) {
        guard handle <= kept.count, kept.read.insert(handle).inserted else { return }
        tally.note(type.right, count: 1, pupils: pupil.map { [$0: 1] } ?? [:])
    }

    private static func keyFilters(_ thing: Thing, _ type: ItemType) -> [SetQuery.Filter] {
        zip(CollectionSource.byItem[type.name]?.key ?? [], [thing.id, thing.second, thing.third]).map {
            .init($0, .equal(.integer($1)))
        }
    }

    /// Whether the run may still meet a thing it was handed: as a row of its own, or as the pupil another row is
    /// about.
    ///
    /// A meeting's handles are older than its entry. Since then the pupil may have changed classes, the teaching
    /// hands, the reflection its author.
    private func isWithinReach(_ thing: Thing, _ type: ItemType) throws -> Bool {
        if type.right == nil { return true }
        return try offered.items.indices.contains { index in
            let way = offered.items[index]
            guard context.mayRead(way.right), let plan = plan(index),
                let reach = way.right.flatMap(Right.init(rawValue:)).flatMap({ context.visibility.reach[$0] })
            else { return false }
            let filters: [SetQuery.Filter]
            if way.name == type.name {
                filters = Self.keyFilters(thing, type)
            } else if type.name == "pupil", plan.columns.contains("pupil") {
                filters = [.init("pupil", .equal(.integer(thing.id)))]
            } else {
                return false
            }
            if reach == .everything { return true }
            let year = QueryScope(schoolYear: context.query.schoolYear)
            guard let scope = try narrowed(year, right: way.right) else { return false }
            return try reader.count(
                SetQuery(
                    plan.collection, scope: scope,
                    filters: filters + ownFilters(plan.collection, right: way.right),
                    includeProtected: context.visibility.includesProtected)) > 0
        }
    }

    /// `(thing)` → it as it is now, when it is among what the run may read of its kind.
    private func refreshed(_ arguments: [Value]) throws -> Value {
        guard arguments.count == 1, case .item(let item) = arguments[0] else {
            throw BridgeError.outOfRange("a thing")
        }
        let thing = try thing(item)
        // Counted when it was read, a criterion is a row of that moment's table and of no other.
        guard offered.items[thing.type].name != "hard_criterion", thing.id >= 0 else {
            throw Refusal(
                sv: "det här räknades i en tidigare inmatning; hämta det på nytt",
                en: "this was counted in an earlier entry; get it anew")
        }
        let fresh = try fetch(item)
        guard offered.items[thing.type].name == "pupil", !context.mayRead("pupils") else {
            return .item(fresh)
        }
        return try pupilItem(thing.id).map { .item($0) } ?? .none
    }

    /// A cycle that only says which school year is meant, where the collection has one to mean.
    private func yearOnly(_ collection: String) -> Int64? {
        collection == "pupils" ? context.query.cycle : nil
    }

    /// Makes a row a thing with its values.
    func makeItem(_ rows: Cells, _ row: Int, _ plan: RowPlan) throws -> Item {
        var writer = ByteWriter()
        try write(rows, row, plan, into: &writer)
        var reader = ByteReader(writer.bytes)
        guard case .item(let item) = try reader.value() else { throw BridgeError.unknownTag(0) }
        return item
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

/// A set that is read in part, kept for the next page.
struct WaitingSet {
    var set: SetDescription
    var open: OpenSet
}
