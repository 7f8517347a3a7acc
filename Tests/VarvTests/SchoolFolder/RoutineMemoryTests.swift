import CustomDump
import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// What lists remember of routines: for looking, never for rights.
@Suite struct RoutineMemoryTests {
    private static let source = """
        return task {
          id = "skolan/prov", version = "1.0.0", title = "Prov", reads = { "results" },
          work = function(here, change) change:note(here, "gjort") end,
        }
        """

    private func filled() async throws -> TestSchool {
        let test = try await TestSchool()
        try test.folder.write("skolan/routines/prov.lua", Self.source)
        return test
    }

    /// What another program lists, whose worker is not there at all.
    private func listedWithoutWorker(_ test: TestSchool) async throws -> [String] {
        let school = try await Varv.Host(worker: .path("/finns/inte"), clock: TestSchool.noon)
            .open(test.school.path)
        return try await school.routines().map { "\($0.id) \($0.title) \($0.reads)" }
    }

    private var file: String { "skolan/" + RoutineMemory.name }

    private func bytes(_ test: TestSchool) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: test.folder.path(file))))
    }

    @Test func `a list that was made once starts no worker the next time`() async throws {
        let test = try await filled()
        let first = try await test.school.routines().map { "\($0.id) \($0.title) \($0.reads)" }
        #expect(first.contains(#"skolan/prov Prov ["results"]"#))
        let again = try await listedWithoutWorker(test)
        expectNoDifference(again, first)
    }

    @Test func `a file that changed is read anew, and what it was is forgotten`() async throws {
        let test = try await filled()
        _ = try await test.school.routines()
        let hash = Digest.sha256Hex(of: Array(Self.source.utf8))
        #expect(String(decoding: try bytes(test), as: UTF8.self).contains(hash))
        try test.folder.write("skolan/routines/prov.lua", Self.source.replacing("Prov", with: "Annat"))
        let other = try await TestSchool(reopening: test)
        let titles = try await other.school.routines().map(\.title)
        #expect(titles.contains("Annat"))
        #expect(!String(decoding: try bytes(test), as: UTF8.self).contains(hash))
    }

    /// The most that whoever can write the folder gains is a list that lies.
    @Test func `a memory that was tampered with gives no right and runs nothing else`() async throws {
        let test = try await filled()
        _ = try await test.school.routines()
        // It says that the routine reads nothing.
        let forged = try bytes(test).replacing(Array("results".utf8), with: Array("subject".utf8))
        #expect(try bytes(test) != forged)
        try Data(forged).write(to: URL(fileURLWithPath: test.folder.path(file)))
        let other = try await TestSchool(reopening: test)
        let listed = try #require(try await other.school.routines().first { $0.id == "skolan/prov" })
        expectNoDifference(listed.reads, ["subject"])
        for source in [RoutineSource.named("skolan/prov"), .loaded(listed)] {
            await #expect {
                _ = try await other.school.run(source)
            } throws: {
                ($0 as? VarvError)?.wantedRights == [.read(.results)]
            }
        }
        let question = try await other.school.question(for: listed)
        expectNoDifference(question?.missing, [.read(.results)])
        let routine = try await other.school.routine(.named("skolan/prov"))
        expectNoDifference(routine.reads, ["results"])
    }

    @Test func `a routine is not run by an id that only the memory gives it`() async throws {
        let test = try await filled()
        _ = try await test.school.routines()
        let forged = try bytes(test).replacing(Array("skolan/prov".utf8), with: Array("skolan/pryv".utf8))
        try Data(forged).write(to: URL(fileURLWithPath: test.folder.path(file)))
        let other = try await TestSchool(reopening: test)
        await #expect {
            _ = try await other.school.routine(.named("skolan/pryv"))
        } throws: {
            ($0 as? VarvError)?.code == "VARV-E208"
        }
        let routine = try await other.school.routine(.named("skolan/prov"))
        expectNoDifference(routine.id, "skolan/prov")
    }

    @Test(arguments: [[], [0], [255, 255, 255, 255], Array(repeating: 7, count: 3000)] as [[UInt8]])
    func `a memory that does not read well is as if it were not there`(_ bytes: [UInt8]) async throws {
        let test = try await filled()
        try Data(bytes).write(to: URL(fileURLWithPath: test.folder.path(file)))
        let ids = try await test.school.routines().map(\.id)
        #expect(ids.contains("skolan/prov"))
        #expect(try self.bytes(test) != bytes)
    }

    @Test func `every cut of it is taken for nothing or for what it says`() async throws {
        let test = try await filled()
        let all = try await test.school.routines().map(\.id)
        let whole = try bytes(test)
        let directory = try Directory(path: test.school.path)
        for length in stride(from: 0, to: whole.count, by: 7) {
            try directory.replace(RoutineMemory.name, with: Array(whole.prefix(length)))
            let memory = RoutineMemory(directory, .swedish)
            _ = memory.declaration("00")
        }
        try directory.replace(RoutineMemory.name, with: Array(whole.dropLast()))
        let again = try await TestSchool(reopening: test).school.routines().map(\.id)
        expectNoDifference(again, all)
    }

    @Test func `a folder that cannot be written lists all the same`() async throws {
        let test = try await filled()
        try test.folder.makeDirectory(file)
        let ids = try await test.school.routines().map(\.id)
        #expect(ids.contains("skolan/prov"))
    }

    @Test func `many routines are listed, and the memory stays small`() throws {
        let folder = try TemporaryFolder()
        let directory = try Directory(path: folder.path(""))
        let memory = RoutineMemory(directory, .swedish)
        memory.listing {
            for number in 0..<3000 {
                memory.note(.text(String(repeating: "x", count: 900)), of: "hash\(number)")
            }
            memory.note(.text(String(repeating: "y", count: 1 << 19)), of: "long")
        }
        let kept = try #require(try directory.read(RoutineMemory.name, atMost: 1 << 20))
        #expect(kept.count > 1 << 19)
        #expect(!kept.contains(UInt8(ascii: "y")))
    }

    @Test func `another language, or another build, remembers nothing of it`() async throws {
        let test = try await filled()
        _ = try await test.school.routines()
        let hash = Digest.sha256Hex(of: Array(Self.source.utf8))
        let directory = try Directory(path: test.school.path)
        #expect(RoutineMemory(directory, .swedish).declaration(hash) != nil)
        #expect(RoutineMemory(directory, .english).declaration(hash) == nil)
        var bytes = try bytes(test)
        bytes[1] ^= 1
        try directory.replace(RoutineMemory.name, with: bytes)
        #expect(RoutineMemory(directory, .swedish).declaration(hash) == nil)
    }

    // MARK: Files that do not load

    private static let faults: [(source: String, code: String)] = [
        ("while true do end", "VARV-E301"), ("return task {", "VARV-E202"), ("error 'nej'", "VARV-E203"),
        ("return 7", "VARV-E203"), (source.replacing("skolan/prov", with: "varv/prov"), "VARV-E219"),
        (source.replacing("title = \"Prov\"", with: "title = \"\u{202E}\""), "VARV-E204"),
    ]

    @Test(arguments: faults)
    func `a file that does not load starts no worker the next time, and its fault is told the same`(
        _ fault: (source: String, code: String)
    ) async throws {
        let test = try await TestSchool()
        try test.folder.write("skolan/routines/prov.lua", fault.source)
        _ = try await test.school.routines()
        let first = try await test.school.unloadableRoutines()
        expectNoDifference(first.map(\.error.code), [fault.code])
        let again = try await Varv.Host(worker: .path("/finns/inte"), clock: TestSchool.noon)
            .open(test.school.path).unloadableRoutines()
        expectNoDifference(again, first)
    }

    /// The memory says that a good file does not load.
    private func slandered(_ error: VarvError) async throws -> TestSchool {
        let test = try await filled()
        _ = try await test.school.routines()
        let memory = RoutineMemory(try Directory(path: test.school.path), .swedish)
        memory.listing {
            memory.note(error, of: Digest.sha256Hex(of: Array(Self.source.utf8)), "prov.lua")
        }
        return try await TestSchool(reopening: test)
    }

    private static let slander = VarvError("VARV-E203", .routine, sv: "ett\u{1B}[2J", en: "one")

    @Test func `a fault that only the memory knows of hides nothing from whoever asks for the routine`()
        async throws
    {
        let test = try await slandered(Self.slander)
        let broken = try await test.school.unloadableRoutines()
        expectNoDifference(broken.map(\.error.words.sv), ["ett\\u{1B}[2J"])
        let routine = try await test.school.routine(.named("skolan/prov"))
        expectNoDifference(routine.reads, ["results"])
        let left = try await test.school.unloadableRoutines()
        expectNoDifference(left, [])
    }

    @Test(arguments: [Varv.ExitStatus.done, .interrupted, .notGranted, .failed])
    func `what is no routine's fault is not remembered as one`(_ status: Varv.ExitStatus) async throws {
        let test = try await slandered(VarvError("VARV-E203", status, sv: "ett", en: "one"))
        let broken = try await test.school.unloadableRoutines()
        expectNoDifference(broken, [])
    }

    @Test(arguments: [
        WorkerEnd.wall(waited: .zero, budget: .zero), .hostTime(used: .zero, budget: .zero),
        .crashed(signal: SIGKILL), .unexpectedStatus(1), .interrupted, .stopped, .lockdownFailed, .hostGone,
        .lost,
    ])
    func `an end that the machine or a person had a part in is not remembered`(_ end: WorkerEnd) {
        let memory = RoutineMemory(nil, .swedish)
        memory.note(WorkerReport(end, usage: WorkerUsage()), of: "hash", "prov.lua")
        #expect(memory.declaration("hash prov.lua") == nil)
    }

    @Test func `a file that lacks a module is read anew, since the module may have come`() async throws {
        let test = try await TestSchool()
        try test.folder.write(
            "skolan/routines/prov.lua", "local delat = require 'delat'\n" + Self.source)
        let first = try await test.school.unloadableRoutines().map(\.file)
        expectNoDifference(first, ["prov.lua"])
        try test.folder.write("skolan/routines/delat.lua", "return {}")
        let ids = try await test.school.routines().map(\.id)
        #expect(ids.contains("skolan/prov"))
    }
}
