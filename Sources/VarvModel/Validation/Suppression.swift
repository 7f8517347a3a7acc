/// Which numbers of a table are hidden from an audience that may not see small groups (P3).
///
/// A cell that counts 1 to k − 1 people is hidden, and so are as many others as it takes that no hidden cell
/// can be computed from those shown and the totals. Which of the hidden are small is not told: all look
/// alike.
package struct SuppressedTable: Hashable, Sendable {
    /// True where hidden, row by row.
    package let cells: [[Bool]]
    package let rowTotals: [Bool]
    package let columnTotals: [Bool]
    package let total: Bool

    /// Hides what must be hidden in a table whose totals the reader knows; every row has as many cells as the
    /// first.
    ///
    /// The choice is a function of the counts alone: smallest first, then by place.
    ///
    /// ```swift
    /// SuppressedTable(counts: [[3, 9], [8, 7]], smallestShown: 5).cells  // [[true, true], [true, true]]
    /// ```
    package init(counts: [[Int]], smallestShown k: Int) {
        var grid = SuppressionGrid(counts: counts, k: k)
        grid.settle()
        let rows = counts.count
        let columns = counts.first?.count ?? 0
        cells = (0..<rows).map { row in (0..<columns).map { grid.isHidden(row, $0) } }
        rowTotals = (0..<rows).map { grid.isHidden($0, columns) }
        columnTotals = (0..<columns).map { grid.isHidden(rows, $0) }
        total = grid.isHidden(rows, columns)
    }
}

/// Which numbers of a list with a known total are hidden, by the same rule.
package struct SuppressedList: Hashable, Sendable {
    /// True where hidden.
    package let cells: [Bool]
    package let total: Bool

    package init(counts: [Int], smallestShown k: Int) {
        var hidden = counts.map { (1..<max(k, 1)).contains($0) }
        let total = counts.reduce(0, +)
        var hidesTotal = (1..<max(k, 1)).contains(total)
        // Smallest first, ties by place; an empty cell hides nothing, so it is never chosen.
        let order = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$0], $0) < (counts[$1], $1) }
        while hidden.contains(true) || hidesTotal {
            let chosen = counts.indices.filter { hidden[$0] }
            let sum = chosen.reduce(0) { $0 + counts[$1] }
            if hidesTotal ? !chosen.isEmpty : chosen.count >= 2 && sum >= k { break }
            if let next = order.first(where: { !hidden[$0] }) {
                hidden[next] = true
            } else if hidesTotal {
                break
            } else {
                hidesTotal = true
            }
        }
        cells = hidden
        self.total = hidesTotal
    }
}

/// A table with its totals as one more row and column: every line sums to its last cell.
///
/// Seen as a graph with a node for each line and an edge for each hidden cell, a hidden cell can be computed
/// exactly when its edge is a bridge (Gusfield, "A graph theoretic approach to statistical data security",
/// 1988).
private struct SuppressionGrid {
    private let rows: Int
    private let columns: Int
    private let k: Int
    private var values: [Int]
    private var hidden: [Bool]

    init(counts: [[Int]], k: Int) {
        rows = counts.count + 1
        columns = (counts.first?.count ?? 0) + 1
        self.k = k
        values = Array(repeating: 0, count: rows * columns)
        for (row, line) in counts.enumerated() {
            for (column, value) in line.prefix(columns - 1).enumerated() {
                values[row * columns + column] += value
                values[row * columns + columns - 1] += value
                values[(rows - 1) * columns + column] += value
                values[rows * columns - 1] += value
            }
        }
        hidden = values.map { $0 > 0 && $0 < k }
    }

    func isHidden(_ row: Int, _ column: Int) -> Bool { hidden[row * columns + column] }

    /// Hides more until every line is safe and nothing hidden can be computed; ends, since each round hides a
    /// cell.
    mutating func settle() {
        while let next = nextInLines() ?? nextForBridges() { hidden[next] = true }
    }

    /// Each line as the indices of its cells, the total last.
    private var lines: [[Int]] {
        (0..<rows).map { row in (0..<columns).map { row * columns + $0 } }
            + (0..<columns).map { column in (0..<rows).map { $0 * columns + column } }
    }

    private func nextInLines() -> Int? {
        for line in lines {
            let inner = line.dropLast()
            let chosen = inner.filter { hidden[$0] }
            guard let last = line.last, !chosen.isEmpty || hidden[last] else { continue }
            // A shown total minus what is shown tells the sum of the hidden: they must be two, and together
            // no small group.
            let isSafe =
                hidden[last]
                ? !chosen.isEmpty : chosen.count >= 2 && chosen.reduce(0) { $0 + values[$1] } >= k
            if isSafe { continue }
            if let next = smallestShown(among: Array(inner)) { return next }
            if !hidden[last], values[last] > 0 { return last }
        }
        return nil
    }

    private func nextForBridges() -> Int? {
        guard let bridge = hidden.indices.first(where: { hidden[$0] && isBridge($0) }) else { return nil }
        let row = bridge / columns
        let column = bridge % columns
        let sameRow = (0..<columns).map { row * columns + $0 }
        let sameColumn = (0..<rows).map { $0 * columns + column }
        return smallestShown(among: sameRow) ?? smallestShown(among: sameColumn)
            ?? smallestShown(among: Array(values.indices))
    }

    private func smallestShown(among indices: [Int]) -> Int? {
        indices.filter { !hidden[$0] && values[$0] > 0 }.min { (values[$0], $0) < (values[$1], $1) }
    }

    /// Whether the ends of a hidden cell's edge are joined by no other way.
    private func isBridge(_ cell: Int) -> Bool {
        let goal = rows + cell % columns
        var seen = Array(repeating: false, count: rows + columns)
        var waiting = [cell / columns]
        seen[cell / columns] = true
        while let node = waiting.popLast() {
            if node == goal { return false }
            let edges =
                node < rows
                ? (0..<columns).map { node * columns + $0 } : (0..<rows).map { $0 * columns + node - rows }
            for edge in edges where edge != cell && hidden[edge] {
                let other = node < rows ? rows + edge % columns : edge / columns
                if !seen[other] {
                    seen[other] = true
                    waiting.append(other)
                }
            }
        }
        return true
    }
}
