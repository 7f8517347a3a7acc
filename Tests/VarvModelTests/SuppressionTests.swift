import CustomDump
import Testing
import VarvModel

@Suite struct SuppressionTests {
    @Test func `large groups are all shown`() {
        let sizes = SuppressedTree(counts: [[[38], [25]]], smallestShown: 5)
        let tree = SuppressedTree(counts: [[[20, 18], [25, 0]]], sizes: sizes, smallestShown: 5)
        expectNoDifference(tree.leaves, [[[false, false], [false, false]]])
        expectNoDifference([tree.branches, [tree.whole]], [[[false, false]], [[false, false]]])
    }

    @Test func `one small group takes the next smallest with it`() {
        let tree = SuppressedTree(counts: [[[3], [9], [20], [0]]], smallestShown: 5)
        expectNoDifference(tree.leaves, [[[true], [true], [false], [false]]])
        expectNoDifference([tree.branches, [tree.whole]], [[[false]], [[false]]])
    }

    @Test func `two small groups that together are small take a third`() {
        expectNoDifference(
            SuppressedTree(counts: [[[1], [2], [30], [8]]], smallestShown: 5).leaves,
            [[[true], [true], [false], [true]]])
    }

    @Test func `a small group that is all of its branch takes another branch with it`() {
        let tree = SuppressedTree(counts: [[[3]], [[9], [9]], [[20], [20]]], smallestShown: 5)
        expectNoDifference(tree.branches, [[true], [true], [false]])
        expectNoDifference(tree.leaves, [[[true]], [[true], [false]], [[false], [false]]])
    }

    @Test func `a small group alone takes the whole`() {
        let tree = SuppressedTree(counts: [[[3]]], smallestShown: 5)
        expectNoDifference([tree.leaves[0], tree.branches, [tree.whole]], [[[true]], [[true]], [[true]]])
    }

    @Test func `what has no known size shows nothing, not even that nothing is there`() {
        let sizes = SuppressedTree(counts: [[[3], [9], [20]]], smallestShown: 5)
        let tree = SuppressedTree(counts: [[[3, 0], [0, 9], [10, 10]]], sizes: sizes, smallestShown: 5)
        expectNoDifference(tree.leaves[0].prefix(2), [[true, true], [true, true]])
    }

    @Test func `an empty school hides nothing`() {
        expectNoDifference(SuppressedTree(counts: [], smallestShown: 5).leaves, [])
        expectNoDifference(SuppressedTree(counts: [[]], smallestShown: 5).leaves, [[]])
    }

    @Test func `the same counts are hidden the same way whatever happened before`() {
        let counts = [[[3], [9], [9]], [[9], [9], [9]], [[12], [9], [4]]]
        let first = SuppressedTree(counts: counts, smallestShown: 5)
        for _ in 0..<20 { #expect(SuppressedTree(counts: counts, smallestShown: 5) == first) }
    }
}

@Suite struct SuppressionPropertyTests {
    /// A school's numbers with a row for each leaf, each branch and the whole; the last column is the size.
    private struct School {
        var values: [[Int]] = []
        var hidden: [[Bool]] = []
        /// Sums as the rows they are of, what they sum to last.
        var sums: [[Int]] = []

        /// Adds what is known of one school, and of its sizes where they are known.
        init(_ counts: [[[Int]]], _ tree: SuppressedTree, _ sizes: SuppressedTree?) {
            func sum(_ rows: [[Int]]) -> [Int] {
                (rows.first ?? []).indices.map { column in rows.reduce(0) { $0 + $1[column] } }
            }
            func row(_ numbers: [Int], _ isHidden: [Bool], _ size: [Bool]?) -> Int {
                values.append(numbers + (size == nil ? [] : [numbers.reduce(0, +)]))
                hidden.append(isHidden + (size ?? []))
                return values.count - 1
            }
            var branches: [Int] = []
            for (number, branch) in counts.enumerated() {
                let leaves = branch.indices.map {
                    row(branch[$0], tree.leaves[number][$0], sizes?.leaves[number][$0])
                }
                let whole = row(sum(branch), tree.branches[number], sizes?.branches[number])
                sums.append(leaves + [whole])
                branches.append(whole)
            }
            sums.append(branches + [row(sum(Array(counts.joined())), tree.whole, sizes?.whole)])
        }
    }

    private static func counts(_ random: inout Numbers, columns: Int) -> [[[Int]]] {
        (0..<random.next(in: 1...3)).map { _ in
            (0..<random.next(in: 1...4)).map { _ in
                (0..<columns).map { _ in
                    random.next(in: 0...3) == 0 ? random.next(in: 0...6) : random.next(in: 0...30)
                }
            }
        }
    }

    @Test func `nothing hidden can be computed from what is shown of a school's sizes`() {
        var random = Numbers(seed: 5)
        for _ in 0..<1000 {
            let counts = Self.counts(&random, columns: 1)
            let tree = SuppressedTree(counts: counts, smallestShown: 5)
            check(School(counts, tree, nil), sumsToSizes: false, "\(counts) \(tree)")
        }
    }

    @Test func `nothing hidden can be computed from what is shown of a school's results`() {
        var random = Numbers(seed: 6)
        for _ in 0..<400 {
            let counts = Self.counts(&random, columns: random.next(in: 2...4))
            let sizes = SuppressedTree(
                counts: counts.map { $0.map { [$0.reduce(0, +)] } }, smallestShown: 5)
            let tree = SuppressedTree(counts: counts, sizes: sizes, smallestShown: 5)
            check(School(counts, tree, sizes), sumsToSizes: true, "\(counts) \(tree)")
        }
    }

    private func check(_ school: School, sumsToSizes: Bool, _ what: @autoclosure () -> String) {
        for (line, mask) in zip(school.values, school.hidden) {
            for (count, isHidden) in zip(line, mask) where (1..<5).contains(count) {
                #expect(isHidden, "\(what())")
            }
        }
        #expect(computable(school, sumsToSizes: sumsToSizes) == [], "\(what())")
        // And no sum of hidden ones that is told is small.
        for sum in school.sums {
            for column in school.hidden[0].indices where school.hidden[sum.last ?? 0][column] == false {
                let hidden = sum.dropLast().filter { school.hidden[$0][column] }
                let number = hidden.reduce(0) { $0 + school.values[$1][column] }
                #expect(hidden.isEmpty || number >= 5, "\(what())")
            }
        }
    }

    /// Returns the hidden numbers that the sums decide, by elimination: one is decided when its unit row adds no
    /// rank.
    private func computable(_ school: School, sumsToSizes: Bool) -> [Int] {
        let width = school.hidden[0].count
        let cells = school.hidden.indices.flatMap { row in
            (0..<width).filter { school.hidden[row][$0] }.map { row * width + $0 }
        }
        var equations: [[Int]] = []
        func add(_ parts: [Int], _ whole: Int) {
            equations.append(cells.map { $0 == whole ? -1 : parts.contains($0) ? 1 : 0 })
        }
        for sum in school.sums {
            for column in 0..<width {
                add(sum.dropLast().map { $0 * width + column }, (sum.last ?? 0) * width + column)
            }
        }
        if sumsToSizes {
            for row in school.hidden.indices {
                add((0..<width - 1).map { row * width + $0 }, row * width + width - 1)
            }
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
