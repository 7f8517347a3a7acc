import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// What `varv doctor` says of the installed Lua.
struct LuaFaultTests {
    @Test func `a worker says which Lua it runs and which known faults that has`() throws {
        let report = try WorkerProcess.askLua(.path(#require(FixtureWorker.real)))
        #expect(report.release.wholeMatch(of: /Lua 5\.4\.\d+/) != nil)
        // 5.4.4 has them all; a later Lua has fewer, which is for its own day.
        if report.release == "Lua 5.4.4" { #expect(report.faults == LuaFault.allCases) }
    }

    @Test func `the doctor tells of the faults, and counts none as missing`() async throws {
        let host = try Host(worker: .path(#require(FixtureWorker.real)))
        let line = try await host.diagnose().last
        let report = try WorkerProcess.askLua(.path(#require(FixtureWorker.real)))
        #expect(line == DoctorLine(isFine: true, words: Phrase(sv: report.words.sv, en: report.words.en)))
    }

    @Test func `a Lua without faults is said to be so`() {
        let report = WorkerProcess.LuaReport(release: "Lua 5.4.8", faults: [])
        #expect(report.words.en == "Lua 5.4.8, without known faults")
    }
}
