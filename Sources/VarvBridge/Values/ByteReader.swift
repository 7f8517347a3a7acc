/// Reads the border's binary form from bytes nobody has vouched for.
///
/// Every length is compared with what is left before anything is allocated for it, and nesting is counted, so
/// the worst that a frame of N bytes can make is a value of some 40·N bytes.
package struct ByteReader: Sendable {
    /// How deep values may nest.
    package static let depthLimit = 32

    package let bytes: [UInt8]
    package private(set) var position: Int
    private var depth = 0
    /// What is done about texts with more marks on a letter than it may have.
    package var marks: StackedMarks.Rule

    package init(_ bytes: [UInt8], at position: Int = 0, marks: StackedMarks.Rule = .kept) {
        self.bytes = bytes
        self.position = position
        self.marks = marks
    }

    package var isAtEnd: Bool { position == bytes.count }
    package var remaining: Int { bytes.count - position }

    /// Throws unless everything was read: bytes left over mean that the two sides do not agree.
    package func end() throws(BridgeError) {
        guard isAtEnd else { throw .trailingBytes(remaining) }
    }

    /// Passes over these bytes when they stand next; returns false, and stays, when others do.
    package mutating func pass(_ known: [UInt8]) -> Bool {
        guard known.count <= remaining else { return false }
        for index in known.indices where bytes[position + index] != known[index] { return false }
        position += known.count
        return true
    }

    package mutating func byte() throws(BridgeError) -> UInt8 {
        guard position < bytes.count else { throw .truncated }
        defer { position += 1 }
        return bytes[position]
    }

    package mutating func unsigned() throws(BridgeError) -> UInt64 {
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 63 || next <= 1 else { throw .outOfRange(sv: "ett tal", en: "a number") }
            result |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return result }
            shift += 7
        }
    }

    /// A number that fits `Int`, at most `limit`.
    package mutating func integer(atMost limit: Int = Int(Int32.max)) throws(BridgeError) -> Int {
        let value = try unsigned()
        guard value <= UInt64(limit) else { throw .outOfRange(sv: "\(value)", en: "\(value)") }
        return Int(value)
    }

    /// A count of things that take at least one byte each, so it can never exceed what is left.
    package mutating func count() throws(BridgeError) -> Int {
        let value = try unsigned()
        guard value <= UInt64(remaining) else { throw .tooLong(limit: remaining) }
        return Int(value)
    }

    package mutating func signed() throws(BridgeError) -> Int64 {
        let value = try unsigned()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    package mutating func double() throws(BridgeError) -> Double {
        guard remaining >= 8 else { throw .truncated }
        var bits: UInt64 = 0
        for index in (0..<8).reversed() { bits = bits << 8 | UInt64(bytes[position + index]) }
        position += 8
        let value = Double(bitPattern: bits)
        guard value.isFinite else {
            throw .outOfRange(sv: "ett oändligt tal", en: "a number that is not finite")
        }
        return value
    }

    package mutating func text() throws(BridgeError) -> String {
        let range = try textRange()
        guard let text = String(validating: bytes[range], as: UTF8.self) else { throw .invalidUTF8 }
        switch marks {
        case .kept: return text
        case .dropped: return StackedMarks.dropped(from: text)
        case .refused:
            if StackedMarks.exceed(in: text) { throw .stackedMarks }
            return text
        }
    }

    /// The bytes of a text without making a `String` of them; not checked to be UTF-8.
    package mutating func textRange() throws(BridgeError) -> Range<Int> {
        let length = try count()
        let start = position
        position += length
        return start..<position
    }

    package mutating func texts() throws(BridgeError) -> [String] {
        var result: [String] = []
        for _ in 0..<(try count()) { result.append(try text()) }
        return result
    }

    package mutating func flag() throws(BridgeError) -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        case let other: throw .unknownTag(other)
        }
    }
}

extension ByteReader {
    package mutating func value() throws(BridgeError) -> Value {
        try value(tag: byte())
    }

    mutating func value(tag: UInt8) throws(BridgeError) -> Value {
        switch tag {
        case Tag.none: return .none
        case Tag.no: return .bool(false)
        case Tag.yes: return .bool(true)
        case Tag.int: return .int(try signed())
        case Tag.number: return .number(try double())
        case Tag.text: return .text(try text())
        case Tag.day:
            guard let day = CalendarDay(packed: try integer(atMost: 99_991_231)) else {
                throw .outOfRange(sv: "en dag", en: "a day")
            }
            return .day(day)
        case Tag.mark:
            let raw = try byte()
            guard let mark = Mark(rawValue: raw) else { throw .unknownTag(raw) }
            return .mark(mark)
        case Tag.item:
            let type = try integer(atMost: 0xFFFF)
            let handle = try integer(atMost: Int(UInt32.max))
            return .item(Item(type: type, handle: UInt32(handle), fields: try list()))
        case Tag.list: return .list(try list())
        case Tag.record: return .record(try fields())
        case Tag.set: return .set(try set())
        case Tag.rich: return .rich(try parts())
        default: throw .unknownTag(tag)
        }
    }

    package mutating func list() throws(BridgeError) -> [Value] {
        try enter()
        defer { depth -= 1 }
        var result: [Value] = []
        for _ in 0..<(try count()) { result.append(try value()) }
        return result
    }

    mutating func fields() throws(BridgeError) -> [Field] {
        try enter()
        defer { depth -= 1 }
        var result: [Field] = []
        for _ in 0..<(try count()) { result.append(Field(try text(), try value())) }
        return result
    }

    mutating func set() throws(BridgeError) -> SetDescription {
        try enter()
        defer { depth -= 1 }
        var result = SetDescription(collection: try text(), scoped: try flag())
        for _ in 0..<(try count()) { result.operations.append(SetOperation(try text(), try list())) }
        return result
    }

    mutating func parts() throws(BridgeError) -> [RichPart] {
        try enter()
        defer { depth -= 1 }
        var result: [RichPart] = []
        for _ in 0..<(try count()) {
            result.append(try flag() ? .leaf(try value()) : .source(try text()))
        }
        return result
    }

    private mutating func enter() throws(BridgeError) {
        guard depth < Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit) }
        depth += 1
    }
}
