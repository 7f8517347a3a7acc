import Foundation
import Glibc

/// What a process has one of, as text, so that a difference reads.
struct ProcessState: Hashable {
    /// Handler, mask and flags of each signal.
    var signals: [String] = []
    /// What the calling thread and every new one blocks.
    var blocked = ""
    var umask = ""
    var locale = ""
    var folder = ""
    var environment: [String] = []
    var limits: [String] = []
    /// Open descriptors and what they are.
    var descriptors: [String] = []
    /// Where a file that stands as standard input has been read to.
    var inputOffset = 0
    var children: [String] = []

    static func now() throws -> ProcessState {
        var state = ProcessState()
        for signal in Int32(1)...64 {
            var action = sigaction()
            guard unsafe sigaction(signal, nil, &action) == 0 else { continue }
            let handler = unsafe unsafeBitCast(action.__sigaction_handler, to: Int.self)
            let mask = unsafe withUnsafeBytes(of: action.sa_mask) { unsafe Array($0.prefix(8)) }
            state.signals.append("\(signal): \(handler) \(mask) \(action.sa_flags)")
        }
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n")
        func line(_ name: String) -> String { status.first { $0.hasPrefix(name) }.map(String.init) ?? "" }
        state.blocked = line("SigBlk")
        state.umask = line("Umask")
        state.locale = unsafe setlocale(LC_ALL, nil).map { unsafe String(cString: $0) } ?? ""
        state.folder = FileManager.default.currentDirectoryPath
        state.environment = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }.sorted()
        state.limits = try String(contentsOfFile: "/proc/self/limits", encoding: .utf8)
            .split(separator: "\n").map(String.init)
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            // The one that reads this folder is gone again.
            guard
                let target = try? FileManager.default.destinationOfSymbolicLink(
                    atPath: "/proc/self/fd/\(name)")
            else { continue }
            // Swift's own event loop opens a timer for each kind of clock when it first sleeps by it.
            if target != "anon_inode:[timerfd]" { state.descriptors.append("\(name) \(target)") }
        }
        state.descriptors.sort()
        state.inputOffset = Int(lseek(STDIN_FILENO, 0, SEEK_CUR))
        for thread in try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task") {
            let path = "/proc/self/task/\(thread)/children"
            state.children +=
                (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: " ").map(String.init)
                ?? []
        }
        state.children.sort()
        return state
    }
}

/// A program the embedder starts itself, and waits for itself.
struct OwnChild {
    let process: pid_t

    /// Starts a shell that ends with a status.
    init(endingWith status: Int) throws {
        var process = pid_t()
        let words = ["/bin/sh", "-c", "exit \(status)"]
        var pointers = unsafe words.map { unsafe strdup($0) }
        defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
        unsafe pointers.append(nil)
        let result = unsafe posix_spawn(&process, words[0], nil, nil, &pointers, environ)
        guard result == 0 else { throw POSIXError(.init(rawValue: result) ?? .EPERM) }
        self.process = process
    }

    /// The status it ended with; nil when somebody else took it.
    func wait() -> Int? {
        var status: CInt = 0
        guard unsafe waitpid(process, &status, 0) == process, status & 0x7F == 0 else { return nil }
        return Int(status >> 8 & 0xFF)
    }
}
