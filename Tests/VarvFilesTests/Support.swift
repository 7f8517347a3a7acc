import Testing

@testable import VarvFiles

/// Every cell of every row, as strings.
func rows(_ reader: CSVReader) throws -> [[String]] {
    var all: [[String]] = []
    while try reader.next() { all.append((0..<reader.row.count).map { reader.row.string($0) }) }
    return all
}

/// Every cell of a file given as text.
func rows(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> [[String]] {
    try rows(CSVReader(ArraySource(text), options: options))
}

/// What is wrong with each row that has something wrong.
func problems(_ reader: CSVReader) throws -> [FormatError] {
    var all: [FormatError] = []
    while try reader.next() { if let problem = reader.row.problem { all.append(problem) } }
    return all
}

/// The error a whole reading ends with, or nil.
func failure(_ source: any ByteSource, _ options: CSVOptions = CSVOptions()) -> FormatError? {
    do throws(FormatError) {
        let reader = try CSVReader(source, options: options)
        while try reader.next() {}
        return nil
    } catch {
        return error
    }
}

func sniff(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> Sniffed {
    try FileSniffer.sniff(ArraySource(text), options: options)
}

func sniff(bytes: [UInt8]) throws -> Sniffed { try FileSniffer.sniff(ArraySource(bytes)) }

func isUTF8(_ bytes: [UInt8]) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { unsafe UTF8Check.isValid($0) }
}

/// Swedish text as Windows-1252, for the letters that tests use.
func windows1252(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { scalar in
        if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
        return (UInt8(0x80)...0x9F).first { CellDecoder.windows1252($0) == scalar.value } ?? UInt8(ascii: "?")
    }
}

/// A source that gives a few bytes at a time, as a pipe may.
struct DripSource: ByteSource {
    var bytes: [UInt8]
    var size: Int
    private var position = 0

    init(_ bytes: [UInt8], size: Int) {
        self.bytes = bytes
        self.size = size
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        let count = min(size, buffer.count, bytes.count - position)
        unsafe buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}

/// A source that gives a head and then the same text again and again, without end or so many times.
struct EndlessSource: ByteSource {
    private var head: [UInt8]
    /// The text many times over, so that a read is one copy.
    private let block: [UInt8]
    private var left: Int

    init(_ head: String, repeating pattern: String, times: Int = .max) {
        let pattern = Array(pattern.utf8)
        let fold = max(1, min(times, 32_768 / pattern.count))
        self.head = Array(head.utf8)
        block = (0..<fold).flatMap { _ in pattern }
        left = times == .max ? .max : times / fold
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        if head.isEmpty {
            guard left > 0 else { return 0 }
            left -= 1
            head = block
        }
        let count = min(buffer.count, head.count)
        unsafe buffer.copyBytes(from: head[..<count])
        head.removeFirst(count)
        return count
    }
}
