import Glibc

/// Bytes in order, read once from the start.
///
/// ```swift
/// let reader = try CSVReader(DescriptorSource(4))
/// ```
package protocol ByteSource {
    /// Fills part of a buffer and returns how many bytes were written; 0 only at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int
}

/// The bytes of an array.
package struct ArraySource: ByteSource, Sendable {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package init(_ text: String) { bytes = Array(text.utf8) }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        let count = min(buffer.count, bytes.count - position)
        unsafe buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}

/// The bytes of an open descriptor, from its start when it can seek, else from where it stands.
///
/// Calls only `pread` and `read`, which the worker's lock-down allows; never closes the descriptor.
package struct DescriptorSource: ByteSource, Sendable {
    private let descriptor: Int32
    private var offset: off_t = 0
    private var seeks = true

    package init(_ descriptor: Int32) { self.descriptor = descriptor }

    package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        while true {
            let count =
                unsafe seeks
                ? pread(descriptor, buffer.baseAddress, buffer.count, offset)
                : Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                offset += count
                return count
            }
            switch errno {
            case EINTR: continue
            case ESPIPE where seeks: seeks = false
            default: throw FormatError(.readFailed, found: Int(errno))
            }
        }
    }
}
