import CustomDump
import Testing
import VarvModel

@Suite struct DayTests {
    @Test func `a day reads only year month and day with hyphens`() {
        let read = [
            "2026-09-03", "2026-9-3", "20260903", "2026-02-30", "2024-02-29", "2026-09-03 ", "2026-13-01", "",
        ]
        .map { Day(iso: $0)?.isoText }
        expectNoDifference(read, ["2026-09-03", nil, nil, nil, "2024-02-29", nil, nil, nil])
    }

    @Test func `every day of four centuries survives its ordinal and follows the one before`() throws {
        var expected = try #require(Day(iso: "1700-01-01"))
        let wrong = (expected.ordinal...expected.ordinal + 146_097).first { ordinal in
            let day = Day(ordinal: ordinal)
            defer {
                expected =
                    Day(year: day.year, month: day.month, day: day.day + 1)
                    ?? Day(year: day.year, month: day.month + 1, day: 1)
                    ?? Day(year: day.year + 1, month: 1, day: 1) ?? day
            }
            return day != expected || day.ordinal != ordinal
        }
        #expect(wrong == nil)
    }

    @Test func `days are ordered as their ordinals`() throws {
        var random = Numbers(seed: 1)
        for _ in 0..<2000 {
            let left = Day(ordinal: random.next(in: -700_000...2_900_000))
            let right = Day(ordinal: random.next(in: -700_000...2_900_000))
            #expect((left < right) == (left.ordinal < right.ordinal))
            #expect(left.adding(days: left.days(until: right)) == right)
            #expect(Day(iso: left.isoText) == left)
        }
    }

    @Test func `counting days stays within the calendar`() throws {
        let day = try #require(Day(iso: "2026-09-03"))
        let ends = [Day(ordinal: .min), Day(ordinal: .max), day.adding(days: .max), day.adding(days: .min)]
        expectNoDifference(ends.map(\.isoText), ["0001-01-01", "9999-12-31", "9999-12-31", "0001-01-01"])
    }

    @Test func `the sample school year starts on a Thursday in September`() {
        #expect(Day(iso: "2026-09-03")?.weekday == 4)
    }
}

@Suite struct WeekTests {
    @Test func `a day near New Year lies in the ISO year of its Thursday`() {
        let weeks = ["2026-12-31", "2027-01-03", "2027-01-04", "2024-12-30", "2023-01-01"].map {
            Day(iso: $0)?.week
        }
        expectNoDifference(
            weeks,
            [
                Week(year: 2026, number: 53), Week(year: 2026, number: 53), Week(year: 2027, number: 1),
                Week(year: 2025, number: 1), Week(year: 2022, number: 52),
            ])
    }

    @Test func `week 53 exists in 2026 and not in 2025`() {
        expectNoDifference([Week.count(in: 2026), Week.count(in: 2025)], [53, 52])
        #expect(Week(year: 2025, number: 53) == nil)
    }

    @Test func `every week starts on the Monday that says it does`() {
        for year in 1990...2060 {
            for number in 1...Week.count(in: year) {
                let week = Week(year: year, number: number)
                #expect(week?.monday.week == week && week?.monday.weekday == 1 && week?.sunday.week == week)
            }
        }
    }

    @Test func `a week is read as people write it and gets its year from the school year`() throws {
        let schoolYear = try #require(SchoolYear(label: "2026/27"))
        let read = ["v. 48", "V48", "vecka 3", "10", "v. 53", "v. 54", "v. 0", "v.", "v. 4x", "w17"]
            .map { Week(text: $0, in: schoolYear).map { "\($0.year)-\($0.number)" } }
        expectNoDifference(
            read, ["2026-48", "2026-48", "2027-3", "2027-10", "2026-53", nil, nil, nil, nil, "2027-17"])
    }
}

@Suite struct SchoolYearTests {
    @Test func `a label is read in the shapes schools use`() {
        let read = [
            "2026/27", "2026/2027", "26/27", "2026-27", "2026/28", "2026", "99/00", "2099/00", "/27", "-1/0",
        ]
        .map { SchoolYear(label: $0)?.label }
        expectNoDifference(
            read, ["2026/27", "2026/27", "2026/27", "2026/27", nil, nil, "2099/00", "2099/00", nil, nil])
    }

    @Test func `every day lies in exactly one school year`() throws {
        let day = try #require(Day(iso: "2026-06-30"))
        expectNoDifference(SchoolYear(containing: day)?.label, "2025/26")
        expectNoDifference(SchoolYear(containing: day.adding(days: 1))?.label, "2026/27")
    }
}
