import CustomDump
import Glibc
import Testing
import VarvBridge
import VarvModel

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

    @Test func `memory says how much was wanted, when that is known and more`() {
        #expect(
            WorkerEnd.memory(asked: 1 << 30, budget: 256 << 20).words.sv
                == "Rutinen ville ha 1024 MiB minne, får ha 256 MiB och stoppades. "
                + "Låt den spara mindre åt gången, eller tillåt mer med --memory.")
        #expect(
            WorkerEnd.memory(asked: (256 << 20) + 1, budget: 256 << 20).words
                == WorkerEnd.memory(budget: 256 << 20).words)
    }

    @Test func `memory says how much was wanted, however much`() {
        // A worker that was taken over says what it likes.
        #expect(
            WorkerEnd.memory(asked: .max, budget: 256 << 20).words.en.hasPrefix(
                "The routine wanted 8796093022208 MiB of memory, may have 256 MiB and was ended."))
    }

    @Test func `output says how much of how much, a byte too many as more`() {
        #expect(
            WorkerEnd.output(asked: (1 << 20) + 1, budget: 1 << 20).words
                == Words(
                    sv: "Rutinen skrev ut 1,1 MiB text, får skriva ut 1 MiB och stoppades. "
                        + "Ta bort utskrifter, eller gör en rapport av dem.",
                    en: "The routine printed 1.1 MiB of text, may print 1 MiB and was ended. "
                        + "Remove some printing, or make a report of it."))
    }

    @Test func `traffic says how much of how much`() {
        #expect(
            WorkerEnd.traffic(sent: 300 << 20, budget: 256 << 20).words
                == Words(
                    sv: "Rutinen skickade 300 MiB till Varv på en gång, får skicka 256 MiB och stoppades. "
                        + "Leta efter en slinga som skriver eller lägger till utan slut.",
                    en: "The routine sent 300 MiB to Varv in one go, may send 256 MiB and was ended. "
                        + "Look for a loop that prints or adds without end."))
        #expect(WorkerEnd.traffic(sent: .max, budget: 1).words.en.contains("8796093022208 MiB"))
    }

    @Test func `records say how many of how many`() {
        #expect(
            WorkerEnd.records(count: 1_000_500, budget: 1_000_000).words.en.hasPrefix(
                "The routine made 1000500 records, may make 1000000 and was ended."))
    }

    @Test func `the place stands first in what a person reads`() {
        let report = WorkerReport(
            .output(budget: 1 << 20), usage: WorkerUsage(), lastWords: LastWords(place: "eht.lua:14"))
        #expect(
            VarvError(report).message(in: .swedish)
                == "eht.lua:14: Rutinen skrev ut mer än 1 MiB text och stoppades. "
                + "Ta bort utskrifter, eller gör en rapport av dem.")
    }

    @Test func `a forbidden call is not called a crash`() {
        #expect(
            WorkerEnd.crashed(signal: SIGSYS).words.sv.hasPrefix(
                "Rutinen försökte göra något som ingen rutin får"))
        #expect(WorkerEnd.crashed(signal: SIGSEGV).words.sv.contains("kraschade (signal 11)"))
    }

    @Test func `what cannot be read of a worker is told as what breaks the agreement`() {
        expectNoDifference(
            VarvError.wrapping(BridgeError.outOfRange(sv: "x", en: "x")),
            VarvError(WorkerEnd.protocolViolation(.unreadable(.outOfRange(sv: "x", en: "x")))))
    }

    @Test(arguments: [
        (
            Breach.moreAfterLastFrame, "(det skickade mer efter sin sista ram)",
            "(it sent more after its last frame)"
        ),
        (
            .unreadable(.outOfRange(sv: "ett märke", en: "a mark")), "(ett märke: utanför det tillåtna)",
            "(a mark is out of range)"
        ),
    ])
    func `what broke the agreement is told in the reader's language`(
        _ breach: Breach, _ swedish: String, _ english: String
    ) {
        let words = WorkerEnd.protocolViolation(breach).words
        #expect(words.sv.contains(swedish), "\(words.sv)")
        #expect(words.en.contains(english), "\(words.en)")
    }

    @Test func `codes are stable`() {
        let ends: [WorkerEnd] = [
            .clean, .processorTime(used: .zero, budget: .zero), .wall(waited: .zero, budget: .zero),
            .memory(budget: 0), .output(budget: 0), .crashed(signal: 11), .unexpectedStatus(1),
            .protocolViolation(.couldNotRead), .lockdownFailed, .hostGone, .lost, .luaPanic, .interrupted,
            .stopped,
            .records(count: 2, budget: 1), .traffic(sent: 2, budget: 1),
        ]
        #expect(
            ends.map { String($0.code.suffix(3)) } == [
                "300", "301", "302", "303", "304", "305", "305", "306", "307", "308", "308", "309", "330",
                "331", "316", "317",
            ])
    }

    @Test func `a missing worker says where it should be`() {
        let error = WorkerStartError.missing(path: "/opt/varv/varv-worker")
        #expect(error.code == "VARV-E310")
        #expect(
            error.words.sv
                == "Programmet varv-worker, som kör rutiner, finns inte på /opt/varv/varv-worker. "
                + "Lägg det bredvid programmet som använder det.")
    }
}
