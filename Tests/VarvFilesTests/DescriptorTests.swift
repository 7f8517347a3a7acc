import Glibc
import Testing

@testable import VarvFiles

@Test func `a descriptor that cannot seek is read from where it stands`() throws {
    var ends: [Int32] = [0, 0]
    #expect(unsafe pipe(&ends) == 0)
    let text = Array("Namn;Ort\nÅsa;Växjö\n".utf8)
    #expect(unsafe write(ends[1], text, text.count) == text.count)
    close(ends[1])
    defer { close(ends[0]) }
    #expect(try rows(CSVReader(DescriptorSource(ends[0]))) == [["Åsa", "Växjö"]])
}

@Test func `a descriptor that can seek is read from its start each time`() throws {
    let descriptor = unsafe open(#filePath, O_RDONLY)
    defer { close(descriptor) }
    let looks = try (0..<2).map { _ in try FileSniffer.sniff(DescriptorSource(descriptor)) }
    #expect(looks[0] == looks[1])
    #expect(lseek(descriptor, 0, SEEK_CUR) == 0)
}
