/// A calendar day in the proleptic Gregorian calendar, without a time zone, year 1–9999.
///
/// ```swift
/// Day(iso: "2026-08-31")?.adding(days: 1).isoText  // "2026-09-01"
/// ```
package struct Day: Hashable, Comparable, Sendable {
    private let packed: Int32

    package var year: Int { Int(packed >> 9) }
    /// 1–12.
    package var month: Int { Int(packed >> 5) & 15 }
    /// 1–31.
    package var day: Int { Int(packed) & 31 }

    /// Makes a day; nil when the calendar has no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Day.length(ofMonth: month, in: year)
        else { return nil }
        packed = Int32(year << 9 | month << 5 | day)
    }

    /// Makes a day from exactly `ÅÅÅÅ-MM-DD`; nil for any other text and for days the calendar lacks.
    package init?(iso text: String) {
        self.init(isoBytes: text.utf8.span)
    }

    /// Makes a day from the ten bytes of `ÅÅÅÅ-MM-DD` without allocating.
    package init?(isoBytes bytes: borrowing Span<UInt8>) {
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            let year = decimalNumber(bytes, 0..<4), let month = decimalNumber(bytes, 5..<7),
            let day = decimalNumber(bytes, 8..<10)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Makes the day a number of days after 1970-01-01 (negative: before), held within year 1–9999.
    package init(ordinal: Int) {
        let held = min(max(ordinal, Day.firstOrdinal), Day.lastOrdinal)
        // Howard Hinnant's civil_from_days: years begin in March, so the leap day comes last.
        let shifted = held + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        packed = Int32(year << 9 | month << 5 | (dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))
    }

    private static let firstOrdinal = -719_162  // 0001-01-01
    private static let lastOrdinal = 2_932_896  // 9999-12-31

    /// Days after 1970-01-01.
    package var ordinal: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The day as `2026-09-03`.
    package var isoText: String {
        var bytes = InlineArray<10, UInt8>(repeating: 0x2D)
        bytes[0] = 0x30 + UInt8(year / 1000)
        bytes[1] = 0x30 + UInt8(year / 100 % 10)
        bytes[2] = 0x30 + UInt8(year / 10 % 10)
        bytes[3] = 0x30 + UInt8(year % 10)
        bytes[5] = 0x30 + UInt8(month / 10)
        bytes[6] = 0x30 + UInt8(month % 10)
        bytes[8] = 0x30 + UInt8(day / 10)
        bytes[9] = 0x30 + UInt8(day % 10)
        return asciiText(bytes.span)
    }

    /// Returns the day so many days later (negative: earlier), held within year 1–9999.
    package func adding(days: Int) -> Day {
        let (sum, overflow) = ordinal.addingReportingOverflow(days)
        return Day(ordinal: overflow ? (days < 0 ? .min : .max) : sum)
    }

    /// Returns how many days it is to another day; negative when that day is earlier.
    package func days(until other: Day) -> Int { other.ordinal - ordinal }

    /// 1 for Monday … 7 for Sunday (ISO 8601).
    package var weekday: Int { (ordinal % 7 + 7 + 3) % 7 + 1 }

    /// The ISO week the day lies in; its year can differ from the day's around New Year.
    package var week: Week {
        let thursday = adding(days: 4 - weekday)
        let newYear = Day.newYear(thursday.year)
        return Week(checkedYear: thursday.year, number: newYear.days(until: thursday) / 7 + 1)
    }

    package static func < (left: Day, right: Day) -> Bool { left.packed < right.packed }

    static func newYear(_ year: Int) -> Day {
        Day(packed: Int32(min(max(year, 1), 9999) << 9 | 1 << 5 | 1))
    }

    private init(packed: Int32) { self.packed = packed }

    static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// Returns the value of ASCII digits, or nil when a byte is no digit.
func decimalNumber(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int? {
    var value = 0
    for index in range {
        let digit = bytes[index] &- 0x30
        guard digit <= 9 else { return nil }
        value = value * 10 + Int(digit)
    }
    return value
}

/// Returns a number with leading zeros up to a width.
func zeroPadded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Returns ASCII bytes as text; up to 15 of them make no allocation.
func asciiText(_ bytes: borrowing Span<UInt8>) -> String {
    guard let text = try? UTF8Span(validating: copy bytes) else { return "" }
    return String(copying: text)
}
