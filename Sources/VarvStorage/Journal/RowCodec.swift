/// A row as one text, for the journal: exact, self-delimiting, the same on every database.
///
/// `i7;` is a number, `r` the bits of a fraction, `t5:hello` a text by its length in bytes, `n` nothing.
package enum RowCodec {
    static func encode(_ cells: Cells, row: Int, columns: Range<Int>) -> String {
        var bytes: [UInt8] = []
        for column in columns {
            let index = row * cells.width + column
            switch cells.kinds[index] {
            case .null: bytes.append(UInt8(ascii: "n"))
            case .integer, .real:
                bytes.append(UInt8(ascii: cells.kinds[index] == .integer ? "i" : "r"))
                bytes.append(contentsOf: String(cells.payloads[index]).utf8)
                bytes.append(UInt8(ascii: ";"))
            case .text:
                let range = cells.textRange(index)
                bytes.append(UInt8(ascii: "t"))
                bytes.append(contentsOf: String(range.count).utf8)
                bytes.append(UInt8(ascii: ":"))
                bytes.append(contentsOf: cells.bytes[range])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func encode(_ values: [StoredValue]) -> String {
        var cells = Cells(width: values.count)
        cells.append(row: values)
        return encode(cells, row: 0, columns: 0..<values.count)
    }

    /// Returns the values of an encoded row. Throws `StoreError.corrupt` when it is none.
    package static func decode(_ text: String) throws(StoreError) -> [StoredValue] {
        var values: [StoredValue] = []
        var rest = Array(text.utf8)[...]
        func number(until end: UInt8) -> Int64? {
            guard let stop = rest.firstIndex(of: end) else { return nil }
            defer { rest = rest[(stop + 1)...] }
            return Int64(String(decoding: rest[..<stop], as: UTF8.self))
        }
        while let mark = rest.popFirst() {
            switch mark {
            case UInt8(ascii: "n"): values.append(.null)
            case UInt8(ascii: "i"):
                guard let value = number(until: UInt8(ascii: ";")) else { throw damaged }
                values.append(.integer(value))
            case UInt8(ascii: "r"):
                guard let bits = number(until: UInt8(ascii: ";")) else { throw damaged }
                values.append(.real(Double(bitPattern: UInt64(bitPattern: bits))))
            case UInt8(ascii: "t"):
                guard let length = number(until: UInt8(ascii: ":")), length >= 0, length <= rest.count else {
                    throw damaged
                }
                values.append(.text(String(decoding: rest.prefix(Int(length)), as: UTF8.self)))
                rest = rest.dropFirst(Int(length))
            default: throw damaged
            }
        }
        return values
    }

    private static var damaged: StoreError { .corrupt(detail: "journal") }
}
