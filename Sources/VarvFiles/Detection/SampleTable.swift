/// The first rows of a file, parsed with one delimiter, for detection only.
struct SampleTable {
    /// The cells of each row, trimmed; blank rows are rows without text.
    var rows: [[String]] = []
    /// How many cells each row that is not blank has.
    var counts: [Int] = []

    /// Parses at most `maxRows` whole rows; where they cannot be parsed it ends.
    init(
        _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, isAtEnd: Bool, delimiter: Delimiter,
        encoding: TextEncoding, limits: CSVOptions.Limits, maxRows: Int = 100, keepsText: Bool,
        dropsFormulaGuards: Bool = false
    ) {
        let scanner = RecordScanner(delimiter: delimiter, limits: limits)
        let row = Row()
        row.isSingleByte = encoding != .utf8
        row.dropsFormulaGuards = dropsFormulaGuards
        var position = start
        var seen = 0
        while position < end, seen < maxRows {
            guard
                let next = unsafe try? scanner.scan(
                    base, from: position, to: end, isAtEnd: isAtEnd, into: row)
            else { return }
            unsafe row.begin(source: base, start: position, length: next - position)
            position = next
            seen += 1
            if !row.isBlank { counts.append(row.fieldCount) }
            if keepsText { rows.append((0..<row.fieldCount).map { row.string($0) }) }
        }
    }

    /// The commonest number of cells and the share of rows that have it; the larger number at a tie.
    var commonest: (count: Int, share: Double) {
        var tally: [Int: Int] = [:]
        for count in counts { tally[count, default: 0] += 1 }
        guard let best = tally.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return (0, 0) }
        return (best.key, Double(best.value) / Double(counts.count))
    }
}
