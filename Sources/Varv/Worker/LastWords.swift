import CSystem

/// What a worker said as it ended at a limit: where its routine was. For a person to read; no verdict and no count rests
/// on it, since a worker that was taken over says what it likes.
package struct LastWords: Hashable, Sendable {
    /// `eht.lua:14`, or nil when no line was known.
    package var place: String?
    /// How many bytes it wanted, when that is what ended it.
    package var asked: Int?

    package init(place: String?, asked: Int? = nil) {
        self.place = place
        self.asked = asked
    }

    private static let numbers = 12
    private static let longestName = 255

    /// Reads the frame; nil when it is not one.
    init?(_ frame: WorkerFrame) {
        let payload = frame.payload
        guard (Self.numbers...Self.numbers + Self.longestName).contains(payload.count) else { return nil }
        func number(_ range: Range<Int>) -> UInt64 {
            payload[range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        let line = Int32(clamping: number(0..<4))
        let name = String(decoding: payload[Self.numbers...], as: UTF8.self)
        place = line > 0 && !name.isEmpty ? "\(shownOnOneLine(name)):\(line)" : nil
        asked = Int(exactly: number(4..<Self.numbers)).flatMap { $0 > 0 ? $0 : nil }
    }

    static func isFrame(_ frame: WorkerFrame) -> Bool {
        frame.type == UInt8(VARV_FRAME_LAST_WORDS.rawValue)
    }
}
