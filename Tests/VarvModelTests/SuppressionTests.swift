import CustomDump
import Testing
import VarvModel

@Suite struct SuppressionTests {
    @Test func `large groups are all shown`() {
        let table = SuppressedTable(counts: [[20, 18], [25, 0]], smallestShown: 5)
        expectNoDifference(table.cells, [[false, false], [false, false]])
        #expect(!table.total && !table.rowTotals.contains(true) && !table.columnTotals.contains(true))
    }

    @Test func `one small group takes the next smallest with it`() {
        let list = SuppressedList(counts: [3, 9, 20, 0], smallestShown: 5)
        expectNoDifference(list.cells, [true, true, false, false])
        #expect(!list.total)
    }

    @Test func `two small groups that together are small take a third`() {
        expectNoDifference(
            SuppressedList(counts: [1, 2, 30, 8], smallestShown: 5).cells, [true, true, false, true])
    }

    @Test func `a small group alone takes the total`() {
        let list = SuppressedList(counts: [3], smallestShown: 5)
        #expect(list.cells == [true] && list.total)
    }

    @Test func `an empty list hides nothing`() {
        #expect(SuppressedList(counts: [], smallestShown: 5).cells == [])
        #expect(SuppressedTable(counts: [], smallestShown: 5).cells == [])
    }

    @Test func `the same table is hidden the same way whatever happened before`() {
        let counts = [[3, 9, 9], [9, 9, 9], [12, 9, 4]]
        let first = SuppressedTable(counts: counts, smallestShown: 5)
        for _ in 0..<20 { #expect(SuppressedTable(counts: counts, smallestShown: 5) == first) }
    }
}

@Suite struct SuppressionPropertyTests {
    @Test func `nothing hidden in a list can be computed from what is shown`() {
        var random = Numbers(seed: 5)
        for _ in 0..<3000 {
            let counts = (0..<random.next(in: 1...8)).map { _ in
                random.next(in: 0...2) == 0 ? random.next(in: 0...6) : random.next(in: 0...40)
            }
            let list = SuppressedList(counts: counts, smallestShown: 5)
            for (count, hidden) in zip(counts, list.cells) where (1..<5).contains(count) { #expect(hidden) }
            let hidden = zip(counts, list.cells).filter(\.1).map(\.0)
            if list.total {
                #expect(!hidden.isEmpty)
            } else if !hidden.isEmpty {
                #expect(hidden.count >= 2 && hidden.reduce(0, +) >= 5, "\(counts) \(list)")
            }
        }
    }

    @Test func `nothing hidden in a table can be computed from what is shown and its totals`() {
        var random = Numbers(seed: 6)
        for _ in 0..<600 {
            let columns = random.next(in: 1...5)
            let counts = (0..<random.next(in: 1...5)).map { _ in
                (0..<columns).map { _ in
                    random.next(in: 0...3) == 0 ? random.next(in: 0...6) : random.next(in: 0...30)
                }
            }
            let table = SuppressedTable(counts: counts, smallestShown: 5)
            let hidden =
                zip(table.cells, table.rowTotals).map { $0 + [$1] } + [table.columnTotals + [table.total]]
            let full =
                counts.map { $0 + [$0.reduce(0, +)] }
            let sums = (0...columns).map { column in full.reduce(0) { $0 + $1[column] } }
            for (line, mask) in zip(full + [sums], hidden) {
                for (count, isHidden) in zip(line, mask) where (1..<5).contains(count) { #expect(isHidden) }
            }
            #expect(computable(hidden) == [], "\(counts) \(table)")
            for line in linesWithShownTotal(full + [sums], hidden) where line.contains(where: \.1) {
                let sum = line.filter(\.1).reduce(0) { $0 + $1.0 }
                #expect(sum >= 5, "\(counts) \(table)")
            }
        }
    }

    private func linesWithShownTotal(_ values: [[Int]], _ hidden: [[Bool]]) -> [[(Int, Bool)]] {
        let rows = zip(values, hidden).filter { $1.last == false }.map {
            Array(zip($0.dropLast(), $1.dropLast()))
        }
        let columns = hidden[0].indices.filter { hidden.last?[$0] == false }.map { column in
            zip(values, hidden).dropLast().map { ($0[column], $1[column]) }
        }
        return rows + columns
    }

    /// Returns the hidden cells that the sums decide, by elimination: a cell is decided when its unit row
    /// adds no rank.
    private func computable(_ hidden: [[Bool]]) -> [Int] {
        let width = hidden[0].count
        let cells = hidden.indices.flatMap { row in
            (0..<width).filter { hidden[row][$0] }.map { row * width + $0 }
        }
        var equations: [[Int]] = []
        for row in hidden.indices {
            equations.append(cells.map { $0 / width == row ? ($0 % width == width - 1 ? -1 : 1) : 0 })
        }
        for column in 0..<width {
            equations.append(
                cells.map { $0 % width == column ? ($0 / width == hidden.count - 1 ? -1 : 1) : 0 })
        }
        let before = rank(equations)
        return cells.indices.filter { index in
            rank(equations + [cells.indices.map { $0 == index ? 1 : 0 }]) == before
        }
    }

    /// The rank over a prime field, large enough that small whole numbers behave as in the rationals.
    private func rank(_ matrix: [[Int]]) -> Int {
        let prime = 1_000_003
        var rows = matrix.map { $0.map { ($0 % prime + prime) % prime } }
        var rank = 0
        for column in 0..<(rows.first?.count ?? 0) {
            guard let pivot = (rank..<rows.count).first(where: { rows[$0][column] != 0 }) else { continue }
            rows.swapAt(rank, pivot)
            let inverse = power(rows[rank][column], prime - 2, prime)
            for other in (rank + 1)..<max(rows.count, rank + 1) where rows[other][column] != 0 {
                let factor = rows[other][column] * inverse % prime
                for place in column..<rows[other].count {
                    rows[other][place] =
                        ((rows[other][place] - factor * rows[rank][place]) % prime + prime) % prime
                }
            }
            rank += 1
        }
        return rank
    }

    private func power(_ base: Int, _ exponent: Int, _ prime: Int) -> Int {
        var (result, square, rest) = (1, base % prime, exponent)
        while rest > 0 {
            if rest % 2 == 1 { result = result * square % prime }
            square = square * square % prime
            rest /= 2
        }
        return result
    }
}
