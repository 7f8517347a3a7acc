/// Writes the border's binary form into one growing buffer that is reused between frames.
package struct ByteWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(reserving capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    package var count: Int { bytes.count }

    /// Empties the buffer and keeps its memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Drops what was written after `count`, for a record that turned out not to be added.
    package mutating func rewind(to count: Int) {
        bytes.removeLast(bytes.count - count)
    }

    /// Overwrites a byte written before, for a count that was not known then.
    package mutating func replace(at index: Int, with byte: UInt8) {
        bytes[index] = byte
    }

    package mutating func byte(_ byte: UInt8) {
        bytes.append(byte)
    }

    /// An unsigned number in seven-bit groups, lowest first.
    package mutating func unsigned(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    package mutating func count(_ value: Int) {
        unsigned(UInt64(max(0, value)))
    }

    /// A signed number, zigzag so that small negatives stay short.
    package mutating func signed(_ value: Int64) {
        unsigned(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    package mutating func double(_ value: Double) {
        var bits = value.bitPattern
        for _ in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
        }
    }

    package mutating func text(_ text: String) {
        var copy = text
        copy.makeContiguousUTF8()
        count(copy.utf8.count)
        bytes.append(contentsOf: copy.utf8)
    }

    // Not one generic function: it would not be specialized for callers in other modules, and each field of each row comes here.
    package mutating func raw(_ more: [UInt8]) { bytes.append(contentsOf: more) }
    package mutating func raw(_ more: ArraySlice<UInt8>) { bytes.append(contentsOf: more) }

    package mutating func texts(_ texts: [String]) {
        count(texts.count)
        for each in texts { text(each) }
    }

    /// Appends bytes that are known to be valid UTF-8, with their length before them.
    package mutating func utf8(_ buffer: UnsafeRawBufferPointer) {
        count(buffer.count)
        unsafe bytes.append(contentsOf: buffer)
    }
}

extension ByteWriter {
    /// Writes any value: a tag byte, then what the tag says.
    package mutating func value(_ value: Value) {
        switch value {
        case .none: byte(Tag.none)
        case .bool(let bool): byte(bool ? Tag.yes : Tag.no)
        case .int(let int):
            byte(Tag.int)
            signed(int)
        case .number(let number):
            byte(Tag.number)
            double(number)
        case .text(let string):
            byte(Tag.text)
            text(string)
        case .day(let day):
            byte(Tag.day)
            count(day.packed)
        case .mark(let mark):
            byte(Tag.mark)
            byte(mark.rawValue)
        case .item(let item):
            byte(Tag.item)
            count(item.type)
            unsigned(UInt64(item.handle))
            list(item.fields)
        case .list(let values):
            byte(Tag.list)
            list(values)
        case .record(let fields):
            byte(Tag.record)
            count(fields.count)
            for field in fields {
                text(field.name)
                self.value(field.value)
            }
        case .set(let set):
            byte(Tag.set)
            self.set(set)
        case .rich(let parts):
            byte(Tag.rich)
            count(parts.count)
            for part in parts {
                switch part {
                case .source(let source):
                    byte(0)
                    text(source)
                case .leaf(let leaf):
                    byte(1)
                    self.value(leaf)
                }
            }
        }
    }

    package mutating func list(_ values: [Value]) {
        count(values.count)
        for each in values { value(each) }
    }

    package mutating func set(_ set: SetDescription) {
        text(set.collection)
        byte(set.scoped ? 1 : 0)
        count(set.operations.count)
        for operation in set.operations {
            text(operation.name)
            list(operation.arguments)
        }
    }
}

/// The tag bytes of values. Numbers are part of the border's contract: the build hash in the hello frame
/// changes with them.
package enum Tag {
    package static let none: UInt8 = 0
    package static let no: UInt8 = 1
    package static let yes: UInt8 = 2
    package static let int: UInt8 = 3
    package static let number: UInt8 = 4
    package static let text: UInt8 = 5
    package static let day: UInt8 = 6
    package static let mark: UInt8 = 7
    package static let item: UInt8 = 8
    package static let list: UInt8 = 9
    package static let record: UInt8 = 10
    package static let set: UInt8 = 11
    package static let rich: UInt8 = 12
    /// In record batches only: a text that stands earlier in the same batch.
    package static let seen: UInt8 = 13
}
