internal import CSodium
import Glibc

/// SHA-256 and keyed hashes, by libsodium.
///
/// `sodium_init` is not called: it would pick quicker variants for the whole process, and neither hash needs
/// it.
package enum Digest {
    /// Returns the SHA-256 of bytes as 64 lower-case hexadecimal digits, as `sha256sum` prints it.
    package static func sha256Hex(of bytes: some Sequence<UInt8>) -> String {
        var hashing = Hashing()
        hashing.add(Array(bytes)[...])
        return hashing.hex()
    }

    /// Returns the SHA-256 of an open file from its current position to its end, in constant memory; the
    /// place moves to the end.
    package static func sha256Hex(ofDescriptor number: CInt) throws(SchoolFolderError) -> String {
        // A copy of the number, so that closing ours leaves the caller's open.
        guard let file = Descriptor(fcntl(number, F_DUPFD_CLOEXEC, 0)) else {
            throw .system(errno, path: "#\(number)")
        }
        var hashing = Hashing()
        _ = try file.readChunks(name: "#\(number)") { chunk in
            hashing.add(chunk)
            return true
        }
        return hashing.hex()
    }

    /// Returns a hash of a message that only someone with the key can make.
    static func keyed(_ message: [UInt8], key: SchoolKey) -> [UInt8] {
        var hash = [UInt8](repeating: 0, count: SchoolKey.length)
        // Fails only for lengths out of range, and these are constants within it.
        _ = unsafe crypto_generichash(
            &hash, hash.count, message, UInt64(message.count), key.bytes, key.bytes.count)
        return hash
    }

    /// Returns the hash of a hash and of what comes after it.
    static func chained(_ before: [UInt8], _ text: String) -> [UInt8] {
        let message = before + Array(text.utf8)
        var hash = [UInt8](repeating: 0, count: 16)
        _ = unsafe crypto_generichash(&hash, hash.count, message, UInt64(message.count), nil, 0)
        return hash
    }

    /// Returns a number that only someone with the key can work out from a purpose, numbers and text.
    ///
    /// Fixed widths come first, then the text, so that two different wishes never give the same bytes.
    static func keyedNumber(
        _ purpose: String, _ numbers: [UInt64], _ text: [UInt8] = [], key: SchoolKey
    ) -> UInt64 {
        var message = Array(purpose.utf8)
        for number in numbers {
            for shift in stride(from: 56, through: 0, by: -8) {
                message.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
            }
        }
        return keyed(message + text, key: key).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private struct Hashing {
        private var state = crypto_hash_sha256_state()

        init() { _ = unsafe crypto_hash_sha256_init(&state) }

        mutating func add(_ bytes: ArraySlice<UInt8>) {
            unsafe bytes.withUnsafeBufferPointer {
                _ = unsafe crypto_hash_sha256_update(&state, $0.baseAddress, UInt64($0.count))
            }
        }

        mutating func hex() -> String {
            var hash = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
            _ = unsafe crypto_hash_sha256_final(&state, &hash)
            return Digest.hex(hash)
        }
    }
}
