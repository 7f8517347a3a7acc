import Testing

@testable import VarvBridge

/// The import's hot path, read from hostile bytes.
struct RecordBatchTests {
    /// Reads a whole batch: what each entry was, and each record's fields as text.
    private static func read(_ payload: [UInt8], kinds: [Int] = [2, 1]) throws(BridgeError) -> [String] {
        let batch = try RecordBatchReader(payload)
        var lines: [String] = []
        var fields: [BatchValue] = []
        while let entry = try batch.next() {
            switch entry {
            case .used(let record, let line, let records):
                for _ in 0..<records {
                    let kind = try batch.record(kinds: kinds, into: &fields)
                    var shown: [String] = []
                    for field in fields {
                        switch field {
                        case .text(let index): shown.append(try batch.text(index))
                        case .other(let value): shown.append("\(value)")
                        }
                    }
                    lines.append("\(record)/\(line) \(kind): \(shown.joined(separator: ","))")
                }
            case .skipped(let record, let line): lines.append("\(record)/\(line) skipped")
            case .refused(let record, let line, let code, let column, _, let reason):
                lines.append("\(record)/\(line) refused \(code) \(column) \(reason)")
            case .warned(let record, let line, let code, let column, _, let reason):
                lines.append("\(record)/\(line) warned \(code) \(column) \(reason)")
            }
        }
        return lines
    }

    private static let head: [UInt8] = [9, 100]
    private static let whole: [UInt8] =
        head + [RecordBatch.used, 1, 2, 2]
        + [0, Tag.text, 2, 0x37, 0x42, Tag.int, 4] + [1, Tag.seen, 0]
        + [RecordBatch.skipped, 2, 3]
        + [RecordBatch.refused, 3, 4, 1, 0x63, 1, 0x6B, Tag.none, 1, 0x72]
        + [RecordBatch.warned, 4, 5, 1, 0x63, 1, 0x6B, Tag.yes, 1, 0x72]

    @Test func `a batch is read entry by entry`() throws {
        #expect(
            try Self.read(Self.whole) == [
                "1/2 0: 7B,int(2)", "1/2 1: 7B", "2/3 skipped", "3/4 refused c k r", "4/5 warned c k r",
            ])
    }

    @Test func `a batch cut inside an entry is refused`() throws {
        let ends = [2, 16, 19, 29]  // where an entry ends
        for end in Self.whole.indices where !ends.contains(end) {
            #expect(throws: BridgeError.self, "at \(end)") { try Self.read(Array(Self.whole[..<end])) }
        }
    }

    @Test func `a text that was never written cannot be pointed at`() {
        let used = Self.head + [RecordBatch.used, 1, 1, 1]
        #expect(throws: BridgeError.outOfRange(sv: "en texts plats", en: "a text's index")) {
            try Self.read(used + [1, Tag.seen, 0])
        }
        #expect(throws: BridgeError.outOfRange(sv: "en texts plats", en: "a text's index")) {
            try Self.read(used + [0, Tag.text, 1, 65, Tag.seen, 1])
        }
        #expect(throws: BridgeError.self) { try Self.read(used + [1, Tag.seen] + groups(.max)) }
    }

    @Test func `a kind that was not granted is refused`() {
        #expect(throws: BridgeError.outOfRange(sv: "en posts slag", en: "a record's kind")) {
            try Self.read(Self.head + [RecordBatch.used, 1, 1, 1, 2, Tag.none])
        }
    }

    @Test func `more records than a row may have are refused`() {
        #expect(throws: BridgeError.outOfRange(sv: "10001", en: "10001")) {
            try Self.read(Self.head + [RecordBatch.used, 1, 1] + groups(10_001))
        }
    }

    @Test func `a used row without a record is refused`() {
        #expect(throws: BridgeError.outOfRange(sv: "en rads antal poster", en: "a row's number of records")) {
            try Self.read(Self.head + [RecordBatch.used, 1, 1, 0])
        }
    }

    @Test func `a count of records that is not there ends the batch`() {
        #expect(throws: BridgeError.truncated) {
            try Self.read(Self.head + [RecordBatch.used, 1, 1, 200, 1])
        }
    }

    @Test func `a text in a batch is checked when it is read`() {
        #expect(throws: BridgeError.invalidUTF8) {
            try Self.read(Self.head + [RecordBatch.used, 1, 1, 1, 1, Tag.text, 1, 0xFF])
        }
    }

    @Test func `an entry of no kind is refused`() {
        #expect(throws: BridgeError.unknownTag(4)) { try Self.read(Self.head + [4, 1, 1]) }
    }

    @Test func `record numbers and lines stay within what the host counts with`() {
        #expect(throws: BridgeError.self) {
            try Self.read(Self.head + [RecordBatch.skipped] + groups(1 << 31) + [1])
        }
        #expect(throws: BridgeError.self) { try Self.read(groups(1 << 31) + [0]) }
        #expect(throws: BridgeError.self) { try Self.read([0] + groups(1 << 63)) }
    }

    @Test func `random bytes are read or refused`() {
        var numbers = SeededNumbers(seed: 23)
        for _ in 0..<20_000 {
            let body = (0..<Int.random(in: 0...60, using: &numbers)).map { _ in
                UInt8.random(in: 0...(Int.random(in: 0...9, using: &numbers) > 0 ? 13 : 255), using: &numbers)
            }
            _ = try? Self.read(Self.head + [RecordBatch.used, 1, 1, 3] + body)
            _ = try? Self.read(body)
        }
    }
}
