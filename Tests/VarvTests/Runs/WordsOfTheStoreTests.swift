import CustomDump
import Foundation
import Glibc
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// What the store and the system call things, in words of a school's.
@Suite struct WordsOfTheStoreTests {
    @Test(arguments: TableDefinition.all.map(\.name))
    func `each table has an everyday name in both languages`(_ table: String) {
        let words = Plan.tableWords(table)
        #expect(words.sv != table && words.en != table && words.sv != words.en || table == "staff")
    }

    @Test(arguments: [
        ("2026-11-25T23:21:05Z", "2026-11-26 00:21"), ("2026-07-01T21:59:59Z", "2026-07-01 23:59"),
        ("i går", "i går"),
    ])
    func `a moment is told as the clock on the wall has it`(_ moment: String, _ told: String) throws {
        let zone = try #require(TimeZone(identifier: "Europe/Stockholm"))
        expectNoDifference(SchoolClock.local(moment, in: zone), told)
    }

    @Test(arguments: [ENOENT, EACCES, ENOSPC, EISDIR, ENOTDIR, ELOOP, ENAMETOOLONG, EIO, 9999])
    func `why the system refused is said in both languages`(_ number: Int32) {
        let words = Phrase.systemRefusal(number)
        #expect(!words.sv.isEmpty && !words.en.isEmpty && words.sv != words.en)
        #expect(!words.sv.contains(unsafe String(cString: strerror(number))))
    }

    @Test func `a worker that was ended from outside is no fault of Varv's`() {
        let words = WorkerEnd.crashed(signal: SIGKILL).words
        #expect(words.sv.contains("datorns minne") && !words.sv.contains("anmäl"), "\(words.sv)")
    }
}
