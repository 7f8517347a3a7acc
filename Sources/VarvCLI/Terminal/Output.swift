import Glibc

/// A stream of the program's.
enum Stream: Sendable {
    case output, errors

    var descriptor: CInt { self == .output ? STDOUT_FILENO : STDERR_FILENO }
    /// What is said when the answer cannot be written.
    static func words(for number: CInt) -> String {
        let words =
            [ENOSPC, EDQUOT, EFBIG].contains(number)
            ? say(
                "Svaret kan inte skrivas: disken är full. Gör plats och försök igen.",
                "The answer cannot be written: the disk is full. Make room and try again.")
            : say(
                "Svaret kan inte skrivas: systemet svarade med fel \(number) (errno).",
                "The answer cannot be written: the system answered with error \(number) (errno).")
        return words + "  VARV-E672\n"
    }

    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes all of it. A reader that has gone ends the program quietly, as other tools do.
    func write(_ text: some Collection<UInt8>) {
        var rest = Array(text)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                _exit(128 + SIGPIPE)
            } else if errno == EAGAIN {
                var one = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&one, 1, 1000)
            } else if errno != EINTR {
                // A full disk must not look like success; when errors themselves cannot be said, nothing more can.
                if self == .output {
                    Stream.errors.write(Stream.words(for: errno).utf8)
                }
                _exit(1)
            }
        }
    }
}
