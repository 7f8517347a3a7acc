/// A day in the Gregorian calendar.
package struct DateParts: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Returns nil for a day the calendar does not have; years 1000–9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1000...9999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        guard day <= Self.days(inMonth: month, of: year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// Dates as Swedish files write them.
package enum DateText {
    /// Returns the day that UTF-8 bytes say, or nil when they are not one day, or could be two.
    ///
    /// `2025-09-03` (also with `/` or `.`), `20250903`, `3/9 2025`, `3.9.2025`, `3 sep 2025`, `den 3 september 2025`;
    /// the first four may be followed by a time of day, which is dropped. Month names are Swedish or English, whole
    /// or the first three letters. `3/9/2025` and `03-09-2025` are refused, for some write the month first; so are
    /// years of two digits. Serial numbers of Excel (days from 1900, e.g. `45903`) count only when asked for.
    ///
    /// ```swift
    /// DateText.parse("3/9 2025")   // DateParts(year: 2025, month: 9, day: 3)
    /// DateText.parse("30/2 2025")  // nil
    /// ```
    package static func parse(_ bytes: UnsafeRawBufferPointer, excelSerials: Bool = false) -> DateParts? {
        var cursor = unsafe TextCursor(bytes)
        cursor.skipSpaces()
        if let word = cursor.takeLetters() {
            guard word.count == 3, word.word == packed("den"), cursor.takeSpace() else { return nil }
        }
        guard let first = cursor.takeInteger(upTo: 8) else { return nil }
        let date: DateParts?
        switch first.digits {
        case 8:
            date = DateParts(
                year: first.value / 10_000, month: first.value / 100 % 100, day: first.value % 100)
            guard takeTime(&cursor) else { return nil }
        case 4 where !excelSerials || !isAtSerialEnd(cursor):
            date = yearFirst(first.value, &cursor)
            guard takeTime(&cursor) else { return nil }
        case 1 where !excelSerials || !isAtSerialEnd(cursor),
            2 where !excelSerials || !isAtSerialEnd(cursor):
            date = dayFirst(first.value, &cursor)
        default:
            guard excelSerials, isAtSerialEnd(cursor) else { return nil }
            return serial(first.value)
        }
        cursor.skipSpaces()
        return cursor.isAtEnd ? date : nil
    }

    /// The same for a string.
    package static func parse(_ text: String, excelSerials: Bool = false) -> DateParts? {
        var text = text
        return text.withUTF8 { unsafe parse(UnsafeRawBufferPointer($0), excelSerials: excelSerials) }
    }

    private static func yearFirst(_ year: Int, _ cursor: inout TextCursor) -> DateParts? {
        let separator = cursor.next
        guard
            separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/")
                || separator == UInt8(ascii: "."),
            cursor.take(separator), let month = cursor.takeInteger(upTo: 2), cursor.take(separator),
            let day = cursor.takeInteger(upTo: 2)
        else { return nil }
        return DateParts(year: year, month: month.value, day: day.value)
    }

    private static func dayFirst(_ day: Int, _ cursor: inout TextCursor) -> DateParts? {
        let month: Int
        if cursor.take(UInt8(ascii: "/")) {
            guard let number = cursor.takeInteger(upTo: 2), cursor.takeSpace() else { return nil }
            month = number.value
        } else if cursor.take(UInt8(ascii: ".")) {
            cursor.skipSpaces()
            guard let number = cursor.takeInteger(upTo: 2), cursor.take(UInt8(ascii: ".")) else { return nil }
            month = number.value
        } else {
            guard cursor.takeSpace(), let name = cursor.takeLetters(),
                let number = monthNumber(name.word, name.count)
            else { return nil }
            month = number
            _ = cursor.take(UInt8(ascii: "."))
            guard cursor.takeSpace() else { return nil }
        }
        cursor.skipSpaces()
        guard let year = cursor.takeInteger(upTo: 4), year.digits == 4 else { return nil }
        guard takeTime(&cursor) else { return nil }
        return DateParts(year: year.value, month: month, day: day)
    }

    /// Takes ` 10:15`, `T10:15:30.5`, with `Z` or an offset after, or nothing; false when what follows is no time.
    private static func takeTime(_ cursor: inout TextCursor) -> Bool {
        let mark = cursor
        guard cursor.take(UInt8(ascii: "T")) || cursor.takeSpace() else { return true }
        cursor.skipSpaces()
        if cursor.isAtEnd {
            cursor = mark
            return true
        }
        guard let hour = cursor.takeInteger(upTo: 2), hour.value < 24 else { return false }
        guard cursor.take(UInt8(ascii: ":")) || cursor.take(UInt8(ascii: ".")) else { return false }
        guard let minute = cursor.takeInteger(upTo: 2), minute.value < 60, minute.digits == 2 else {
            return false
        }
        if cursor.take(UInt8(ascii: ":")) || cursor.take(UInt8(ascii: ".")) {
            guard let second = cursor.takeInteger(upTo: 2), second.value <= 60, second.digits == 2 else {
                return false
            }
            if cursor.take(UInt8(ascii: ".")) || cursor.take(UInt8(ascii: ",")) {
                guard cursor.takeInteger(upTo: 9) != nil else { return false }
            }
        }
        if cursor.take(UInt8(ascii: "Z")) { return true }
        if cursor.take(UInt8(ascii: "+")) || cursor.take(UInt8(ascii: "-")) {
            guard cursor.takeInteger(upTo: 4) != nil else { return false }
            if cursor.take(UInt8(ascii: ":")) { return cursor.takeInteger(upTo: 2) != nil }
        }
        return true
    }

    /// Whether nothing follows but the part of a day that a serial number may have.
    private static func isAtSerialEnd(_ cursor: TextCursor) -> Bool {
        var cursor = cursor
        if cursor.take(UInt8(ascii: ",")) || cursor.take(UInt8(ascii: ".")) {
            cursor.skipDigits()
        }
        cursor.skipSpaces()
        return cursor.isAtEnd
    }

    /// Day 1 is 1 January 1900; day 60 is 29 February 1900, which never was (kept by Excel for Lotus 1-2-3).
    private static func serial(_ number: Int) -> DateParts? {
        guard number >= 1, number <= 2_958_465, number != 60 else { return nil }
        // Days from 1 March of year 0 (Hinnant's civil_from_days); 1899-12-30 is day 693_899 there.
        let day = number + (number < 60 ? 693_900 : 693_899)
        let era = day / 146_097
        let ofEra = day % 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let shifted = (5 * ofYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return DateParts(
            year: year + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: ofYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func monthNumber(_ word: UInt64, _ count: Int) -> Int? {
        for (names, number) in months where names.contains(where: { $0.word == word && $0.count == count }) {
            return number
        }
        return nil
    }

    private static let months: [([(word: UInt64, count: Int)], Int)] = [
        (["jan", "januari", "january"], 1), (["feb", "februari", "february"], 2),
        (["mar", "mars", "march"], 3),
        (["apr", "april"], 4), (["maj", "may"], 5), (["jun", "juni", "june"], 6),
        (["jul", "juli", "july"], 7),
        (["aug", "augusti", "august"], 8), (["sep", "sept", "september"], 9),
        (["okt", "oct", "oktober", "october"], 10),
        (["nov", "november"], 11), (["dec", "december"], 12),
    ].map { names, number in (names.map { (packed($0), $0.utf8.count) }, number) }

    private static func packed(_ text: String) -> UInt64 {
        text.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
