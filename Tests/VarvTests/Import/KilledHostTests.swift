import CustomDump
import Foundation
import Testing
import VarvModel
import VarvStorage

@testable import Varv

/// The program itself, killed for real in the middle of an import, and on a disk that is really full: the school is
/// as before or as after, and goes on (design §5).
@Suite(.serialized, .enabled(if: Program.isBuilt, "varv and varv-worker are not built"))
struct KilledHostTests {
    private static let adapter = """
        return adapter {
          id = "test/wide", version = "1.0.0", title = "Omdömen", writes = { "results" },
          columns = { pupil = column.identity "Nummer", cycle = column.cycle "Varv" },
          scale = "omdöme", steps = { ["Insats"] = "insats", ["Mer"] = "mer" },
          row = function(row, add)
            for subject, word in row:wide "Omdöme *" do
              add:judgement { pupil = row.pupil, subject = subject, step = row:step(word), cycle = row.cycle }
            end
          end,
        }
        """
    private static let subjects = ["MA", "SV", "EN", "HI", "BI", "KE", "FY", "GE", "RE", "SH", "SL", "TK"]
    private static let pupils = 150

    /// A school with pupils of its own numbers, closed; and a file of marks for all of them.
    private func school() async throws -> TestSchool {
        let test = try await TestSchool(numbers: "digits 4")
        let register = (1000..<1000 + Self.pupils).map { "\($0);Ada;Ek;7A;7;Nej" }
        try await test.run(
            adapter: Lua.register,
            on: "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n" + register.joined(separator: "\n")
        ).apply()
        let words = Self.subjects.indices.map { $0 % 3 == 0 ? "Insats" : "Mer" }.joined(separator: ";")
        let rows = (1...6).flatMap { cycle in
            (1000..<1000 + Self.pupils).map { "\($0);\(cycle);\(words)" }
        }
        let headings = "Nummer;Varv;" + Self.subjects.map { "Omdöme \($0)" }.joined(separator: ";")
        try test.folder.write("marks.csv", headings + "\n" + rows.joined(separator: "\n"))
        try test.folder.write("wide.lua", Self.adapter)
        await test.school.close()
        return test
    }

    private static let all = ["\(6 * pupils * subjects.count)"]

    private func command(_ school: String, _ test: TestSchool) -> [String] {
        [
            Program.varv, "--school", school, "import", test.folder.path("marks.csv"), "--with",
            test.folder.path("wide.lua"), "--write", "results", "--yes",
        ]
    }

    /// What is in the school's database, opened as the next run would.
    private func look(_ path: String, _ test: TestSchool) async throws -> (
        dump: [String: [[String]]], judgements: [String]
    ) {
        let school = try await Varv.Host(worker: .besideExecutable, clock: TestSchool.noon).open(path)
        let found = (
            try await school.dump(),
            try await school.rows("SELECT count(*) FROM judgement").joined().map { $0 }
        )
        let sound = try await school.rows("PRAGMA integrity_check")
        #expect(sound == [["ok"]])
        #expect(try await school.rows("PRAGMA foreign_key_check") == [])
        await school.close()
        return found
    }

    @Test func `outside a school too, Ctrl-C ends a chunk with its line and one JSON object`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("slinga.lua", "local n = 0\nwhile true do n = n + 1 end")
        let output = Pipe()
        let program = try Program.start(
            [Program.varv, "--json", "run", folder.path("slinga.lua"), "--seconds", "60"], output: output)
        _ = try await Self.looping(program)
        kill(program.processIdentifier, SIGINT)
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        program.waitUntilExit()
        #expect(program.terminationStatus == 130)
        let object = try #require(try JSONSerialization.jsonObject(with: said) as? [String: Any])
        #expect((object["place"] as? String)?.hasPrefix("slinga.lua:2") == true, "\(object)")
    }

    /// A program's worker, once it runs a loop.
    private static func looping(_ program: Process) async throws -> pid_t {
        for _ in 0..<6_000 where program.isRunning {
            let workers = RunningWorkers.children(of: program.processIdentifier) { pid, _ in
                RunningWorkers.secondsOfProcessor(pid) > 0.2
            }
            if let worker = workers.first { return worker }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try #require(nil as pid_t?, "no worker that loops")
    }

    @Test func `a machine that stood still costs no run its verdict`() async throws {
        let folder = try TemporaryFolder()
        try folder.write("slinga.lua", "while true do end")
        let errors = Pipe()
        let program = try Program.start(
            [Program.varv, "run", folder.path("slinga.lua"), "--seconds", "1"], errors: errors)
        let worker = try await Self.looping(program)
        // For longer than the host waits for one second's work.
        for process in [worker, program.processIdentifier] { #expect(kill(process, SIGSTOP) == 0) }
        try await Task.sleep(for: .seconds(9))
        for process in [worker, program.processIdentifier] { #expect(kill(process, SIGCONT) == 0) }
        let said = try errors.fileHandleForReading.readToEnd() ?? Data()
        program.waitUntilExit()
        #expect(program.terminationStatus == 3)
        #expect(String(decoding: said, as: UTF8.self).contains("VARV-E301"))
    }

    @Test func `a host killed at any moment of an import leaves the school as before or as after`()
        async throws
    {
        let test = try await school()
        let before = try await look(test.folder.path("skolan"), test).dump
        // Once without harm, to know how long there is to be killed in.
        try Program.copy(test.folder.path("skolan"), to: test.folder.path("hel"))
        let began = ContinuousClock.now
        #expect(try Program.run(command(test.folder.path("hel"), test)).status == 0)
        let whole = ContinuousClock.now - began
        #expect(try await look(test.folder.path("hel"), test).judgements == Self.all)

        var outcomes: Set<Bool> = []
        for round in 1...8 {
            let copy = test.folder.path("skola\(round)")
            try Program.copy(test.folder.path("skolan"), to: copy)
            let program = try Program.start(command(copy, test))
            try await Task.sleep(for: whole * round / 7)
            kill(program.processIdentifier, SIGKILL)
            program.waitUntilExit()
            let after = try await look(copy, test)
            let left = try FileManager.default.subpathsOfDirectory(atPath: copy).sorted()
            expectNoDifference(
                left.filter { !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") },
                ["exports", "routines", "school.toml", "varv.db"]
                    + (left.contains("varv.lock") ? ["varv.lock"] : [])
            )
            let isStored = after.judgements == Self.all
            if !isStored { expectNoDifference(after.dump, before, "round \(round)") }
            outcomes.insert(isStored)
            // The same import then gives what it always gives.
            #expect(try Program.run(command(copy, test)).status == 0)
            #expect(try await look(copy, test).judgements == Self.all)
        }
        #expect(outcomes.contains(false))
        #expect(try await Program.workersLeft(under: test.folder.path) == [])
    }

    @Test(.enabled(if: Program.canMount, "only root may mount a small disk"))
    func `a disk that is full at any moment of an import is said, and the school is as before or as after`()
        async throws
    {
        let test = try await school()
        let before = try await look(test.folder.path("skolan"), test).dump
        var outcomes: Set<Int32> = []
        for room in [40, 200, 500, 900, 1500, 20_000] {
            let (disk, out) = (test.folder.path("disk"), test.folder.path("ut\(room)"))
            try test.folder.makeDirectory("disk")
            let typed = command(disk + "/skolan", test).map { "'\($0)'" }.joined(separator: " ")
            // The disk is there for this command alone, so what is left on it is carried out before it goes.
            let result = try Program.run([
                "unshare", "-m", "sh", "-c",
                """
                used=$(du -sk '\(test.folder.path("skolan"))' | cut -f1)
                mount -t tmpfs -o size=$((used + \(room)))k tmpfs '\(disk)' || exit 99
                cp -a '\(test.folder.path("skolan"))' '\(disk)/' || exit 98
                \(typed); status=$?
                cp -a '\(disk)/skolan' '\(out)'; exit $status
                """,
            ])
            outcomes.insert(result.status)
            let after = try await look(out, test)
            if result.status == 0 {
                #expect(after.judgements == Self.all)
            } else {
                #expect(result.status == 1, "\(room): \(result.errors)")
                #expect(result.errors.contains(StoreError.full.code), "\(room): \(result.errors)")
                expectNoDifference(after.dump, before, "\(room) KiB")
            }
            #expect(try Program.run(command(out, test)).status == 0)
            #expect(try await look(out, test).judgements == Self.all)
        }
        #expect(outcomes == [0, 1])
    }

    @Test(.enabled(if: Program.canMount, "only root may mount a small disk"), arguments: [0, 4, 16, 28])
    func `a school opened on a disk without room says that the disk is full`(_ room: Int) async throws {
        let test = try await school()
        let (folder, disk) = (test.folder.path("skolan"), test.folder.path("disk"))
        try test.folder.makeDirectory("disk")
        let result = try Program.run([
            "unshare", "-m", "sh", "-c",
            """
            mount -t tmpfs -o size=1g tmpfs '\(disk)' && cp -a '\(folder)' '\(disk)/' || exit 98
            rm -f '\(disk)/skolan/varv.db-wal' '\(disk)/skolan/varv.db-shm'
            used=$(df -k --output=used '\(disk)' | tail -1)
            mount -o remount,size=$((used + \(room)))k '\(disk)' || exit 99
            exec '\(Program.varv)' --school '\(disk)/skolan' logg
            """,
        ])
        expectNoDifference(
            [result.status == 1, result.errors.contains(StoreError.full.code)], [true, true], result.errors)
    }
}

/// The built program, run as a person would.
enum Program {
    static let varv = Repository.path(".build/debug/varv")
    static let isBuilt = FileManager.default.isExecutableFile(atPath: varv) && FixtureWorker.real != nil

    /// Whether a file system can be mounted that nobody else sees.
    static let canMount: Bool = {
        let here = FileManager.default.temporaryDirectory.path
        return (try? run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", here]).status) == 0
    }()

    static func copy(_ path: String, to other: String) throws {
        try FileManager.default.copyItem(atPath: path, toPath: other)
    }

    static func start(_ words: [String], output: Pipe? = nil, errors: Pipe = Pipe()) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        return process
    }

    static func run(_ words: [String]) throws -> (status: Int32, errors: String) {
        let errors = Pipe()
        let process = try start(words, errors: errors)
        let said = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }

    /// Workers whose host is gone and that go on all the same, long afterwards.
    static func workersLeft(under path: String) async throws -> [String] {
        var left: [String] = []
        for _ in 0..<100 {
            left = try workers(under: path)
            if left.isEmpty { break }
            try await Task.sleep(for: .milliseconds(300))
        }
        return left
    }

    private static func workers(under path: String) throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: "/proc")
        return names.filter { name in
            Int(name) != nil
                && (try? String(contentsOfFile: "/proc/\(name)/comm", encoding: .utf8))?.hasPrefix(
                    "varv-worker") == true
                && (try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8))?.contains(") ")
                    == true
                && ((try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/fd/4"))?
                    .hasPrefix(path)
                    ?? false)
        }
    }
}
