/// A table of values in flat memory: what crosses to and from a database in batches.
///
/// A row costs no allocation: numbers lie in one array, the bytes of all texts in another. Rows are added
/// cell by cell, left to right; `width` cells make a row.
package struct Cells: Sendable {
    package enum Kind: UInt8, Sendable { case null, integer, real, text }

    /// How many cells make a row.
    package let width: Int
    var kinds: [Kind] = []
    /// The number, the bits of a fraction, or a text's offset (upper 32 bits) and length in `bytes`.
    var payloads: [Int64] = []
    var bytes: [UInt8] = []

    package init(width: Int) { self.width = width }

    /// How many whole rows there are.
    package var count: Int { width == 0 ? 0 : kinds.count / width }

    package mutating func reserve(rows: Int) {
        kinds.reserveCapacity(rows * width)
        payloads.reserveCapacity(rows * width)
    }

    /// Empties the table and keeps its memory for the next batch.
    package mutating func removeAll() {
        kinds.removeAll(keepingCapacity: true)
        payloads.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    package mutating func appendNull() {
        kinds.append(.null)
        payloads.append(0)
    }

    package mutating func append(_ number: Int64) {
        kinds.append(.integer)
        payloads.append(number)
    }

    package mutating func append(_ number: Double) {
        kinds.append(.real)
        payloads.append(Int64(bitPattern: number.bitPattern))
    }

    package mutating func append(_ text: String) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        closeText(from: start)
    }

    /// Adds a text given as UTF-8.
    package mutating func append(utf8: some Sequence<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: utf8)
        closeText(from: start)
    }

    mutating func append(utf8 buffer: UnsafeRawBufferPointer) {
        let start = bytes.count
        unsafe bytes.append(contentsOf: buffer)
        closeText(from: start)
    }

    private mutating func closeText(from start: Int) {
        kinds.append(.text)
        payloads.append(Int64(start) << 32 | Int64(bytes.count - start))
    }

    package mutating func append(_ value: StoredValue) {
        switch value {
        case .null: appendNull()
        case .integer(let number): append(number)
        case .real(let number): append(number)
        case .text(let text): append(text)
        }
    }

    /// Adds a whole row; it has `width` values.
    package mutating func append(row: [StoredValue]) {
        precondition(row.count == width, "a row has as many values as the table has columns")
        for value in row { append(value) }
    }

    /// Copies one cell of another table to the end of this one.
    mutating func append(from other: Cells, row: Int, column: Int) {
        let index = row * other.width + column
        guard other.kinds[index] == .text else {
            kinds.append(other.kinds[index])
            payloads.append(other.payloads[index])
            return
        }
        let start = bytes.count
        bytes.append(contentsOf: other.bytes[other.textRange(index)])
        closeText(from: start)
    }

    func textRange(_ index: Int) -> Range<Int> {
        let start = Int(payloads[index] >> 32)
        return start..<start + Int(payloads[index] & 0xffff_ffff)
    }

    package subscript(row: Int, column: Int) -> StoredValue {
        let index = row * width + column
        switch kinds[index] {
        case .null: return .null
        case .integer: return .integer(payloads[index])
        case .real: return .real(Double(bitPattern: UInt64(bitPattern: payloads[index])))
        case .text: return .text(String(decoding: bytes[textRange(index)], as: UTF8.self))
        }
    }

    /// Returns a whole row as values.
    package func row(_ row: Int) -> [StoredValue] { (0..<width).map { self[row, $0] } }

    /// Returns every row as values; for tests and short answers.
    package var rows: [[StoredValue]] { (0..<count).map(row) }

    /// Returns a whole number without making a value of it, or nil when the cell holds none.
    package func integer(_ row: Int, _ column: Int) -> Int64? {
        let index = row * width + column
        return kinds[index] == .integer ? payloads[index] : nil
    }

    /// Returns a text's bytes without making a String, or nil when the cell holds no text.
    package func utf8(_ row: Int, _ column: Int) -> ArraySlice<UInt8>? {
        let index = row * width + column
        return kinds[index] == .text ? bytes[textRange(index)] : nil
    }

    package func kind(_ row: Int, _ column: Int) -> Kind { kinds[row * width + column] }
}

extension Cells {
    /// Says whether two cells, possibly of two tables, hold the same value.
    func equals(_ row: Int, _ column: Int, _ other: Cells, _ otherRow: Int, _ otherColumn: Int) -> Bool {
        compare(row, column, other, otherRow, otherColumn) == 0
    }

    /// Orders two cells as SQL does: missing first, then numbers, then texts by their bytes.
    func compare(_ row: Int, _ column: Int, _ other: Cells, _ otherRow: Int, _ otherColumn: Int) -> Int {
        let left = row * width + column
        let right = otherRow * other.width + otherColumn
        let kind = kinds[left]
        guard kind == other.kinds[right] else { return kind.rawValue < other.kinds[right].rawValue ? -1 : 1 }
        switch kind {
        case .null: return 0
        case .integer:
            let (one, two) = (payloads[left], other.payloads[right])
            return one == two ? 0 : one < two ? -1 : 1
        case .real:
            let one = Double(bitPattern: UInt64(bitPattern: payloads[left]))
            let two = Double(bitPattern: UInt64(bitPattern: other.payloads[right]))
            return one == two ? 0 : one < two ? -1 : 1
        case .text:
            var one = textRange(left)
            var two = other.textRange(right)
            while let a = one.first, let b = two.first {
                let (x, y) = (bytes[a], other.bytes[b])
                if x != y { return x < y ? -1 : 1 }
                one = one.dropFirst()
                two = two.dropFirst()
            }
            return one.isEmpty ? (two.isEmpty ? 0 : -1) : 1
        }
    }
}
