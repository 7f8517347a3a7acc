import Glibc

extension Phrase {
    /// Why the system refused something about a file, by the number it left in `errno`; without a full stop.
    package static func systemRefusal(_ number: Int32) -> Phrase {
        switch number {
        case ENOENT: Phrase(sv: "den finns inte", en: "it does not exist")
        case EACCES, EPERM, EROFS:
            Phrase(sv: "du har inte rätt att använda den", en: "you may not use it")
        case ENOSPC, EDQUOT, EFBIG: Phrase(sv: "disken är full", en: "the disk is full")
        case EISDIR, EINVAL: Phrase(sv: "det är ingen vanlig fil", en: "it is no plain file")
        case ENOTDIR: Phrase(sv: "en del av sökvägen är ingen mapp", en: "a part of the path is no folder")
        case ELOOP: Phrase(sv: "det är en symbolisk länk", en: "it is a symbolic link")
        case ENAMETOOLONG: Phrase(sv: "namnet är för långt", en: "the name is too long")
        case ENXIO, EIO, ENODEV:
            Phrase(sv: "disken eller enheten svarar inte", en: "the disk or the device does not answer")
        default:
            Phrase(sv: "systemet svarade med fel \(number)", en: "the system answered with error \(number)")
        }
    }
}
