import Foundation
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// A school in memory: 7A and 7B with twelve pupils each (the last of 7B is protected), one subject with two
/// criteria, three cycles, two teachers, a mentor group, interventions and a dialogue held in cycle 1.
///
/// Pupils 1–12 are in 7A, 13–24 in 7B. In cycle 2, `missed` says how many of each class do not reach
/// MA-7-begrepp.
final class SmallSchool {
    let core: SchoolCore
    let folder: String
    static let today = "2026-11-24"

    init(
        person: Person = Person("anna", role: .leadership), language: Language = .swedish,
        missed: (a: Int, b: Int) = (6, 2), embedded: [EmbeddedFunction] = [],
        also change: (Transaction) throws -> Void = { _ in }
    ) throws {
        folder = NSTemporaryDirectory() + "varv-functions-" + UUID().uuidString
        let made = try SchoolFolder.create(
            at: folder, settings: SchoolConfiguration.draft(name: "Ekskolan", account: "anna"))
        let store = try Store.inMemory()
        core = SchoolCore(
            folder: made, store: store, worker: .besideExecutable, person: person, language: language,
            embedded: try EmbeddedFunctions(embedded), clock: { 1_795_514_400 },
            key: SchoolKey(hex: String(repeating: "ab", count: 32))!)
        try fill(store, missed: missed, change)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Runs a test on the services of one run.
    func services<Result>(
        scope: RunScope = RunScope(cycle: 2),
        reads: [Right] = [.pupils, .results, .staff, .interventions, .dialogues],
        writes: [Right] = [], audience: Audience = .leadership, routine: Routine? = nil,
        modules: String? = nil,
        _ body: (RunServices) throws -> Result
    ) throws -> Result {
        try core.store.read { reader in
            let context = try RunContext(
                core: core, reader: reader, scope: scope,
                granted: Set<Permission>(reads: reads, writes: writes), audience: audience)
            return try body(RunServices(context, routine: routine, modules: modules))
        }
    }

    private func fill(
        _ store: Store, missed: (a: Int, b: Int), _ change: (Transaction) throws -> Void
    ) throws {
        let run = try store.begin(
            RunStart(kind: "import", account: "anna", role: "leadership", startedAt: Self.today))
        try run.put(.schoolYear, ["2026/27", "2026-08-18", "2027-06-11", "open"])
        let starts = ["2026-08-24", "2026-10-12", "2027-01-11"]
        let ends = ["2026-10-11", "2026-12-18", "2027-02-28"]
        for number in 1...3 {
            try run.put(
                .cycle, columns: ["start_on", "end_on"],
                [1, .integer(Int64(number)), .text(starts[number - 1]), .text(ends[number - 1])])
        }
        try run.put(.subject, columns: ["name_sv", "name_en"], ["MA", "Matematik", "Mathematics"])
        try run.put(.criterionSet, columns: ["stage"], [1, "MA-9", "Lgr22", 9])
        try run.put(
            .criterion, columns: ["criterion_set", "label", "ord"], ["MA-7-begrepp", 1, "Begrepp", 1])
        try run.put(
            .criterion, columns: ["criterion_set", "label", "ord"], ["MA-7-metoder", 1, "Metoder", 2])
        try run.put(.scale, columns: [], ["omdöme", "1"])
        for (ord, code) in ["insats", "godtagbara", "mer"].enumerated() {
            try run.put(
                .scaleStep, columns: ["ord", "pass"],
                [1, .text(code), .integer(Int64(ord + 1)), .integer(ord > 0 ? 1 : 0)])
        }
        for code in ["7A", "7B"] {
            try run.put(.studyGroup, columns: ["year_group"], [1, .text(code), "klass", 7])
        }
        try run.put(.studyGroup, columns: ["year_group"], [1, "ALI", "mentor", 7])
        try run.put(.staff, columns: ["given_name", "family_name"], ["ALI", "Åsa", "Lind"])
        try run.put(.staff, columns: ["given_name", "family_name"], ["BOB", "Bo", "Berg"])
        try run.put(.teaching, columns: [], [1, 1, 1])
        try run.put(.teaching, columns: [], [2, 2, 1])
        for number in 1...24 as ClosedRange<Int64> {
            let key = try run.newPupil()
            try run.put(
                .pupil, columns: ["given_name", "family_name", "protection"],
                [.integer(key), .text("Namn\(number)"), "Ek", .text(number == 24 ? "marked" : "none")])
            try run.put(.pupilIdentity, ["eget", "Ekskolan", .text("\(4700 + number)"), .integer(key)])
            try run.put(
                .enrolment, columns: ["year_group", "study_group"],
                [.integer(key), 1, "2026-08-18", 7, .integer(number <= 12 ? 1 : 2)])
        }
        try run.put(.membership, columns: [], [3, 1])
        for number in 1...24 as ClosedRange<Int64> {
            let isA = number <= 12
            let misses = isA ? number <= missed.a : number - 12 <= missed.b
            try assess(run, number, 2, 1, misses ? 1 : 2)
            // One pupil had no basis for a step on the other criterion.
            try assess(run, number, 2, 2, number == 5 ? nil : 3)
            try assess(run, number, 1, 1, 2)
        }
        try run.put(
            .intervention,
            columns: ["level", "target", "title", "pupil", "start_on", "planned_weeks", "due_on", "status"],
            ["I-1", "individual", "pupil", "Läsgrupp", 1, "2026-09-01", 6, "2026-10-13", "running"])
        try run.put(
            .intervention,
            columns: [
                "level", "target", "title", "pupil", "start_on", "planned_weeks", "due_on", "status",
                "predecessor", "follows_up",
            ],
            ["I-2", "individual", "pupil", "Mer läsgrupp", 1, "2026-11-10", 6, "2026-12-22", "running", 1, 1])
        try run.put(
            .intervention,
            columns: [
                "level", "target", "title", "study_group", "start_on", "planned_weeks", "due_on", "status",
            ],
            ["I-3", "group", "group", "Två lärare", 2, "2026-11-03", 6, "2026-12-15", "ended"])
        let dialogue = try run.put(
            .dialogue, columns: ["teaching", "study_group", "subject", "staff", "version"],
            ["varv/resultatdialog", 1, "teaching:ALI/7A/MA", 1, 1, 1, 1, "1.0.0"])
        for (key, about, value) in [
            ("next", "", "Fler exempel"), ("change", "MA-7-begrepp", "Begreppskartor"),
            ("change", "MA-7-metoder", "Par"),
        ] {
            try run.put(
                .dialogueAnswer,
                [.integer(dialogue.id), .text(key), .text(about), .text(value), "2026-10-01"])
        }
        try change(run)
        try run.commit(RunEnd(outcome: "done", endedAt: Self.today))
    }

    private func assess(
        _ run: Transaction, _ pupil: Int64, _ cycle: Int64, _ criterion: Int64, _ step: Int64?
    ) throws {
        try run.put(
            .assessment, columns: ["step", "assessed_on", "study_group", "staff"],
            [
                .integer(pupil), .integer(cycle), .integer(criterion), StoredValue(step), "2026-11-01",
                .integer(pupil <= 12 ? 1 : 2), .integer(pupil <= 12 ? 1 : 2),
            ])
    }
}

extension RunServices {
    /// What a worker would get for a question, or the words it would fail with.
    func ask(_ function: Int, _ arguments: [Value]) throws -> Value {
        var writer = ByteWriter()
        do {
            try answer(Question(function: function, arguments: arguments), into: &writer)
        } catch let failure as Failure {
            return .text("✗ " + failure.message)
        }
        var reader = ByteReader(writer.bytes)
        let value = try reader.value()
        try reader.end()
        return value
    }

    /// The things of a set, page by page as a worker asks for them.
    func all(_ set: SetDescription) throws -> [Item] {
        var items: [Item] = []
        var position: Value = .int(0)
        while position != .none {
            guard case .list(let page) = try ask(0, [.set(set), position]) else { return items }
            position = page[0]
            for case .item(let item) in page.dropFirst() { items.append(item) }
        }
        return items
    }

    func count(_ set: SetDescription) throws -> Value { try ask(1, [.set(set)]) }

    /// Calls a function by its name in the catalogue.
    func call(_ name: String, _ arguments: [Value] = []) throws -> Value {
        guard let index = offered.functions.firstIndex(where: { $0.name == name }) else {
            return .text("✗ not offered")
        }
        return try ask(Question.firstGranted + index, arguments)
    }

    func field(_ name: String, _ item: Item) -> Value {
        guard let place = offered.items[item.type].fields.firstIndex(where: { $0.name == name }),
            place < item.fields.count
        else { return .none }
        return item.fields[place]
    }

    func column(_ name: String, _ set: SetDescription) throws -> [Value] {
        try all(set).map { field(name, $0) }
    }
}

extension SetDescription {
    /// A set within the run's scope, with operations in order.
    static func here(_ collection: String, _ operations: SetOperation...) -> SetDescription {
        SetDescription(collection: collection, scoped: true, operations: operations)
    }
}

extension SetOperation {
    static func `where`(_ field: String, _ value: Value) -> SetOperation {
        SetOperation("where", [.record([Field(field, value)])])
    }
    static func sort(_ field: String, _ direction: String = "up") -> SetOperation {
        SetOperation("sort", [.text(field), .text(direction)])
    }
    static func first(_ count: Int64) -> SetOperation { SetOperation("first", [.int(count)]) }
}

/// A condition as the worker sends one.
func condition(_ operation: String, _ values: Value...) -> Value {
    .record([Field("op", .text(operation)), Field("with", .list(values))])
}

extension Routine {
    /// A routine by what matters to a test.
    static func sample(
        kind: Kind = .report, id: String = "varv/resultatdialog",
        title: String = "Underlag årskurs {year_group}, varv {cycle}",
        per: String = "school"
    ) throws -> Routine {
        try Routine(
            declaration: .record([
                Field("kind", .text(kind.rawValue)), Field("id", .text(id)), Field("version", .text("1.0.0")),
                Field("title", .text(title)), Field("per", .text(per)),
            ]), fileName: "prov.lua", source: "", hash: "00")
    }
}
