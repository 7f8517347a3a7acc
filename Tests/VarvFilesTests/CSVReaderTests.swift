import Testing

@testable import VarvFiles

@Suite struct CSVReaderTests {
    @Test func `a file gives its headings and rows in order`() throws {
        let reader = try CSVReader(ArraySource("Namn;Klass\nÅsa;7B\nBo;8A\n"))
        #expect(reader.headings == ["Namn", "Klass"])
        #expect(try rows(reader) == [["Åsa", "7B"], ["Bo", "8A"]])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `rows end at LF, CRLF or CR`(_ end: String) throws {
        #expect(try rows(["A;B", "1;2", "3;4", ""].joined(separator: end)) == [["1", "2"], ["3", "4"]])
    }

    @Test func `the last row needs no line end`() throws {
        #expect(try rows("A;B\n1;2") == [["1", "2"]])
    }

    @Test func `a last cell that is empty is a cell`() throws {
        #expect(try rows("A;B\n1;") == [["1", ""]])
    }

    @Test func `delimiters, line ends and doubled marks within quotation marks are text`() throws {
        #expect(try rows("A;B\n\"a;b\";\"rad 1\r\nrad \"\"2\"\"\"\n") == [["a;b", "rad 1\r\nrad \"2\""]])
    }

    @Test func `a quotation mark inside an unquoted cell is text`() throws {
        #expect(
            try rows("A;B\n5\" skärm;säg \"hej\"\n1;2\n") == [["5\" skärm", "säg \"hej\""], ["1", "2"]])
    }

    @Test func `text after a closing quotation mark is kept`() throws {
        #expect(try rows("A;B\n\"a\"b;\"c;d\" e\n1;2\n") == [["ab", "c;d e"], ["1", "2"]])
    }

    @Test func `a row knows the line it starts on and its number among the data`() throws {
        let reader = try CSVReader(ArraySource("A;B\n\"1\n2\";x\n\n3;\"4\r\n\r\n5\"\n6;7\n"))
        var places: [[Int]] = []
        while try reader.next() { places.append([reader.row.number, reader.row.record]) }
        #expect(places == [[2, 1], [5, 2], [8, 3]])
    }

    @Test func `blank rows are passed over and counted`() throws {
        let reader = try CSVReader(ArraySource("A;B\n\n1;2\n;\n  ;\t\n\"\";\"\" \n3;4\n\n"))
        #expect(try rows(reader) == [["1", "2"], ["3", "4"]])
        #expect(reader.blankRows == 5)
    }

    @Test func `a short row is filled with empty cells`() throws {
        #expect(try rows("A;B;C\n1;2;3\n4\n") == [["1", "2", "3"], ["4", "", ""]])
    }

    @Test func `a row with more cells than headings says so and is still read`() throws {
        let reader = try CSVReader(ArraySource("A;B\n1;2\n1;2;3\n4;5;;\n"))
        #expect(
            try problems(reader) == [FormatError(.longRow, at: FilePlace(line: 3), found: 3, limit: 2)])
    }

    @Test func `cells lose spaces, tabs and no-break spaces at their ends`() throws {
        #expect(try rows("A;B\n \u{A0}å ä\t ;\" b \"\n") == [["å ä", "b"]])
    }

    @Test func `cells keep their spaces when asked`() throws {
        #expect(try rows("A;B\n a ;\" b \"\n", CSVOptions(trimsCells: false)) == [[" a ", " b "]])
    }

    @Test func `a cell that is not there is empty`() throws {
        let reader = try CSVReader(ArraySource("A;B\n1;2\n"))
        #expect(try reader.next())
        #expect([-1, 2, 20_000].allSatisfy { reader.row.isEmpty($0) })
    }

    @Test func `asking again gives the same cell`() throws {
        let reader = try CSVReader(ArraySource(windows1252("A;B\nå;\"ä\"\"ö\"\n")))
        #expect(try reader.next())
        #expect(
            (0..<3).map { _ in reader.row.string(1) + reader.row.string(0) } == ["ä\"öå", "ä\"öå", "ä\"öå"])
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `bytes that come few at a time give the same rows`(_ size: Int) throws {
        let text = "A;B\r\n\"å\r\n\"\"1\"\"\";2\r\n3;4\r\n"
        let reader = try CSVReader(DripSource(Array(text.utf8), size: size))
        #expect(try rows(reader) == [["å\r\n\"1\"", "2"], ["3", "4"]])
    }

    @Test func `rows that cross the buffer's end are whole`() throws {
        let lines = (0..<60_000).map { "\($0);\"å \($0)\";slut" }
        let all = try rows("A;B;C\r\n" + lines.joined(separator: "\r\n"))
        #expect(all == (0..<60_000).map { ["\($0)", "å \($0)", "slut"] })
    }

    @Test func `a file with headings only has no rows`() throws {
        let reader = try CSVReader(ArraySource("sourcedId,status,title\n"))
        #expect(reader.headings == ["sourcedId", "status", "title"])
        #expect(try rows(reader).isEmpty)
    }

    @Test func `a place names column and heading from one`() throws {
        let reader = try CSVReader(ArraySource("A;B\n1;2\n"))
        #expect(try reader.next())
        #expect(
            reader.row.place(column: 1, heading: "B") == FilePlace(line: 2, column: 2, heading: "B"))
    }
}
