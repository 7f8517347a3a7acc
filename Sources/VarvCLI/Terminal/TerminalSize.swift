import Glibc

/// How wide the terminal is.
enum TerminalSize {
    /// Returns the columns of standard output's terminal, or else of standard error's; `COLUMNS` when it says nothing, 80 when neither does.
    static func columns(environment: (String) -> String?) -> Int {
        var size = winsize()
        for stream in [STDOUT_FILENO, STDERR_FILENO] {
            if unsafe ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
                return Int(size.ws_col)
            }
        }
        return environment("COLUMNS").flatMap(Int.init).map { min(max($0, 20), 1000) } ?? 80
    }
}
