import Glibc

/// An open file or folder that is closed when its owner lets go of it.
struct Descriptor: ~Copyable {
    let number: CInt

    /// Takes over an open descriptor; nil when the call that made it failed, `errno` then says why.
    init?(_ number: CInt) {
        guard number >= 0 else { return nil }
        self.number = number
    }

    /// Opens a file or folder by its path, never handing it on to a child process.
    static func open(_ path: String, _ flags: CInt) throws(SchoolFolderError) -> Descriptor {
        guard !path.utf8.contains(0) else { throw .badName(path) }
        guard let opened = Descriptor(unsafe Glibc.open(path, flags | O_CLOEXEC)) else {
            throw .system(errno, path: path)
        }
        return opened
    }

    /// Reads until the end of the file, or throws when it holds more than `limit` bytes.
    func read(atMost limit: Int, name: String) throws(SchoolFolderError) -> [UInt8] {
        var bytes: [UInt8] = []
        let whole = try readChunks(name: name) { chunk in
            bytes += chunk
            return bytes.count <= limit
        }
        guard whole else { throw .tooLarge(name, limit: limit) }
        return bytes
    }

    /// Gives the file to `take` piece by piece from where it stands; false when `take` wanted no more.
    func readChunks(
        name: String, _ take: (ArraySlice<UInt8>) -> Bool
    ) throws(SchoolFolderError) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe Glibc.read(number, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .system(errno, path: name) }
            if count == 0 { return true }
            guard take(buffer[..<count]) else { return false }
        }
    }

    /// Writes every byte; a full disk throws, a signal in between does not.
    func write(_ bytes: [UInt8], name: String) throws(SchoolFolderError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw .system(errno, path: name) }
            rest = rest.dropFirst(count)
        }
    }

    /// Returns once what was written is on the disk.
    func synchronize(name: String) throws(SchoolFolderError) {
        guard fsync(number) == 0 else { throw .system(errno, path: name) }
    }

    /// Returns what the system says of the open file: kind, mode, owner, size.
    func status(name: String) throws(SchoolFolderError) -> stat {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { throw .system(errno, path: name) }
        return status
    }

    deinit { close(number) }
}
