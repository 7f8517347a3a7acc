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
        if count > limit { Lockdown.exit(VARV_EXIT_OUTPUT) }
        let text = span.escaped
        session.send(.printed) { $0.text(text) }
    }

    /// An entry in a meeting has an allowance of its own.
    func renew() { count = 0 }
}
