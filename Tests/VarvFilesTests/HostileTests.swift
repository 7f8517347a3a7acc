import Testing

@testable import VarvFiles

/// What a file may do to harm: the answer is a clear error in constant memory, never a hang or a crash.
@Suite struct HostileTests {
    @Test func `a quotation mark that never closes names the line it opened on`() {
        #expect(
            failure(ArraySource("A;B\n1;2\n\"x\ny\";\"3\n4;5\n"))
                == FormatError(.unterminatedQuote, at: FilePlace(line: 4)))
    }

    @Test func `a quotation mark that never closes in an endless file stops at a cell's limit`() {
        let source = EndlessSource("A;B\n1;2\n3;\"4\n", repeating: "5;6\n")
        #expect(failure(source) == FormatError(.cellTooLong, at: FilePlace(line: 3), limit: 1 << 20))
    }

    @Test func `a line that never ends stops at a cell's limit`() {
        #expect(
            failure(EndlessSource("A;B\n", repeating: "x"))
                == FormatError(.cellTooLong, at: FilePlace(line: 2), limit: 1 << 20))
    }

    @Test func `a row of endless cells stops at the limit of columns`() {
        #expect(
            failure(EndlessSource("A;B\n", repeating: ";"))
                == FormatError(.tooManyColumns, at: FilePlace(line: 2), limit: 16_384))
    }

    @Test func `a row of long cells stops at a row's limit`() {
        let cell = String(repeating: "x", count: 100_000) + ";"
        #expect(
            failure(EndlessSource("A;B\n", repeating: cell))
                == FormatError(.rowTooLong, at: FilePlace(line: 2), limit: 4 << 20))
    }

    @Test func `limits are exact`() {
        var options = CSVOptions(delimiter: .semicolon, skip: 0, headerRows: 0)
        options.limits.cell = 10
        options.limits.columns = 3
        #expect(failure(ArraySource("1234567890;2;3\n"), options) == nil)
        #expect(failure(ArraySource("12345678901;2;3\n"), options)?.code == .cellTooLong)
        #expect(failure(ArraySource("1;2;3;4\n"), options)?.code == .tooManyColumns)
    }

    @Test func `a cell just within its limit is read whole`() throws {
        let long = String(repeating: "å", count: 1 << 19)
        #expect(try rows("A;B\n1;\(long)\n") == [["1", long]])
    }

    @Test func `wide characters in the longest row fit`() throws {
        let cell = [UInt8](repeating: 0x80, count: 1 << 18)
        let row = Array("\n".utf8) + cell + [0x3B, 0x22] + cell + [0x22, 0x22, 0x22, 0x0A]
        let reader = try CSVReader(
            ArraySource(Array("A;B\nå;1".utf8) + row), options: CSVOptions(encoding: .windows1252))
        _ = try reader.next()
        #expect(try reader.next())
        let euros = String(repeating: "€", count: 1 << 18)
        #expect(reader.row.string(1) == euros + "\"")
        #expect(reader.row.string(0) == euros)
    }

    @Test func `a null character is that row's problem`() throws {
        let text = "Namn;Ort\n" + String(repeating: "Åsa;Växjö\n", count: 50) + "Bo;\0\nEva;\"\0\"\n"
        let found = try problems(CSVReader(ArraySource(text)))
        #expect(found == [52, 53].map { FormatError(.nulByte, at: FilePlace(line: $0)) })
    }

    @Test func `only line ends, delimiters or quotation marks are read to the end`() throws {
        for sign in ["\r", "\n", ";", "\"\"", ",\r", "\u{1A}", "\t", " "] {
            let error = failure(ArraySource(String(repeating: sign, count: 5_000)))
            #expect(error == nil || error?.code == .emptyFile, "\(sign.debugDescription)")
        }
    }

    @Test func `memory stays the same however long the file is`() throws {
        let reader = try CSVReader(
            EndlessSource("Namn;Ort\n", repeating: "\"Ås\"\"a\";Växjö\n", times: 300_000))
        let before = reader.memoryHeld
        var count = 0
        while try reader.next() { if !reader.row.isEmpty(0) { count += 1 } }
        #expect(count > 290_000)
        #expect(reader.memoryHeld - before < 8 << 10)
    }

    @Test(arguments: 0..<40)
    func `random bytes neither crash nor hang`(_ seed: UInt64) {
        var random = Dice(seed: seed)
        for _ in 0..<25 {
            let signs: [UInt8] = [
                0x22, 0x3B, 0x2C, 0x0A, 0x0D, 0x09, 0x20, 0x41, 0x31, 0xC3, 0xA5, 0x80, 0xEF,
            ]
            let isWild = random.next() % 4 == 0
            let bytes = (0..<Int(random.next() % 600)).map { _ in
                isWild
                    ? UInt8(truncatingIfNeeded: random.next())
                    : signs[Int(random.next() % UInt64(signs.count))]
            }
            guard let reader = try? CSVReader(DripSource(bytes, size: Int(random.next() % 50) + 1)) else {
                continue
            }
            while (try? reader.next()) == true {
                for column in 0..<min(reader.row.count, 50) {
                    #expect(isUTF8(Array(reader.row.string(column).utf8)))
                }
                #expect(reader.row.number >= 1)
            }
        }
    }
}
