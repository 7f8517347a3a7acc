import Testing

@testable import VarvFiles

@Test func `a file gives its rows in order`() throws {
    let reader = try CSVReader(ArraySource("Namn;Klass\nÅsa;7B\n\"Bo; \"\"B\"\"\";8A\n"))
    #expect(reader.headings == ["Namn", "Klass"])
    #expect(try rows(reader) == [["Åsa", "7B"], ["Bo; \"B\"", "8A"]])
}

func rows(_ reader: CSVReader) throws -> [[String]] {
    var all: [[String]] = []
    while try reader.next() { all.append((0..<reader.row.count).map { reader.row.string($0) }) }
    return all
}
