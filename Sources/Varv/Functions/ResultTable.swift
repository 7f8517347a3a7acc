import VarvModel
import VarvStorage

/// One criterion's pupils, class by class: who misses it, reaches it, has no step; and which of it is hidden.
struct ResultTable {
    /// Which of a part's numbers an audience may not see.
    struct Hidden {
        /// How many do not reach it, and the share.
        var missed = false
        var assessed = false
    }

    let criterion: PlacedCriterion
    private let pupils: PupilTable
    private let tree: SuppressedTree

    init(_ criterion: PlacedCriterion, _ pupils: PupilTable) {
        self.criterion = criterion
        self.pupils = pupils
        tree = pupils.hiding { place in
            let count = criterion.counts[place] ?? .init()
            return [count.missed, count.assessed - count.missed, pupils.size(of: place) - count.assessed]
        } telling: { numbers in
            // Where nobody reaches it, the number is each pupil's own result, however many they are. That everyone
            // reaches it harms nobody.
            numbers[0] > 0 && numbers[1] == 0 ? [0, 1] : []
        }
    }

    /// Each criterion's table in a cycle, with that of the cycle before where it was assessed then too.
    static func all(
        _ reader: Reader, _ scope: QueryScope, _ pupils: PupilTable, countProtected: Bool
    ) throws -> [(now: ResultTable, before: ResultTable?)] {
        var earlier = scope
        earlier.cycle = try reader.previousCycle(of: scope.cycle)
        let before =
            earlier.cycle == nil ? [] : try reader.criteriaByPlace(earlier, countProtected: countProtected)
        let tables = Dictionary(
            uniqueKeysWithValues: before.map { ($0.criterion.criterion, ResultTable($0, pupils)) })
        return try reader.criteriaByPlace(scope, countProtected: countProtected).map {
            (ResultTable($0, pupils), tables[$0.criterion.criterion])
        }
    }

    func count(_ part: PupilTable.Part) -> PlacedCriterion.Count {
        criterion.counts.filter { part.contains($0.key) }.values.reduce(into: .init()) {
            $0.assessed += $1.assessed
            $0.missed += $1.missed
        }
    }

    /// Whether it may be told that someone in a part has a step: that a row is there tells it, though all its numbers
    /// are hidden. Where only classes whose size is hidden have any, it would be about them.
    func isTold(_ part: PupilTable.Part) -> Bool {
        hidden(part).assessed
            ? pupils.shown(in: part).contains { (criterion.counts[$0]?.assessed ?? 0) > 0 }
            : count(part).assessed > 0
    }

    func hidden(_ part: PupilTable.Part) -> Hidden {
        func isHidden(_ column: Int) -> Bool { pupils.isHidden(part, column: column, of: tree) }
        // Those assessed are all but those without a step, of a number of pupils that is known.
        return Hidden(missed: isHidden(0) || isHidden(1) || isHidden(2), assessed: isHidden(2))
    }
}
