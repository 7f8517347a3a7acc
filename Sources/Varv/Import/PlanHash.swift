internal import CSodium
import VarvModel

/// The hash of a plan: what file, routine and options, and every record's key, values and fate, in order.
///
/// BLAKE2b by libsodium, so that a routine cannot be written to make two different plans look alike.
@safe final class PlanHash {
    // The library's state wants 64-byte alignment, which a Swift struct cannot promise.
    private let state: UnsafeMutableRawPointer
    private var buffer: [UInt8] = []
    private static let size = 16

    init() {
        unsafe state = UnsafeMutableRawPointer.allocate(
            byteCount: crypto_generichash_statebytes(), alignment: 64)
        _ = unsafe crypto_generichash_init(OpaquePointer(state), nil, 0, Self.size)
        buffer.reserveCapacity(1 << 16)
    }

    deinit { unsafe state.deallocate() }

    func add(_ number: Int64) {
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe buffer.append(contentsOf: $0) }
        flushIfFull()
    }

    func add(_ text: String) {
        add(Int64(text.utf8.count))
        buffer.append(contentsOf: text.utf8)
        flushIfFull()
    }

    func add(bytes: some Sequence<UInt8>) {
        buffer.append(contentsOf: bytes)
        flushIfFull()
    }

    /// Adds what was there and what the plan tells of it: what was shown with a mark is what the mark stands for.
    func add(_ told: ToldChanges) {
        for sentence in told.sentences { add(sentence.sv) }
        add(bytes: told.before)
    }

    private func flushIfFull() {
        if buffer.count > 1 << 15 { flush() }
    }

    private func flush() {
        unsafe buffer.withUnsafeBufferPointer {
            _ = unsafe crypto_generichash_update(OpaquePointer(state), $0.baseAddress, UInt64($0.count))
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Ends the hash: 32 hexadecimal digits. Nothing may be added afterwards.
    func hex() -> String {
        flush()
        var hash = [UInt8](repeating: 0, count: Self.size)
        _ = unsafe crypto_generichash_final(OpaquePointer(state), &hash, hash.count)
        return Digest.hex(hash)
    }
}
