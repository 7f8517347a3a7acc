/// Tells other file formats from delimited text by their first bytes.
enum FormatDetector {
    /// What `bytes`, the first part of a file, are.
    static func detect(_ bytes: UnsafeBufferPointer<UInt8>) -> FileFormat {
        if let code = unsafe signature(bytes) ?? text(bytes) ?? noise(bytes) {
            .other(code)
        } else {
            .delimited
        }
    }

    private static func signature(_ bytes: UnsafeBufferPointer<UInt8>) -> FormatError.Code? {
        func starts(_ pattern: [UInt8], at offset: Int = 0) -> Bool {
            guard bytes.count >= offset + pattern.count else { return false }
            for index in pattern.indices where unsafe bytes[offset + index] != pattern[index] { return false }
            return true
        }
        func starts(_ text: StaticString, at offset: Int = 0) -> Bool {
            guard bytes.count >= offset + text.utf8CodeUnitCount else { return false }
            for index in 0..<text.utf8CodeUnitCount
            where unsafe bytes[offset + index] != text.utf8Start[index] {
                return false
            }
            return true
        }
        if starts("PK\u{3}\u{4}") || starts("PK\u{5}\u{6}") {
            if unsafe contains(bytes, "opendocument.spreadsheet") { return .openDocument }
            if unsafe contains(bytes, "opendocument.") || contains(bytes, "word/") { return .wordDocument }
            if unsafe contains(bytes, "[Content_Types].xml") || contains(bytes, "xl/") {
                return .excelWorkbook
            }
            return .zip
        }
        if starts([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            return unsafe contains(bytes, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0") ? .excelProtected : .excelLegacy
        }
        if starts("%PDF-") { return .pdf }
        if starts([0, 1, 0, 0]), starts("Standard Jet DB", at: 4) || starts("Standard ACE DB", at: 4) {
            return .accessDatabase
        }
        if starts("SQLite format 3\0") { return .database }
        if starts([0x1F, 0x8B]) || starts("BZh") || starts([0xFD, 0x37, 0x7A, 0x58, 0x5A])
            || starts("Rar!\u{1A}")
            || starts([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]) || starts([0x28, 0xB5, 0x2F, 0xFD])
        {
            return .compressed
        }
        if starts([0x89, 0x50, 0x4E, 0x47]) || starts([0xFF, 0xD8, 0xFF]) || starts("GIF8")
            || starts([0x49, 0x49, 0x2A, 0]) || starts([0x4D, 0x4D, 0, 0x2A])
            || starts("RIFF") && starts("WEBP", at: 8) || starts("ftypheic", at: 4)
            || starts("ftypmif1", at: 4)
        {
            return .image
        }
        if starts([0xFF, 0xFE]) || starts([0xFE, 0xFF]) { return .utf16 }
        if starts("{\\rtf") { return .richText }
        return nil
    }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> FormatError.Code? {
        var index =
            unsafe bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
        func skipSpace() {
            while index < bytes.count, unsafe isSpace(bytes[index]) { index += 1 }
        }
        skipSpace()
        guard index < bytes.count else { return .emptyFile }
        let start = index
        let first = unsafe bytes[index]
        index += 1
        switch first {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            skipSpace()
            guard index < bytes.count else { return nil }
            let second = unsafe bytes[index]
            switch (first, second) {
            case (_, UInt8(ascii: "\"")), (_, UInt8(ascii: "{")), (_, UInt8(ascii: "[")),
                (UInt8(ascii: "{"), UInt8(ascii: "}")),
                (UInt8(ascii: "["), UInt8(ascii: "]")):
                return .json
            default: return nil
            }
        case UInt8(ascii: "<"):
            let head = unsafe UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + 2048)])
            if unsafe contains(head, "<html") || contains(head, "<!doctype html") || contains(head, "<table")
                || contains(head, "<head") || contains(head, "<meta")
            {
                return .webPage
            }
            if unsafe contains(head, "office:spreadsheet") { return .excelXML }
            guard index < bytes.count else { return nil }
            let second = unsafe bytes[index] | 0x20
            return (0x61...0x7A).contains(second) || second == 0x3F || second == 0x21 ? .xml : nil
        case UInt8(ascii: "M")
        where unsafe contains(
            UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + 2048)]), "mime-version: 1.0"):
            return .webPage
        default: return nil
        }
    }

    /// UTF-16 without a mark has a NUL in every second byte; other files of NULs and control characters are not text.
    private static func noise(_ bytes: UnsafeBufferPointer<UInt8>) -> FormatError.Code? {
        let count = min(bytes.count, 4096)
        var evenNuls = 0
        var oddNuls = 0
        var controls = 0
        for index in 0..<count {
            let byte = unsafe bytes[index]
            if byte == 0 {
                if index & 1 == 0 { evenNuls += 1 } else { oddNuls += 1 }
            } else if byte < 0x20, !(0x09...0x0D).contains(byte), byte != 0x1A, byte != 0x1B {
                controls += 1
            }
        }
        let half = count / 2
        if count >= 8, max(evenNuls, oddNuls) * 10 >= half * 6, min(evenNuls, oddNuls) * 10 <= half {
            return .utf16
        }
        if (evenNuls + oddNuls) * 50 > count || controls * 10 > count { return .binary }
        return nil
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Whether ASCII text occurs, upper and lower case alike.
    private static func contains(_ bytes: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard length > 0, bytes.count >= length else { return false }
        let first = unsafe lowered(text.utf8Start[0])
        for start in 0...(bytes.count - length) where unsafe lowered(bytes[start]) == first {
            var index = 1
            while index < length, unsafe lowered(bytes[start + index]) == lowered(text.utf8Start[index]) {
                index += 1
            }
            if index == length { return true }
        }
        return false
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
