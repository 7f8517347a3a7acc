import Foundation

/// What the kernel says of the workers that a process has.
enum RunningWorkers {
    private static let me = ProcessInfo.processInfo.processIdentifier

    /// Those of this process that were started with a memory limit.
    static func of(memoryMiB limit: Int) -> [pid_t] {
        children { pid, state in
            guard state != "Z", let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else {
                return false
            }
            return String(decoding: line, as: UTF8.self).contains("\(limit << 20)")
        }
    }

    /// A process's workers, by their number and state.
    static func children(of parent: pid_t = me, where fits: (pid_t, String) -> Bool) -> [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { name in
            guard let pid = pid_t(name), let fields = stat(pid), fields.name.hasPrefix("varv-worker"),
                fields.rest.count > 1, fields.rest[1] == "\(parent)", fits(pid, fields.rest[0])
            else { return nil }
            return pid
        }
    }

    static func secondsOfProcessor(_ pid: pid_t) -> Double {
        guard let fields = stat(pid)?.rest, fields.count > 12 else { return 0 }
        return Double((Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)) / 100
    }

    /// A process's name, and the fields of `/proc/PID/stat` from the state on.
    private static func stat(_ pid: pid_t) -> (name: String, rest: [String])? {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")")
        else { return nil }
        return (
            String(text[text.index(after: open)..<close]),
            text[close...].dropFirst(2).split(separator: " ").map(String.init)
        )
    }
}
