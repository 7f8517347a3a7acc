import Glibc

/// Reads files a person named without taking in more than can be used.
enum BoundedFile {
    /// Returns a file's bytes, or a pipe's, one more than `limit` when there are more; nil when it cannot be read.
    static func read(_ path: String, atMost limit: Int) -> [UInt8]? {
        // A pipe that nobody writes to is empty, and not waited for.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard fcntl(descriptor, F_SETFL, 0) == 0 else { return nil }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(limit + 1, 64 << 10))
        while bytes.count <= limit {
            let wanted = min(buffer.count, limit + 1 - bytes.count)
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, wanted)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}
