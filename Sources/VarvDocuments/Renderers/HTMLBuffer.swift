/// A growing row of UTF-8 bytes that knows the difference between our markup and other people's data.
struct HTMLBuffer {
    private(set) var bytes: [UInt8] = []

    /// Appends markup of our own, unescaped; never anything that came from outside.
    mutating func markup(_ text: StaticString) {
        text.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func markup(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

    /// Appends data, escaped for text and double-quoted attributes; hidden scalars show as escapes.
    mutating func data(_ text: String) {
        let utf8 = text.utf8Span.span
        var start = 0
        var index = 0
        let count = utf8.count
        while index < count {
            let byte = utf8[index]
            if Self.isPlain(byte) {
                index += 1
                continue
            }
            copy(utf8, start, index)
            switch byte {
            case UInt8(ascii: "&"): markup("&amp;")
            case UInt8(ascii: "<"): markup("&lt;")
            case UInt8(ascii: ">"): markup("&gt;")
            case UInt8(ascii: "\""): markup("&quot;")
            case UInt8(ascii: "'"): markup("&#39;")
            case 0x09, 0x0A: bytes.append(byte)
            case 0x0D: if index + 1 >= count || utf8[index + 1] != 0x0A { bytes.append(0x0A) }
            default:
                index += scalar(in: utf8, at: index)
                start = index
                continue
            }
            index += 1
            start = index
        }
        copy(utf8, start, count)
    }

    /// Whether a byte needs no second look: not markup, not a control, not the lead of a hidden scalar.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00..<0x20, 0x22, 0x26, 0x27, 0x3C, 0x3E: false
        default: !Neutral.mayLeadHidden(byte)
        }
    }

    /// Appends the scalar that starts at a byte, escaped if it is hidden; returns its length in bytes.
    private mutating func scalar(in utf8: borrowing Span<UInt8>, at index: Int) -> Int {
        let lead = utf8[index]
        let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var value = UInt32(length == 1 ? lead : lead & (0x7F >> UInt8(length)))
        for offset in 1..<max(length, 1) { value = value << 6 | UInt32(utf8[index + offset] & 0x3F) }
        if let scalar = Unicode.Scalar(value), Neutral.isHidden(scalar) {
            bytes.append(contentsOf: Neutral.escape(scalar).utf8)
        } else {
            copy(utf8, index, index + length)
        }
        return length
    }

    private mutating func copy(_ utf8: borrowing Span<UInt8>, _ start: Int, _ end: Int) {
        guard start < end else { return }
        let piece = utf8.extracting(start..<end)
        unsafe piece.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
}
