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

    /// The rows of a scope, hardest first; hidden ones last, since their place would tell.
    ///
    /// - Parameter k: the smallest group whose numbers are shown; nil hides nothing. A criterion's groups are
    ///   suppressed together, as a table of reached and not reached with its totals, so that no hidden number
    /// can be
    ///   computed from those shown (P3).
    static func rows(_ reader: Reader, _ scope: QueryScope, perGroup: Bool, smallestShown k: Int?) throws
        -> [HardRow]
    {
        let found = try reader.hardCriteria(scope, perGroup: perGroup)
        guard let k else {
            return found.map { HardRow($0, hides: false, hidesTotal: false, hidesPrevious: false) }
        }
        let groups = Dictionary(
            grouping: perGroup ? found : try reader.hardCriteria(scope, perGroup: true), by: \.criterion)
        let rows = found.map { row -> HardRow in
            let parts = groups[row.criterion] ?? [row]
            let now = SuppressedTable(
                counts: parts.map { [$0.missed, $0.assessed - $0.missed] }, smallestShown: k)
            let before = SuppressedTable(
                counts: parts.map {
                    [$0.previousMissed ?? 0, ($0.previousAssessed ?? 0) - ($0.previousMissed ?? 0)]
                },
                smallestShown: k)
            let own = SuppressedList(
                counts: [row.previousMissed ?? 0, (row.previousAssessed ?? 0) - (row.previousMissed ?? 0)],
                smallestShown: k)
            let hidesOwn = own.cells.contains(true) || own.total
            if perGroup, let index = parts.firstIndex(of: row) {
                return HardRow(
                    row, hides: now.cells[index].contains(true) || now.rowTotals[index],
                    hidesTotal: now.rowTotals[index],
                    hidesPrevious: hidesOwn || before.cells[index].contains(true) || before.rowTotals[index])
            }
            return HardRow(
                row, hides: now.columnTotals.contains(true) || now.total, hidesTotal: now.total,
                hidesPrevious: hidesOwn || before.columnTotals.contains(true) || before.total)
        }
        let shown = rows.filter { $0.missed != .few }
        let hidden = rows.filter { $0.missed == .few }.sorted {
            ($0.criterion.code, $0.criterion.group ?? "") < ($1.criterion.code, $1.criterion.group ?? "")
        }
        return shown + hidden
    }

    private init(_ criterion: HardCriterion, hides: Bool, hidesTotal: Bool, hidesPrevious: Bool) {
        self.criterion = criterion
        missed = hides ? .few : .shown(criterion.missed)
        assessed = hidesTotal ? .few : .shown(criterion.assessed)
        share = hides ? .mark(.few) : .number(criterion.share)
        guard let last = criterion.previousShare else {
            previous = .none
            trend = .none
            return
        }
        previous = hidesPrevious ? .mark(.few) : .number(last)
        trend = hides || hidesPrevious ? .mark(.few) : .number(criterion.share - last)
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
