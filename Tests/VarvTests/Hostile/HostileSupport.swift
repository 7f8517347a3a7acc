import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// Everything that ends badly on purpose, one worker at a time: it is timed, on a machine with few
/// processors.
@Suite(.serialized) struct Hostile {
    /// What a host that hangs takes, and no machine that is busy or stands still for some seconds.
    static let tooLong = Duration.seconds(120)
}

/// The processor time a hostile script gets here, and what the machine may add before the worker is gone.
enum Budget {
    static let processor = Duration.milliseconds(300)
    static let memory = 32 << 20
    static let limits = WorkerLimits(
        processorTime: processor, memory: memory, output: 64 << 10, wall: .seconds(120)
    ).patient
}

extension WorkerLimits {
    /// The same for a machine that stalls: what should be done at once may take a minute. A test of how long the host
    /// waits says so itself.
    var patient: WorkerLimits {
        var limits = self
        limits.grace.interrupt = .seconds(60)
        limits.grace.lastWords = .seconds(60)
        limits.grace.end = .seconds(60)
        return limits
    }
}

/// What became of a script, as the person who ran it sees it.
struct Outcome: Equatable {
    var error: VarvError?
    var printed = ""
    /// What the kernel counted for the worker, its start included: a busy machine does not change it.
    var processor = Duration.zero

    var status: Varv.ExitStatus { error?.status ?? .done }
}

extension Outcome {
    /// Runs a chunk in a worker of its own with a small budget, and sees to its end. `seeing` is given the worker when it
    /// has been started, `hearing` each time it has printed.
    static func of(
        _ source: String, name: String = "fiende.lua", limits: WorkerLimits = Budget.limits,
        answering: (any Answering)? = NoModules(), seeing: ((WorkerProcess) -> Void)? = nil,
        hearing: ((WorkerProcess) -> Void)? = nil
    ) throws -> Outcome {
        var outcome = Outcome()
        do {
            let start = StartFrame(
                mode: .chunk, language: "sv", now: 1_800_000_000, printLimit: limits.output, sourceName: name,
                source: source)
            let run = try WorkerRun(.path(try #require(FixtureWorker.real)), start: start, limits: limits)
            defer {
                run.process.kill()
                outcome.processor = run.process.report?.usage.processorTime ?? .zero
            }
            seeing?(run.process)
            var handlers = WorkerRun.Handlers()
            handlers.printed = {
                outcome.printed += $0
                hearing?(run.process)
            }
            _ = try run.serve(answering, handlers)
            try run.finish()
        } catch {
            outcome.error = VarvError.wrapping(error)
        }
        return outcome
    }
}

/// A host that has no modules and nothing else to say.
final class NoModules: Answering {
    private(set) var asked: [Question] = []

    func answer(_ question: Question, into writer: inout ByteWriter) throws {
        asked.append(question)
        throw Failure(kind: .runtime, message: "finns inte")
    }
}

/// Whether nothing else starts workers meanwhile, so that those left behind can be counted: `scripts/test` runs these suites
/// by themselves. Beside others, their workers would be counted as ours.
let isAlone = ProcessInfo.processInfo.environment["VARV_ALONE"] != nil

/// The sockets this process has open, by the kernel's names for them.
func openSockets() -> Set<String> { Set(openTargets().filter { $0.hasPrefix("socket:") }) }

/// Handles of processes that have been reaped: the kernel writes `Pid: -1` about those.
func handlesOfDeadProcesses() -> Int {
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fdinfo")) ?? []
    return numbers.count { number in
        let about = try? String(contentsOfFile: "/proc/self/fdinfo/\(number)", encoding: .utf8)
        return about?.contains("Pid:\t-1\n") ?? false
    }
}

/// That no descriptor and no worker has come since and stayed. Says nothing beside other suites, whose workers come and go.
func expectNothingLeft(
    since before: Set<String>, _ which: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
    guard isAlone else { return }
    #expect(openSockets().subtracting(before) == [], which, sourceLocation: sourceLocation)
    #expect(handlesOfDeadProcesses() == 0, which, sourceLocation: sourceLocation)
    #expect(zombies() == [], which, sourceLocation: sourceLocation)
}

/// What this process's descriptors lead to, in the kernel's words.
func openTargets() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.compactMap { CInt($0) }.compactMap(target)
}

func target(of descriptor: CInt) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(descriptor)")
}

/// Children of this process that nobody has reaped.
func zombies() -> [String] {
    let own = ProcessInfo.processInfo.processIdentifier
    let processes = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter {
        Int($0) != nil
    }
    return processes.filter { id in
        guard let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
            let fields = stat.split(separator: ")").last?.split(separator: " "), fields.count > 1
        else { return false }
        return fields[0] == "Z" && fields[1] == "\(own)" && stat.contains("varv-worker")
    }
}
