import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

@Suite struct RightsLockTests {
    let folder: TemporaryFolder
    let directory: Directory
    let key = SchoolKey.random()

    init() throws {
        folder = try TemporaryFolder()
        directory = try Directory(path: folder.path)
    }

    @discardableResult
    func remember(_ grant: Grant, today: Day = Sample.today) throws -> RightsLock {
        try directory.updateRightsLock(key: key, today: today) { $0.remember(grant, today: today) }
    }

    @Test func `no file is no grants`() throws {
        #expect(try directory.rightsLock(key: key) == RightsLock())
    }

    @Test func `what is remembered reads back`() throws {
        let written = try remember(Sample.grant([.read(.results), .write(.results), .read(.names)]))
        expectNoDifference(try directory.rightsLock(key: key), written)
        #expect(try folder.mode("varv.lock") == 0o600)
        #expect(try folder.names() == ["varv.lock"])
    }

    @Test func `the file is for people to read`() throws {
        try remember(Sample.grant([.write(.results), .read(.results)]))
        let text = try folder.text("varv.lock")
        expectNoDifference(
            text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(5).joined(
                separator: "\n"),
            """
            [[routine]]
            id = "ekskolan/eht-underlag"
            hash = "\(Sample.hash)"
            allows = ["read results", "write results"]
            by = "asa.lind"
            on = "2026-11-24"
            until = "2027-06-30"

            """)
    }

    @Test func `the same grants give the same bytes, in whatever order they came`() throws {
        let grants = ["b/x", "a/x", "ö/x", "a/å"].map { Sample.grant([.read(.results)], routine: $0) }
        #expect(Sample.lock(grants).bytes(key: key) == Sample.lock(grants.reversed()).bytes(key: key))
    }

    @Test func `more for the same file adds, another file starts over`() throws {
        try remember(Sample.grant([.read(.results)]))
        let more = try remember(Sample.grant([.read(.interventions)]))
        #expect(more.all.map(\.permissions) == [[.read(.results), .read(.interventions)]])
        let other = try remember(Sample.grant([.read(.pupils)], hash: String(repeating: "cd", count: 32)))
        #expect(other.all.map(\.permissions) == [[.read(.pupils)]])
    }

    @Test func `what has run out is dropped and never revived`() throws {
        try remember(Sample.grant([.read(.results)]))
        let later = Sample.until.adding(days: 1)
        let lock = try remember(Sample.grant([.read(.pupils)], until: later.adding(days: 200)), today: later)
        #expect(lock.all.map(\.permissions) == [[.read(.pupils)]])
    }

    @Test func `what a killed run left aside is cleared`() throws {
        try folder.write(".varv.lock.1-2.new", "halv")
        try remember(Sample.grant([.read(.results)]))
        #expect(try folder.names() == ["varv.lock"])
    }

    @Test func `many who allow at once lose nothing`() async throws {
        let path = folder.path
        let key = key
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                group.addTask {
                    // A folder opened anew, as another process would.
                    try Directory(path: path).updateRightsLock(
                        key: key, today: Sample.today, waiting: .seconds(60)
                    ) {
                        $0.remember(
                            Sample.grant([.read(.results)], routine: "r/\(number)"), today: Sample.today)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try directory.rightsLock(key: key).all.count == 40)
        #expect(try folder.names() == ["varv.lock"])
    }
}

/// What must never grant anything.
@Suite struct RightsLockFaultsTests {
    let folder: TemporaryFolder
    let directory: Directory
    let key = SchoolKey.random()

    init() throws {
        folder = try TemporaryFolder()
        directory = try Directory(path: folder.path)
        try directory.updateRightsLock(key: key, today: Sample.today) {
            $0.remember(Sample.grant([.read(.results)]), today: Sample.today)
        }
    }

    func code(_ text: String) throws -> SchoolFolderError.Code {
        try folder.write("varv.lock", text)
        let error = try #require(throws: SchoolFolderError.self) { try directory.rightsLock(key: key) }
        #expect(
            error.message(in: .swedish).contains("mv varv.lock varv.lock.gammal") || error.code == .tooLarge)
        return error.code
    }

    @Test func `a right added by hand grants nothing`() throws {
        let text = try folder.text("varv.lock")
        #expect(
            try code(text.replacing("\"read results\"", with: "\"read results\", \"read health\""))
                == .otherLock)
        #expect(try code(text.replacing("2027-06-30", with: "2037-06-30")) == .otherLock)
        #expect(try code(text.replacing(Sample.hash, with: String(repeating: "cd", count: 32))) == .otherLock)
    }

    @Test func `a lock from another school grants nothing`() throws {
        let error = try #require(throws: SchoolFolderError.self) { try directory.rightsLock(key: .random()) }
        #expect(error.code == .otherLock)
    }

    @Test func `a comment of the school's own is no change`() throws {
        try folder.write("varv.lock", "# vår\n" + (try folder.text("varv.lock")))
        #expect(try directory.rightsLock(key: key).all.count == 1)
    }

    @Test func `what Varv would not have written is refused`() throws {
        let text = try folder.text("varv.lock")
        let entry = try #require(text.range(of: "[[routine]]")).lowerBound
        for bad in [
            "", "version = 2", "x", "\u{0}", text.replacing("read results", with: "read everything"),
            text.replacing("[\"read results\"]", with: "[]"),
            text.replacing("[\"read results\"]", with: "\"read results\""),
            text.replacing("[\"read results\"]", with: "[\"read results\", \"read results\"]"),
            text.replacing("2026-11-24", with: "2026-02-30"), text.replacing(Sample.hash, with: "abc"),
            text.replacing("by = ", with: "who = "), text + text[entry...], text + "[extra]\n",
            text + "x = 1\n",
            text.replacing("asa.lind", with: "\\u001b[2J"), "[[routine]]\n" + text,
        ] {
            #expect(try code(bad) == .badLock)
        }
    }

    @Test func `half a file is refused`() throws {
        let text = try folder.text("varv.lock")
        for length in stride(from: 0, to: text.count - 1, by: 37) {
            let code = try code(String(text.prefix(length)))
            #expect(code == .badLock || code == .otherLock)
        }
    }

    @Test func `a file of megabytes is refused unread`() throws {
        #expect(try code(String(repeating: "#\n", count: 600_000)) == .tooLarge)
    }

    @Test func `a broken file is never written over`() throws {
        try folder.write("varv.lock", "trasig")
        #expect(throws: SchoolFolderError.self) {
            try directory.updateRightsLock(key: key, today: Sample.today) {
                $0.remember(Sample.grant([.read(.pupils)]), today: Sample.today)
            }
        }
        #expect(try folder.text("varv.lock") == "trasig")
    }

    @Test func `a link grants nothing`() throws {
        try FileManager.default.moveItem(atPath: folder.path("varv.lock"), toPath: folder.path("annan"))
        try folder.link("varv.lock", to: "annan")
        let error = try #require(throws: SchoolFolderError.self) { try directory.rightsLock(key: key) }
        #expect(error.code == .link)
    }

    @Test func `who waits too long is told, and nothing is written`() throws {
        let before = try folder.text("varv.lock")
        try directory.locked { () throws(SchoolFolderError) in
            var code: SchoolFolderError.Code?
            do throws(SchoolFolderError) {
                try Directory(path: folder.path).updateRightsLock(
                    key: key, today: Sample.today, waiting: .milliseconds(50)
                ) { $0.remember(Sample.grant([.read(.pupils)]), today: Sample.today) }
            } catch {
                code = error.code
            }
            #expect(code == .busy)
        }
        #expect(try folder.text("varv.lock") == before)
    }
}
