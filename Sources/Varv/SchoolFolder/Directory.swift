import Glibc

/// An open folder whose files are reached by name from its descriptor: the process's own folder is never
/// changed, and a name that is a symbolic link is refused instead of followed.
package final class Directory: Sendable {
    /// Where the folder is, for messages and for libraries that only take paths.
    package let path: String
    private let descriptor: Descriptor

    /// Opens the folder at `path`; links on the way to it are followed, since the person wrote that path.
    package init(path: String) throws(SchoolFolderError) {
        self.path = path
        self.descriptor = try Descriptor.open(path, O_RDONLY | O_DIRECTORY)
    }

    private init(path: String, descriptor: consuming Descriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    /// Opens a folder inside this one.
    package func directory(_ name: String) throws(SchoolFolderError) -> Directory {
        Directory(path: path(of: name), descriptor: try open(name, O_RDONLY | O_DIRECTORY))
    }

    /// Returns a file's bytes, nil when there is none; throws for links, folders, pipes and files over
    /// `limit`.
    package func read(_ name: String, atMost limit: Int) throws(SchoolFolderError) -> [UInt8]? {
        let file: Descriptor
        do {
            // Not blocking, or a pipe laid out under this name would hold the program for ever.
            file = try open(name, O_RDONLY | O_NONBLOCK)
        } catch {
            if error.code == .missing { return nil }
            throw error
        }
        let status = try file.status(name: path(of: name))
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path(of: name)) }
        guard status.st_size <= limit else { throw .tooLarge(path(of: name), limit: limit) }
        return try file.read(atMost: limit, name: path(of: name))
    }

    /// Puts a file in place whole: written aside with mode 0600, on the disk, then renamed over the old one.
    package func replace(_ name: String, with bytes: [UInt8]) throws(SchoolFolderError) {
        try Directory.check(name)
        let draft = try draft(of: name, .file)
        defer { withExtendedLifetime(draft) {} }
        try draft.file.write(bytes, name: path(of: name))
        try draft.file.synchronize(name: path(of: name))
        guard unsafe renameat(descriptor.number, draft.name, descriptor.number, name) == 0 else {
            throw .system(errno, path: path(of: name))
        }
        try descriptor.synchronize(name: path)
    }

    /// Makes a folder that only its owner may enter.
    package func makeDirectory(_ name: String) throws(SchoolFolderError) {
        try Directory.check(name)
        guard unsafe mkdirat(descriptor.number, name, 0o700) == 0 else {
            throw .system(errno, path: path(of: name))
        }
    }

    /// Sets the folder's own permission bits.
    package func setMode(_ mode: UInt32) throws(SchoolFolderError) {
        guard fchmod(descriptor.number, mode) == 0 else { throw .system(errno, path: path) }
    }

    /// Removes a file, a link or a folder with what is in it, as far as it goes; what a link points at stays.
    package func removeAll(_ name: String) {
        if unsafe unlinkat(descriptor.number, name, 0) == 0 { return }
        if let inner = try? directory(name), let names = try? inner.names() {
            for name in names { inner.removeAll(name) }
        }
        _ = unsafe unlinkat(descriptor.number, name, AT_REMOVEDIR)
    }

    /// Returns the names in the folder, sorted by bytes, without `.` and `..`.
    package func names() throws(SchoolFolderError) -> [String] {
        // A stream takes over its descriptor and its place, so it gets one of its own.
        let number = unsafe openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .system(errno, path: path) }
        guard let stream = unsafe fdopendir(number) else {
            close(number)
            throw .system(errno, path: path)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Returns what stands under a name without following it, nil when there is nothing.
    package func entry(_ name: String) throws(SchoolFolderError) -> Entry? {
        var status = stat()
        guard unsafe fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT { return nil }
            throw .system(errno, path: path(of: name))
        }
        return Entry(status)
    }

    /// Returns what the folder itself is.
    package func entry() throws(SchoolFolderError) -> Entry {
        Entry(try descriptor.status(name: path))
    }

    /// Runs `work` while no other process or thread runs with this folder locked.
    ///
    /// Throws `.busy` when another holds it for the whole of `wait`.
    package func locked<Result>(
        waiting wait: Duration = .seconds(5), _ work: () throws(SchoolFolderError) -> Result
    ) throws(SchoolFolderError) -> Result {
        // Each lock is an opening of its own: the system ties the lock to it, and lets go when its holder
        // dies.
        let own = try open(".", O_RDONLY | O_DIRECTORY)
        let clock = ContinuousClock()
        let last = clock.now + wait
        while flock(own.number, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .system(errno, path: path) }
            guard clock.now < last else { throw .busy(path) }
            usleep(10_000)
        }
        return try work()
    }

    /// Returns the path of a name in the folder.
    package func path(of name: String) -> String {
        path.hasSuffix("/") ? path + name : path + "/" + name
    }

    func open(_ name: String, _ flags: CInt) throws(SchoolFolderError) -> Descriptor {
        try Directory.check(name)
        guard
            let opened = Descriptor(
                unsafe openat(descriptor.number, name, flags | O_NOFOLLOW | O_CLOEXEC))
        else {
            // Linux says ELOOP for a link, and ENOTDIR for a link opened as a folder.
            let number = errno
            if number == ENOTDIR, try entry(name)?.kind == .link { throw .link(path(of: name)) }
            throw .system(number, path: path(of: name))
        }
        return opened
    }

    /// A name is one step down: never a path, and never cut short by a null character.
    private static func check(_ name: String) throws(SchoolFolderError) {
        guard !name.isEmpty, name != "..", !name.utf8.contains(0), !name.utf8.contains(UInt8(ascii: "/"))
        else {
            throw .badName(name)
        }
    }

    /// Makes a file under a name that nothing has.
    func create(_ name: String) throws(SchoolFolderError) -> Descriptor {
        guard
            let made = Descriptor(
                unsafe openat(
                    descriptor.number, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600))
        else { throw .system(errno, path: path(of: name)) }
        return made
    }
}

extension Directory {
    /// What stands under a name.
    package struct Entry: Hashable, Sendable {
        package enum Kind: Hashable, Sendable { case file, folder, link, other }

        package let kind: Kind
        /// The permission bits, 0o600.
        package let mode: UInt32
        package let owner: UInt32
        package let size: Int

        init(_ status: stat) {
            kind =
                switch status.st_mode & S_IFMT {
                case S_IFREG: .file
                case S_IFDIR: .folder
                case S_IFLNK: .link
                default: .other
                }
            mode = status.st_mode & 0o7777
            owner = status.st_uid
            size = Int(status.st_size)
        }
    }
}
