/// A school year (läsår), such as 2026/27.
///
/// Its days default to 1 July–30 June so that every day belongs to exactly one school year; the responsible
/// body decides when teaching starts and ends, so a school may give its own.
package struct SchoolYear: Hashable, Comparable, Sendable {
    package let startYear: Int
    package let start: Day
    package let end: Day

    /// Makes the school year that starts in a calendar year (1900–2199); nil outside that.
    package init?(startYear: Int) {
        guard let start = Day(year: startYear, month: 7, day: 1),
            let end = Day(year: startYear + 1, month: 6, day: 30)
        else { return nil }
        self.init(startYear: startYear, start: start, end: end)
    }

    /// Makes a school year with the school's own first and last day; nil unless they lie in its two calendar
    /// years, in order.
    package init?(startYear: Int, start: Day, end: Day) {
        guard (1900...2199).contains(startYear), start.year == startYear, end.year == startYear + 1 else {
            return nil
        }
        self.startYear = startYear
        self.start = start
        self.end = end
    }

    /// Reads `2026/27`, `2026/2027`, `2026-27` or `26/27`.
    package init?(label: String) {
        let parts = label.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" || $0 == "–" }
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let first = Int(parts[0]), let second = Int(parts[1]),
            parts[0].utf8.count == 4 || parts[0].utf8.count == 2,
            parts[1].utf8.count == 2 || parts[1].utf8.count == 4
        else { return nil }
        let year = parts[0].utf8.count == 2 ? 2000 + first : first
        guard parts[1].utf8.count == 2 ? second == (year + 1) % 100 : second == year + 1 else { return nil }
        self.init(startYear: year)
    }

    /// Makes the school year a day lies in, by the 1 July boundary.
    package init?(containing day: Day) {
        self.init(startYear: day.month >= 7 ? day.year : day.year - 1)
    }

    /// The school year as `2026/27`.
    package var label: String { "\(startYear)/" + zeroPadded((startYear + 1) % 100, to: 2) }

    package var next: SchoolYear? { SchoolYear(startYear: startYear + 1) }
    package var previous: SchoolYear? { SchoolYear(startYear: startYear - 1) }

    package func contains(_ day: Day) -> Bool { (start...end).contains(day) }

    package static func < (left: SchoolYear, right: SchoolYear) -> Bool {
        (left.startYear, left.start, left.end) < (right.startYear, right.start, right.end)
    }
}
