/// Numbers as Swedish files write them.
package enum DecimalText {
    /// Returns the number that UTF-8 bytes say, or nil when they are not one number.
    ///
    /// Decimal comma or point with digits on both sides; thousands in threes with a space, a no-break space (U+00A0)
    /// or a narrow one (U+202F); a sign `-`, `+` or U+2212. Outer spaces do not count. `..`, `.` and `-`, with which
    /// statistics mark what is hidden or missing, are not numbers; nor are exponents, per cent signs, and mixed commas
    /// and points, which mean different things in different countries.
    ///
    /// ```swift
    /// DecimalText.parse("1 234,5")  // 1234.5
    /// DecimalText.parse("..")       // nil
    /// ```
    package static func parse(_ bytes: UnsafeRawBufferPointer) -> Double? {
        var cursor = unsafe TextCursor(bytes)
        cursor.skipSpaces()
        let isNegative = cursor.takeMinus()
        if !isNegative { _ = cursor.take(UInt8(ascii: "+")) }

        var number = Decimal()
        guard let leading = cursor.takeDigits(into: &number) else { return nil }
        if leading <= 3 {
            while true {
                let mark = cursor
                guard cursor.takeSpace() else { break }
                guard let group = cursor.takeDigits(into: &number) else {
                    cursor = mark
                    break
                }
                guard group == 3 else { return nil }
            }
        }
        if cursor.take(UInt8(ascii: ",")) || cursor.take(UInt8(ascii: ".")) {
            number.isFraction = true
            guard cursor.takeDigits(into: &number) != nil else { return nil }
        }
        cursor.skipSpaces()
        guard cursor.isAtEnd, let value = number.value else { return nil }
        return isNegative ? -value : value
    }

    /// The same for a string.
    package static func parse(_ text: String) -> Double? {
        var text = text
        return text.withUTF8 { unsafe parse(UnsafeRawBufferPointer($0)) }
    }

    /// Digits gathered exactly: 19 fit in 64 bits, and a longer number is none that a school writes.
    struct Decimal {
        var isFraction = false
        private var mantissa: UInt64 = 0
        private var digits = 0
        private var scale = 0
        private var overflowed = false

        mutating func append(_ digit: UInt8) {
            if mantissa > 0 || digit > 0 { digits += 1 }
            if isFraction { scale += 1 }
            guard digits <= 19 else {
                overflowed = true
                return
            }
            mantissa = mantissa &* 10 &+ UInt64(digit)
        }

        /// The nearest double: exact operands up to 2⁵³ and 10²² give one rounding (Clinger 1990); else by text.
        var value: Double? {
            guard !overflowed else { return nil }
            guard scale > 0 else { return Double(mantissa) }
            guard mantissa <= 1 << 53, scale <= 22 else { return Double("\(mantissa)e-\(scale)") }
            var power = 1.0
            for _ in 0..<scale { power *= 10 }
            return Double(mantissa) / power
        }
    }
}
