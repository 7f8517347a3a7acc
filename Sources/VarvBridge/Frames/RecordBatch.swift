/// A batch of rows and their records, the import's hot path.
///
/// The payload is the rows read and the bytes read so far, then one entry after another to its end:
///
/// | entry | layout |
/// |---|---|
/// | used | 0, record number, line, number of records, then each: kind index, its fields' values in declared order |
/// | skipped | 1, record number, line |
/// | refused | 2, record number, line, code, column heading, value, reason |
/// | warned | 3, record number, line, code, column heading, value, reason |
///
/// A text that stands earlier in the batch is written once and pointed at after that (``Tag/seen``): pupils,
/// groups, subjects and steps repeat, and the host looks each up once a batch.
package enum RecordBatch {
    package static let used: UInt8 = 0
    package static let skipped: UInt8 = 1
    package static let refused: UInt8 = 2
    package static let warned: UInt8 = 3

    /// Where a batch is sent: past this many bytes, so that one more row always fits under the frame's limit.
    package static let flushAt = 256 << 10
}

/// A field's value as it stands in a batch: texts as an index into the batch's own list.
package enum BatchValue: Hashable, Sendable {
    case text(Int)
    case other(Value)
}

/// Reads a batch without making a `String` of each text it mentions.
///
/// A class, since a copy would copy the list of texts with every row that adds to it.
package final class RecordBatchReader {
    package enum Entry: Hashable, Sendable {
        /// Followed by that many records, to be read with ``RecordBatchReader/record(kinds:into:)``.
        case used(record: Int, line: Int, records: Int)
        case skipped(record: Int, line: Int)
        case refused(record: Int, line: Int, code: String, column: String, value: Value, reason: String)
        case warned(record: Int, line: Int, code: String, column: String, value: Value, reason: String)
    }

    private var reader: ByteReader
    package let rowsRead: Int
    package let bytesRead: Int
    /// Where each distinct text of the batch stands in its bytes, in the order they were met.
    package private(set) var texts: [Range<Int>] = []

    package init(_ payload: [UInt8]) throws(BridgeError) {
        reader = ByteReader(payload, marks: .refused)
        rowsRead = try reader.integer(atMost: Int(Int32.max))
        bytesRead = try reader.integer(atMost: Int.max)
        // A batch that says nothing could be sent for ever.
        guard !reader.isAtEnd else { throw .truncated }
    }

    package var bytes: [UInt8] { reader.bytes }

    /// The next entry, or `nil` at the end of the batch.
    package func next() throws(BridgeError) -> Entry? {
        if reader.isAtEnd { return nil }
        let kind = try reader.byte()
        let record = try reader.integer()
        let line = try reader.integer()
        switch kind {
        case RecordBatch.used:
            let records = try reader.integer(atMost: 10_000)
            guard records > 0 else {
                throw .outOfRange(sv: "en rads antal poster", en: "a row's number of records")
            }
            return .used(record: record, line: line, records: records)
        case RecordBatch.skipped: return .skipped(record: record, line: line)
        case RecordBatch.refused:
            // What is wrong with a row is only read, and may quote what stands in the file.
            reader.marks = .dropped
            defer { reader.marks = .refused }
            return .refused(
                record: record, line: line, code: try reader.text(), column: try reader.text(),
                value: try reader.value(), reason: try reader.text())
        case RecordBatch.warned:
            reader.marks = .dropped
            defer { reader.marks = .refused }
            return .warned(
                record: record, line: line, code: try reader.text(), column: try reader.text(),
                value: try reader.value(), reason: try reader.text())
        default: throw .unknownTag(kind)
        }
    }

    /// Reads one record's kind and fields into `fields`, reusing its memory.
    ///
    /// - Parameter kinds: the number of fields of each kind the run was granted, in the start frame's order.
    /// - Returns: the kind's index.
    package func record(kinds: [Int], into fields: inout [BatchValue]) throws(BridgeError) -> Int {
        let kind = Int(try reader.byte())
        guard kind < kinds.count else { throw .outOfRange(sv: "en posts slag", en: "a record's kind") }
        fields.removeAll(keepingCapacity: true)
        for _ in 0..<kinds[kind] {
            let tag = try reader.byte()
            switch tag {
            case Tag.text:
                texts.append(try reader.textRange())
                fields.append(.text(texts.count - 1))
            case Tag.seen:
                let index = try reader.integer()
                guard index < texts.count else {
                    throw .outOfRange(sv: "en texts plats", en: "a text's index")
                }
                fields.append(.text(index))
            case Tag.none: fields.append(.other(.none))
            default: fields.append(.other(try reader.value(tag: tag)))
            }
        }
        return kind
    }

    /// The text with an index, as a `String` without NUL, as every text that may be stored.
    package func text(_ index: Int) throws(BridgeError) -> String {
        guard let text = String(validating: bytes[texts[index]], as: UTF8.self) else { throw .invalidUTF8 }
        guard !text.utf8.contains(0) else {
            throw .outOfRange(sv: "en text med NUL i", en: "a text with NUL in it")
        }
        if StackedMarks.exceed(in: text) { throw .stackedMarks }
        return text
    }
}
