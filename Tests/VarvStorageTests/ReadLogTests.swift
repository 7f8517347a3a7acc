import CustomDump
import Foundation
import Glibc
import Testing
import VarvStorage

/// What was shown is logged, whatever becomes of the run and of the program (P13).
struct ReadLogTests {
    private static func line(_ number: Int) -> ReadLogEntry {
        ReadLogEntry(
            at: "2026-11-24T10:00:0\(number)", account: "anna\twith a tab", class: "results",
            scope: "cycle 3\nMA",
            count: number, pupil: number == 2 ? 7 : nil)
    }

    private static func counts(_ store: Store) throws -> [Int64?] {
        try store.read { reader in
            let rows = try reader.rows("SELECT count FROM read_log ORDER BY id")
            return (0..<rows.count).map { rows.integer($0, 0) }
        }
    }

    private static func aside(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.contains("-reads-") }
    }

    /// Opens a store whose run reads and is killed before it ends.
    private static func kill(in folder: String, after entries: [ReadLogEntry]) throws {
        let driver = FaultyDriver(try SQLiteDriver(folder: folder), fault: .kill, at: entries.count + 1 + 1)
        let store = try Store(driver: driver)
        let run = try store.begin(.sample)
        driver.arm()
        try store.logReads(entries)
        #expect(throws: StoreError.interrupted) { try run.commit(.sample) }
        store.close()
    }

    @Test func `what a killed run had shown is in the log when the school is opened again`() throws {
        try withFolder { folder in
            try Self.kill(in: folder, after: [Self.line(1), Self.line(2)])
            #expect(try Self.aside(folder).count == 1)
            let store = try Store.open(folder: folder)
            defer { store.close() }
            let rows = try store.read {
                try $0.rows("SELECT at, account, class, scope, count, pupil, run FROM read_log ORDER BY id")
            }
            expectNoDifference(
                rows.rows,
                [
                    ["2026-11-24T10:00:01", "anna\twith a tab", "results", "cycle 3 MA", 1, nil, nil],
                    ["2026-11-24T10:00:02", "anna\twith a tab", "results", "cycle 3 MA", 2, 7, nil],
                ])
            expectNoDifference(try Self.aside(folder), [])
        }
    }

    @Test func `a file larger than any run leaves is not read, and stays`() throws {
        try withFolder { folder in
            try Store.open(folder: folder).close()
            let name = folder + "/varv.db-reads-1-1"
            #expect(FileManager.default.createFile(atPath: name, contents: nil))
            #expect(unsafe truncate(name, 64 << 30) == 0)
            let store = try Store.open(folder: folder)
            defer { store.close() }
            expectNoDifference(try Self.aside(folder), ["varv.db-reads-1-1"])
            expectNoDifference(try Self.counts(store), [])
        }
    }

    @Test func `the note of who writes goes through no link`() throws {
        try withFolder { folder in
            let store = try Store.open(folder: folder)
            defer { store.close() }
            let other = folder + "/annan"
            try "orörd".write(toFile: other, atomically: true, encoding: .utf8)
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/varv.db-writer", withDestinationPath: other)
            #expect(throws: StoreError.readOnly(path: folder + "/varv.db-writer")) {
                _ = try store.begin(.sample)
            }
            expectNoDifference(try String(contentsOfFile: other, encoding: .utf8), "orörd")
        }
    }

    @Test func `the next run stores what was left, and a third finds nothing more`() throws {
        try withFolder { folder in
            let store = try Store.open(folder: folder)
            defer { store.close() }
            try Self.kill(in: folder, after: [Self.line(1)])
            try store.begin(.sample).commit(.sample)
            #expect(try Self.counts(store) == [1])
            try store.begin(.sample).commit(.sample)
            #expect(try Self.counts(store) == [1])
            expectNoDifference(try Self.aside(folder), [])
        }
    }

    @Test func `a run that is rolled back leaves what was left for the next`() throws {
        try withFolder { folder in
            let store = try Store.open(folder: folder)
            defer { store.close() }
            try Self.kill(in: folder, after: [Self.line(1)])
            try store.begin(.sample).rollback()
            #expect(try Self.counts(store) == [])
            try store.begin(.sample).commit(.sample)
            #expect(try Self.counts(store) == [1])
        }
    }

    @Test func `the lines of a run that still goes on are its own`() throws {
        try withFolder { folder in
            let store = try Store.open(folder: folder)
            defer { store.close() }
            let run = try store.begin(.sample)
            try store.logReads([Self.line(1)])
            // Another program opens the school meanwhile.
            let other = try Store.open(folder: folder)
            #expect(try Self.counts(other) == [])
            #expect(try Self.aside(folder).count == 1)
            try run.commit(.sample)
            #expect(try Self.counts(other) == [1])
            other.close()
            expectNoDifference(try Self.aside(folder), [])
        }
    }

    @Test func `who reads beside an open run does not wait, and the next commit stores what was read`() throws
    {
        try withFolder { folder in
            let store = try Store.open(folder: folder)
            defer { store.close() }
            let other = try Store.open(folder: folder)
            defer { other.close() }
            let run = try store.begin(.sample)
            try other.logReads([Self.line(2)])
            #expect(try Self.aside(folder).count == 1)
            try run.commit(.sample)
            try store.begin(.sample).commit(.sample)
            #expect(try Self.counts(store) == [2])
            expectNoDifference(try Self.aside(folder), [])
        }
    }

    @Test func `a file that cannot be read stays where it is, and breaks nothing`() throws {
        try withFolder { folder in
            let path = folder + "/varv.db-reads-1-"
            let good = try Self.killed(in: folder)
            // A line of another Varv's after a good one; no text; a folder; a link; a pipe.
            try (good + Data("0\t1\n".utf8)).write(to: URL(fileURLWithPath: path + "1"))
            try Data([0xFF, 0x00, 0x0A, 0x69, 0x0A]).write(to: URL(fileURLWithPath: path + "2"))
            try FileManager.default.createDirectory(atPath: path + "3", withIntermediateDirectories: false)
            try FileManager.default.createSymbolicLink(atPath: path + "4", withDestinationPath: path + "1")
            let made = unsafe mkfifo(path + "5", 0o600)
            #expect(made == 0)
            let store = try Store.open(folder: folder)
            defer { store.close() }
            #expect(try Self.counts(store) == [1])
            try store.begin(.sample).commit(.sample)
            #expect(try Self.counts(store) == [1])
            expectNoDifference(try Self.aside(folder).sorted(), (1...5).map { "varv.db-reads-1-\($0)" })
        }
    }

    /// Lets a run be killed, and returns what its file holds.
    private static func killed(in folder: String) throws -> Data {
        try kill(in: folder, after: [line(1)])
        let name = try #require(try aside(folder).first)
        return try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
    }

    @Test func `a line that two find at once is stored once`() throws {
        try withFolder { folder in
            let again = try Self.killed(in: folder)
            try Store.open(folder: folder).close()
            // As when another saw the file between the first one's commit and its taking the file away.
            try again.write(to: URL(fileURLWithPath: folder + "/varv.db-reads-9-9"))
            let store = try Store.open(folder: folder)
            defer { store.close() }
            #expect(try Self.counts(store) == [1])
            expectNoDifference(try Self.aside(folder), [])
        }
    }

    @Test func `a folder may be called what the files are`() throws {
        try withFolder { folder in
            let folder = folder + "/skola-reads-2"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let store = try Store.open(folder: folder)
            defer { store.close() }
            try Self.kill(in: folder, after: [Self.line(1)])
            try store.begin(.sample).commit(.sample)
            #expect(try Self.counts(store) == [1])
        }
    }

    @Test func `what a killed program had begun to write is taken away, and nothing that someone holds`()
        throws
    {
        try withFolder { folder in
            try Store.open(folder: folder).close()
            for name in ["left", "held"] {
                let path = folder + "/varv.db-draft-1-" + name
                try Data("half".utf8).write(to: URL(fileURLWithPath: path))
            }
            let holder = try FileHandle(
                forReadingFrom: URL(fileURLWithPath: folder + "/varv.db-draft-1-held"))
            #expect(flock(holder.fileDescriptor, LOCK_EX) == 0)
            try Store.open(folder: folder).close()
            try holder.close()
            let drafts = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
                $0.contains("-draft-")
            }
            expectNoDifference(drafts, ["varv.db-draft-1-held"])
        }
    }

    @Test func `what cannot be kept on disk is not shown`() throws {
        try withFolder { folder in
            let driver = FaultyDriver(try SQLiteDriver(folder: folder), fault: .error(.full), at: 2)
            let store = try Store(driver: driver)
            let run = try store.begin(.sample)
            driver.arm()
            #expect(throws: StoreError.full) { try store.logReads([Self.line(1)]) }
            try run.rollback()
            store.close()
        }
    }
}
