import CustomDump
import Testing
import VarvModel

@Suite struct DayTests {
    @Test func `a day reads only year month and day with hyphens`() {
        let read = ["2026-09-03", "2026-9-3", "20260903", "2026-02-30", "2024-02-29", "2026-09-03 ", ""]
            .map { Day(iso: $0)?.isoText }
        expectNoDifference(read, ["2026-09-03", nil, nil, nil, "2024-02-29", nil, nil])
    }

    @Test func `every day of four centuries survives its ordinal and follows the one before`() throws {
        var expected = try #require(Day(iso: "1700-01-01"))
        for ordinal in expected.ordinal...expected.ordinal + 146_097 {
            let day = Day(ordinal: ordinal)
            guard day == expected, day.ordinal == ordinal else {
                Issue.record("\(ordinal) gave \(day.isoText), expected \(expected.isoText)")
                return
            }
            expected =
                Day(year: day.year, month: day.month, day: day.day + 1)
                ?? Day(year: day.year, month: day.month + 1, day: 1)
                ?? Day(year: day.year + 1, month: 1, day: 1) ?? day
        }
    }

    @Test func `counting days stays within the calendar`() {
        expectNoDifference(Day(ordinal: .min).isoText, "0001-01-01")
        expectNoDifference(Day(ordinal: .max).isoText, "9999-12-31")
    }
}
