import Glibc
import VarvBridge

/// Builds ``RecordBatch`` payloads row by row and sends each when it is full.
final class BatchWriter {
    private let session: Session
    private var writer = ByteWriter(reserving: RecordBatch.flushAt + 1 << 16)
    private(set) var isEmpty = true
    private var known = TextIndex()

    // The row that is being written.
    private var rowStart = 0
    private var countAt = 0
    private var records = 0
    private var textsBefore = 0

    init(session: Session) {
        self.session = session
    }

    /// Starts a row; its records follow, then ``endRow(record:line:)`` or ``refuse(_:record:line:)``.
    func beginRow(record: Int, line: Int) {
        rowStart = writer.count
        textsBefore = known.count
        writer.byte(RecordBatch.used)
        writer.count(record)
        writer.count(line)
        // Two bytes whatever the number, since it is known only afterwards.
        countAt = writer.count
        writer.byte(0x80)
        writer.byte(0)
        records = 0
    }

    /// The most records one row may give.
    static let recordLimit = 10_000

    /// Starts a record; false when the row has too many.
    func beginRecord(kind: Int) -> Bool {
        guard records < Self.recordLimit, writer.count < Self.sizeLimit else { return false }
        recordStart = writer.count
        recordTexts = known.count
        writer.byte(UInt8(kind))
        return true
    }
    private var recordStart = 0
    private var recordTexts = 0

    func endRecord() { records += 1 }

    /// Whether what is written so far, the last record included, would not fit a frame.
    var isTooLarge: Bool { writer.count > Self.sizeLimit }
    private static let sizeLimit = FrameKind.payloadLimit - 4096

    /// Takes back the record begun last.
    func dropRecord() {
        writer.rewind(to: recordStart)
        known.forget(from: recordTexts)
    }

    /// Writes a text, or where it stands when the batch has it already. The bytes must be UTF-8.
    func text(_ bytes: UnsafeRawBufferPointer) {
        if let index = unsafe known.find(bytes, in: writer) {
            writer.byte(Tag.seen)
            writer.count(index)
        } else {
            writer.byte(Tag.text)
            unsafe writer.utf8(bytes)
            unsafe known.add(bytes, endingAt: writer.count)
        }
    }

    /// Writes any other field through `fill`, which writes a tag and its payload.
    func field<Failure: Error>(_ fill: (inout ByteWriter) throws(Failure) -> Void) throws(Failure) {
        try fill(&writer)
    }

    /// Takes back the row begun last.
    func dropRow() {
        writer.rewind(to: rowStart)
        known.forget(from: textsBefore)
    }

    /// Ends the row: used when it gave records, else skipped.
    func endRow(record: Int, line: Int) {
        isEmpty = false
        if records == 0 {
            plain(RecordBatch.skipped, record: record, line: line)
        } else {
            writer.replace(at: countAt, with: UInt8(records & 0x7F) | 0x80)
            writer.replace(at: countAt + 1, with: UInt8(records >> 7))
        }
    }

    /// What is wrong with a row, as the worker saw it.
    struct Complaint {
        var code: String
        var column = ""
        /// What stood in the cell, only where its kind of column may be quoted.
        var value = Value.none
        var reason = ""
    }

    /// Drops the row's records and says why; or, as a warning, keeps them.
    func refuse(_ complaint: Complaint, record: Int, line: Int) {
        isEmpty = false
        plain(RecordBatch.refused, record: record, line: line)
        write(complaint)
    }

    func warn(_ complaint: Complaint, record: Int, line: Int) {
        isEmpty = false
        writer.byte(RecordBatch.warned)
        writer.count(record)
        writer.count(line)
        write(complaint)
    }

    private func write(_ complaint: Complaint) {
        writer.text(complaint.code)
        writer.text(complaint.column)
        writer.value(complaint.value)
        writer.text(complaint.reason)
    }

    private func plain(_ kind: UInt8, record: Int, line: Int) {
        dropRow()
        writer.byte(kind)
        writer.count(record)
        writer.count(line)
    }

    func flushIfFull(rowsRead: Int, bytesRead: Int) {
        if writer.count >= RecordBatch.flushAt { flush(rowsRead: rowsRead, bytesRead: bytesRead) }
    }

    func flush(rowsRead: Int, bytesRead: Int) {
        let body = writer
        session.send(.records) { out in
            out.count(rowsRead)
            out.count(bytesRead)
            out.raw(body.bytes)
        }
        writer.removeAll()
        known.forgetAll()
        isEmpty = true
    }
}

/// Which texts a batch has, found by their bytes: a table of one slot a hash, since a miss only costs bytes.
struct TextIndex {
    private static let slots = 8192
    private struct Slot {
        var index: Int32 = -1
        var length: Int32 = 0
        var end = 0
    }
    private var table = [Slot](repeating: Slot(), count: TextIndex.slots)
    /// Slots filled since the batch began, so that a row taken back takes its texts with it.
    private var filled: [Int] = []
    private(set) var count = 0
    private var lastHash = 0

    mutating func find(_ bytes: UnsafeRawBufferPointer, in writer: ByteWriter) -> Int? {
        lastHash = unsafe Self.hash(bytes)
        let slot = table[lastHash]
        guard slot.index >= 0, Int(slot.length) == bytes.count else { return nil }
        let start = slot.end - bytes.count
        let isSame = unsafe writer.bytes.withUnsafeBytes { written -> Bool in
            guard let one = written.baseAddress, let other = bytes.baseAddress else {
                return unsafe bytes.isEmpty
            }
            return unsafe memcmp(one + start, other, bytes.count) == 0
        }
        return isSame ? Int(slot.index) : nil
    }

    /// Remembers the text `find` just missed; its bytes end at `end` in the batch.
    mutating func add(_ bytes: UnsafeRawBufferPointer, endingAt end: Int) {
        table[lastHash] = Slot(index: Int32(count), length: Int32(bytes.count), end: end)
        filled.append(lastHash)
        count += 1
    }

    mutating func forget(from first: Int) {
        while count > first, let slot = filled.popLast() {
            count -= 1
            if Int(table[slot].index) >= first { table[slot].index = -1 }
        }
    }

    mutating func forgetAll() {
        for slot in filled { table[slot].index = -1 }
        filled.removeAll(keepingCapacity: true)
        count = 0
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in 0..<bytes.count { hash = unsafe (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 29) & UInt64(slots - 1))
    }
}
