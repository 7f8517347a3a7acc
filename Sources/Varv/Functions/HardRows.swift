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

    /// The rows of a scope for an audience that sees no small groups, hardest first; hidden ones last, since their
    /// place would tell.
    ///
    /// A criterion's groups are suppressed together, as a table of those who miss it, reach it and have no step, with
    /// its totals, so that no hidden number can be computed from those shown: the totals are the pupils', which are
    /// no secret (P3).
    static func rows(
        _ reader: Reader, _ scope: QueryScope, perGroup: Bool, _ pupils: PupilTable, smallestShown k: Int
    ) throws -> [HardRow] {
        let whole = try reader.hardCriteria(scope)
        let parts = Dictionary(grouping: try reader.hardCriteria(scope, perGroup: true), by: \.criterion)
        var rows: [HardRow] = []
        for criterion in whole {
            let parts = parts[criterion.criterion] ?? []
            let now = ResultTable(
                criterion.group(parts) { ($0.missed, $0.assessed) }, pupils, smallestShown: k)
            let before = ResultTable(
                criterion.group(parts) { ($0.previousMissed ?? 0, $0.previousAssessed ?? 0) }, pupils,
                smallestShown: k)
            if perGroup {
                for (line, part) in parts.enumerated() { rows.append(HardRow(part, now[line], before[line])) }
            } else {
                rows.append(HardRow(criterion, now.whole, before.whole))
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
