package import VarvModel

/// Something about a school's folder that `doctor` tells of.
package enum FolderFinding: Hashable, Sendable {
    /// Others than the owner may read or write it.
    case openToOthers(name: String, mode: UInt32)
    /// A link where a file or folder should be.
    case link(name: String)
    /// Neither the one who runs Varv nor the owner of the folder owns it.
    case foreignOwner(name: String)
    /// Of rows left out, and no longer to be read: nobody's name can be taken out of it.
    case unreadableRows(name: String)

    /// Returns what was found and what to do.
    package func message(in language: Language) -> String {
        switch (self, language) {
        case (.openToOthers(let name, let mode), .swedish):
            "\(name) kan läsas eller skrivas av andra på datorn (\(String(mode, radix: 8))). Stäng med: "
                + "chmod go-rwx \(name)"
        case (.openToOthers(let name, let mode), .english):
            "\(name) can be read or written by others on the computer (\(String(mode, radix: 8))). Close it: "
                + "chmod go-rwx \(name)"
        case (.link(let name), .swedish): "\(name) är en symbolisk länk. Lägg själva filen i skolans mapp."
        case (.link(let name), .english):
            "\(name) is a symbolic link. Put the file itself in the school's folder."
        case (.foreignOwner(let name), .swedish): "\(name) ägs av någon annan än den som äger skolans mapp."
        case (.foreignOwner(let name), .english):
            "\(name) is owned by someone else than the owner of the school's folder."
        case (.unreadableRows(let name), .swedish):
            "\(name) går inte att läsa som rader som blev kvar, så namn på elever med skyddade uppgifter kan inte "
                + "tas bort ur den. Läs in den eller ta bort den."
        case (.unreadableRows(let name), .english):
            "\(name) cannot be read as rows that were left out, so names of pupils with protected identity cannot "
                + "be taken out of it. Import it or remove it."
        }
    }
}

extension SchoolFolder {
    /// Returns what is unsafe about the folder and the files Varv keeps in it, none when all is as `init`
    /// made it.
    package func findings() throws(SchoolFolderError) -> [FolderFinding] {
        let folder = try directory.entry()
        var findings: [FolderFinding] = []
        if folder.mode & 0o077 != 0 { findings.append(.openToOthers(name: ".", mode: folder.mode)) }
        for name in [SchoolFolder.settingsName] + SchoolFolder.databaseNames + [
            RightsLock.name, RoutineMemory.name, SchoolFolder.routinesName, SchoolFolder.exportsName,
        ] {
            guard let entry = try directory.entry(name) else { continue }
            if entry.kind == .link {
                findings.append(.link(name: name))
                continue
            }
            if entry.mode & 0o077 != 0 { findings.append(.openToOthers(name: name, mode: entry.mode)) }
            if entry.owner != folder.owner { findings.append(.foreignOwner(name: name)) }
        }
        if let exports = try? directory.directory(SchoolFolder.exportsName) {
            findings += LeftOutFile.unreadable(in: exports).map {
                .unreadableRows(name: "\(SchoolFolder.exportsName)/\($0)")
            }
        }
        return findings
    }
}
