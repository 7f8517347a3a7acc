import CSystem
import Glibc

/// Takes bytes off a socket without blocking and gives whole frames back, in order.
///
/// A length is compared with the limit before anything is allocated for it.
final class FrameInbox {
    enum Outcome: Hashable {
        case received
        case nothingThere
        case ended
        case violation(Breach)
    }

    private static let headerSize = Int(VARV_FRAME_HEADER.rawValue)
    private static let bufferSize = 64 << 10

    private let socket: CInt
    private var buffer = [UInt8](repeating: 0, count: bufferSize)
    private var filled = 0
    /// A payload larger than what has come so far; the rest is read straight into it.
    private var unfinished: (frame: WorkerFrame, filled: Int)?
    /// What the worker said last; nothing may follow it.
    private(set) var lastWords: LastWords?
    private var frames: [WorkerFrame] = []
    private var taken = 0
    /// Roughly the memory that waits to be taken: an empty frame is not free.
    private(set) var backlog = 0
    private static let frameCost = 64

    init(socket: CInt) { self.socket = socket }

    func next() -> WorkerFrame? {
        guard taken < frames.count else { return nil }
        var frame = WorkerFrame(0)
        swap(&frame, &frames[taken])
        taken += 1
        if taken == frames.count {
            frames.removeAll(keepingCapacity: true)
            taken = 0
        }
        backlog -= frame.payload.count + Self.frameCost
        return frame
    }

    /// Whether a frame has begun and its end has not come.
    var isInsideFrame: Bool { filled > 0 || unfinished != nil }

    /// Takes what the socket has now, at most one buffer or one payload of it.
    func fill() -> Outcome {
        unfinished == nil ? fillBuffer() : fillPayload()
    }

    private func fillBuffer() -> Outcome {
        let start = filled
        let socket = self.socket
        let count = unsafe buffer.withUnsafeMutableBytes {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: $0[start...])
            return unsafe varv_receive_now(socket, rest.baseAddress, rest.count)
        }
        guard count > 0 else { return Self.outcome(count) }
        filled += count
        return cutFrames()
    }

    private func fillPayload() -> Outcome {
        guard var (frame, start) = unfinished else { return .nothingThere }
        unfinished = nil  // else the payload has two owners, and writing to it copies it
        let socket = self.socket
        let count = unsafe frame.payload.withUnsafeMutableBytes {
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: $0[start...])
            return unsafe varv_receive_now(socket, rest.baseAddress, rest.count)
        }
        start += max(0, count)
        if start == frame.payload.count {
            if let violation = append(frame) { return violation }
        } else {
            unfinished = (frame, start)
        }
        return count > 0 ? .received : Self.outcome(count)
    }

    private func cutFrames() -> Outcome {
        var position = 0
        while filled - position >= Self.headerSize {
            var length = 0
            for index in 0..<4 { length |= Int(buffer[position + index]) << (8 * index) }
            guard length <= WorkerFrame.maximumPayload else {
                return .violation(.frameTooLong(length))
            }
            let type = buffer[position + 4]
            position += Self.headerSize
            let end = position + length
            if end <= filled {
                if let violation = append(WorkerFrame(type, Array(buffer[position..<end]))) {
                    return violation
                }
                position = end
            } else {
                var payload = [UInt8](repeating: 0, count: length)
                payload.replaceSubrange(0..<(filled - position), with: buffer[position..<filled])
                unfinished = (WorkerFrame(type, payload), filled - position)
                position = filled
            }
        }
        for index in position..<filled { buffer[index - position] = buffer[index] }
        filled -= position
        return .received
    }

    private func append(_ frame: WorkerFrame) -> Outcome? {
        guard lastWords == nil else { return .violation(.moreAfterLastWords) }
        if LastWords.isFrame(frame) {
            lastWords = LastWords(frame)
            return lastWords == nil ? .violation(.lastWordsUnreadable) : nil
        }
        backlog += frame.payload.count + Self.frameCost
        frames.append(frame)
        return nil
    }

    private static func outcome(_ result: Int) -> Outcome {
        switch result {
        case 0: .ended
        case -Int(EAGAIN): .nothingThere
        default: .ended
        }
    }
}
