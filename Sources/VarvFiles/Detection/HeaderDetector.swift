/// Tells which rows are preamble, which are headings and where the data begins.
struct HeaderDetector {
    /// Rows before the headings, blank ones counted.
    private(set) var skip = 0
    /// How many rows the headings take, 0–3.
    private(set) var headerRows = 0
    /// The words over each column, uppermost first.
    private(set) var levels: [[String]] = []

    private let rows: [[String]]

    init(_ rows: [[String]], skip: Int?, headerRows: Int?) {
        let headerRows = headerRows.map { min(max($0, 0), 3) }
        self.rows = rows
        self.skip = max(0, skip ?? preambleRows(headerRows: headerRows ?? 1))
        let available = max(0, rows.count - self.skip)
        if let headerRows {
            self.headerRows = headerRows
        } else {
            // A first row too long for the sample is taken for headings.
            self.headerRows = available == 0 ? 1 : detectedHeaderRows()
        }
        let first = min(self.skip, rows.count)
        let body = min(first + self.headerRows, rows.count)
        levels = Self.levels(Array(rows[first..<body]))
        guard self.headerRows > 0 else { return }
        // A column without a heading stays when it has data, and goes when it is only trailing delimiters.
        let used = rows[body...].map { Self.used($0) }.max() ?? 0
        let named = (levels.lastIndex { !$0.isEmpty } ?? -1) + 1
        let width = max(named, min(used, levels.count))
        levels.removeSubrange(min(width, levels.count)...)
    }

    // MARK: - Preamble

    /// Leading rows that are blank, hold a line or two of text in a table of more columns, or are much narrower than
    /// the rest (a title that is not padded with delimiters).
    private func preambleRows(headerRows: Int) -> Int {
        let filled = rows.map { $0.count { !$0.isEmpty } }
        let sorted = filled.filter { $0 > 0 }.sorted()
        guard !sorted.isEmpty else { return 0 }
        let usual = sorted[sorted.count * 3 / 4]
        var preamble = 0
        for index in rows.indices.prefix(40) {
            let row = rows[index]
            if filled[index] == 0 {
                preamble = index + 1
                continue
            }
            guard usual >= 2, filled[index] < usual, !row[0].isEmpty else { break }
            let isNarrow = row.count * 2 <= usual
            let isText = filled[index] == 1 || filled[index] == 2 && usual >= 4
            // Upper headings may be few too; below them the first column is empty.
            let isUpper =
                filled[index] > 1 && index + 1 < rows.count && filled[index + 1] > 0
                && rows[index + 1][0].isEmpty
            guard isNarrow || isText, !isUpper else { break }
            preamble = index + 1
        }
        // Whoever asks for several rows of headings means upper ones that may have few words.
        for _ in 1..<max(headerRows, 1) where preamble > 0 && filled[preamble - 1] > 1 { preamble -= 1 }
        return preamble < rows.count ? preamble : 0
    }

    // MARK: - Headings

    private func detectedHeaderRows() -> Int {
        let body = rows[skip...].prefix(60).filter { row in row.contains { !$0.isEmpty } }
        guard let first = body.first else { return 0 }
        let score = Self.evidence(first, over: body.dropFirst())
        if score < 0 { return 0 }
        if score == 0 {
            let words = first.filter { !$0.isEmpty }
            guard !words.contains(where: Self.isNumber), Set(words).count == words.count else { return 0 }
            // An upper row of headings says nothing about the data itself; the row below it may.
        }
        var count = 1
        var named = first.map { !$0.isEmpty }
        while count < 3, count < body.count {
            let lower = body[body.startIndex + count]
            let rest = body.dropFirst(count + 1)
            guard Self.isLower(lower, under: named, over: rest) else { break }
            for (column, word) in lower.enumerated() where !word.isEmpty {
                while named.count <= column { named.append(false) }
                named[column] = true
            }
            count += 1
        }
        return count
    }

    /// Whether a row continues the headings above it: it names columns that have no name yet, holds no numbers, is
    /// unlike the data, and where one level names the first column the other leaves it empty (a merged cell).
    private static func isLower(_ lower: [String], under named: [Bool], over rest: ArraySlice<[String]>)
        -> Bool
    {
        let gaps = lower.indices.count { !lower[$0].isEmpty && !($0 < named.count && named[$0]) }
        guard gaps > 0, !lower.contains(where: isNumber) else { return false }
        let score = evidence(lower, over: rest)
        let isMerged = (named.first ?? false) != !(lower.first ?? "").isEmpty
        return score >= 0 && isMerged || score > 0 && gaps >= 2
    }

    /// How much a row looks like headings of the rows below it: for each column, text over numbers speaks for,
    /// a number over numbers or a word that comes again below speaks against.
    private static func evidence(_ row: [String], over rest: ArraySlice<[String]>) -> Int {
        var score = 0
        for (column, word) in row.enumerated() where !word.isEmpty {
            var values = 0
            var numbers = 0
            var repeats = 0
            for other in rest where column < other.count && !other[column].isEmpty {
                values += 1
                if isNumber(other[column]) { numbers += 1 }
                if other[column] == word { repeats += 1 }
            }
            guard values > 0 else { continue }
            let isNumeric = numbers * 5 >= values * 4
            switch (isNumber(word), isNumeric) {
            case (true, true): score -= 2
            case (true, false): score += 1
            case (false, true): score += 2
            case (false, false): if repeats > 0 { score -= 2 }
            }
        }
        return score
    }

    /// Digits with signs and separators only: a number, a date, a personal number, "85 %".
    private static func isNumber(_ word: String) -> Bool {
        var digits = 0
        for scalar in word.unicodeScalars {
            if ("0"..."9").contains(scalar) {
                digits += 1
            } else if scalar.properties.isAlphabetic {
                return false
            }
        }
        return digits > 0
    }

    // MARK: - Levels

    /// The words over each column: an upper word spans the columns to its right that have words of their own below,
    /// when it has one below itself.
    static func levels(_ rows: [[String]]) -> [[String]] {
        guard let width = rows.map(\.count).max() else { return [] }
        var cleaned = rows.map { row in (0..<width).map { $0 < row.count ? clean(row[$0]) : "" } }
        for index in cleaned.indices {
            // A program that quotes its headings with apostrophes does so for all of them.
            let words = cleaned[index].filter { !$0.isEmpty }
            guard !words.isEmpty, words.allSatisfy({ $0.count > 2 && $0.first == "'" && $0.last == "'" })
            else { continue }
            cleaned[index] = cleaned[index].map { String($0.dropFirst().dropLast()) }
        }
        func isNamed(below level: Int, _ column: Int) -> Bool {
            cleaned[(level + 1)...].contains { !$0[column].isEmpty }
        }
        var filled = cleaned
        for level in cleaned.indices.dropLast() {
            var spanning = ""
            for column in 0..<width {
                let startsAbove = level > 0 && !cleaned[level - 1][column].isEmpty
                if !cleaned[level][column].isEmpty {
                    spanning = isNamed(below: level, column) ? cleaned[level][column] : ""
                } else if startsAbove || !isNamed(below: level, column) {
                    spanning = ""
                } else {
                    filled[level][column] = spanning
                }
            }
        }
        return (0..<width).map { column in filled.map { $0[column] }.filter { !$0.isEmpty } }
    }

    /// A heading without the byte order mark, outer space, and line breaks within.
    private static func clean(_ word: String) -> String {
        word.filter { $0 != "\u{FEFF}" }.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func used(_ row: [String]) -> Int { (row.lastIndex { !$0.isEmpty } ?? -1) + 1 }
}
