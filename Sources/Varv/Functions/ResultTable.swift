import VarvModel
import VarvStorage

/// One criterion's pupils, group by group: who misses it, reaches it, has no step; and which of it is hidden.
struct ResultTable {
    struct Line {
        /// The group's code; nil for those the groups do not account for.
        var group: String?
        var missed: Int
        var assessed: Int
    }

    /// Which of a line's numbers an audience may not see.
    struct Hidden {
        /// How many do not reach it, and the share.
        var missed = false
        var assessed = false
    }

    private let lines: [Hidden]
    let whole: Hidden

    subscript(line: Int) -> Hidden { lines[line] }

    /// - Parameter lines: the groups in order, last what they do not account for.
    init(_ lines: [Line], _ pupils: PupilTable, smallestShown k: Int) {
        var left = pupils.classes
        var counts = lines.map { line -> [Int] in
            // A class has its pupils; of a teaching group nobody is told how many it has.
            let size = line.group.flatMap { left.removeValue(forKey: $0) } ?? line.assessed
            return [line.missed, line.assessed - line.missed, max(0, size - line.assessed)]
        }
        // Pupils of the other classes have no step here, or have it in a teaching group.
        var rest = pupils.total - counts.joined().reduce(0, +)
        for size in left.values.sorted(by: >) where rest > 0 {
            counts.append([0, 0, min(size, rest)])
            rest -= size
        }
        if rest > 0 { counts.append([0, 0, rest]) }
        let table = SuppressedTable(counts: counts, smallestShown: k)
        func hidden(_ cells: [Bool], _ total: Bool) -> Hidden {
            let assessed = cells[2] || total
            return Hidden(missed: assessed || cells[0] || cells[1], assessed: assessed)
        }
        self.lines = lines.indices.map { hidden(table.cells[$0], table.rowTotals[$0]) }
        whole = hidden(table.columnTotals, table.total)
    }
}

extension HardCriterion {
    /// A whole criterion's lines: those of its groups, and what no group accounts for.
    ///
    /// Before, there may have been groups that have no results now: they count in the whole only.
    func group(
        _ parts: [HardCriterion], _ counts: (HardCriterion) -> (missed: Int, assessed: Int)
    ) -> [ResultTable.Line] {
        let lines = parts.map {
            ResultTable.Line(group: $0.group, missed: counts($0).missed, assessed: counts($0).assessed)
        }
        let whole = counts(self)
        let missed = max(0, whole.missed - lines.reduce(0) { $0 + $1.missed })
        let assessed = max(missed, whole.assessed - lines.reduce(0) { $0 + $1.assessed })
        return lines + [ResultTable.Line(group: nil, missed: missed, assessed: assessed)]
    }
}
