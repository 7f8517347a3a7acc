import CustomDump
import Foundation
import Glibc
import Testing
import VarvModel
import VarvStorage

@testable import Varv

/// A host that was killed leaves nothing that the next one does not take away, and nobody takes what is held.
@Suite struct LeftoversTests {
    private static let draft = ".varv.lock.4711-99.new"

    private func names(_ test: TestSchool, _ folder: String = "skolan") throws -> [String] {
        try test.folder.names(folder).filter { !$0.hasPrefix("varv.db") }
    }

    private static let clean = ["exports", "routines", "school.toml"]

    @Test func `drafts of killed programs are gone when the school is opened`() async throws {
        let test = try await TestSchool()
        for name in ["skolan/" + Self.draft, "skolan/exports/.7-kvar.csv.1-2.new"] {
            try test.folder.write(name, "x")
        }
        _ = try await TestSchool(reopening: test)
        expectNoDifference(try names(test), Self.clean)
        expectNoDifference(try names(test, "skolan/exports"), [])
    }

    @Test func `a draft that someone holds stays, and so does what is no draft`() async throws {
        let test = try await TestSchool()
        let kept = [
            ".new", ".varv.lock.new", ".varv.lock.a-b.new", ".varv.lock.1-2.old", "varv.lock.1-2.new",
            ".varv.lock.1-2-3.new",
        ]
        for name in kept { try test.folder.write("skolan/" + name, "x") }
        let directory = try Directory(path: test.school.path)
        let held = try directory.draft(of: "varv.lock", .file)
        _ = try await TestSchool(reopening: test)
        expectNoDifference(Set(try names(test)), Set(Self.clean + kept + [held.name]))
    }

    @Test func `a link that is called like a draft is not followed`() async throws {
        let test = try await TestSchool()
        try test.folder.write("annan", "kvar")
        try test.folder.link("skolan/" + Self.draft, to: "../annan")
        _ = try await TestSchool(reopening: test)
        expectNoDifference(try test.folder.text("annan"), "kvar")
    }

    @Test func `files are replaced whole while others sweep`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<2 {
                group.addTask {
                    let directory = try Directory(path: path)
                    for _ in 0..<150 { try directory.replace("fil\(writer)", with: Array("\(writer)".utf8)) }
                }
            }
            group.addTask {
                let directory = try Directory(path: path)
                for _ in 0..<3000 { directory.sweepDrafts() }
            }
            try await group.waitForAll()
        }
        expectNoDifference(try folder.names(""), ["fil0", "fil1"])
        expectNoDifference([try folder.text("fil0"), try folder.text("fil1")], ["0", "1"])
    }

    // MARK: Rows left out

    /// What a host leaves that is killed between writing the rows it leaves out and storing the run.
    private func left(_ test: TestSchool, run: Int) throws {
        try test.folder.write("skolan/exports/\(run)-kvar.csv", "Nummer;Orsak")
        try test.folder.write("skolan/exports/.\(run)-kvar.csv.4711-99.claim", "")
    }

    @Test func `rows left out of a run that was never stored are gone`() async throws {
        let test = try await TestSchool()
        try left(test, run: 2)
        _ = try await TestSchool(reopening: test)
        expectNoDifference(try names(test, "skolan/exports"), [])
    }

    @Test func `rows left out of a run that was stored stay`() async throws {
        let test = try await TestSchool()
        try left(test, run: 1)
        try test.folder.write("skolan/exports/9-kvar.csv", "någons egen")
        _ = try await TestSchool(reopening: test)
        expectNoDifference(try names(test, "skolan/exports"), ["1-kvar.csv", "9-kvar.csv"])
    }

    @Test func `while someone writes, rows left out wait for another time`() async throws {
        let test = try await TestSchool()
        try left(test, run: 2)
        let run = try await test.run(adapter: Lua.register, on: Lua.pupils)
        _ = try await TestSchool(reopening: test)
        expectNoDifference(try names(test, "skolan/exports").count, 2)
        await run.discard()
        _ = try await TestSchool(reopening: test)
        expectNoDifference(try names(test, "skolan/exports"), [])
    }

    @Test func `an import that leaves rows out leaves their file and nothing beside it`() async throws {
        let test = try await TestSchool()
        let run = try await test.run(adapter: Lua.register, on: Lua.pupils + "\nfel;A;B;7A;7;Nej")
        try await run.apply(partial: true)
        expectNoDifference(try names(test, "skolan/exports"), ["2-kvar.csv"])
    }

    // MARK: The writer's note, and a school half made

    @Test func `the note of a writer that is gone is taken away, that of one who writes is not`() async throws
    {
        let test = try await TestSchool()
        // No process has so high a number.
        try test.folder.write("skolan/varv.db-writer", "2147483647\t2026-11-24T10:00:00Z\tanna")
        _ = try await TestSchool(reopening: test)
        #expect(try !test.folder.names("skolan").contains("varv.db-writer"))
        let run = try await test.run(adapter: Lua.register, on: Lua.pupils)
        _ = try await TestSchool(reopening: test)
        #expect(try test.folder.names("skolan").contains("varv.db-writer"))
        await run.discard()
    }

    @Test func `a school half made by a program that was killed is made anew`() async throws {
        let folder = try TemporaryFolder()
        try folder.makeDirectory("skolan/routines")
        for name in ["varv.db", "varv.db-wal", ".school.toml.4711-99.new", ".school.toml.4711-99.claim"] {
            try folder.write("skolan/" + name, "halv")
        }
        let school = try await Varv.Host(clock: TestSchool.noon).create(
            folder.path("skolan"), name: "Ny", schoolYear: "2026/27", invented: true)
        expectNoDifference(school.name, "Ny")
        await school.close()
        expectNoDifference(
            try folder.names("skolan").filter { !$0.hasPrefix("varv.db-") },
            ["exports", "routines", "school.toml", "varv.db"])
    }

    @Test func `a database whose settings are lost is not taken for a school half made`() async throws {
        let folder = try TemporaryFolder()
        try folder.makeDirectory("skolan")
        try folder.write("skolan/varv.db", "någons")
        await #expect {
            _ = try await Varv.Host(clock: TestSchool.noon).create(folder.path("skolan"), name: "Ny")
        } throws: {
            ($0 as? VarvError)?.code == "VARV-E703"
        }
        expectNoDifference(try folder.text("skolan/varv.db"), "någons")
    }
}
