/// A window on a source: the bytes read but not yet done with, in one growing piece of memory.
///
/// Eight line feeds always stand after the last byte, so that a scan by words needs no check for the end.
///
/// Safe but for `base`, which moves when the buffer grows.
@safe final class ByteBuffer {
    static let slack = 8

    @unsafe private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    /// The first byte not yet done with.
    var start = 0
    /// One past the last byte read.
    private(set) var end = 0
    /// The source has no more bytes.
    private(set) var isAtEnd = false
    private var source: any ByteSource

    init(_ source: any ByteSource, capacity: Int = 256 << 10) {
        self.source = source
        self.capacity = capacity
        unsafe base = .allocate(capacity: capacity + Self.slack)
        unsafe base.initialize(repeating: 0x0A, count: capacity + Self.slack)
    }

    deinit { unsafe base.deallocate() }

    /// Moves what is left to the front, grows when that is all there is room for, and reads until full or at the end.
    func refill() throws(FormatError) {
        let left = end - start
        if start > 0 {
            unsafe base.update(from: base + start, count: left)
        } else if left == capacity {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + Self.slack)
            unsafe larger.initialize(from: base, count: left)
            unsafe (larger + left).initialize(repeating: 0x0A, count: capacity * 2 + Self.slack - left)
            unsafe base.deallocate()
            unsafe base = larger
            capacity *= 2
        }
        start = 0
        end = left
        while end < capacity, !isAtEnd {
            let room = unsafe UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
            let count = unsafe try source.read(into: room)
            if count <= 0 { isAtEnd = true } else { end += min(count, room.count) }
        }
        unsafe (base + end).update(repeating: 0x0A, count: Self.slack)
    }
}
