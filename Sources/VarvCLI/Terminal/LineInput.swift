import Glibc
import Synchronization

/// What came of waiting for a line.
enum LineAnswer: Hashable, Sendable {
    case line(String)
    case end
    /// Ctrl-C.
    case interrupted
    case timedOut
    /// A line longer than any answer is: it has been read past, and nothing of it was taken.
    case tooLong
    /// A line that is not UTF-8, or has piles of marks on its letters: mended, it would be stored as something nobody
    /// wrote.
    case notText(line: Int)
}

/// Where lines come from: standard input, or a list in tests and scripts.
protocol LineSource: Sendable {
    /// Returns the next line without its end; `seconds` is how long to wait at most.
    func next(within seconds: Int?) -> LineAnswer
}

/// Lines of standard input, waited for together with Ctrl-C.
final class StandardInput: LineSource {
    static let shared = StandardInput()

    private let descriptor: CInt
    private let lines = Mutex(LineBuffer())

    init(_ descriptor: CInt = STDIN_FILENO) { self.descriptor = descriptor }

    func next(within seconds: Int?) -> LineAnswer {
        Interrupts.shared.prompting { lines.withLock { read(&$0, seconds) } }
    }

    private func read(_ lines: inout LineBuffer, _ seconds: Int?) -> LineAnswer {
        let started = ContinuousClock.now
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            if let line = lines.next() { return line }
            var left: CInt = -1
            if let seconds {
                let passed = (ContinuousClock.now - started).components.seconds
                left = CInt(clamping: max(0, Int64(seconds) - passed) * 1000)
                if left == 0 { return .timedOut }
            }
            var waits = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: Interrupts.shared.promptDescriptor, events: Int16(POLLIN), revents: 0),
            ]
            let ready = unsafe poll(&waits, 2, left)
            if ready == 0 { return .timedOut }
            if ready < 0 { continue }
            if waits[1].revents != 0 {
                _ = unsafe Glibc.read(Interrupts.shared.promptDescriptor, &chunk, 1)
                lines = LineBuffer()
                return .interrupted
            }
            let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { return lines.end() }
            lines.append(chunk[..<count])
        }
    }
}

/// Lines from a list.
final class ListedLines: LineSource {
    private let lines: Mutex<ArraySlice<String>>

    init(_ lines: [String]) { self.lines = Mutex(lines[...]) }

    func next(within seconds: Int?) -> LineAnswer {
        lines.withLock { $0.popFirst() }.map { .line($0) } ?? .end
    }
}
