internal import CSodium

/// The hash of a plan: what file, routine and options, and every record's key, values and fate, in order.
///
/// BLAKE2b by libsodium, so that a routine cannot be written to make two different plans look alike.
struct PlanHash {
    private var state = crypto_generichash_state()
    private var buffer: [UInt8] = []

    init() {
        _ = unsafe crypto_generichash_init(&state, nil, 0, 16)
        buffer.reserveCapacity(1 << 16)
    }

    mutating func add(_ number: Int64) {
        var bits = UInt64(bitPattern: number)
        for _ in 0..<8 {
            buffer.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
        }
        flushIfFull()
    }

    mutating func add(_ text: String) {
        add(Int64(text.utf8.count))
        buffer.append(contentsOf: text.utf8)
        flushIfFull()
    }

    mutating func add(bytes: some Sequence<UInt8>) {
        buffer.append(contentsOf: bytes)
        flushIfFull()
    }

    private mutating func flushIfFull() {
        if buffer.count > 1 << 15 { flush() }
    }

    private mutating func flush() {
        unsafe buffer.withUnsafeBufferPointer {
            _ = unsafe crypto_generichash_update(&state, $0.baseAddress, UInt64($0.count))
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// The hash so far, 32 hexadecimal digits; more may be added to a copy.
    func hex() -> String {
        var copy = self
        copy.flush()
        var hash = [UInt8](repeating: 0, count: 16)
        _ = unsafe crypto_generichash_final(&copy.state, &hash, hash.count)
        return Digest.hex(hash)
    }
}
