import Synchronization
import Varv

/// A line on standard error that says how far a run has come, rewritten in place.
final class ProgressLine: Sendable {
    private struct State {
        var shownAt: ContinuousClock.Instant?
        var isShown = false
    }

    private let console: Console
    private let state = Mutex(State())

    init(_ console: Console) { self.console = console }

    /// Shows how far the run has come, at most ten times a second.
    func show(_ progress: RunProgress) {
        guard console.showsProgress else { return }
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            if let at = state.shownAt, now - at < .milliseconds(100) { return false }
            state.shownAt = now
            state.isShown = true
            return true
        }
        if isDue {
            console.write(
                .errors, "\r\u{1B}[K" + say("{n|rad|rader} …", "{n|row|rows} …", ["n": progress.rows]))
        }
    }

    /// Takes the line away.
    func clear() {
        let wasShown = state.withLock { state in
            defer { state.isShown = false }
            return state.isShown
        }
        if wasShown { console.write(.errors, "\r\u{1B}[K") }
    }
}
