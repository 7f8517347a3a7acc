import CustomDump
import Glibc
import Testing

@testable import Varv

/// A school that was found from here and upwards, and whose it is.
struct FoundSchoolTests {
    private static func entry(_ owner: UInt32, _ mode: UInt32 = 0o600) -> Directory.Entry {
        var status = stat()
        status.st_uid = owner
        status.st_mode = mode
        return Directory.Entry(status)
    }

    @Test(arguments: [
        (1000, 1000, true), (1000, 0, true), (1001, 1001, true), (1001, 1000, false), (1001, 0, false),
    ])
    func `in a folder open to all, a school is found that is one's own or the folder's owner's`(
        _ settings: UInt32, _ folder: UInt32, _ isFound: Bool
    ) {
        let open = Self.entry(folder, 0o1777)
        #expect(SchoolFolder.isOwn(Self.entry(settings), in: open, for: 1000) == isFound)
    }

    @Test(arguments: [0o755, 0o770, 0o700])
    func `in any other folder it is whoever's who may write there`(_ mode: UInt32) {
        #expect(SchoolFolder.isOwn(Self.entry(1001), in: Self.entry(0, mode), for: 1000))
    }

    @Test(.enabled(if: geteuid() == 0))
    func `a school that another has left in this folder is told, and not opened`() throws {
        let folder = try TemporaryFolder()
        try folder.write("school.toml", "")
        try folder.makeDirectory("a")
        try folder.makeDirectory("a/b")
        #expect(unsafe chown(folder.path("school.toml"), 65_534, 65_534) == 0)
        #expect(unsafe chmod(folder.path(""), 0o1777) == 0)
        let error = #expect(throws: SchoolFolderError.self) {
            try SchoolFolder.find(from: folder.path("a/b"))
        }
        #expect(error?.code == .noAccess)
    }

    @Test(.enabled(if: geteuid() == 0 && Program.isBuilt), arguments: ["", "run c.lua", "doctor"])
    func `below a school that may not be opened, no command goes on as if there were none`(_ command: String)
        throws
    {
        let folder = try TemporaryFolder()
        try folder.write("school.toml", "")
        try folder.makeDirectory("a")
        try folder.write("a/c.lua", "print(1)")
        #expect(unsafe chown(folder.path("school.toml"), 65_534, 65_534) == 0)
        #expect(unsafe chmod(folder.path(""), 0o1777) == 0)
        let ended = try Program.run(["sh", "-c", "cd '\(folder.path("a"))' && '\(Program.varv)' \(command)"])
        #expect(ended.status == 1)
        #expect(ended.errors.contains("VARV-E705"), "\(ended.errors)")
    }
}
