import CustomDump
import Testing
import VarvModel

@Suite struct IdentityTests {
    private func read(_ text: String, rule: LocalNumberRule? = nil) -> String {
        switch Identity.parse(text, referenceDay: .test, localNumbers: rule) {
        case .success(let parsed): "\(parsed.identity.kind.rawValue) \(parsed.identity.text)"
        case .failure(let fault): "\(fault)"
        }
    }

    @Test(arguments: [
        "201701012393", "20170101-2393", "170101-2393", "1701012393", " 20170101-2393\t",
        "170101\u{2013}2393", "170101\u{2212}2393",
    ])
    func `a personal number reads the same however it is written`(_ text: String) {
        expectNoDifference(read(text), "personnummer 201701012393")
    }

    @Test(arguments: ["20180101-TF12", "20180101TF12", "180101-TF12", "180101tf12"])
    func `a temporary number reads the same however it is written`(_ text: String) {
        expectNoDifference(read(text), "tf 20180101TF12")
    }

    @Test func `a temporary number may have one letter and three digits`() {
        expectNoDifference(read("20180101-T123"), "tf 20180101T123")
    }

    @Test func `a coordination number has its day raised by sixty`() {
        let number = "180161238\(checkDigit("180161238"))"
        expectNoDifference(read("20" + number), "samordningsnummer 20\(number)")
    }

    @Test func `what is no number is told apart from what is a wrong one`() {
        let texts = [
            "", "   ", "Åsa", "12345", "20170101-239", "2017-01-01-2393", "20170101-2394", "20170230-2393",
            "20171301-2393", "170101-239X", "20170101+-239", "20170101-TF1", "20170101-TFX1", "20990101-2380",
            "170101--2393", "17010-12393",
        ]
        expectNoDifference(
            texts.map { read($0) },
            [
                "empty", "empty", "format", "format", "format", "format", "checksum", "date", "date",
                "format",
                "format", "format", "format", read("20990101-2380"), "format", "format",
            ])
    }

    @Test func `birth number 000 is not given to anyone`() {
        expectNoDifference(read("20170101000\(checkDigit("170101000"))"), "format")
    }

    @Test func `someone born after the reference day is refused`() {
        let later = "260905238\(checkDigit("260905238"))"
        expectNoDifference(read("20" + later), "future")
    }

    @Test func `plus means a hundred years or more and minus less`() {
        let nine = "100101001"
        let number = { (sign: String) in "100101\(sign)001\(checkDigit(nine))" }
        expectNoDifference(read(number("-")), "personnummer 20100101001\(checkDigit(nine))")
        expectNoDifference(read(number("+")), "personnummer 19100101001\(checkDigit(nine))")
    }

    @Test func `a number of an invented person born 1810 is the earlier reading of its short form`() throws {
        let short = "100101+001\(checkDigit("100101001"))"
        let parsed = try Identity.parse(short, referenceDay: .test).get()
        #expect(parsed.notes.contains(.shortDate))
        let long = try Identity.parse("18100101001\(checkDigit("100101001"))", referenceDay: .test).get()
        expectNoDifference(parsed.identity.earlierCentury, long.identity)
    }

    @Test func `leap days are those of the century that is meant`() {
        let nine = "000229238"
        expectNoDifference(
            read("000229-238\(checkDigit(nine))"), "personnummer 20000229238\(checkDigit(nine))")
        expectNoDifference(read("19000229238\(checkDigit(nine))"), "date")
    }

    @Test func `only ten digits without a sign leave the century unclear`() throws {
        let notes = try ["1701012393", "170101-2393", "201701012393"].map {
            try Identity.parse($0, referenceDay: .test).get().notes.contains(.centuryGuessed)
        }
        expectNoDifference(notes, [true, false, false])
    }

    @Test func `the numbers Skatteverket publishes for tests are known`() throws {
        let numbers = [
            "201701012393", "19850101981\(checkDigit("850101981"))", "19850101238\(checkDigit("850101238"))",
        ]
        let notes = try numbers.map {
            try Identity.parse($0, referenceDay: .test).get().notes.contains(.testNumber)
        }
        expectNoDifference(notes, [true, true, false])
    }

    @Test func `a mask keeps the date and hides who it is`() throws {
        let identities = ["20130412-2384", "20180101-TF12"].compactMap {
            try? Identity.parse($0, referenceDay: .test).get().identity.masked
        }
        #expect(identities.allSatisfy { $0.hasSuffix("-****") })
        expectNoDifference(identities.last, "20180101-****")
    }

    @Test func `a stored identity is made again only from its canonical text`() {
        #expect(Identity(kind: .personal, canonical: "201701012393") != nil)
        #expect(Identity(kind: .personal, canonical: "20170101-2393") == nil)
        #expect(Identity(kind: .coordination, canonical: "201701012393") == nil)
        #expect(Identity(kind: .local, canonical: "4711")?.text == "4711")
    }
}

@Suite struct LocalNumberTests {
    @Test func `a school's own numbers have the shape the school says`() throws {
        let rule = try #require(LocalNumberRule("digits 4-8"))
        let texts = ["4711", " 47112345 ", "471", "471123456", "E4711", "201701012394", "1701012394"]
        let read = texts.map { text in
            switch Identity.parse(text, referenceDay: .test, localNumbers: rule) {
            case .success(let parsed): parsed.identity.text
            case .failure(let fault): "\(fault)"
            }
        }
        expectNoDifference(read, ["4711", "47112345", "format", "format", "format", "checksum", "checksum"])
    }

    @Test func `a fixed beginning is part of the number`() throws {
        let rule = try #require(LocalNumberRule("E digits 6"))
        let read = ["E000123", "000123", "F000123"].map {
            try? Identity.parse($0, referenceDay: .test, localNumbers: rule).get().identity.text
        }
        expectNoDifference(read, ["E000123", nil, nil])
    }

    @Test func `characters never make a mistyped personal number the school's own`() throws {
        let rule = try #require(LocalNumberRule("characters 3-20"))
        let read = ["ab-12", "201701012394", "20170101-2394"].map { text in
            switch Identity.parse(text, referenceDay: .test, localNumbers: rule) {
            case .success(let parsed): parsed.identity.text
            case .failure(let fault): "\(fault)"
            }
        }
        expectNoDifference(read, ["ab-12", "checksum", "checksum"])
    }

    @Test(arguments: [
        "digits 8-12", "digits 10", "12 digits 8", "digits", "digits 0-3", "digits 9-4", "", "letters 3",
    ])
    func `a rule that cannot be told from a personal number is no rule`(_ text: String) {
        #expect(LocalNumberRule(text) == nil)
    }
}
