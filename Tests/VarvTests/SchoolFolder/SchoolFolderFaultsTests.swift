import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

/// What must not be possible with a school's folder.
@Suite struct SchoolFolderFaultsTests {
    let folder: TemporaryFolder
    let school: SchoolFolder

    init() throws {
        folder = try TemporaryFolder()
        school = try SchoolFolder.create(
            at: folder.path("skola"),
            settings: SchoolConfiguration.draft(name: "Ekskolan", account: "asa.lind"))
    }

    func code(_ work: () throws -> Void) throws -> SchoolFolderError.Code {
        try #require(throws: SchoolFolderError.self, performing: work).code
    }

    func replaceByLink(_ name: String, to target: String) throws {
        try? FileManager.default.removeItem(atPath: folder.path("skola/" + name))
        try folder.link("skola/" + name, to: target)
    }

    @Test func `settings that are a link are not read`() throws {
        try folder.write("annan.toml", SchoolConfiguration.draft(name: "Annan", account: "eva"))
        try replaceByLink("school.toml", to: "../annan.toml")
        #expect(try code { _ = try SchoolFolder(path: school.path) } == .link)
    }

    private static let databases = [
        "varv.db", "varv.db-wal", "varv.db-shm", "varv.db-journal", "varv.db-writer",
    ]

    @Test(arguments: databases)
    func `a database that is a link is not opened`(_ name: String) throws {
        try replaceByLink(name, to: "/etc/passwd")
        #expect(try code { _ = try SchoolFolder(path: school.path) } == .link)
    }

    @Test func `a folder that is a link is not entered`() throws {
        try replaceByLink("routines", to: "/etc")
        #expect(try code { _ = try school.directory.directory("routines") } == .link)
        #expect(try school.findings() == [.link(name: "routines")])
    }

    @Test(arguments: ["../x", "a/b", "", "a\0b"])
    func `a name stays in the folder`(_ name: String) throws {
        #expect(try code { _ = try school.directory.read(name, atMost: 10) } == .badName)
        #expect(try code { _ = try school.directory.directory(name) } == .badName)
        #expect(try code { _ = try school.directory.replace(name, with: []) } == .badName)
        #expect(try code { _ = try school.directory.makeDirectory(name) } == .badName)
    }

    @Test func `a path cut short by a null character is refused`() throws {
        #expect(try code { _ = try SchoolFolder(path: school.path + "\0/x") } == .badName)
        #expect(try code { _ = try SchoolFolder.find(from: school.path + "\0/x") } == .badName)
    }

    @Test(.timeLimit(.minutes(1))) func `a pipe in place of a file does not hang`() throws {
        unsafe mkfifo(folder.path("skola/varv.lock"), 0o600)
        #expect(try code { _ = try school.directory.read("varv.lock", atMost: 10) } == .notAFile)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: ["varv.db", "varv.db-wal", "varv.db-shm", "varv.db-journal", "varv.db-writer"],
        [true, false])
    func `a pipe or a folder in place of the database is told, with what to do, and does not hang`(
        _ name: String, _ isPipe: Bool
    ) async throws {
        if isPipe {
            #expect(unsafe mkfifo(folder.path("skola/" + name), 0o600) == 0)
        } else {
            try folder.makeDirectory("skola/" + name)
        }
        let error = try await #require(throws: VarvError.self) {
            _ = try await Host(worker: .besideExecutable).open(school.path)
        }
        let isDatabase = name == "varv.db"
        expectNoDifference([error.code, "\(error.status)"], ["VARV-E709", "failed"])
        expectNoDifference(
            error.words,
            Phrase(
                sv: "\(school.path)/\(name): är ingen vanlig fil. Flytta undan det som ligger där"
                    + (isDatabase
                        ? " och lägg tillbaka databasen från en säkerhetskopia."
                        : "; Varv gör filen på nytt."),
                en: "\(school.path)/\(name): is not an ordinary file. Move away what lies there"
                    + (isDatabase
                        ? " and put the database back from a backup." : "; Varv makes the file anew.")))
    }

    @Test func `a folder in place of a file is refused`() throws {
        try folder.makeDirectory("skola/varv.lock")
        #expect(try code { _ = try school.directory.read("varv.lock", atMost: 10) } == .notAFile)
    }

    @Test func `a file over the limit is refused unread`() throws {
        try folder.write("skola/school.toml", String(repeating: "#\n", count: 200_000))
        #expect(try code { _ = try SchoolFolder(path: school.path) } == .tooLarge)
    }

    @Test func `writing over a link replaces the link, not what it points at`() throws {
        try folder.write("annan", "kvar")
        try replaceByLink("varv.lock", to: "../annan")
        try school.directory.replace("varv.lock", with: Array("ny".utf8))
        #expect(try folder.text("annan") == "kvar")
        #expect(try folder.text("skola/varv.lock") == "ny")
    }

    @Test func `a write that fails leaves the old file and nothing beside it`() throws {
        try folder.makeDirectory("skola/varv.lock/x")
        #expect(throws: SchoolFolderError.self) { try school.directory.replace("varv.lock", with: [1]) }
        #expect(try folder.names("skola") == ["exports", "routines", "school.toml", "varv.lock"])
    }

    @Test func `what others may read is found, with the command that closes it`() throws {
        try folder.setMode("skola", 0o755)
        try folder.setMode("skola/school.toml", 0o644)
        let findings = try school.findings()
        #expect(
            findings == [
                .openToOthers(name: ".", mode: 0o755), .openToOthers(name: "school.toml", mode: 0o644),
            ])
        #expect(findings.map { $0.message(in: .swedish) }.allSatisfy { $0.contains("chmod go-rwx") })
    }

    @Test func `removing stays inside what is removed`() throws {
        try folder.write("annan", "kvar")
        try folder.makeDirectory("skola/routines/a/b")
        try folder.link("skola/routines/a/b/l", to: "../../../../annan")
        try folder.link("skola/routines/a/d", to: folder.path)
        school.directory.removeAll("routines")
        #expect(try folder.names("skola") == ["exports", "school.toml"])
        #expect(try folder.text("annan") == "kvar")
    }

    @Test func `file names from others steer no terminal`() {
        let shown = SchoolFolderError.link("/x/\u{1B}[2J\u{202E}y").message(in: .english)
        #expect(shown.hasPrefix("/x/\\u{1B}[2J\\u{202E}y: "))
    }

    @Test func `no descriptor is left open`() throws {
        // Other tests open files beside this one.
        func open() -> [String] { openTargets().filter { $0.hasPrefix(folder.path("")) }.sorted() }
        let before = open()
        for _ in 0..<200 {
            _ = try SchoolFolder(path: school.path).findings()
            _ = try? school.directory.directory("saknas")
            try school.directory.locked(waiting: .zero) {}
        }
        #expect(open() == before)
    }
}
