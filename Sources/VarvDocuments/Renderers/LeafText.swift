/// Turns leaves into plain words: the one place that decides what a value looks like to a reader.
///
/// The text is not yet neutral; each renderer escapes it in its own way.
package struct LeafText: Sendable {
    package enum Setting: Hashable, Sendable {
        /// Days in words.
        case prose
        /// Days as ISO, which sort and align.
        case table
    }

    let names: Names
    let digits: Digits
    let words: Words

    package init(_ language: Document.Language, names: Names) {
        self.names = names
        self.digits = Digits(language: language)
        self.words = Words.of(language)
    }

    func text(_ leaf: Leaf, in setting: Setting) -> String {
        switch leaf {
        case .person(let person): names.text(for: person)
        case .number(let number): digits.text(number)
        case .date(let date): setting == .prose ? digits.prose(date) : date.iso
        case .week(let week, let year):
            words.week + "\u{A0}\(week)" + (year.map { " \($0)" } ?? "")
        case .term(_, let label): label
        case .text(let text): text
        case .few(let limit): "<\(limit)"
        case .missing: "–"
        case .noBasis: "-"
        }
    }

    /// Returns what a bar's figure shows.
    func text(_ value: BarChart.Value, style: NumberLeaf.Style) -> String {
        switch value {
        case .number(let number): digits.text(NumberLeaf(number, style: style))
        case .few(let limit): text(.few(limit), in: .table)
        case .missing: text(.missing, in: .table)
        }
    }

    /// Returns running text without any markup, a space for each line break.
    package func plain(_ inlines: [Inline], in setting: Setting = .prose) -> String {
        if case .text(let text)? = inlines.first, inlines.count == 1 { return text }
        var result = ""
        for inline in inlines {
            switch inline {
            case .text(let text), .code(let text): result += text
            case .strong(let inner), .emphasis(let inner): result += plain(inner, in: setting)
            case .lineBreak: result += " "
            case .leaf(let leaf): result += text(leaf, in: setting)
            }
        }
        return result
    }

    /// Returns the line under a title: the day of the figures and who the paper is for.
    func metaLine(_ meta: Document.Meta) -> String? {
        var parts: [String] = []
        if let asOf = meta.asOf { parts.append(words.asOf + " " + digits.prose(asOf)) }
        if let audience = meta.audience { parts.append(words.madeFor + " " + audience) }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    /// Returns the lines under the paper.
    func provenance(_ meta: Document.Meta) -> [String] {
        meta.provenance + (meta.madeBy.map { [words.madeBy + " " + $0] } ?? [])
    }
}

extension BarChart {
    /// The value that fills a bar; never zero. All bars are looked at for it, so it is asked for once a chart.
    var fullBar: Double {
        if let maximum, maximum > 0 { return maximum }
        if style == .percent { return 1 }
        let largest = bars.reduce(0.0) { most, bar in
            if case .number(let value) = bar.value, value.approximate.isFinite {
                max(most, value.approximate)
            } else {
                most
            }
        }
        return largest > 0 ? largest : 1
    }

    /// Returns how much of a full bar a value fills, 0…1.
    static func fill(_ value: Value, of fullBar: Double) -> Double? {
        guard case .number(let figure) = value, figure.approximate.isFinite else { return nil }
        return min(max(figure.approximate / fullBar, 0), 1)
    }
}
