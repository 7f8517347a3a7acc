import Glibc

extension SchoolFolder {
    /// Makes a school in a new or empty folder, with `school.toml` written last, since that is what makes it
    /// one.
    ///
    /// `settings` is the text of its `school.toml`. `prepare` fills the folder, such as with its database,
    /// before it becomes a school. Whatever throws, the folder is as it was: gone, or empty. Throws
    /// `.alreadyASchool` and `.notEmpty` for a folder that is used for something.
    package static func create(
        at path: String, settings: String, prepare: (Directory) throws -> Void = { _ in }
    ) throws -> SchoolFolder {
        // Refused before anything is made.
        _ = try SchoolConfiguration(Array(settings.utf8), file: settingsName)
        guard !path.isEmpty, !path.utf8.contains(0) else { throw SchoolFolderError.badName(path) }
        let isNew = unsafe mkdir(path, 0o700) == 0
        guard isNew || errno == EEXIST else { throw creationError(errno, path) }
        let directory = try Directory(path: path)
        if !isNew { clearUnfinished(directory) }
        let before = isNew ? [] : try directory.names()
        try refuseUsed(directory, before)
        let claim = try directory.draft(of: settingsName, .claim)
        defer { withExtendedLifetime(claim) {} }

        let modeBefore = try directory.entry().mode
        do {
            try directory.setMode(0o700)
            for name in [routinesName, exportsName] where !before.contains(name) {
                try directory.makeDirectory(name)
            }
            try prepare(directory)
            try directory.replace(settingsName, with: Array(settings.utf8))
            return try SchoolFolder(path: path)
        } catch {
            // Only what was not there before: everything but our own empty folders was refused above.
            for name in (try? directory.names()) ?? [] where !before.contains(name) {
                directory.removeAll(name)
            }
            try? directory.setMode(modeBefore)
            if isNew { _ = unsafe rmdir(path) }
            throw error
        }
    }

    /// Takes away what a program left that was killed while it made a school here: its claim says so, and nothing that
    /// has become a school is touched.
    private static func clearUnfinished(_ directory: Directory) {
        directory.sweepDrafts()
        directory.sweep(.claim) { claim in
            guard claim.about == settingsName, (try? directory.entry(settingsName)) == nil else { return }
            for name in ["", "-wal", "-shm", "-writer"].map({ databaseName + $0 }) {
                directory.removeAll(name)
            }
        }
    }

    /// Empty folders of ours are what a program that was killed half way left: the same as nothing.
    private static func refuseUsed(_ directory: Directory, _ names: [String]) throws(SchoolFolderError) {
        if names.contains(settingsName) {
            throw SchoolFolderError(
                .alreadyASchool, file: directory.path, sv: "är redan en skola. Inget har ändrats.",
                en: "is a school already. Nothing was changed.")
        }
        for name in names {
            let isOurs = name == routinesName || name == exportsName
            if isOurs, try directory.entry(name)?.kind == .folder,
                try directory.directory(name).names().isEmpty
            {
                continue
            }
            throw SchoolFolderError(
                .notEmpty, file: directory.path,
                sv:
                    "innehåller redan annat (\(printable(name, atMost: 60))). Välj en ny eller tom mapp; "
                    + "inget har ändrats.",
                en:
                    "holds other things already (\(printable(name, atMost: 60))). Choose a new or empty "
                    + "folder; nothing was changed."
            )
        }
    }

    private static func creationError(_ number: CInt, _ path: String) -> SchoolFolderError {
        guard number == ENOENT else { return .system(number, path: path) }
        return SchoolFolderError(
            .missing, file: path, sv: "mappen den ska ligga i finns inte. Gör den först.",
            en: "the folder it is to be in does not exist. Make that first.")
    }
}
