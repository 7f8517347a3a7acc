import CSystem

/// The worker's end of the border: blocking frames on descriptor 3.
///
/// Whatever cannot be sent or read ends the process: a worker without a host has nothing left to do
/// (`VARV_EXIT_HOST_GONE`), one that is sent nonsense must not guess (`VARV_EXIT_PROTOCOL`).
/// Used by the script thread only. The sending buffer is reused from frame to frame.
final class Channel {
    /// The largest payload, in bytes.
    static let maximumPayload = Int(VARV_FRAME_MAX_PAYLOAD.rawValue)
    private static let headerSize = Int(VARV_FRAME_HEADER.rawValue)

    private let descriptor: CInt
    private var outgoing: [UInt8] = []

    init(descriptor: CInt = CInt(VARV_SOCKET.rawValue)) {
        self.descriptor = descriptor
        outgoing.reserveCapacity(Self.headerSize + 1 << 16)
    }

    /// Sends one frame; returns when the kernel has all of it.
    func send(_ type: UInt8, _ payload: [UInt8] = []) {
        send(type) { $0 += payload }
    }

    /// Sends one frame whose payload `fill` appends to the reused buffer, without an array of its own.
    ///
    /// A payload over 1 MiB is a mistake of ours and ends the worker.
    func send<Failure: Error>(_ type: UInt8, fill: (inout [UInt8]) throws(Failure) -> Void) throws(Failure) {
        outgoing.removeAll(keepingCapacity: true)
        outgoing.append(contentsOf: [0, 0, 0, 0, type])
        try fill(&outgoing)
        let length = outgoing.count - Self.headerSize
        guard length >= 0, length <= Self.maximumPayload else { Self.end(VARV_EXIT_PROTOCOL) }
        for index in 0..<4 { outgoing[index] = UInt8(truncatingIfNeeded: length >> (8 * index)) }
        let result = unsafe outgoing.withUnsafeBytes {
            unsafe varv_write_fully(descriptor, $0.baseAddress, $0.count)
        }
        if result != 0 { Self.end(VARV_EXIT_HOST_GONE) }
    }

    /// Waits for the next frame and returns its type and payload.
    func receive() -> (type: UInt8, payload: [UInt8]) {
        var header: (UInt8, UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0, 0)
        let read = unsafe withUnsafeMutableBytes(of: &header) {
            unsafe varv_read_fully(self.descriptor, $0.baseAddress, $0.count)
        }
        if read != 0 { Self.end(VARV_EXIT_HOST_GONE) }
        let length = Int(header.0) | Int(header.1) << 8 | Int(header.2) << 16 | Int(header.3) << 24
        guard length <= Self.maximumPayload else { Self.end(VARV_EXIT_PROTOCOL) }
        guard length > 0 else { return (header.4, []) }

        let descriptor = self.descriptor
        let payload = unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            if unsafe varv_read_fully(descriptor, buffer.baseAddress, length) == 0 { count = length }
        }
        guard payload.count == length else { Self.end(VARV_EXIT_HOST_GONE) }
        return (header.4, payload)
    }

    private static func end(_ status: varv_exit) -> Never {
        varv_exit_now(CInt(status.rawValue))
    }
}
