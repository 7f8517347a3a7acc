/// The byte between two cells.
package struct Delimiter: Hashable, Sendable, CustomStringConvertible {
    package let byte: UInt8

    /// Takes any printable ASCII character but letters, digits and the quotation mark, or tab; nil for others.
    package init?(_ byte: UInt8) {
        let isAlphanumeric = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
        guard byte == 0x09 || (0x20...0x7E).contains(byte) && byte != 0x22 && !isAlphanumeric else {
            return nil
        }
        self.byte = byte
    }

    private init(known character: Unicode.Scalar) { byte = UInt8(truncatingIfNeeded: character.value) }

    package static let semicolon = Delimiter(known: ";")
    package static let comma = Delimiter(known: ",")
    package static let tab = Delimiter(known: "\t")
    package static let bar = Delimiter(known: "|")

    /// Those looked for, in the order that settles a tie: Swedish programs write semicolons.
    package static let candidates: [Delimiter] = [.semicolon, .comma, .tab, .bar]

    package var description: String { byte == 0x09 ? "tab" : String(UnicodeScalar(byte)) }
}
