import Foundation
import Testing

/// Everything a state can do, in random order, compared with a model after each step.
struct RandomWalkTests {
    /// Steps in all: some thousands, or as many as `VARV_FUZZ_CASES` says.
    static let steps = ProcessInfo.processInfo.environment["VARV_FUZZ_CASES"].flatMap(Int.init) ?? 8_000

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `a long random walk goes as its model`(_ seed: UInt64) throws {
        // A state lives for some thousand steps, so that closing is walked too.
        let length = 2_000
        var refusals = 0
        var interrupts = 0
        for round in 0..<max(1, Self.steps / 4 / length) {
            let walk = try Walk(seed: seed << 32 | UInt64(round))
            for step in 1...length {
                do { try walk.step() } catch {
                    Issue.record("seed \(seed), round \(round), step \(step): \(error)")
                    return
                }
            }
            refusals += walk.refusals
            interrupts += walk.interrupts
        }
        #expect(refusals > 20)
        #expect(interrupts > 20)
    }
}
