import Foundation
import Glibc
import Synchronization

/// What Ctrl-C does: ends a prompt, else interrupts the work that runs, else ends the program.
///
/// The handler only writes a byte to a pipe; a thread reads it. The library installs nothing (design §2), so this is
/// the program's.
final class Interrupts: Sendable {
    static let shared = Interrupts()

    private struct State {
        var isInstalled = false
        var prompts = 0
        var action: (@Sendable () -> Void)?
        var presses = 0
    }

    private let state = Mutex(State())
    private let wake = Pipe()

    /// Readable when Ctrl-C was pressed at a prompt.
    var promptDescriptor: CInt { wake.fileHandleForReading.fileDescriptor }

    /// Starts catching Ctrl-C; before this it ends the program as it always does.
    func install() {
        let isFirst = state.withLock { state in
            defer { state.isInstalled = true }
            return !state.isInstalled
        }
        guard isFirst else { return }
        let pressed = Pipe()
        unsafe signalDescriptor = pressed.fileHandleForWriting.fileDescriptor
        signal(SIGINT) { _ in
            var byte: UInt8 = 1
            _ = unsafe write(signalDescriptor, &byte, 1)
        }
        let reading = pressed.fileHandleForReading.fileDescriptor
        Thread.detachNewThread { [self] in
            _ = pressed
            var byte: UInt8 = 0
            while true {
                let count = unsafe read(reading, &byte, 1)
                if count == 1 { press() } else if count == 0 || errno != EINTR { return }
            }
        }
    }

    private func press() {
        let (isPrompt, action, presses) = state.withLock { state in
            state.presses += 1
            return (state.prompts > 0, state.action, state.presses)
        }
        if isPrompt {
            var byte: UInt8 = 1
            _ = unsafe write(wake.fileHandleForWriting.fileDescriptor, &byte, 1)
        } else if let action, presses < 3 {
            action()
        } else {
            // An open transaction is rolled back by the store when the program is gone.
            _exit(130)
        }
    }

    /// Runs work that Ctrl-C interrupts through `action`; a third press ends the program.
    func during<Result>(
        _ action: @escaping @Sendable () -> Void, isolation: isolated (any Actor)? = #isolation,
        _ work: () async throws -> Result
    ) async rethrows -> Result {
        install()
        let before = state.withLock { state in
            defer {
                state.action = action
                state.presses = 0
            }
            return state.action
        }
        defer { state.withLock { $0.action = before } }
        return try await work()
    }

    /// Runs a prompt, which Ctrl-C ends.
    func prompting<Result>(_ body: () -> Result) -> Result {
        install()
        state.withLock { state in
            state.prompts += 1
            state.presses = 0
        }
        defer { state.withLock { $0.prompts -= 1 } }
        return body()
    }
}

/// Where the signal handler writes; set once before it is installed. A handler can reach nothing but a global.
private nonisolated(unsafe) var signalDescriptor: CInt = -1
