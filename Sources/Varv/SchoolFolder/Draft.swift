import Glibc

/// A file of a program's own beside the one it is about, held as long as the program lives and taken away when it is let
/// go of. What a program that was killed leaves is held by nobody, which is how ``Directory/sweep(_:_:)`` knows it.
final class Draft {
    enum Kind: String {
        /// What is written whole before it takes the file's name.
        case file = "new"
        /// That a file stands for something which is not stored yet.
        case claim = "claim"
    }

    let name: String
    let file: Descriptor
    private let directory: Directory

    fileprivate init(_ name: String, _ file: consuming Descriptor, in directory: Directory) {
        self.name = name
        self.file = file
        self.directory = directory
    }

    // Under its own name it is gone already when it was renamed.
    deinit { directory.removeAll(name) }
}

/// A draft that nobody holds.
struct LeftDraft: Hashable, Sendable {
    var name: String
    /// The file it was beside; cut short when that has a very long name.
    var about: String
    var kind: Draft.Kind
}

extension Directory {
    /// Makes a draft of a file and holds it.
    func draft(of name: String, _ kind: Draft.Kind) throws(SchoolFolderError) -> Draft {
        while true {
            let unique = "\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
            let aside =
                ".\(String(decoding: name.utf8.prefix(120), as: UTF8.self)).\(unique).\(kind.rawValue)"
            let file = try create(aside)
            // Someone who sweeps may have been quicker than the lock, and then the file is gone already.
            if try file.hold(name: path(of: aside)) { return Draft(aside, file, in: self) }
        }
    }

    /// Takes away the drafts of a kind that killed programs left here, each after `work` on what it was about.
    func sweep(_ kind: Draft.Kind, _ work: (LeftDraft) -> Void = { _ in }) {
        for name in (try? names()) ?? [] {
            // Held until it is gone, so that its maker cannot be in between.
            guard let left = LeftDraft(name), left.kind == kind,
                let file = try? open(name, O_RDONLY | O_NONBLOCK),
                let isFree = try? file.hold(name: name), isFree
            else { continue }
            work(left)
            removeAll(name)
            _ = file.number
        }
    }

    /// Takes away the files that killed programs had begun to write here.
    package func sweepDrafts() { sweep(.file) }

    /// Whether anything here is named as a draft of a kind, held or not.
    func hasDrafts(_ kind: Draft.Kind) -> Bool {
        ((try? names()) ?? []).contains { LeftDraft($0)?.kind == kind }
    }
}

extension LeftDraft {
    /// Reads a name; nil when it is no draft's.
    init?(_ name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].isEmpty,
            let kind = Draft.Kind(rawValue: String(parts[parts.count - 1]))
        else { return nil }
        let unique = parts[parts.count - 2].split(separator: "-", omittingEmptySubsequences: false)
        guard unique.count == 2, Int32(unique[0]) != nil, UInt64(unique[1]) != nil else { return nil }
        self.name = name
        about = parts[1..<(parts.count - 2)].joined(separator: ".")
        self.kind = kind
    }
}

extension Descriptor {
    /// Holds the file against others who hold; false when one does, when it has no name any more, and when it is no file.
    /// The system lets go when the last of its openings is closed.
    borrowing func hold(name: String) throws(SchoolFolderError) -> Bool {
        // A file system without locks keeps what is left on it.
        guard flock(number, LOCK_EX | LOCK_NB) == 0 else {
            if errno == EWOULDBLOCK { return false }
            throw .system(errno, path: name)
        }
        let status = try status(name: name)
        return status.st_nlink > 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
