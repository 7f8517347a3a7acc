import Synchronization

/// Lines of a meeting: typed, piped, or from a recorded file, which are echoed so that the output reads as a meeting.
final class MeetingInput: Sendable {
    let isEchoed: Bool
    private let source: any LineSource
    private let ahead = Mutex<LineAnswer?>(nil)

    init(_ source: any LineSource, isEchoed: Bool) {
        self.source = source
        self.isEchoed = isEchoed
    }

    func next(within seconds: Int?) -> LineAnswer {
        if let kept = ahead.withLock({ line in
            defer { line = nil }
            return line
        }) {
            return kept
        }
        return source.next(within: seconds)
    }

    /// Returns the next line's yes or no when that is what it is; any other line stays to be entered.
    func nextIfAnswer(within seconds: Int?) -> LineAnswer? {
        let answer = next(within: seconds)
        guard isEchoed, case .line(let line) = answer else { return answer }
        if ["j", "ja", "n", "nej", "y", "yes", "no"].contains(line.trimmed.lowercased()) { return answer }
        ahead.withLock { $0 = answer }
        return nil
    }
}
