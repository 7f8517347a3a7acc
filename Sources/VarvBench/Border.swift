import Foundation
import Synchronization
import Varv
import VarvBridge
import VarvModel

/// What crossing the border costs, measured from both sides of it: `scripts/bench border` runs this.
///
///     varv-bench SCHOOL COMPUTE.lua
///
/// Prints one JSON object: seconds for each measurement, a list of as many as were taken.
@main
struct Border {
    /// The moments a script said `bench.mark()`.
    private final class Marks: Sendable {
        private let kept = Mutex<[ContinuousClock.Instant]>([])
        func add() { kept.withLock { $0.append(.now) } }
        func taken() -> [ContinuousClock.Instant] {
            kept.withLock { marks in
                defer { marks = [] }
                return marks
            }
        }
    }

    private static let calls = 100_000

    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { return print("varv-bench SCHOOL COMPUTE.lua") }
        let marks = Marks()
        let mark = EmbeddedFunction(
            HostFunction(
                "bench.mark", sv: "Säger till att skriptet är här.", en: "Tells that the script is here.",
                parameters: [], result: .integer, example: "bench.mark()")
        ) { _ in
            marks.add()
            return .int(1)
        }
        let host = try Varv.Host(worker: .besideExecutable, functions: [mark])
        let school = try await host.open(arguments[1])
        let compute = try String(contentsOfFile: arguments[2], encoding: .utf8)
        var took: [String: [Double]] = [:]

        func measure(_ name: String, _ times: Int, _ chunk: String, reading: Set<Permission> = [])
            async throws
        {
            for _ in 0..<times {
                _ = marks.taken()
                let began = ContinuousClock.now
                _ = try await school.run(
                    chunk: chunk, name: "bench.lua", granting: reading, limits: RunLimits(seconds: 120))
                let seen = marks.taken()
                let (first, last) = seen.count > 1 ? (seen[0], seen[seen.count - 1]) : (began, seen[0])
                took[name, default: []].append(seconds(last - first))
            }
        }
        // From the decision to start a worker until the host hears from the script's first instruction.
        try await measure("spawn", 200, "bench.mark()")
        try await measure(
            "calls", 5, "local mark = bench.mark for i = 1, \(calls) do mark() end")
        try await measure(
            "read", 3, "bench.mark() local n = 0 for a in assessments:each() do n = n + 1 end bench.mark()",
            reading: [.read(.results)])
        try await measure("compute", 5, "bench.mark()\n" + compute + "\nbench.mark()")
        let json = try JSONEncoder().encode(took)
        print(String(decoding: json, as: UTF8.self))
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
