/// The shape of the numbers a school gives its pupils itself, as `school.toml` says it.
///
/// `"digits 4-8"`, `"E digits 6"` (a fixed beginning) or `"characters 3-12"` (letters, digits and hyphen).
package struct LocalNumberRule: Hashable, Sendable {
    private enum Alphabet: Hashable { case digits, characters }

    private let prefix: String
    private let alphabet: Alphabet
    private let lengths: ClosedRange<Int>

    /// Reads a rule; nil when it is not one, or when it takes ten or twelve digits, which only personal
    /// numbers may have.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 2 || words.count == 3 else { return nil }
        let bounds = words[words.count - 1].split(separator: "-", omittingEmptySubsequences: false)
        guard bounds.count <= 2, let low = Int(bounds[0]), let high = Int(bounds[bounds.count - 1]),
            low >= 1, low <= high, high <= 40
        else { return nil }
        switch words[words.count - 2] {
        case "digits": alphabet = .digits
        case "characters": alphabet = .characters
        default: return nil
        }
        prefix = words.count == 3 ? String(words[0]) : ""
        lengths = low...high
        if prefix.allSatisfy(\.isNumber) {
            let written = (low + prefix.utf8.count)...(high + prefix.utf8.count)
            guard alphabet == .characters || !(written.contains(10) || written.contains(12)) else {
                return nil
            }
        }
    }

    /// Returns the number when the bytes, without surrounding spaces, have the rule's shape.
    func read(_ bytes: borrowing Span<UInt8>) -> Identity.Parsed? {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        let prefixLength = prefix.utf8.count
        guard lengths.contains(end - start - prefixLength) else { return nil }
        var offset = start
        for byte in prefix.utf8 {
            guard bytes[offset] == byte else { return nil }
            offset += 1
        }
        var digitCount = 0
        for index in offset..<end {
            switch bytes[index] {
            case 0x30...0x39: digitCount += 1
            case 0x41...0x5A, 0x61...0x7A, 0x2D: guard alphabet == .characters else { return nil }
            default: return nil
            }
        }
        if digitCount == end - start, digitCount == 10 || digitCount == 12 { return nil }
        guard let text = try? UTF8Span(validating: bytes.extracting(start..<end)) else { return nil }
        return Identity.Parsed(identity: Identity(kind: .local, checked: String(copying: text)), notes: [])
    }
}
