@testable import VarvBridge

extension Value {
    /// Any value, nested at most `depth` deep.
    static func any(_ numbers: inout SeededNumbers, depth: Int = 4) -> Value {
        switch Int.random(in: 0..<(depth > 0 ? 13 : 8), using: &numbers) {
        case 0: .none
        case 1: .bool(.random(using: &numbers))
        case 2:
            .int(Int64.random(in: .min ... .max, using: &numbers) >> Int.random(in: 0...63, using: &numbers))
        case 3: .int([.min, .max, 0, -1].randomElement(using: &numbers) ?? 0)
        case 4:
            .number(
                [0.25, -0.0, .pi, .greatestFiniteMagnitude, .leastNonzeroMagnitude].randomElement(
                    using: &numbers) ?? 0)
        case 5: .text(text(&numbers))
        case 6:
            .day(
                CalendarDay(
                    year: .random(in: 1...9999, using: &numbers), month: .random(in: 1...12, using: &numbers),
                    day: .random(in: 1...31, using: &numbers)))
        case 7: .mark(Mark.allCases.randomElement(using: &numbers) ?? .few)
        case 8: .list(several(&numbers) { any(&$0, depth: depth - 1) })
        case 9: .record(several(&numbers) { Field(text(&$0), any(&$0, depth: depth - 1)) })
        case 10:
            .item(
                Item(
                    type: .random(in: 0...0xFFFF, using: &numbers),
                    handle: .random(in: 0 ... .max, using: &numbers),
                    fields: several(&numbers) { any(&$0, depth: depth - 1) }))
        case 11:
            .set(
                SetDescription(
                    collection: text(&numbers), scoped: .random(using: &numbers),
                    operations: several(&numbers) { numbers in
                        SetOperation(text(&numbers), several(&numbers) { any(&$0, depth: depth - 2) })
                    }))
        default:
            .rich(
                several(&numbers) { numbers in
                    Bool.random(using: &numbers)
                        ? .source(text(&numbers)) : .leaf(any(&numbers, depth: depth - 1))
                })
        }
    }

    static func text(_ numbers: inout SeededNumbers) -> String {
        ["", "7B", "Å", "e\u{301}", "👩‍🏫", "\0", "\u{1B}[31m", String(repeating: "ö", count: 200)]
            .randomElement(using: &numbers) ?? ""
    }

    private static func several<Element>(
        _ numbers: inout SeededNumbers, _ make: (inout SeededNumbers) -> Element
    ) -> [Element] {
        (0..<Int.random(in: 0...4, using: &numbers)).map { _ in make(&numbers) }
    }

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.value(self)
        return writer.bytes
    }
}

/// Bytes as a value and nothing after it.
func decoded(_ bytes: [UInt8]) throws(BridgeError) -> Value {
    var reader = ByteReader(bytes)
    let value = try reader.value()
    try reader.end()
    return value
}

/// A number in seven-bit groups.
func groups(_ number: UInt64) -> [UInt8] {
    var writer = ByteWriter()
    writer.unsigned(number)
    return writer.bytes
}
