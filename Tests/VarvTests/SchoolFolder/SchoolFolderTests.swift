import Foundation
import Testing
import VarvModel

@testable import Varv

@Suite struct SchoolFolderTests {
    let folder: TemporaryFolder
    static let settings = SchoolConfiguration.draft(name: "Ekskolan", account: "asa.lind")

    init() throws { folder = try TemporaryFolder() }

    @discardableResult
    func create(_ name: String = "skola") throws -> SchoolFolder {
        try SchoolFolder.create(at: folder.path(name), settings: Self.settings)
    }

    @Test func `a new school is a closed folder with its settings`() throws {
        let school = try create()
        #expect(school.configuration.name == "Ekskolan")
        #expect(try folder.names("skola") == ["exports", "routines", "school.toml"])
        #expect(try folder.mode("skola") == 0o700)
        #expect(try folder.mode("skola/routines") == 0o700)
        #expect(try folder.mode("skola/school.toml") == 0o600)
        #expect(try folder.text("skola/school.toml") == Self.settings)
        #expect(try school.findings() == [])
    }

    @Test func `an empty folder becomes a school and is closed`() throws {
        try folder.makeDirectory("skola")
        try folder.setMode("skola", 0o755)
        try create()
        #expect(try folder.mode("skola") == 0o700)
    }

    @Test func `what a killed try left behind is no hindrance`() throws {
        try folder.makeDirectory("skola/routines")
        try create()
        #expect(try folder.names("skola") == ["exports", "routines", "school.toml"])
    }

    @Test func `a folder with other things is left alone`() throws {
        try folder.makeDirectory("skola/routines")
        try folder.write("skola/routines/min.lua", "return 1")
        let error = try #require(throws: SchoolFolderError.self) { try create() }
        #expect(error.code == .notEmpty)
        #expect(try folder.names("skola") == ["routines"])
        #expect(try folder.text("skola/routines/min.lua") == "return 1")
    }

    @Test func `a school is not made twice`() throws {
        try create()
        #expect(try #require(throws: SchoolFolderError.self) { try create() }.code == .alreadyASchool)
    }

    @Test func `the folder around must exist`() throws {
        #expect(try #require(throws: SchoolFolderError.self) { try create("saknas/skola") }.code == .missing)
    }

    @Test func `a file is no place for a school`() throws {
        try folder.write("skola", "text")
        #expect(try #require(throws: SchoolFolderError.self) { try create() }.code == .notAFile)
        #expect(try folder.text("skola") == "text")
    }

    @Test func `a failure on the way leaves nothing behind`() throws {
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            try SchoolFolder.create(at: folder.path("skola"), settings: Self.settings) { directory in
                try directory.replace("varv.db", with: [1])
                try directory.makeDirectory("sample")
                try directory.directory("sample").replace("a", with: [2])
                throw Failure()
            }
        }
        #expect(try folder.names() == [])
    }

    @Test func `a failure in an empty folder leaves it empty and as open as it was`() throws {
        struct Failure: Error {}
        try folder.makeDirectory("skola")
        try folder.setMode("skola", 0o755)
        #expect(throws: Failure.self) {
            try SchoolFolder.create(at: folder.path("skola"), settings: Self.settings) { _ in throw Failure()
            }
        }
        #expect(try folder.names("skola") == [])
        #expect(try folder.mode("skola") == 0o755)
    }

    @Test func `it is no school before all of it is there`() throws {
        _ = try SchoolFolder.create(at: folder.path("skola"), settings: Self.settings) { directory in
            let settings = try directory.entry("school.toml")
            #expect(settings == nil)
        }
    }

    @Test func `bad settings make nothing`() throws {
        #expect(throws: SchoolConfigurationErrors.self) {
            try SchoolFolder.create(at: folder.path("skola"), settings: "invented = 1")
        }
        #expect(try folder.names() == [])
    }

    @Test func `a school is found from a folder inside it`() throws {
        try create()
        #expect(try SchoolFolder.find(from: folder.path("skola/routines")) == folder.path("skola"))
        #expect(try SchoolFolder.find(from: folder.path("skola/../skola/")) == folder.path("skola"))
    }

    @Test func `where there is no school, the message says what to do`() throws {
        let error = try #require(throws: SchoolFolderError.self) { try SchoolFolder.find(from: folder.path) }
        #expect(error.code == .noSchool)
        #expect(error.message(in: .swedish).contains("--school MAPP"))
        #expect(error.message(in: .english).contains("--school DIR"))
        #expect(
            try #require(throws: SchoolFolderError.self) { try SchoolFolder.find(from: folder.path("x")) }
                .code == .missing)
    }

    @Test func `the account has a name`() {
        #expect(!SchoolFolder.currentAccount().isEmpty)
    }
}
