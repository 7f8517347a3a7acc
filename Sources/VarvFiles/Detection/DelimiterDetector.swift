/// Tells the delimiter by how alike the rows become.
enum DelimiterDetector {
    /// How well a delimiter explains the rows: the share of rows with the commonest number of cells, squared, times
    /// the square root of the cuts in each. Many cuts alone prove little (commas in prose), alike rows much.
    static func score(_ table: SampleTable) -> Double {
        let (count, share) = table.commonest
        guard count >= 2 else { return 0 }
        return share * share * Double(count - 1).squareRoot()
    }

    /// The delimiter that Excel's first line `sep=;` names, or nil when there is no such line.
    static func separatorLine(_ bytes: UnsafeBufferPointer<UInt8>) -> Delimiter? {
        var index = 0
        func next() -> UInt8 {
            defer { index += 1 }
            return unsafe index < bytes.count ? bytes[index] : 0x0A
        }
        var byte = next()
        if byte == 0x22 { byte = next() }
        for letter: UInt8 in [0x73, 0x65, 0x70] {
            guard byte | 0x20 == letter else { return nil }
            byte = next()
        }
        guard byte == UInt8(ascii: "="), let delimiter = Delimiter(next()) else { return nil }
        while true {
            switch next() {
            case 0x0A, 0x0D: return delimiter
            case 0x22, 0x20, delimiter.byte: continue
            default: return nil
            }
        }
    }
}
