import VarvBridge
import VarvModel

/// How many pupils there are in each class and year group, with what an audience may see of it.
///
/// Classes and year groups are lines of one table and are suppressed together: a year group minus its other classes
/// is a class.
struct PupilTable {
    struct Place: Hashable {
        var group: String?
        var yearGroup: Int64?
    }

    let total: Int
    /// How many are in each class; nil stands for no class.
    let classes: [String?: Int]
    private let groups: [String?]
    private let yearGroups: [Int64?]
    private let counts: [[Int]]
    private let hidden: SuppressedTable

    /// Makes the table of one place for each pupil.
    init(_ pupils: [Place], smallestShown k: Int) {
        let cells = Dictionary(grouping: pupils, by: \.self).mapValues(\.count)
        let groups = Set(pupils.map(\.group)).sorted { ($0 ?? "") < ($1 ?? "") }
        let yearGroups = Set(pupils.map(\.yearGroup)).sorted { ($0 ?? -1) < ($1 ?? -1) }
        counts = groups.map { group in
            yearGroups.map { cells[Place(group: group, yearGroup: $0)] ?? 0 }
        }
        self.groups = groups
        self.yearGroups = yearGroups
        total = pupils.count
        classes = Dictionary(grouping: pupils, by: \.group).mapValues(\.count)
        hidden = SuppressedTable(counts: counts, smallestShown: k)
    }

    /// Returns a number of the table, or `few`; of everyone, when neither is given.
    func count(group: String? = nil, yearGroup: Int64? = nil) -> Value {
        let row = group.map { groups.firstIndex(of: $0) }
        let column = yearGroup.map { yearGroups.firstIndex(of: $0) }
        let (number, isHidden): (Int, Bool)
        switch (row, column) {
        case (.some(nil), _), (_, .some(nil)): (number, isHidden) = (0, false)
        case (nil, nil): (number, isHidden) = (total, hidden.total)
        case (.some(let row?), nil): (number, isHidden) = (counts[row].reduce(0, +), hidden.rowTotals[row])
        case (nil, .some(let column?)):
            (number, isHidden) = (counts.reduce(0) { $0 + $1[column] }, hidden.columnTotals[column])
        case (.some(let row?), .some(let column?)):
            (number, isHidden) = (counts[row][column], hidden.cells[row][column])
        }
        return isHidden ? .mark(.few) : .int(Int64(number))
    }
}
