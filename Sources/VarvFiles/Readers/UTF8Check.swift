/// Whether bytes are UTF-8 (Unicode 15, table 3-7).
enum UTF8Check {
    /// The length of the character at `index`, or 0 when what stands there is not one.
    @inline(__always)
    static func character(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let first = unsafe bytes[index]
        if first < 0x80 { return 1 }
        let left = bytes.count - index
        if first < 0xE0 {
            guard first >= 0xC2, left >= 2, unsafe isTail(bytes[index + 1]) else { return 0 }
            return 2
        }
        if first < 0xF0 {
            guard left >= 3, unsafe isTail(bytes[index + 1]), unsafe isTail(bytes[index + 2]) else {
                return 0
            }
            let second = unsafe bytes[index + 1]
            if first == 0xE0, second < 0xA0 { return 0 }
            if first == 0xED, second >= 0xA0 { return 0 }
            return 3
        }
        guard first <= 0xF4, left >= 4, unsafe isTail(bytes[index + 1]), unsafe isTail(bytes[index + 2]),
            unsafe isTail(bytes[index + 3])
        else { return 0 }
        let second = unsafe bytes[index + 1]
        if first == 0xF0, second < 0x90 { return 0 }
        if first == 0xF4, second >= 0x90 { return 0 }
        return 4
    }

    /// Whether all of it is UTF-8.
    static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        let count = bytes.count
        while index < count {
            if unsafe bytes[index] < 0x80 {
                // Most of a row is ASCII: eight bytes at a time.
                while index + 8 <= count, unsafe word(bytes, index) & 0x8080_8080_8080_8080 == 0 {
                    index += 8
                }
                while index < count, unsafe bytes[index] < 0x80 { index += 1 }
            } else {
                let length = unsafe character(bytes, at: index)
                if length == 0 { return false }
                index += length
            }
        }
        return true
    }

    @inline(__always)
    private static func isTail(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    @inline(__always)
    private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt64 {
        guard let base = bytes.baseAddress else { return 0 }
        return unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
    }
}
