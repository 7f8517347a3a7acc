import Glibc
package import VarvModel

/// Why a school's folder, its settings or its remembered rights cannot be used, worded for the one who can
/// mend it.
package struct SchoolFolderError: Error, Hashable, Sendable {
    /// Stable: tests and programs match on this, never on the wording.
    package enum Code: String, Sendable {
        case noSchool = "VARV-E701"
        case alreadyASchool = "VARV-E702"
        case notEmpty = "VARV-E703"
        case missing = "VARV-E704"
        case noAccess = "VARV-E705"
        case noSpace = "VARV-E706"
        case system = "VARV-E707"
        case link = "VARV-E708"
        case notAFile = "VARV-E709"
        case tooLarge = "VARV-E710"
        case badName = "VARV-E711"
        case busy = "VARV-E712"
        case badText = "VARV-E713"
        case badSettings = "VARV-E714"
        case badVocabulary = "VARV-E715"
        case badLock = "VARV-E716"
        case otherLock = "VARV-E717"
        case unknownAccount = "VARV-E718"
        case widerRole = "VARV-E719"
        case mayNotGrant = "VARV-E720"
    }

    package let code: Code
    /// The file it is about.
    package let file: String?
    /// The line in that file, from 1.
    package let line: Int?
    /// What is wrong and what to do, without the place.
    package let explanation: Phrase

    /// Returns place, what is wrong and what to do, as one text.
    package func message(in language: Language) -> String {
        let place = [
            file.map { printable($0) }, line.map { language == .swedish ? "rad \($0)" : "line \($0)" },
        ]
        .compactMap { $0 }.joined(separator: ", ")
        return place.isEmpty ? explanation.text(in: language) : "\(place): \(explanation.text(in: language))"
    }

    package init(_ code: Code, file: String? = nil, line: Int? = nil, sv: String, en: String) {
        self.code = code
        self.file = file
        self.line = line
        self.explanation = Phrase(sv: sv, en: en)
    }
}

extension SchoolFolderError {
    /// A refused system call, by the number it left in `errno`.
    static func system(_ number: CInt, path: String) -> SchoolFolderError {
        switch number {
        case ENOENT:
            SchoolFolderError(.missing, file: path, sv: "finns inte.", en: "does not exist.")
        case EACCES, EPERM, EROFS:
            SchoolFolderError(
                .noAccess, file: path, sv: "får inte läsas eller skrivas av dig. Se vem som äger mappen.",
                en: "may not be read or written by you. See who owns the folder.")
        case ENOSPC, EDQUOT, EFBIG:
            SchoolFolderError(
                .noSpace, file: path, sv: "disken är full. Inget har ändrats; gör plats och försök igen.",
                en: "the disk is full. Nothing was changed; make room and try again.")
        case ELOOP: .link(path)
        case ENOTDIR:
            SchoolFolderError(.notAFile, file: path, sv: "är ingen mapp.", en: "is not a folder.")
        default:
            SchoolFolderError(
                .system, file: path, sv: "systemet svarade med fel \(number) (errno).",
                en: "the system answered with error \(number) (errno).")
        }
    }

    static func link(_ path: String) -> SchoolFolderError {
        SchoolFolderError(
            .link, file: path,
            sv: "är en symbolisk länk, och sådana följs inte i en skolmapp. Lägg själva filen här.",
            en:
                "is a symbolic link, and those are not followed in a school's folder. Put the file itself "
                + "here."
        )
    }

    static func notAFile(_ path: String) -> SchoolFolderError {
        SchoolFolderError(.notAFile, file: path, sv: "är ingen vanlig fil.", en: "is not an ordinary file.")
    }

    /// A folder, a pipe or a device where the database, or a file the store keeps beside it, should be.
    ///
    /// - Parameter holdsSchool: whether it is the database itself, which cannot be made anew.
    static func notDatabase(_ path: String, holdsSchool: Bool) -> SchoolFolderError {
        SchoolFolderError(
            .notAFile, file: path,
            sv: "är ingen vanlig fil. Flytta undan det som ligger där"
                + (holdsSchool
                    ? " och lägg tillbaka databasen från en säkerhetskopia." : "; Varv gör filen på nytt."),
            en: "is not an ordinary file. Move away what lies there"
                + (holdsSchool ? " and put the database back from a backup." : "; Varv makes the file anew."))
    }

    static func tooLarge(_ path: String, limit: Int) -> SchoolFolderError {
        SchoolFolderError(
            .tooLarge, file: path, sv: "är större än \(limit / 1024) KiB och läses inte.",
            en: "is larger than \(limit / 1024) KiB and is not read.")
    }

    static func badName(_ name: String) -> SchoolFolderError {
        SchoolFolderError(
            .badName, sv: "”\(printable(name))” kan inte vara namnet på en fil här.",
            en: "“\(printable(name))” cannot be the name of a file here.")
    }

    static func busy(_ path: String) -> SchoolFolderError {
        SchoolFolderError(
            .busy, file: path,
            sv: "en annan körning av Varv skriver här just nu. Vänta en stund och försök igen.",
            en: "another run of Varv is writing here. Wait a moment and try again.")
    }
}
