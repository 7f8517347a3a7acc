import CustomDump
import Foundation
import Glibc
import Testing
import VarvStorage

/// What may go wrong outside the program: the school is as before the run, or as after it.
struct FaultTests {
    private func work(_ store: Store) throws {
        let run = try store.begin(.sample)
        _ = try run.put(Sample.assessments([(1, 1, 1, 3, 1), (3, 1, 1, 2, 2), (4, 1, 2, 2, 3)]))
        try run.remove(.teaching, key: [1, 1, 1])
        try run.commit(.sample)
    }

    private func prepare(_ folder: String) throws -> [String: [[StoredValue]]] {
        let store = try Store.open(folder: folder)
        defer { store.close() }
        try Sample.fill(store)
        let run = try store.begin(.sample)
        _ = try run.put(Sample.assessments([(1, 1, 1, 1, 1)]))
        try run.commit(.sample)
        return try dump(store)
    }

    /// Without it another program that closes the school last takes the log away that this one writes to.
    @Test func `a second opening in one process leaves the first one's lock on the file`() throws {
        try withFolder { folder in
            let first = try Store.open(folder: folder)
            defer { first.close() }
            // Another program asks the kernel for the bytes that SQLite's readers share.
            func isLocked() throws -> Bool {
                let other = Process()
                other.executableURL = URL(fileURLWithPath: "/usr/bin/env")
                other.arguments = [
                    "python3", "-c",
                    """
                    import fcntl, sys
                    file = open(sys.argv[1], "r+b")
                    try: fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
                    except OSError: sys.exit(7)
                    """, folder + "/varv.db",
                ]
                try other.run()
                other.waitUntilExit()
                return other.terminationStatus == 7
            }
            #expect(try isLocked())
            let second = try Store.open(folder: folder)
            #expect(try isLocked())
            second.close()
            #expect(try isLocked())
        }
    }

    @Test(arguments: [FaultyDriver.Fault.kill, .error(.full)])
    func `a fault at any write leaves the school as before or as after`(_ fault: FaultyDriver.Fault) throws {
        try withFolder { folder in
            let before = try prepare(folder)
            var outcomes: Set<Bool> = []
            for write in 1...50 {
                let driver = FaultyDriver(try SQLiteDriver(folder: folder), fault: fault, at: write)
                let store = try Store(driver: driver)
                driver.arm()
                let failed = (try? work(store)) == nil
                store.close()
                let again = try Store.open(folder: folder)
                try again.check()
                let after = try dump(again)
                if failed { expectNoDifference(after, before, "write \(write)") }
                outcomes.insert(failed)
                again.close()
                if !failed { break }
            }
            #expect(outcomes == [true, false])
        }
    }

    @Test func `after a full disk the same store goes on`() throws {
        try withFolder { folder in
            _ = try prepare(folder)
            let driver = FaultyDriver(try SQLiteDriver(folder: folder), fault: .error(.full), at: 3)
            let store = try Store(driver: driver)
            defer { store.close() }
            driver.arm()
            #expect(throws: StoreError.full) { try work(store) }
            try work(store)
            #expect(try store.read { try $0.lastRuns().map(\.number) } == [3, 2, 1])
        }
    }

    @Test func `a second writer is told who it waits for`() throws {
        try withFolder { folder in
            _ = try prepare(folder)
            let one = try Store.open(folder: folder)
            let two = try Store.open(folder: folder)
            let run = try one.begin(.sample)
            let owner = LockOwner(
                process: ProcessInfo.processInfo.processIdentifier, account: "anna",
                since: "2026-11-24T10:00:00")
            #expect(throws: StoreError.busy(owner)) { try two.begin(.sample, waiting: 0.05) }
            #expect(throws: StoreError.busy(owner)) { try one.begin(.sample, waiting: 0.05) }
            try run.rollback()
            try two.begin(.sample, waiting: 0.05).rollback()
            one.close()
            two.close()
        }
    }

    @Test func `readers keep their snapshot beside an open run`() throws {
        try withFolder { folder in
            let before = try prepare(folder)
            let store = try Store.open(folder: folder)
            defer { store.close() }
            let run = try store.begin(.sample)
            _ = try run.put(Sample.assessments([(2, 1, 1, 1, 1)]))
            expectNoDifference(try dump(store), before)
            #expect(try run.reader.count(SetQuery("assessments")) == 2)
            try run.commit(.sample)
            #expect(try store.read { try $0.count(SetQuery("assessments")) } == 2)
        }
    }

    @Test func `the folder and its files are for their owner only`() throws {
        try withFolder { folder in
            let store = try Store.open(folder: folder)
            defer { store.close() }
            let run = try store.begin(.sample)
            var modes: [String: Int] = [:]
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) + ["."] {
                let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
                modes[name] = (attributes[.posixPermissions] as? NSNumber)?.intValue
            }
            try run.rollback()
            expectNoDifference(
                modes,
                [
                    ".": 0o700, "varv.db": 0o600, "varv.db-wal": 0o600, "varv.db-shm": 0o600,
                    "varv.db-writer": 0o600,
                ])
        }
    }

    @Test func `what is committed is on the disk before anyone is told`() throws {
        try withFolder { folder in
            let driver = try SQLiteDriver(folder: folder)
            let full: Int64 = 2  // sqlite.org/pragma.html#pragma_synchronous
            #expect(try driver.writer.rows("PRAGMA synchronous", []).integer(0, 0) == full)
        }
    }

    @Test func `a file that is no database is said to be damaged`() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(repeating: 65, count: 8192).write(to: URL(fileURLWithPath: folder + "/varv.db"))
            #expect(throws: StoreError.corrupt(detail: "file is not a database")) {
                try Store.open(folder: folder)
            }
        }
    }

    @Test func `a damaged page is found by the check`() throws {
        try withFolder { folder in
            _ = try prepare(folder)
            let url = URL(fileURLWithPath: folder + "/varv.db")
            var data = try Data(contentsOf: url)
            for index in stride(from: 4096 * 3, to: min(data.count, 4096 * 40), by: 7) { data[index] = 0xff }
            try data.write(to: url)
            #expect {
                let store = try Store.open(folder: folder)
                defer { store.close() }
                try store.check()
            } throws: { error in
                if case StoreError.corrupt = error { true } else { false }
            }
        }
    }

    @Test func `a school written by a newer Varv is left alone`() throws {
        try withFolder { folder in
            let driver = try SQLiteDriver(folder: folder)
            _ = try Store(driver: driver)
            try driver.writer.execute("INSERT INTO schema_version (version) VALUES (99)")
            driver.close()
            #expect(throws: StoreError.newerSchema(found: 99, known: 3)) { try Store.open(folder: folder) }
        }
    }

    @Test func `a folder that cannot be made is named`() throws {
        #expect(throws: StoreError.cannotOpen(path: "/proc/varv", detail: "errno 2")) {
            try Store.open(folder: "/proc/varv")
        }
    }

    @Test func `what the database itself answers comes with what to do`() {
        expectNoDifference(
            [
                StoreError.cannotOpen(path: "/x", detail: "d"), .constraint(detail: "d"),
                .unknownField("f", of: "c"), .database(code: 1, detail: "d"),
            ].map(\.en),
            [
                "/x cannot be opened: d. See that the folder exists, and look at its permissions.",
                "A row breaks a rule of the database: d. Nothing was changed. This is a fault in Varv: report it.",
                "c has no field called f. This is a fault in Varv: report it.",
                "The database answers with error 1: d. Try again; if it comes back, run varv doctor.",
            ])
    }

    @Test func `every error has words in both languages and a code of its own`() {
        let errors: [StoreError] = [
            .busy(nil), .full, .readOnly(path: "/x"), .corrupt(detail: "x"), .newerSchema(found: 2, known: 1),
            .cannotOpen(path: "/x", detail: "x"), .constraint(detail: "x"), .interrupted, .laterChanges([]),
            .unknownRun(1), .alreadyUndone(run: 1, by: 2), .unknownField("x", of: "y"),
            .disk(path: "/x", code: 10), .memory, .moved(path: "/x"), .database(code: 1, detail: "x"),
        ]
        #expect(errors.allSatisfy { !$0.sv.isEmpty && !$0.en.isEmpty && $0.sv != $0.en })
        #expect(Set(errors.map(\.code)).count == errors.count)
    }

    // The numbers are SQLite's own: https://www.sqlite.org/rescode.html
    private static let refusals: [(code: Int32, system: Int32, error: StoreError)] = [
        (13, 0, .full), (4874, 0, .full), (778, ENOSPC, .full), (1034, EDQUOT, .full), (14, ENOSPC, .full),
        (778, EIO, .disk(path: "/x", code: 778)), (266, 0, .disk(path: "/x", code: 266)),
        (7, 0, .memory), (3082, 0, .memory), (8202, 0, .corrupt(detail: "d")), (11, 0, .corrupt(detail: "d")),
        (8458, 0, .corrupt(detail: "d")), (8, 0, .readOnly(path: "/x")), (1032, 0, .moved(path: "/x")),
        (14, EACCES, .cannotOpen(path: "/x", detail: "d")), (15, 0, .busy(nil)), (5, 0, .busy(nil)),
        (1, 0, .database(code: 1, detail: "d")),
    ]

    @Test(arguments: refusals)
    func `what SQLite refuses is told by its cause`(
        _ refusal: (code: Int32, system: Int32, error: StoreError)
    ) {
        expectNoDifference(
            StoreError(
                sqlite: refusal.code, system: refusal.system, detail: "d", path: "/x", owner: { nil }),
            refusal.error)
    }
}
