import Testing
import VarvBridge

@testable import Varv

/// An interrupt reaches the work it is about, whenever it comes.
@Suite struct InterruptRelayTests {
    private func endless() throws -> WorkerRun {
        try WorkerRun(
            .besideExecutable,
            start: StartFrame(
                mode: .chunk, language: "sv", sourceName: "snurra.lua", source: "while true do end"),
            limits: WorkerLimits(processorTime: .seconds(5)))
    }

    private func code(_ run: WorkerRun) -> String {
        do {
            _ = try run.serve()
            return "done"
        } catch { return VarvError.wrapping(error).code }
    }

    @Test func `one that comes before the worker is there ends it`() throws {
        let relay = InterruptRelay()
        relay.begin()
        relay.interrupt()
        let run = try endless()
        relay.watch(run)
        #expect(code(run) == "VARV-E330")
    }

    @Test func `one that came before the undertaking is not about it`() throws {
        let relay = InterruptRelay()
        relay.interrupt()
        relay.begin()
        let run = try WorkerRun(
            .besideExecutable,
            start: StartFrame(mode: .chunk, language: "sv", sourceName: "a.lua", source: ""),
            limits: WorkerLimits())
        relay.watch(run)
        #expect(code(run) == "done")
    }
}
