import Glibc

/// A school on disk: a folder with `school.toml`, `varv.db`, `routines/`, `varv.lock` and `exports/`, and
/// `varv.routines`, which can be thrown away.
///
/// Who may read the folder can read all of it: its mode decides who, roles decide what is shown and logged
/// (design §4).
package struct SchoolFolder: Sendable {
    static let settingsName = "school.toml"
    static let databaseName = "varv.db"
    /// The database and what the store keeps beside it.
    static let databaseNames = ["", "-wal", "-shm", "-journal", "-writer"].map { databaseName + $0 }
    static let routinesName = "routines"
    static let exportsName = "exports"

    /// Where the folder is.
    package let path: String
    package let configuration: SchoolConfiguration
    package let directory: Directory

    /// Opens the school in a folder.
    ///
    /// Throws `SchoolFolderError` when it is none or cannot be read, `SchoolConfigurationErrors` for what is
    /// wrong in its settings.
    package init(path: String) throws {
        // Whole, so that it holds wherever the program around this library goes later.
        let path = try SchoolFolder.resolved(path)
        let directory = try Directory(path: path)
        guard let bytes = try directory.read(SchoolFolder.settingsName, atMost: 256 * 1024) else {
            throw SchoolFolderError(
                .noSchool, file: path,
                sv: "är ingen skola: här finns ingen school.toml. Gör en med varv ny-skola.",
                en: "is no school: there is no school.toml here. Make one with varv init.")
        }
        // The database opens by path, which follows links and waits for whoever is at a pipe's other end.
        for name in SchoolFolder.databaseNames {
            switch try directory.entry(name)?.kind {
            case nil, .file: break
            case .link: throw SchoolFolderError.link(directory.path(of: name))
            case .folder, .other:
                throw SchoolFolderError.notDatabase(
                    directory.path(of: name), holdsSchool: name == SchoolFolder.databaseName)
            }
        }
        self.path = path
        self.directory = directory
        configuration = try SchoolConfiguration(bytes, file: directory.path(of: SchoolFolder.settingsName))
    }

    /// Returns the nearest folder with a `school.toml`, from `start` and upwards; throws `.noSchool` when
    /// there is none, and `.noAccess` for one that somebody has left in another's folder: a school in `/tmp` would take in
    /// what is imported anywhere below it.
    package static func find(from start: String) throws(SchoolFolderError) -> String {
        var path = try resolved(start)
        while true {
            if let folder = try? Directory(path: path), let settings = try? folder.entry(settingsName),
                settings.kind == .file
            {
                guard try isOwn(settings, in: folder.entry(), for: geteuid()) else {
                    throw SchoolFolderError(
                        .noAccess, file: path,
                        sv:
                            "mappen är öppen för alla, och någon annan har lagt en school.toml här. Ange --school om "
                            + "det är den skolan du menar.",
                        en:
                            "the folder is open to everybody, and someone else has put a school.toml here. Say "
                            + "--school if it is the school you mean.")
                }
                return path
            }
            guard path != "/", let slash = path.lastIndex(of: "/") else { break }
            path = slash == path.startIndex ? "/" : String(path[..<slash])
        }
        throw SchoolFolderError(
            .noSchool, file: start,
            sv:
                "här finns ingen skola, och inte i mapparna ovanför. Gå till skolans mapp, ange --school "
                + "MAPP, eller gör en med varv ny-skola.",
            en:
                "there is no school here or in the folders above. Go to the school's folder, say --school "
                + "DIR, or make one with varv init."
        )
    }

    /// Whether a school that was only found, not named, is one's own, or of those who may write in the folder it lies in
    /// when not everybody may.
    static func isOwn(_ settings: Directory.Entry, in folder: Directory.Entry, for user: UInt32) -> Bool {
        settings.owner == user || settings.owner == folder.owner || folder.mode & UInt32(S_IWOTH) == 0
    }

    private static func resolved(_ path: String) throws(SchoolFolderError) -> String {
        guard !path.utf8.contains(0) else { throw .badName(path) }
        guard let resolved = unsafe realpath(path, nil) else { throw .system(errno, path: path) }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    package var databasePath: String { directory.path(of: SchoolFolder.databaseName) }
    package var routinesPath: String { directory.path(of: SchoolFolder.routinesName) }
    package var exportsPath: String { directory.path(of: SchoolFolder.exportsName) }

    /// Returns the account the program runs as, by the system's own list and not by the environment; `#1000`
    /// for one without a name.
    package static func currentAccount() -> String {
        let user = geteuid()
        var record = unsafe passwd()
        var buffer = [CChar](repeating: 0, count: 16 * 1024)
        let name = unsafe buffer.withUnsafeMutableBufferPointer { buffer -> String? in
            guard let start = buffer.baseAddress else { return nil }
            var found: UnsafeMutablePointer<passwd>?
            guard unsafe getpwuid_r(user, &record, start, buffer.count, &found) == 0, unsafe found != nil,
                let name = unsafe record.pw_name
            else { return nil }
            return unsafe String(cString: name)
        }
        return name ?? "#\(user)"
    }
}
