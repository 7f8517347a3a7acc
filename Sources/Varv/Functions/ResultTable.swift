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
        }
    }

    /// Each criterion's table in a cycle, with that of the cycle before where it was assessed then too.
    static func all(
        _ reader: Reader, _ scope: QueryScope, _ pupils: PupilTable
    ) throws -> [(now: ResultTable, before: ResultTable?)] {
        var earlier = scope
        earlier.cycle = try reader.previousCycle(of: scope.cycle)
        let before = earlier.cycle == nil ? [] : try reader.criteriaByPlace(earlier)
        let tables = Dictionary(
            uniqueKeysWithValues: before.map { ($0.criterion.criterion, ResultTable($0, pupils)) })
        return try reader.criteriaByPlace(scope).map {
            (ResultTable($0, pupils), tables[$0.criterion.criterion])
        }
    }

    func count(_ part: PupilTable.Part) -> PlacedCriterion.Count {
        criterion.counts.filter { part.contains($0.key) }.values.reduce(into: .init()) {
            $0.assessed += $1.assessed
            $0.missed += $1.missed
        }
    }

    func hidden(_ part: PupilTable.Part) -> Hidden {
        func isHidden(_ column: Int) -> Bool { pupils.isHidden(part, column: column, of: tree) }
        // Those assessed are all but those without a step, of a number of pupils that is known.
        return Hidden(missed: isHidden(0) || isHidden(1) || isHidden(2), assessed: isHidden(2))
    }
}
