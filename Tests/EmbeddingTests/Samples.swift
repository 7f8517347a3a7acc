import Foundation
import Varv
import VarvModel

/// The samples beside the package, and a folder for one test's school.
final class Samples: Sendable {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("../..").standardized
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("varv-embedding-\(UUID().uuidString)")

    init() { try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Where the test's school is, or will be.
    var school: String { temporary("skola") }

    func temporary(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// A file of the sample school.
    func path(_ name: String) -> String { Self.root.path + "/samples/" + name }

    /// Makes the test's school and fills its register.
    @discardableResult
    func makeSchool() async throws(VarvError) -> School {
        let host = Varv.Host(clock: { 1_795_521_600 })
        let school = try await host.create(
            school, name: "Lindbackaskolan", schoolYear: "2026/27", invented: true)
        for name in ["elevregister", "tjanstefordelning"] {
            try await school.run(
                .file(path("routines/adapters/\(name).lua")), on: .file(path("data/\(name).csv")),
                granting: [.write(name == "elevregister" ? .pupils : .staff)]
            ).apply(partial: true)
        }
        return school
    }
}

/// Another program: what it printed and how it ended.
struct Program {
    let output: String
    let errors: String
    let status: Int32

    init(_ path: String, _ arguments: [String], in folder: String? = nil) throws {
        let process = Process()
        let (output, errors) = (
            Pipe(), FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        )
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        self.output = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        self.errors = try String(contentsOf: errors, encoding: .utf8)
        status = process.terminationStatus
    }

    /// Where SwiftPM built the programs of this package.
    static let built: String = {
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: program).deletingLastPathComponent().path
    }()
}
