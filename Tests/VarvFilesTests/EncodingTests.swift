import Testing

@testable import VarvFiles

@Suite struct EncodingTests {
    let table = "Namn;Ort\nÅsa Öberg;Växjö\n"

    @Test func `UTF-8 without a mark is found`() throws {
        let found = try sniff(table)
        #expect(found.encoding == .utf8 && !found.hasByteOrderMark)
    }

    @Test func `UTF-8 with a mark is found, and the mark is not part of the first heading`() throws {
        let found = try sniff("\u{FEFF}" + table)
        #expect(found.encoding == .utf8 && found.hasByteOrderMark)
        #expect(found.headings == ["Namn", "Ort"])
    }

    /// A title, a blank line, quoted headings one of which holds the delimiter, and two rows.
    private static let lines = ["Export", "", #""Namn;kort";Ort"#, "Åsa;Växjö", #""Bo";Lund"#]

    @Test(arguments: lines.indices) func `a mark before any row is no text`(_ line: Int) throws {
        var marked = Self.lines
        marked[line] = "\u{FEFF}" + marked[line]
        let reader = try CSVReader(ArraySource(marked.joined(separator: "\n") + "\n"))
        #expect(reader.headings == ["Namn;kort", "Ort"])
        #expect(try rows(reader) == [["Åsa", "Växjö"], ["Bo", "Lund"]])
    }

    @Test func `a line with a mark alone is blank, and no heading`() throws {
        #expect(try sniff("\n\u{FEFF}\nNamn\nBo\nEva\n").headings == ["Namn"])
    }

    @Test func `marks that come a few bytes at a time are marks all the same`() throws {
        let bytes = Array("\u{FEFF}Namn;Ort\nBo;X\n\u{FEFF}\u{FEFF}Eva;Y\n\u{FEFF}".utf8)
        #expect(try rows(CSVReader(DripSource(bytes, size: 1))) == [["Bo", "X"], ["Eva", "Y"]])
    }

    @Test func `bytes that are not UTF-8 without 0x80–0x9F are ISO-8859-1`() throws {
        #expect(try sniff(bytes: windows1252(table)).encoding == .isoLatin1)
    }

    @Test func `a byte 0x80–0x9F makes it Windows-1252`() throws {
        #expect(try sniff(bytes: windows1252(table + "”Åsa”;€ 5 – 6\n")).encoding == .windows1252)
    }

    @Test func `single-byte text reads as letters`() throws {
        let reader = try CSVReader(ArraySource(windows1252("Namn;Ort\nÅsa Öberg;\"”Växjö”;\"\"€\"\"\"\n")))
        #expect(try rows(reader) == [["Åsa Öberg", "”Växjö”;\"€\""]])
    }

    @Test func `every byte of Windows-1252 has its letter`() throws {
        let letters =
            "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
            + String(String.UnicodeScalarView((0xA1...0xFF).compactMap(UnicodeScalar.init)))
        let reader = try CSVReader(
            ArraySource(windows1252("A;B\n1;\(letters)\n")), options: CSVOptions(encoding: .windows1252))
        #expect(try rows(reader) == [["1", letters]])
    }

    @Test func `a byte that Windows-1252 lacks reads as U+FFFD and is warned of with its line`() throws {
        let reader = try CSVReader(ArraySource(windows1252("A;B\nå;1\n") + [0x81, 0x3B, 0x32, 0x0A]))
        #expect(try rows(reader) == [["å", "1"], ["\u{FFFD}", "2"]])
        #expect(reader.warnings == [FormatWarning(.undefinedBytes, at: FilePlace(line: 3))])
    }

    @Test func `å that became Ã¥ is warned of`() throws {
        let found = try sniff("Namn;Ort\nBo;Ort\nÃ…sa;VÃ¤xjÃ¶\n")
        #expect(found.warnings == [FormatWarning(.mojibake, at: FilePlace(line: 3))])
    }

    @Test func `letters already lost in the export are warned of`() throws {
        #expect(try sniff("Namn;Ort\n\u{FFFD}sa;X\n").warnings.map(\.code) == [.lostLetters])
    }

    @Test func `Swedish of old Macs is warned of`() throws {
        let mac: [UInt8] = [0x81, 0x73, 0x61, 0x3B, 0x8C, 0x8A, 0x9A, 0x0A]
        #expect(try sniff(bytes: Array("A;B\n".utf8) + mac).warnings.map(\.code) == [.oldEncoding])
    }

    @Test func `a character cut off by the end of the look says nothing`() throws {
        let prefix = Array("A;B\nå;1\n".utf8) + [0xC3]
        #expect(try FileSniffer.sniff(prefix: prefix, isWhole: false).encoding == .utf8)
    }

    // The rule of CSVReader: plain ASCII so far → Windows-1252 from here; letters read as UTF-8 → that row's problem.

    @Test func `a long plain file that turns out to be Windows-1252 is read as that`() throws {
        let plain = String(repeating: "Bo;Lund\n", count: 40_000)
        let reader = try CSVReader(ArraySource(windows1252("Namn;Ort\n" + plain + "Åsa;Växjö\nEva;Gävle\n")))
        #expect(reader.encoding == .utf8)
        #expect(try rows(reader).suffix(3) == [["Bo", "Lund"], ["Åsa", "Växjö"], ["Eva", "Gävle"]])
        #expect(reader.encoding == .windows1252)
        #expect(reader.warnings == [FormatWarning(.encodingChanged, at: FilePlace(line: 40_002))])
    }

    @Test func `a row that is not UTF-8 in a file that is gets a problem naming its line`() throws {
        let good = String(repeating: "Åsa;Växjö\n", count: 30_000)
        let bytes =
            Array(("Namn;Ort\n" + good).utf8) + windows1252("Eva;Gävle\n") + Array("Örjan;Piteå\n".utf8)
        let reader = try CSVReader(ArraySource(bytes))
        var found: [[String]] = []
        while try reader.next() {
            guard let problem = reader.row.problem else { continue }
            found.append([problem.code.rawValue, "\(problem.place?.line ?? 0)", reader.row.string(1)])
        }
        #expect(found == [["encodingBroken", "30002", "G\u{FFFD}vle"]])
    }

    @Test func `a small UTF-8 file with a letter cut in two is still UTF-8`() throws {
        let bytes = Array("Namn;Ort\nÅsa;Växjö\nBj".utf8) + [0xC3] + Array(";Lund\n".utf8)
        let reader = try CSVReader(ArraySource(bytes))
        #expect(try reader.next())
        #expect([reader.row.string(0), reader.row.string(1)] == ["Åsa", "Växjö"])
        #expect(try problems(reader) == [FormatError(.encodingBroken, at: FilePlace(line: 3))])
    }

    @Test func `an asked-for encoding is kept`() throws {
        let reader = try CSVReader(
            ArraySource(windows1252("A;B\nå;1\n")), options: CSVOptions(encoding: .utf8))
        #expect(try problems(reader).map(\.code) == [.encodingBroken])
    }

    @Test(
        arguments: [
            [0xC0, 0xAF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80],
            [0xC3], [0xE2, 0x82], [0x80], [0xF0, 0x9F, 0x98],
        ] as [[UInt8]])
    func `overlong, surrogate and cut-off sequences are not UTF-8`(_ bytes: [UInt8]) {
        #expect(!isUTF8(bytes))
    }

    @Test func `what Swift takes for UTF-8 is UTF-8`() {
        let text = "aåäö€😀e\u{301}\u{10FFFF}\u{D7FF}\u{E000}"
        #expect(isUTF8(Array(text.utf8)))
    }
}
