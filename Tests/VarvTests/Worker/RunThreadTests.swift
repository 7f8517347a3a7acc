import Foundation
import Synchronization
import Testing

@testable import Varv

@Suite struct RunThreadTests {
    @Test func `work runs in order on one thread that is not the caller's`() async throws {
        let thread = try RunThread(name: "varv-test")
        let first = try await thread.run { ownThreadName() }
        let second = try await thread.run { ownThreadName() }
        #expect(first == "varv-test")
        #expect(second == "varv-test")
    }

    @Test func `an error comes back to the one who asked`() async throws {
        let thread = try RunThread()
        await #expect(throws: CancellationError.self) { try await thread.run { throw CancellationError() } }
    }

    @Test func `an actor can live on the thread`() async throws {
        let actor = try Resident()
        #expect(await actor.threadName() == "varv-resident")
    }

    @Test func `more blocked runs than processors do not stop other tasks`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let count = ProcessInfo.processInfo.activeProcessorCount * 4
        let threads = try (0..<count).map { _ in try RunThread() }
        async let all: Void = withThrowingTaskGroup(of: Void.self) { group in
            for thread in threads { group.addTask { try await thread.run { gate.wait() } } }
            try await group.waitForAll()
        }
        // Would never come to run if the waiting took the pool's threads.
        await Task { for _ in 0..<count { gate.signal() } }.value
        try await all
    }

    @Test func `a cancelled task calls its handler while the thread is busy`() async throws {
        let thread = try RunThread()
        let stopped = DispatchSemaphore(value: 0)
        let task = Task { try await thread.run(onCancel: { stopped.signal() }) { stopped.wait() } }
        task.cancel()
        try await task.value
    }

    @Test func `the thread ends when nobody holds it`() async throws {
        let ended = Ended()
        try await {
            let thread = try RunThread()
            try await thread.run { Thread.current.threadDictionary["ended"] = ended.token() }
        }()
        for _ in 0..<6_000 where !ended.isSet { try await Task.sleep(for: .milliseconds(10)) }
        #expect(ended.isSet)
    }

    private actor Resident {
        private let thread: RunThread
        init() throws { thread = try RunThread(name: "varv-resident") }
        nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }
        func threadName() -> String? { ownThreadName() }
    }

    /// Notices when a thread's own dictionary goes away.
    private final class Ended: Sendable {
        private let flag = Mutex(false)
        var isSet: Bool { flag.withLock { $0 } }
        func token() -> Token { Token { self.flag.withLock { $0 = true } } }
        final class Token {
            let whenGone: () -> Void
            init(_ whenGone: @escaping () -> Void) { self.whenGone = whenGone }
            deinit { whenGone() }
        }
    }
}

/// As the kernel knows it.
private func ownThreadName() -> String? {
    (try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8))?.trimmingCharacters(
        in: .newlines)
}
