import VarvBridge
import VarvModel
import VarvStorage

/// A criterion pupils find hard, with what the audience may see of its numbers.
struct HardRow: Hashable {
    /// A number of people, or hidden since few stand behind it.
    enum Count: Hashable {
        case shown(Int)
        case few

        var value: Value {
            switch self {
            case .shown(let count): .int(Int64(count))
            case .few: .mark(.few)
            }
        }
    }

    var criterion: HardCriterion
    var assessed: Count
    var missed: Count
    var share: Value
    var previous: Value
    var trend: Value

    /// The rows of a part of the school for an audience that sees no small groups, hardest first; hidden ones last,
    /// since their place would tell.
    ///
    /// A class's rows are of its pupils, whatever teaching group they were assessed in: teaching groups have pupils
    /// in common, and two that differ by one pupil would tell that pupil's result. Of a part whose size is hidden
    /// there is no row at all, since even that a row is there is a number (P3).
    ///
    /// - Parameter results: each criterion's, in the cycle and the one before.
    static func rows(
        _ results: [(now: ResultTable, before: ResultTable?)], of part: PupilTable.Part, perGroup: Bool,
        _ pupils: PupilTable
    ) -> [HardRow] {
        let parts = (perGroup ? pupils.classes(in: part) : [part]).filter {
            !pupils.isHidden($0, column: 0, of: pupils.tree)
        }
        let rows = results.flatMap { tables in
            parts.compactMap { part -> HardRow? in
                guard tables.now.isTold(part) else { return nil }
                let count = tables.now.count(part)
                var found = tables.now.criterion.criterion
                found.group = perGroup ? part.group : nil
                found.assessed = count.assessed
                found.missed = count.missed
                if let before = tables.before, before.isTold(part) {
                    let last = before.count(part)
                    found.previousAssessed = last.assessed
                    found.previousMissed = last.missed
                }
                return HardRow(found, tables.now.hidden(part), tables.before?.hidden(part) ?? .init())
            }
        }
        let shown = rows.filter { $0.missed != .few }.sorted { $0.criterion.isHarder(than: $1.criterion) }
        let hidden = rows.filter { $0.missed == .few }.sorted {
            ($0.criterion.code, $0.criterion.group ?? "") < ($1.criterion.code, $1.criterion.group ?? "")
        }
        return shown + hidden
    }

    /// A row all of whose numbers show.
    init(_ criterion: HardCriterion) { self.init(criterion, .init(), .init()) }

    private init(_ criterion: HardCriterion, _ now: ResultTable.Hidden, _ before: ResultTable.Hidden) {
        self.criterion = criterion
        missed = now.missed ? .few : .shown(criterion.missed)
        assessed = now.assessed ? .few : .shown(criterion.assessed)
        share = now.missed ? .mark(.few) : .number(criterion.share)
        guard let last = criterion.previousShare else {
            previous = .none
            trend = .none
            return
        }
        previous = before.missed ? .mark(.few) : .number(last)
        trend = now.missed || before.missed ? .mark(.few) : .number(criterion.share - last)
    }

    /// A field by its name in the catalogue.
    func value(_ field: String, language: Language) -> Value {
        switch field {
        case "code": .text(criterion.code)
        case "label": .text(criterion.label)
        case "subject": .text(criterion.subject)
        case "subject_name":
            .text(
                language == .english && !criterion.subjectEn.isEmpty
                    ? criterion.subjectEn : criterion.subjectSv)
        case "group": criterion.group.map { .text($0) } ?? .none
        case "assessed": assessed.value
        case "missed": missed.value
        case "share": share
        case "previous": previous
        case "trend": trend
        default: .none
        }
    }
}
