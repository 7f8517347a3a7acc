/// The apostrophe that keeps a spreadsheet from taking a cell for a formula.
enum FormulaGuard {
    /// Returns whether the first byte of a trimmed cell is such an apostrophe: what follows it, other apostrophes passed
    /// over, would be computed. A dash and a negative number are no formulas.
    static func stands(in cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard unsafe cell.first == apostrophe else { return false }
        let rest = unsafe UnsafeBufferPointer(rebasing: cell.drop { $0 == apostrophe })
        if unsafe rest.first == UInt8(ascii: "-"), unsafe rest.dropFirst().allSatisfy(isOfNumber) {
            return false
        }
        let start = unsafe String(decoding: rest.prefix(64), as: UTF8.self).unicodeScalars
            .first { $0 != " " && $0 != "\u{A0}" }
        return start.map { "=+-@\t\n＝＋－＠".unicodeScalars.contains($0) } ?? false
    }

    private static let apostrophe = UInt8(ascii: "'")

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ".")
    }
}
