/// An ISO 8601 week.
package struct Week: Hashable, Comparable, Sendable {
    package let year: Int
    /// 1–53.
    package let number: Int

    /// Makes a week; nil when the year has no such week (53 exists only in long years, such as 2026).
    package init?(year: Int, number: Int) {
        guard (1...9998).contains(year), number >= 1, number <= Week.count(in: year) else { return nil }
        self.init(checkedYear: year, number: number)
    }

    init(checkedYear year: Int, number: Int) {
        self.year = year
        self.number = number
    }

    /// Reads a week as people write it: `v. 48`, `v48`, `vecka 48`, `48`; within a school year, so no year is
    /// needed.
    ///
    /// Weeks from 27 on belong to the school year's first calendar year.
    package init?(text: String, in schoolYear: SchoolYear) {
        let kept = text.lowercased().filter { $0 != " " && $0 != "." && $0 != "\u{A0}" }
        let digits =
            ["vecka", "week", "v", "w"].first { kept.hasPrefix($0) }.map { kept.dropFirst($0.count) }
            ?? kept[...]
        guard (1...2).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(digits)
        else { return nil }
        self.init(year: number >= 27 ? schoolYear.startYear : schoolYear.startYear + 1, number: number)
    }

    package var monday: Day {
        let fourth = Day.newYear(year).adding(days: 3)  // 4 January is always in week 1
        return fourth.adding(days: 1 - fourth.weekday + (number - 1) * 7)
    }

    package var friday: Day { monday.adding(days: 4) }
    package var sunday: Day { monday.adding(days: 6) }

    /// Returns the week so many weeks later (negative: earlier).
    package func adding(weeks: Int) -> Week { monday.adding(days: weeks * 7).week }

    /// The week as people write it: `v. 48` or `week 48`.
    package func text(in language: Language) -> String {
        switch language {
        case .swedish: "v. \(number)"
        case .english: "week \(number)"
        }
    }

    package static func < (left: Week, right: Week) -> Bool {
        (left.year, left.number) < (right.year, right.number)
    }

    /// Returns how many ISO weeks a year has: 28 December always lies in the last one.
    package static func count(in year: Int) -> Int {
        Day.newYear(year).adding(days: (Day.isLeap(year) ? 366 : 365) - 4).week.number
    }
}
