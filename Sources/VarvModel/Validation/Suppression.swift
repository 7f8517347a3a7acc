/// Which numbers of a school are hidden from an audience that may not see small groups (P3): of its classes (leaves),
/// its year groups (branches) and the whole, in as many columns as there are kinds of number.
///
/// A number of 1 to k − 1 people is hidden, and what else is said to tell too much, and as many others as it takes
/// that no hidden number can be computed from those shown. A class's paper, its year group's and the school's are parts of one table, so no two
/// of them give more than each. Which of the hidden are small is not told: all look alike.
package struct SuppressedTree: Hashable, Sendable {
    /// True where hidden, by branch, leaf and column.
    package let leaves: [[[Bool]]]
    /// True where hidden, by branch and column.
    package let branches: [[Bool]]
    /// True where hidden, by column.
    package let whole: [Bool]

    /// Hides what must be hidden. The choice is a function of the counts alone: smallest first, then by place.
    ///
    /// ```swift
    /// SuppressedTree(counts: [[[3], [9], [20]]], smallestShown: 5).leaves  // [[[true], [true], [false]]]
    /// ```
    /// - Parameters:
    ///   - counts: by branch, leaf and column; every leaf has as many columns.
    ///   - sizes: the tree, of one column, of what each leaf's columns sum to. It is shown besides, so it decides
    ///     what is known of sums, and what has no known size shows nothing at all. Nil where the columns do not sum
    ///     to anything that is known.
    ///   - telling: the columns that tell too much of everyone when a place's numbers are these, though nobody is few.
    package init(
        counts: [[[Int]]], sizes: SuppressedTree? = nil, smallestShown k: Int,
        hiding telling: ([Int]) -> [Int] = { _ in [] }
    ) {
        var graph = SuppressionGraph(counts: counts, sizes: sizes, k: k, hiding: telling)
        graph.settle()
        let columns = counts.joined().first?.count ?? 0
        var row = -1
        func next() -> [Bool] {
            row += 1
            return (0..<columns).map { graph.isHidden(row, $0) }
        }
        var leaves: [[[Bool]]] = []
        var branches: [[Bool]] = []
        for branch in counts {
            leaves.append(branch.map { _ in next() })
            branches.append(next())
        }
        self.leaves = leaves
        self.branches = branches
        whole = next()
    }
}

/// The tree's numbers with every sum there is between them.
///
/// Seen as a graph with a node for each sum and an edge for each hidden number, which is part of two of them, a
/// hidden number can be computed exactly when its edge is a bridge (Gusfield, "A graph theoretic approach to
/// statistical data security", 1988; one of a table's two directions may be a tree).
private struct SuppressionGraph {
    private let columns: Int
    private let k: Int
    private var values: [Int] = []
    private var hidden: [Bool] = []
    /// What is decided elsewhere: sizes.
    private var isFixed: [Bool] = []
    /// Each sum as the numbers it is of, what they sum to last.
    private var lines: [[Int]] = []
    private var linesOf: [[Int]] = []
    private var ends: [(Int, Int)] = []
    private var edgesOf: [[Int]] = []

    init(counts: [[[Int]]], sizes: SuppressedTree?, k: Int, hiding telling: ([Int]) -> [Int]) {
        self.k = k
        let inner = counts.joined().first?.count ?? 0
        columns = inner + (sizes == nil ? 0 : 1)
        var hides: [Bool] = []
        var tells: Set<Int> = []
        func add(_ numbers: [Int], hiding isHidden: Bool?, between one: (Int) -> Int, _ other: (Int) -> Int)
            -> Int
        {
            let row = values.count / max(columns, 1)
            tells.formUnion(telling(numbers).map { row * columns + $0 })
            for column in 0..<columns {
                values.append(column < inner ? numbers[column] : numbers.reduce(0, +))
                ends.append((one(column), other(column)))
            }
            hides.append(isHidden ?? false)
            return row
        }
        // Nodes: what all leaves share or each leaf's own sum; each branch's columns; the whole's columns.
        let leafCount = counts.joined().count
        func branchNode(_ branch: Int, _ column: Int) -> Int { 1 + leafCount + branch * columns + column }
        func wholeNode(_ column: Int) -> Int { branchNode(counts.count, column) }
        func sum(_ rows: [[Int]]) -> [Int] {
            (0..<inner).map { column in rows.reduce(0) { $0 + $1[column] } }
        }
        var leaf = 0
        var branchRows: [Int] = []
        for (number, branch) in counts.enumerated() {
            var rows: [Int] = []
            for (place, numbers) in branch.enumerated() {
                leaf += 1
                let node = sizes == nil ? 0 : leaf
                rows.append(
                    add(
                        numbers, hiding: sizes?.leaves[number][place][0], between: { _ in node },
                        { branchNode(number, $0) }))
            }
            let row = add(
                sum(branch), hiding: sizes?.branches[number][0], between: { branchNode(number, $0) },
                wholeNode)
            branchRows.append(row)
            for column in 0..<columns { lines.append((rows + [row]).map { $0 * columns + column }) }
        }
        let whole = add(
            sum(Array(counts.joined())), hiding: sizes?.whole.first, between: wholeNode, { _ in 0 })
        for column in 0..<columns { lines.append((branchRows + [whole]).map { $0 * columns + column }) }
        if sizes != nil {
            for row in 0...whole { lines.append((0..<columns).map { row * columns + $0 }) }
        }
        hidden = values.indices.map { cell in
            hides[cell / columns] || tells.contains(cell)
                || cell % columns < inner && (1..<max(k, 1)).contains(values[cell])
        }
        isFixed = values.indices.map { $0 % columns >= inner }
        // Where all that a known size is of are alike, hiding their number would hide nothing.
        if sizes != nil {
            for row in 0...whole where !hides[row] {
                let cells = (0..<inner).map { row * columns + $0 }.filter { values[$0] > 0 }
                if cells.count == 1 { isFixed[cells[0]] = true }
            }
        }
        linesOf = Array(repeating: [], count: values.count)
        for (line, cells) in lines.enumerated() { for cell in cells { linesOf[cell].append(line) } }
        edgesOf = Array(repeating: [], count: wholeNode(columns) + 1)
        for (cell, end) in ends.enumerated() {
            edgesOf[end.0].append(cell)
            edgesOf[end.1].append(cell)
        }
    }

    func isHidden(_ row: Int, _ column: Int) -> Bool { hidden[row * columns + column] }

    /// Hides more until every line is safe and nothing hidden can be computed; ends, since each round hides one.
    mutating func settle() {
        while let next = nextInLines() ?? nextForBridges() { hidden[next] = true }
    }

    private func nextInLines() -> Int? {
        for line in lines {
            let inner = line.dropLast()
            let chosen = inner.filter { hidden[$0] }
            guard let last = line.last, !chosen.isEmpty || hidden[last] else { continue }
            // A shown sum minus what is shown tells the sum of the hidden: they must be two, and together no small
            // group.
            let isSafe =
                hidden[last]
                ? !chosen.isEmpty : chosen.count >= 2 && chosen.reduce(0) { $0 + values[$1] } >= k
            if isSafe { continue }
            if let next = smallestShown(among: Array(inner)) { return next }
            if !hidden[last], !isFixed[last], values[last] > 0 { return last }
        }
        return nil
    }

    private func nextForBridges() -> Int? {
        for bridge in bridges() {
            for line in linesOf[bridge] {
                if let next = smallestShown(among: lines[line]) { return next }
            }
            if let next = smallestShown(among: Array(values.indices)) { return next }
        }
        return nil
    }

    private func smallestShown(among cells: [Int]) -> Int? {
        cells.filter { !hidden[$0] && !isFixed[$0] && values[$0] > 0 }.min {
            (values[$0], $0) < (values[$1], $1)
        }
    }

    /// The hidden numbers whose edges' ends are joined by no other way, in order.
    private func bridges() -> [Int] {
        var found: [Int] = []
        var order = Array(repeating: 0, count: edgesOf.count)
        var lowest = order
        var count = 0
        func visit(_ node: Int, from edge: Int) {
            count += 1
            order[node] = count
            lowest[node] = count
            for next in edgesOf[node] where hidden[next] && next != edge {
                let other = ends[next].0 == node ? ends[next].1 : ends[next].0
                if order[other] == 0 {
                    visit(other, from: next)
                    if lowest[other] > order[node] { found.append(next) }
                    lowest[node] = min(lowest[node], lowest[other])
                } else {
                    lowest[node] = min(lowest[node], order[other])
                }
            }
        }
        for node in edgesOf.indices where order[node] == 0 { visit(node, from: -1) }
        return found.sorted()
    }
}
