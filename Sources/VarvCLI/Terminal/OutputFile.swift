import Glibc
import Varv
import VarvDocuments
import VarvModel

/// A paper written to disk: aside first and renamed when it is whole, readable by its owner only, through no link.
enum OutputFile {
    /// Writes a file; `path`'s last part is replaced if it is a plain file.
    ///
    /// Throws ``VarvError`` for a folder or a link in its place, and for what the system refuses.
    static func write(_ bytes: [UInt8], to path: String) throws(VarvError) {
        switch try kind(of: path) {
        case .folder: throw refused(path, "är en mapp. Ange en fil i den.", "is a folder. Name a file in it.")
        case .link:
            throw refused(
                path,
                "är en symbolisk länk, och sådana skrivs inte igenom. Ta bort den eller välj ett annat namn.",
                "is a symbolic link, and those are not written through. Remove it or choose another name.")
        case .other: throw refused(path, "är ingen vanlig fil.", "is not an ordinary file.")
        case .file, .nothing: break
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        do throws(SchoolFolderError) {
            let directory = try Directory(path: folder.isEmpty ? (parts.count > 1 ? "/" : ".") : folder)
            // A paper may hold names: what a program that was killed had written of one does not stay.
            directory.sweepDrafts()
            try directory.replace(String(parts.last ?? ""), with: bytes)
        } catch { throw unwritten(path, error.explanation) }
    }

    /// Makes a folder for several papers, or takes one that is there.
    static func folder(_ path: String) throws(VarvError) {
        switch try kind(of: path) {
        case .folder: return
        case .nothing:
            guard unsafe mkdir(path, 0o700) == 0 else { throw system(errno, path) }
        case .file, .link, .other:
            throw refused(
                path, "finns redan och är ingen mapp. Flera papper läggs i en mapp; välj ett annat namn.",
                "exists and is no folder. Several papers go into a folder; choose another name.")
        }
    }

    enum Kind { case nothing, file, folder, link, other }

    static func kind(of path: String) throws(VarvError) -> Kind {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw .usage("VARV-E641", "-o: det saknas ett filnamn.", "-o: there is no file name.")
        }
        var facts = stat()
        guard unsafe lstat(path, &facts) == 0 else {
            if errno == ENOENT { return .nothing }
            throw system(errno, path)
        }
        return switch facts.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .other
        }
    }

    private static func refused(_ path: String, _ sv: String, _ en: String) -> VarvError {
        let shown = Neutral.terminal(path)
        return VarvError("VARV-E642", .failed, sv: "\(shown) \(sv)", en: "\(shown) \(en)")
    }

    private static func system(_ number: CInt, _ path: String) -> VarvError {
        let why = Phrase.systemRefusal(number)
        return unwritten(path, Phrase(sv: why.sv + ".", en: why.en + "."))
    }

    private static func unwritten(_ path: String, _ why: Phrase) -> VarvError {
        let shown = Neutral.terminal(path)
        return VarvError(
            "VARV-E643", .failed, sv: "\(shown) kan inte skrivas: \(why.sv) Välj en annan plats med -o.",
            en: "\(shown) cannot be written: \(why.en) Choose another place with -o.")
    }
}
