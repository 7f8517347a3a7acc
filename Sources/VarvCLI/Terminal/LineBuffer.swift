import VarvBridge

/// Bytes as they come in, until they are lines; each byte is looked at once.
struct LineBuffer {
    /// The longest line that is taken, so that no stream without line ends fills the memory.
    static let limit = 1 << 20

    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private var bytes: [UInt8] = []
    private var start = 0
    /// How far has been looked for the end of the line.
    private var looked = 0
    /// Whether the line is too long already, so that the rest of it is passed over.
    private var isTooLong = false
    /// How many lines have been answered with.
    private var number = 0

    mutating func append(_ more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

    /// Returns a line whose end has come in; nil while there is none.
    mutating func next() -> LineAnswer? {
        guard let end = bytes[looked...].firstIndex(of: 10) else {
            bytes.removeFirst(start)
            (start, looked) = (0, bytes.count)
            if looked > Self.limit { isTooLong = true }
            if isTooLong {
                bytes.removeAll(keepingCapacity: true)
                looked = 0
            }
            return nil
        }
        defer {
            (start, looked) = (end + 1, end + 1)
            isTooLong = false
        }
        return answer(bytes[start..<end])
    }

    /// Returns what stands after the last line end, when nothing more comes.
    mutating func end() -> LineAnswer {
        defer { self = LineBuffer() }
        return bytes.isEmpty && !isTooLong ? .end : answer(bytes[start...])
    }

    private mutating func answer(_ line: ArraySlice<UInt8>) -> LineAnswer {
        number += 1
        if isTooLong || line.count > Self.limit { return .tooLong }
        var line = line.last == 13 ? line.dropLast() : line
        // Windows' Notepad and Excel begin a text with a mark of its encoding.
        if number == 1, line.starts(with: Self.byteOrderMark) { line = line.dropFirst(3) }
        let text = String(validating: line, as: UTF8.self)
        guard let text, !StackedMarks.exceed(in: text) else { return .notText(line: number) }
        return .line(text)
    }
}
