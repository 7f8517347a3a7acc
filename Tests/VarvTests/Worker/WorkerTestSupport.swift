import Foundation
import Testing

@testable import Varv

/// Everything about workers, one test at a time: they measure time on a machine with few processors.
@Suite(.serialized) struct Workers {}

/// Small C programs that stand in for the real worker, compiled once for each test run.
struct FixtureWorker {
    /// Without any lock, with every bad habit.
    static let free = Result { try build("free-worker", with: []) }
    /// With the real lock-down and a hostile heart.
    static let locked = Result { try build("locked-worker", with: systemSources) }
    /// The real worker on a machine without landlock, and on one without seccomp.
    static let withoutLandlock = Result { try lacking("LANDLOCK") }
    static let withoutSeccomp = Result { try lacking("SECCOMP") }
    /// The hostile worker on a machine without seccomp.
    static let lockedWithoutSeccomp = Result {
        try build(
            "lacking-launcher", with: ["-DLACKS_SECCOMP", "-DWORKER=\"\(try locked.get())\""],
            as: "locked-without-seccomp")
    }

    /// One that records a conversation or plays one.
    static let tape = Result { try build("tape-worker", with: []) }

    /// The real worker, when it has been built beside these tests.
    static var real: String? { try? WorkerLocation.besideExecutable.resolved() }

    /// Whether `scripts/sanitize` runs these: the fixtures are built with AddressSanitizer then.
    static let isSanitized = ProcessInfo.processInfo.environment["VARV_SANITIZED"] != nil

    /// Whether the real worker can run its self test: that tries to start a thread, and the sanitizer that Swift comes with
    /// ends a process that may not. The fixture's, of the same C, is sanitized by the compiler's own.
    static let realTestsItself = real != nil && !isSanitized

    struct CompilerFailed: Error { var output: String }

    private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    private static let root = here.appendingPathComponent("../../..").standardized

    /// Goes away with the test run.
    private static let folder: URL = {
        atexit { try? FileManager.default.removeItem(at: FixtureWorker.folder) }
        return FileManager.default.temporaryDirectory
            .appendingPathComponent("varv-workers-\(ProcessInfo.processInfo.processIdentifier)")
    }()

    private static var systemSources: [String] {
        let folder = root.appendingPathComponent("Sources/CSystem")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return ["-I", folder.appendingPathComponent("include").path, "-I", folder.path]
            + names.filter { $0.hasSuffix(".c") }.sorted().map { folder.appendingPathComponent($0).path }
            + ["-lseccomp"]
    }

    /// In a folder of its own, named as beside an installed `varv`.
    private static func lacking(_ what: String) throws -> String {
        guard let real else { throw CompilerFailed(output: "varv-worker is not built") }
        return try build(
            "lacking-launcher", with: ["-DLACKS_\(what)", "-DWORKER=\"\(real)\""],
            as: "without-\(what)/varv-worker")
    }

    private static func fixture(_ name: String) -> String {
        here.appendingPathComponent("Fixtures/\(name).c.txt").path
    }

    /// What is undefined traps at once, also in a locked worker, which could not say what it was.
    private static var sanitizers: [String] {
        ["-fsanitize=undefined", "-fsanitize-undefined-trap-on-error"]
            + (isSanitized ? ["-fsanitize=address", "-x", "c", fixture("sanitized")] : [])
    }

    private static func build(_ name: String, with sources: [String], as product: String? = nil) throws
        -> String
    {
        let program = folder.appendingPathComponent(product ?? name).path
        try FileManager.default.createDirectory(
            atPath: (program as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        let compiler = Process()
        let output = Pipe()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments =
            ["cc", "-O1", "-w", "-pthread"] + sanitizers + ["-x", "c", fixture(name)] + sources
            + ["-o", program]
        compiler.standardError = output
        try compiler.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else {
            throw CompilerFailed(output: String(decoding: said, as: UTF8.self))
        }
        return program
    }
}

extension WorkerLimits {
    /// A worker that should have ended is ended soon, not after some seconds.
    init(endingWithin grace: Duration) {
        self.init(wall: .seconds(60))
        self.grace.end = grace
    }
}

extension WorkerProcess {
    /// A free worker doing one thing.
    static func free(
        _ deed: String, input: CInt? = nil, limits: WorkerLimits = WorkerLimits(wall: .seconds(60))
    ) throws -> WorkerProcess {
        try WorkerProcess(.path(FixtureWorker.free.get()), arguments: [deed], input: input, limits: limits)
    }

    /// A locked worker doing one thing.
    static func locked(
        _ deed: String, input: CInt? = nil, limits: WorkerLimits = WorkerLimits(wall: .seconds(60))
    ) throws -> WorkerProcess {
        try WorkerProcess(.path(FixtureWorker.locked.get()), arguments: [deed], input: input, limits: limits)
    }

    /// Reads until the worker's end and returns that.
    func endAfterAll() -> WorkerEnd {
        while true {
            do throws(WorkerReport) { _ = try receive() } catch { return error.end }
        }
    }
}

/// Bytes in a plain file that has no name any more.
func temporaryFile(_ text: String) throws -> FileHandle {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("varv-\(UUID().uuidString)")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try FileHandle(forUpdating: url)
}
