import Glibc
import Testing
import VarvBridge

@testable import Varv

@Suite struct WorkerWordsTests {
    @Test func `processor time says how much of how much, and what to do`() {
        let end = WorkerEnd.processorTime(used: .milliseconds(10_004), budget: .seconds(10))
        #expect(
            end.words
                == Words(
                    sv: "Rutinen använde 10 s av 10 s processortid och stoppades. "
                        + "Leta efter en slinga som inte tar slut, eller tillåt mer med --seconds.",
                    en: "The routine used 10 s of 10 s of processor time and was ended. "
                        + "Look for a loop that never ends, or allow more with --seconds."))
    }

    @Test func `tenths of a second are written as each language does`() {
        let end = WorkerEnd.wall(waited: .milliseconds(1_540), budget: .milliseconds(1_500))
        #expect(end.words.sv.contains("på 1,5 s (gränsen är 1,5 s)"))
        #expect(end.words.en.contains("for 1.5 s (the limit is 1.5 s)"))
    }

    @Test func `memory says its limit in MiB`() {
        #expect(
            WorkerEnd.memory(budget: 256 << 20).words.sv
                == "Rutinen behövde mer än sina 256 MiB minne och stoppades. "
                + "Låt den spara mindre åt gången, eller tillåt mer med --memory.")
    }

    @Test func `a forbidden call is not called a crash`() {
        #expect(
            WorkerEnd.crashed(signal: SIGSYS).words.sv.hasPrefix(
                "Rutinen försökte göra något som ingen rutin får"))
        #expect(WorkerEnd.crashed(signal: SIGSEGV).words.sv.contains("kraschade (signal 11)"))
    }

    @Test func `codes are stable`() {
        let ends: [WorkerEnd] = [
            .clean, .processorTime(used: .zero, budget: .zero), .wall(waited: .zero, budget: .zero),
            .memory(budget: 0), .output(budget: 0), .crashed(signal: 11), .unexpectedStatus(1),
            .protocolViolation(""), .lockdownFailed, .hostGone, .lost, .luaPanic, .interrupted, .stopped,
        ]
        #expect(
            ends.map { String($0.code.suffix(3)) } == [
                "300", "301", "302", "303", "304", "305", "305", "306", "307", "308", "308", "309", "330",
                "331",
            ])
    }

    @Test func `a missing worker says where it should be`() {
        let error = WorkerStartError.missing(path: "/opt/varv/varv-worker")
        #expect(error.code == "VARV-E310")
        #expect(
            error.words.sv
                == "Programmet varv-worker, som kör rutiner, finns inte på /opt/varv/varv-worker. "
                + "Installera det bredvid varv.")
    }
}
