/// From the bytes of a cell in a file to the bytes of its text.
enum CellDecoder {
    /// Whether no byte is ≥ 0x80.
    @inline(__always)
    static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var seen: UInt8 = 0
        for index in 0..<bytes.count { unsafe seen |= bytes[index] }
        return seen < 0x80
    }

    /// Copies a quoted cell without its quotation marks: doubled ones become one, and text after the closing one is
    /// kept as it stands. Returns the number of bytes written, at most as many as read.
    static func unquote(_ bytes: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<UInt8>) -> Int
    {
        var written = 0
        var index = 1
        var isOpen = true
        while index < bytes.count {
            let byte = unsafe bytes[index]
            index += 1
            if isOpen, byte == 0x22 {
                guard index < bytes.count, unsafe bytes[index] == 0x22 else {
                    isOpen = false
                    continue
                }
                index += 1
            }
            unsafe target[written] = byte
            written += 1
        }
        return written
    }

    /// Writes Windows-1252 as UTF-8. Returns the number of bytes written, at most three for one, and whether a byte
    /// was met that Windows-1252 does not define (written as U+FFFD).
    static func decode1252(
        _ bytes: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<UInt8>
    ) -> (Int, Bool) {
        var written = 0
        var sawUndefined = false
        for index in 0..<bytes.count {
            let byte = unsafe bytes[index]
            if byte < 0x80 {
                unsafe target[written] = byte
                written += 1
            } else if byte >= 0xA0 {
                unsafe target[written] = 0xC0 | byte >> 6
                unsafe target[written + 1] = 0x80 | byte & 0x3F
                written += 2
            } else {
                let scalar = windows1252(byte)
                if scalar == 0xFFFD { sawUndefined = true }
                written += unsafe put(scalar, into: target + written)
            }
        }
        return (written, sawUndefined)
    }

    /// Copies UTF-8, each byte that is not part of a character as U+FFFD. Returns the number of bytes written.
    static func repair(_ bytes: UnsafeBufferPointer<UInt8>, into target: UnsafeMutablePointer<UInt8>) -> Int {
        var written = 0
        var index = 0
        while index < bytes.count {
            let length = unsafe UTF8Check.character(bytes, at: index)
            if length == 0 {
                written += unsafe put(0xFFFD, into: target + written)
                index += 1
            } else {
                for _ in 0..<length {
                    unsafe target[written] = bytes[index]
                    written += 1
                    index += 1
                }
            }
        }
        return written
    }

    /// The part between spaces, tabs and no-break spaces at both ends.
    @inline(__always)
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> (Int, Int) {
        var low = 0
        var high = bytes.count
        while low < high {
            let byte = unsafe bytes[low]
            if byte == 0x20 || byte == 0x09 {
                low += 1
            } else if byte == 0xC2, low + 1 < high, unsafe bytes[low + 1] == 0xA0 {
                low += 2
            } else {
                break
            }
        }
        while high > low {
            let byte = unsafe bytes[high - 1]
            if byte == 0x20 || byte == 0x09 {
                high -= 1
            } else if byte == 0xA0, high - 2 >= low, unsafe bytes[high - 2] == 0xC2 {
                high -= 2
            } else {
                break
            }
        }
        return (low, high)
    }

    /// The Unicode scalar of a byte 0x80–0x9F in Windows-1252; U+FFFD for the five it does not define.
    static func windows1252(_ byte: UInt8) -> UInt32 {
        switch byte {
        case 0x80: 0x20AC
        case 0x82: 0x201A
        case 0x83: 0x0192
        case 0x84: 0x201E
        case 0x85: 0x2026
        case 0x86: 0x2020
        case 0x87: 0x2021
        case 0x88: 0x02C6
        case 0x89: 0x2030
        case 0x8A: 0x0160
        case 0x8B: 0x2039
        case 0x8C: 0x0152
        case 0x8E: 0x017D
        case 0x91: 0x2018
        case 0x92: 0x2019
        case 0x93: 0x201C
        case 0x94: 0x201D
        case 0x95: 0x2022
        case 0x96: 0x2013
        case 0x97: 0x2014
        case 0x98: 0x02DC
        case 0x99: 0x2122
        case 0x9A: 0x0161
        case 0x9B: 0x203A
        case 0x9C: 0x0153
        case 0x9E: 0x017E
        case 0x9F: 0x0178
        default: 0xFFFD
        }
    }

    /// Writes a scalar U+0080–U+FFFF; returns two or three.
    @inline(__always)
    private static func put(_ scalar: UInt32, into target: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar < 0x800 {
            unsafe target[0] = 0xC0 | UInt8(truncatingIfNeeded: scalar >> 6)
            unsafe target[1] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
            return 2
        }
        unsafe target[0] = 0xE0 | UInt8(truncatingIfNeeded: scalar >> 12)
        unsafe target[1] = 0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F)
        unsafe target[2] = 0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F)
        return 3
    }
}
