import Testing

@testable import VarvFiles

@Suite struct DetectionTests {
    @Test(arguments: Delimiter.candidates)
    func `each delimiter is found`(_ delimiter: Delimiter) throws {
        let sign = String(UnicodeScalar(delimiter.byte))
        let text =
            ["Namn", "Klass", "Poäng"].joined(separator: sign) + "\n"
            + ["Åsa", "7B", "12"].joined(separator: sign)
        #expect(try sniff(text).delimiter == delimiter)
    }

    @Test func `decimal commas do not make a comma file`() throws {
        #expect(try sniff("Namn;Poäng\nÅsa;1,5\nBo;2,0\nEva;3,5\n").delimiter == .semicolon)
    }

    @Test func `commas in names do not make a comma file`() throws {
        #expect(try sniff("Namn\tKlass\nEk, Åsa\t7B\nAlm, Bo\t7B\n").delimiter == .tab)
    }

    @Test func `delimiters within quotation marks do not count`() throws {
        #expect(try sniff("a,b\n\"x;y;z\",1\n\"x;y;z\",2\n").delimiter == .comma)
    }

    @Test func `Excel's line that names the delimiter is followed and is not a row`() throws {
        let reader = try CSVReader(ArraySource("sep=|\r\nNamn|Ort\r\nEk, Åsa;|Växjö\r\n"))
        #expect(reader.headings == ["Namn", "Ort"])
        #expect(try reader.next())
        #expect([reader.row.string(0), "\(reader.row.number)"] == ["Ek, Åsa;", "3"])
    }

    @Test func `a file without delimiters is one column, said in a warning`() throws {
        let found = try sniff("Namn\nÅsa\nBo\n")
        #expect(found.headings == ["Namn"])
        #expect(found.warnings == [FormatWarning(.oneColumn)])
    }

    @Test func `options are not second-guessed`() throws {
        let options = CSVOptions(encoding: .windows1252, delimiter: .comma, skip: 1, headerRows: 0)
        let reader = try CSVReader(ArraySource("Namn;x,1\nÅ;y,2\n"), options: options)
        #expect(reader.headings.isEmpty)
        #expect(try rows(reader) == [["Ã…;y", "2"]])
    }
}

@Suite struct HeadingDetectionTests {
    @Test func `preamble with padding is passed over`() throws {
        let found = try sniff(
            "Statistik;;\n;;\nValt läsår: 2024/25;;\n;;\nSkola;Antal;Andel\nEk;10;..\nAlm;12;45,5\n")
        #expect(found.skip == 4)
        #expect(found.headings == ["Skola", "Antal", "Andel"])
    }

    @Test func `preamble without padding, with pairs and blank lines, is passed over`() throws {
        let found = try sniff(
            "Rapport\nSkola:,Ekskolan\n\nPersonnummer,Namn,Klass,Omdöme\n1,Åsa,7B,x\n2,Bo,7B,y\n3,Eva,7A,x\n")
        #expect(found.skip == 3)
        #expect(found.headings == ["Personnummer", "Namn", "Klass", "Omdöme"])
    }

    @Test func `numbers in the first row that go on below mean no headings`() throws {
        let found = try sniff(
            "\"SPA-310\",\"101\",\"SHS\"\n\"SPA-310\",\"102\",\"SHS\"\n\"SPA-311\",\"103\",\"SHS\"\n")
        #expect(found.headerRows == 0 && found.headings.isEmpty && found.columns == 3)
    }

    @Test func `words in the first row that come again below mean no headings`() throws {
        #expect(try sniff("Åsa;7B;ja\nBo;7B;nej\nEva;7A;ja\n").headerRows == 0)
    }

    @Test func `words over words are headings when they are unlike`() throws {
        #expect(try sniff("Namn;Klass\nÅsa;7B\nBo;8A\n").headerRows == 1)
    }

    @Test func `years may be headings over letters`() throws {
        #expect(try sniff("Elev;2023;2024\nA1;B;C\nA2;C;C\n").headings == ["Elev", "2023", "2024"])
    }

    @Test func `two rows of headings are joined, the upper one filled to the right`() throws {
        let text =
            "Pnr,Namn,Matematik,,Svenska,\n,,Begrepp,Metoder,Läsa,Skriva\n20120101,Åsa,2,3,1,1\n20120102,Bo,,1,2,2\n"
        let reader = try CSVReader(ArraySource(text))
        #expect(reader.sniffed.headerRows == 2)
        #expect(
            reader.headings == [
                "Pnr", "Namn", "Matematik Begrepp", "Matematik Metoder", "Svenska Läsa", "Svenska Skriva",
            ])
        #expect(reader.headingLevels[2] == ["Matematik", "Begrepp"])
    }

    @Test func `an upper row over its first columns only names what has a row below`() throws {
        let text = ",,Matematik,\nNamn,Klass,Begrepp,Metoder\nÅsa,7B,2,3\nBo,7B,1,1\n"
        #expect(
            try sniff(text, CSVOptions(headerRows: 2)).headings == [
                "Namn", "Klass", "Matematik Begrepp", "Matematik Metoder",
            ])
        #expect(try sniff(text).headerRows == 2)
    }

    @Test func `three rows of headings are joined when asked`() throws {
        let text = "Åk 7;;;Åk 8\nMa;;Sv;Ma\nA;B;C;D\n1;2;3;4\n"
        #expect(
            try sniff(text, CSVOptions(headerRows: 3)).headings == [
                "Åk 7 Ma A", "Åk 7 Ma B", "Åk 7 Sv C", "Åk 8 Ma D",
            ])
    }

    @Test func `a first row of text in a column without heading is not a second row of headings`() throws {
        let found = try sniff("Namn;Klass;\nÅsa;7B;sjuk\nBo;8A;\n")
        #expect(found.headerRows == 1)
        #expect(found.headings == ["Namn", "Klass", ""])
    }

    @Test func `trailing delimiters are not columns`() throws {
        let reader = try CSVReader(ArraySource("A;B;;;\n1;2;;;\n3;4;;;\n"))
        #expect(reader.headings == ["A", "B"])
        #expect(try rows(reader).count == 2)
    }

    @Test func `headings are trimmed and lose line breaks`() throws {
        #expect(try sniff(" Namn ;\"Andel\n(%)\u{A0}\"\nÅsa;5\n").headings == ["Namn", "Andel (%)"])
    }

    @Test func `headings that are alike are kept in order and warned of`() throws {
        let found = try sniff("\nNamn;Betyg;Betyg\nÅsa;5;6\n")
        #expect(found.headings == ["Namn", "Betyg", "Betyg"])
        #expect(found.warnings == [FormatWarning(.duplicateHeadings, at: FilePlace(line: 2))])
    }

    @Test func `headings in apostrophes lose them`() throws {
        #expect(try sniff("'local_id','name'\n\"100\",\"NI\"\n").headings == ["local_id", "name"])
    }

    @Test func `headings longer than the first look are read`() throws {
        let names = (0..<10_000).map { "En rubrik som är lång nog \($0)" }
        let reader = try CSVReader(ArraySource(names.joined(separator: ";") + "\n1;2;3\n"))
        #expect(reader.headings == names)
        #expect(try reader.next())
        #expect(reader.row.string(2) == "3")
    }
}
