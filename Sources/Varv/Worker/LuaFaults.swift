import CSystem
package import VarvBridge

/// A fault of Lua 5.4.4 that a correct routine can meet; the article `LuaDifferences` says how to go round each.
package enum LuaFault: String, CaseIterable, Sendable {
    case comparisonIndex = "comparison_index"
    case largeFunctionBits = "large_function_bits"
    case breakCloses = "break_closes"
    case strayBytes = "stray_bytes"

    package var words: Words {
        switch self {
        case .comparisonIndex:
            Words(sv: "`t[a < b]` kan ge fel värde", en: "`t[a < b]` may give a wrong value")
        case .largeFunctionBits:
            Words(
                sv: "`1 ~ (2 or 3)` kan bli 0 i en mycket stor funktion",
                en: "`1 ~ (2 or 3)` may be 0 in a very large function")
        case .breakCloses:
            Words(
                sv: "`break` kan lämna en `for` utan att stänga dess värde",
                en: "`break` may leave a `for` without closing its value")
        case .strayBytes:
            Words(
                sv: "`utf8.codes` säger inget om lösa byte", en: "`utf8.codes` does not tell of stray bytes")
        }
    }
}

extension WorkerProcess {
    /// Which Lua a worker on this machine runs, and the known faults it has.
    package struct LuaReport: Hashable, Sendable {
        /// Such as "Lua 5.4.4".
        package var release: String
        package var faults: [LuaFault]

        package var words: Words {
            guard !faults.isEmpty else {
                return Words(sv: "\(release), utan kända fel", en: "\(release), without known faults")
            }
            let sv = faults.map(\.words.sv).joined(separator: "; ")
            let en = faults.map(\.words.en).joined(separator: "; ")
            return Words(sv: "\(release); känt: \(sv)", en: "\(release); known: \(en)")
        }
    }

    /// Starts a worker that runs the self test of its Lua, and reports.
    ///
    /// Throws `WorkerStartError`, or the `WorkerReport` of a worker that ended otherwise.
    package static func askLua(_ location: WorkerLocation) throws -> LuaReport {
        let worker = try WorkerProcess(location, arguments: ["--lua"])
        let frame = try worker.receive()
        let lines = String(decoding: frame.payload, as: UTF8.self).split(separator: "\n").map(String.init)
        guard frame.type == UInt8(VARV_FRAME_PROBE.rawValue), frame.payload.count < 1024,
            let release = lines.first
        else { throw worker.end(.protocolViolation(.selfTestUnreadable)) }
        let report = worker.finish()
        guard report.end == .clean else { throw report }
        return LuaReport(release: release, faults: LuaFault.allCases.filter { lines.contains($0.rawValue) })
    }
}
