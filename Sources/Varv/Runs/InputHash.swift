import Foundation
import Synchronization

/// The hash of an input, counted beside the run that reads it: of a large file that takes a twentieth of its
/// import.
final class InputHash: Sendable {
    private let result = Mutex<Result<String, any Error>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    /// Begins to hash on a thread of its own; the input stays open until that is done.
    init(_ input: OpenInput) {
        // Only this thread moves the descriptor's offset: the worker reads through a description of its own.
        let input = Confined(input)
        Thread.detachNewThread { [self] in
            let hash = Result { try input.value.hash() }
            result.withLock { $0 = hash }
            isDone.signal()
        }
    }

    /// Waits for the hash; for a run's own thread, once.
    func value() throws -> String {
        isDone.wait()
        return try result.withLock { $0 }?.get() ?? ""
    }
}
