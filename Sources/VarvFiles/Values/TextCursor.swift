/// A place in the bytes of one cell, moved by what is taken.
///
/// Safe within the call that was given the bytes, which is as long as a cursor is kept.
@safe struct TextCursor {
    private let bytes: UnsafeRawBufferPointer
    private let count: Int
    private var index = 0

    @unsafe init(_ bytes: UnsafeRawBufferPointer) {
        unsafe self.bytes = bytes
        count = bytes.count
    }

    var isAtEnd: Bool { index == count }

    /// The next byte, 0 at the end.
    var next: UInt8 { unsafe index < count ? bytes[index] : 0 }

    var isAtDigit: Bool { (0x30...0x39).contains(next) }

    mutating func take(_ byte: UInt8) -> Bool {
        guard index < count, next == byte else { return false }
        index += 1
        return true
    }

    /// Takes space, tab, no-break space or narrow no-break space.
    mutating func takeSpace() -> Bool {
        if take(0x20) || take(0x09) { return true }
        if starts(0xC2, 0xA0) {
            index += 2
            return true
        }
        if starts(0xE2, 0x80), index + 2 < count, unsafe bytes[index + 2] == 0xAF {
            index += 3
            return true
        }
        return false
    }

    mutating func skipSpaces() { while takeSpace() {} }

    /// Takes `-` or U+2212.
    mutating func takeMinus() -> Bool {
        if take(UInt8(ascii: "-")) { return true }
        guard starts(0xE2, 0x88), index + 2 < count, unsafe bytes[index + 2] == 0x92 else { return false }
        index += 3
        return true
    }

    /// Takes one to `limit` digits as an integer; nil when there are none or more.
    mutating func takeInteger(upTo limit: Int) -> (value: Int, digits: Int)? {
        var value = 0
        var digits = 0
        while isAtDigit {
            digits += 1
            guard digits <= limit else { return nil }
            value = value * 10 + Int(next - 0x30)
            index += 1
        }
        return digits > 0 ? (value, digits) : nil
    }

    mutating func skipDigits() { while isAtDigit { index += 1 } }

    /// Takes all digits that follow; nil when there are none.
    mutating func takeDigits(into number: inout DecimalText.Decimal) -> Int? {
        var digits = 0
        while isAtDigit {
            number.append(next - 0x30)
            digits += 1
            index += 1
        }
        return digits > 0 ? digits : nil
    }

    /// Takes ASCII letters, as lower case in the low bytes of a word; nil when there are none or more than eight.
    ///
    /// Nine letters of "september" are told by the first eight.
    mutating func takeLetters() -> (word: UInt64, count: Int)? {
        var word: UInt64 = 0
        var count = 0
        while (0x61...0x7A).contains(next | 0x20), !isAtEnd {
            if count < 8 { word = word << 8 | UInt64(next | 0x20) }
            count += 1
            index += 1
        }
        return count > 0 && count <= 9 ? (word, count) : nil
    }

    private func starts(_ first: UInt8, _ second: UInt8) -> Bool {
        unsafe index + 1 < count && bytes[index] == first && bytes[index + 1] == second
    }
}
