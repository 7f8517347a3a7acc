import Glibc
import Testing

/// How the time of something grows with how much there is of it, by what this thread computes for.
enum Growth {
    /// Whether four times as much takes less than eight times the processor's time, which something quadratic never does: the
    /// least of three, and in one of three tries, for other programs are in the processor's caches too.
    ///
    /// - Parameter prepared: makes so much of it, untimed, and returns the work.
    static func isLinear(from count: Int, _ prepared: (Int) -> () -> Void) -> Bool {
        func time(_ count: Int) -> Duration {
            let work = prepared(count)
            return (0..<3).map { _ in
                let began = processorTime()
                work()
                return processorTime() - began
            }.min() ?? .zero
        }
        _ = time(count / 6)
        return (0..<3).contains { _ in time(4 * count) < time(count) * 8 + .milliseconds(20) }
    }

    private static func processorTime() -> Duration {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

struct GrowthTests {
    /// The cube, so that no noise of the machine's makes it pass for linear.
    @Test func `what grows faster than its amount is noticed`() {
        var sum = 0
        let isLinear = Growth.isLinear(from: 50) { count in
            {
                for one in 0..<count {
                    for other in 0..<count { for third in 0..<count { sum &+= one ^ other ^ third } }
                }
            }
        }
        #expect(!isLinear && sum != 0)
    }
}
