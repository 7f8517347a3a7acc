/// Tells the encoding of a text file from its first part.
struct EncodingDetector {
    var encoding: TextEncoding
    var hasByteOrderMark: Bool
    var isPlainASCII: Bool
    var warnings: [FormatWarning] = []

    /// Looks at `bytes`; when they are not the whole file, a character cut off at their end says nothing.
    ///
    /// UTF-8 when a byte order mark says so, when every byte ≥ 0x80 is part of a UTF-8 character, or when at least
    /// two such characters stand against each byte that is not: a damaged UTF-8 file, for Swedish in one byte a letter
    /// almost never looks like UTF-8. Else Windows-1252 when a byte 0x80–0x9F occurs, ISO-8859-1 when none does.
    init(_ bytes: UnsafeBufferPointer<UInt8>, isWhole: Bool, asked: TextEncoding?) {
        hasByteOrderMark = unsafe bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
        var characters = 0
        var strays = 0
        var lowHighs = 0  // 0x80–0x9F outside UTF-8 characters
        var undefined: Int?
        var mojibake: Int?
        var lost: Int?
        var swedish = 0  // å ä ö Å Ä Ö é as in Windows-1252
        var oldSwedish = 0  // å ä ö Å Ä Ö as in Mac Roman or code page 850
        var line = 1
        var index = hasByteOrderMark ? 3 : 0
        while index < bytes.count {
            let byte = unsafe bytes[index]
            if byte < 0x80 {
                if byte == 0x0A { line += 1 }
                index += 1
                continue
            }
            let length = unsafe UTF8Check.character(bytes, at: index)
            if length > 0 {
                characters += 1
                if mojibake == nil, unsafe Self.isMojibake(bytes, at: index) { mojibake = line }
                if lost == nil, unsafe Self.isReplacement(bytes, at: index) { lost = line }
                index += length
                continue
            }
            if !isWhole, bytes.count - index < 4 { break }
            strays += 1
            if byte < 0xA0 {
                lowHighs += 1
                if undefined == nil, CellDecoder.windows1252(byte) == 0xFFFD { undefined = line }
            }
            switch byte {
            case 0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6, 0xE9: swedish += 1
            case 0x8C, 0x8A, 0x9A, 0x81, 0x80, 0x85, 0x86, 0x84, 0x94, 0x8F, 0x8E, 0x99: oldSwedish += 1
            default: break
            }
            index += 1
        }
        isPlainASCII = characters + strays == 0
        encoding =
            asked
            ?? (hasByteOrderMark || strays * 2 <= characters
                ? .utf8 : lowHighs > 0 ? .windows1252 : .isoLatin1)

        if encoding == .utf8 {
            if let mojibake { warnings.append(FormatWarning(.mojibake, at: FilePlace(line: mojibake))) }
            if let lost { warnings.append(FormatWarning(.lostLetters, at: FilePlace(line: lost))) }
        } else {
            if oldSwedish > swedish, oldSwedish >= 3 {
                warnings.append(FormatWarning(.oldEncoding))
            } else if let undefined {
                warnings.append(FormatWarning(.undefinedBytes, at: FilePlace(line: undefined)))
            }
        }
    }

    /// "Ã" followed by what the second byte of å ä ö Å Ä Ö é becomes when UTF-8 is taken for Windows-1252.
    private static func isMojibake(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index + 3 < bytes.count, unsafe bytes[index] == 0xC3, unsafe bytes[index + 1] == 0x83 else {
            return false
        }
        switch unsafe (bytes[index + 2], bytes[index + 3]) {
        case (0xC2, 0xA5), (0xC2, 0xA4), (0xC2, 0xB6), (0xC2, 0xA9), (0xE2, 0x80): return true
        default: return false
        }
    }

    private static func isReplacement(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard index + 2 < bytes.count else { return false }
        return unsafe bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] == 0xBD
    }
}
