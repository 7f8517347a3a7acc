import CSystem

/// One message across the border: a type the two sides agree on, and bytes that are hostile until decoded.
package struct WorkerFrame: Hashable, Sendable {
    /// The largest payload, in bytes, that either side sends or takes.
    package static let maximumPayload = Int(VARV_FRAME_MAX_PAYLOAD.rawValue)

    package var type: UInt8
    package var payload: [UInt8]

    package init(_ type: UInt8, _ payload: [UInt8] = []) {
        self.type = type
        self.payload = payload
    }
}
