import Glibc

/// How wide the terminal is.
enum TerminalSize {
    /// Returns the columns of standard output's terminal; `COLUMNS` when it says nothing, 80 when neither does.
    static func columns(environment: (String) -> String?) -> Int {
        var size = winsize()
        if unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return environment("COLUMNS").flatMap(Int.init).map { min(max($0, 20), 1000) } ?? 80
    }
}
