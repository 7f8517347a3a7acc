import CSystem
import Lua
import VarvBridge

/// What scripts print: counted, and sent on in whole lines as far as they are.
final class Printer {
    private let session: Session
    private let limit: Int
    private var count = 0

    init(session: Session, limit: Int) {
        self.session = session
        self.limit = limit
    }

    /// Sends one print's bytes; past the limit the worker ends, which no script can catch.
    func print(_ span: RawSpan) {
        count += span.byteCount
        if count > limit { Lockdown.end(VARV_EXIT_OUTPUT, asked: count) }
        // Escaping makes a byte four, and a frame has its own bound; a character is never split.
        let bytes = Array(span.escaped.utf8)
        var start = 0
        repeat {
            var end = min(start + Self.pieceSize, bytes.count)
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            session.send(.printed) { out in
                out.count(end - start)
                out.raw(bytes[start..<end])
            }
            start = end
        } while start < bytes.count
    }

    private static let pieceSize = 256 << 10

    /// An entry in a meeting has an allowance of its own.
    func renew() { count = 0 }
}
