import CustomDump
import Glibc
import Testing

@testable import Varv

/// A school that was found from here and upwards, and whose it is.
struct FoundSchoolTests {
    private static func entry(_ owner: UInt32) -> Directory.Entry {
        var status = stat()
        status.st_uid = owner
        return Directory.Entry(status)
    }

    @Test(arguments: [
        (1000, 1000, true), (1000, 0, true), (1001, 1001, true), (1001, 1000, false), (1001, 0, false),
    ])
    func `a school is found that is one's own or the folder's owner's`(
        _ settings: UInt32, _ folder: UInt32, _ isFound: Bool
    ) {
        #expect(SchoolFolder.isOwn(Self.entry(settings), in: Self.entry(folder), for: 1000) == isFound)
    }

    @Test(.enabled(if: geteuid() == 0))
    func `a school that another has left in this folder is told, and not opened`() throws {
        let folder = try TemporaryFolder()
        try folder.write("school.toml", "")
        try folder.makeDirectory("a")
        try folder.makeDirectory("a/b")
        #expect(unsafe chown(folder.path("school.toml"), 65_534, 65_534) == 0)
        let error = #expect(throws: SchoolFolderError.self) {
            try SchoolFolder.find(from: folder.path("a/b"))
        }
        #expect(error?.code == .noAccess)
    }
}
