/// Cells in columns that fit a terminal.
struct GridColumn {
    var title: StyledText
    var alignment: TextWidth.Alignment

    init(_ title: StyledText, _ alignment: TextWidth.Alignment) {
        self.title = title
        self.alignment = alignment
    }
}

struct Grid {
    var columns: [GridColumn]
    var rows: [[StyledText]]

    private static let gap = 2
    /// A column narrower than this cannot be read; the rows become cards.
    private static let narrowest = 6

    /// Returns how wide each column is, or nil when they do not fit side by side.
    ///
    /// Figures never wrap. The other columns first grow to their longest word, as far as there is room, then to what
    /// they want, the widest sharing what is left.
    func widths(within width: Int) -> [Int]? {
        let wanted = columns.indices.map { index in
            rows.reduce(columns[index].title.width) { max($0, $1[index].width) }
        }
        let words = columns.indices.map { index in
            let isFigures = columns[index].alignment == .trailing
            return rows.reduce(Self.longestWord(columns[index].title)) { longest, row in
                max(longest, isFigures ? row[index].width : Self.longestWord(row[index]))
            }
        }
        let rigid = columns.indices.map { index in
            columns[index].alignment == .trailing ? words[index] : min(words[index], Self.narrowest)
        }
        let available = width - Self.gap * (columns.count - 1)
        guard !columns.isEmpty, rigid.reduce(0, +) <= available else { return nil }
        return Self.grow(Self.grow(rigid, to: words, within: available), to: wanted, within: available)
    }

    /// Returns columns widened towards `goals` in equal steps until they or the room are filled.
    private static func grow(_ widths: [Int], to goals: [Int], within available: Int) -> [Int] {
        var result = widths
        var left = available - widths.reduce(0, +)
        var growing = widths.indices.filter { goals[$0] > result[$0] }
        while left > 0, !growing.isEmpty {
            let share = max(1, left / growing.count)
            for index in growing where left > 0 {
                let step = min(share, goals[index] - result[index], left)
                result[index] += step
                left -= step
            }
            growing = growing.filter { goals[$0] > result[$0] }
        }
        return result
    }

    private static func longestWord(_ text: StyledText) -> Int {
        text.spans.flatMap { $0.text.split(separator: " ") }.reduce(0) { max($0, TextWidth.of($1)) }
    }

    /// Returns a row as lines: cells wrapped in their columns and aligned.
    func line(_ cells: [StyledText], _ widths: [Int]) -> [StyledText] {
        let wrapped = cells.indices.map { cells[$0].wrapped(to: widths[$0]) }
        let height = wrapped.reduce(1) { max($0, $1.count) }
        return (0..<height).map { row in
            var line = StyledText()
            for index in cells.indices {
                let cell = row < wrapped[index].count ? wrapped[index][row] : StyledText()
                let (before, after) = TextWidth.padding(
                    cell.width, to: widths[index], columns[index].alignment)
                if index > 0 { line.append(TextWidth.spaces(Self.gap), []) }
                line.append(TextWidth.spaces(before), [])
                for span in cell.spans { line.append(span.text, span.style) }
                line.append(TextWidth.spaces(after), [])
            }
            return line
        }
    }
}
