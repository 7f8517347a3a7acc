import Testing

@testable import VarvFiles

@Suite struct DecimalTextTests {
    @Test(arguments: [
        ("1,5", 1.5), ("1.5", 1.5), ("0", 0), ("-2,25", -2.25), ("\u{2212}3", -3), ("+4", 4), (" 7 ", 7),
        ("1 234,5", 1234.5), ("1\u{A0}234\u{A0}567", 1_234_567), ("12\u{202F}345,25", 12_345.25), ("007", 7),
        ("0,1", 0.1), ("229,9", 229.9), ("123456789012345680", 123_456_789_012_345_680),
        ("0,12345678901234567", 0.12345678901234567), ("\u{A0}5\t", 5),
    ])
    func `Swedish numbers are read`(_ text: String, _ value: Double) {
        #expect(DecimalText.parse(text) == value)
    }

    @Test(arguments: [
        "", " ", ".", "..", "-", "–", "+", ",5", "5,", "1,2,3", "1.234,5", "1,234.5", "1 23", "12 3456",
        "1234 567", "1E5", "5 %", "B", "7B", "--1", "- 1", "0x10", "nan", "inf", "٣",
        "99999999999999999999999",
    ])
    func `what is not a number is not read as one`(_ text: String) {
        #expect(DecimalText.parse(text) == nil)
    }

    @Test func `numbers are as near as Swift's own`() {
        var random = Dice(seed: 3)
        for _ in 0..<2_000 {
            let text = "\(random.next() % 1_000_000_000).\(random.next() % 10_000_000_000)"
            #expect(DecimalText.parse(text) == Double(text))
        }
    }
}

@Suite struct DateTextTests {
    @Test(arguments: [
        "2025-09-03", "20250903", "3/9 2025", "03/09 2025", "3.9.2025", "3. 9. 2025", "2025-09-03 10:15",
        "2025-09-03T10:15:30.250Z", "2025-09-03T10:15+02:00", "3 sep 2025", "3 sep. 2025", "3 SEPTEMBER 2025",
        "den 3 september 2025", "3 sept 2025", "2025/09/03", "2025.09.03", "2025-9-3", " 2025-09-03 ",
        "3.9.2025 08:00", "\u{A0}3\u{A0}sep\u{A0}2025",
    ])
    func `ways to write a day are read`(_ text: String) {
        #expect(DateText.parse(text) == DateParts(year: 2025, month: 9, day: 3))
    }

    @Test(arguments: [
        "", "2025", "2025-09", "3/9/2025", "03-09-2025", "09/03/25", "25-09-03", "250903", "3/9", "3 9 2025",
        "2025-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "0/1 2025", "30/2 2025", "3 foo 2025",
        "tors 3 sep 2025", "2025-09-03 25:00", "2025-09-03x", "2025-09/03", "2025090", "202509030", "45903",
        "nodate", "3 sep 25", "2025-09-03 10", "-2025-09-03", "0999-01-01",
    ])
    func `what is not one day is not read as one`(_ text: String) {
        #expect(DateText.parse(text) == nil)
    }

    @Test func `leap days follow the calendar`() {
        #expect(
            ["29/2 2024", "29/2 2000", "29/2 1900", "29/2 2100"].map { DateText.parse($0) != nil } == [
                true, true, false, false,
            ])
    }

    @Test(arguments: [
        ("45903", 2025, 9, 3), ("45903,5", 2025, 9, 3), ("1", 1900, 1, 1), ("59", 1900, 2, 28),
        ("61", 1900, 3, 1),
        ("25569", 1970, 1, 1), ("45351", 2024, 2, 29), ("2958465", 9999, 12, 31), ("2025-09-03", 2025, 9, 3),
    ])
    func `Excel's serial numbers are days when asked for`(
        _ text: String, _ year: Int, _ month: Int, _ day: Int
    ) {
        #expect(DateText.parse(text, excelSerials: true) == DateParts(year: year, month: month, day: day))
    }

    @Test(arguments: ["0", "60", "2958466", "-5", "45903 10:00"])
    func `serial numbers of no day are refused`(_ text: String) {
        #expect(DateText.parse(text, excelSerials: true) == nil)
    }
}

@Suite struct HeadingPatternTests {
    @Test func `a star takes the rest of the heading as written`() {
        #expect(
            HeadingPattern("Omdöme *").match("OMDÖME  Hem- och konsumentkunskap ")
                == .some("Hem- och konsumentkunskap"))
    }

    @Test func `a star may stand first or in the middle`() {
        #expect(HeadingPattern("* omdöme").match("NO Omdöme") == .some("NO"))
        #expect(HeadingPattern("Prov * poäng").match("Prov Ma poäng") == .some("Ma"))
    }

    @Test func `without a star the whole heading is compared, whatever its case`() {
        #expect(HeadingPattern("Årskurs").match(" årskurs") == .some(nil))
        #expect(HeadingPattern("Klass").match("Klassnamn") == nil)
    }

    @Test func `composed and decomposed letters are alike`() {
        #expect(HeadingPattern("Omdöme *").match("Omdo\u{308}me Engelska") == .some("Engelska"))
    }

    @Test(arguments: ["Omdöme", "Omdöme ", "Omdömen", "Mitt omdöme Ma"])
    func `a star that has nothing to take does not match`(_ heading: String) {
        #expect(HeadingPattern("Omdöme *").match(heading) == nil)
    }

    @Test func `matching columns come in order with their stars`() {
        let found = HeadingPattern("Omdöme *").columns(in: ["Pnr", "Omdöme Ma", "Klass", "omdöme NO"])
        #expect(found.map(\.column) == [1, 3])
        #expect(found.map(\.star) == ["Ma", "NO"])
    }
}
