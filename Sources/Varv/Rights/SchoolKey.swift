/// A school's own random key, kept in its store: pseudonyms and the seal of `varv.lock` hang on it.
///
/// Never leaves the host, never printed.
package struct SchoolKey: Hashable, Sendable {
    package static let length = 32

    let bytes: [UInt8]

    /// Makes a key from what the store kept; nil unless it is 64 hexadecimal digits.
    package init?(hex text: String) {
        guard text.utf8.count == 2 * SchoolKey.length else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for character in text {
            guard character.isASCII, let digit = character.hexDigitValue else { return nil }
            if let first = high {
                bytes.append(first << 4 | UInt8(digit))
                high = nil
            } else {
                high = UInt8(digit)
            }
        }
        self.bytes = bytes
    }

    /// Makes a new key from the system's randomness.
    package static func random() -> SchoolKey {
        // Swift's system generator is getrandom on Linux.
        var generator = SystemRandomNumberGenerator()
        return SchoolKey(bytes: (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// The key as the store keeps it.
    package var hex: String { Digest.hex(bytes) }
}

extension SchoolKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "SchoolKey(…)" }
    /// Nothing to see for `dump` and for a test's failure text.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
