import ArgumentParser
import Foundation
import Synchronization
import Varv
import VarvModel

@testable import varv

/// A school in a folder of a test's own, used by typing command lines, as a person does.
final class TypedSchool: Sendable {
    let folder: URL
    var path: String { folder.appendingPathComponent("skolan").path }

    private static func newFolder() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("varv-typed-\(UUID().uuidString)")
    }

    /// Makes a twin: the same school with the same key, in a folder of its own.
    init(copying other: TypedSchool) throws {
        folder = Self.newFolder()
        // A school that is let go of takes its database's side files away, perhaps in the middle of this.
        for attempt in 1...20 {
            do {
                try FileManager.default.copyItem(at: other.folder, to: folder)
                break
            } catch {
                try? FileManager.default.removeItem(at: folder)
                if attempt == 20 { throw error }
                usleep(50_000)
            }
        }
    }

    init() async throws {
        folder = Self.newFolder()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let host = Varv.Host(worker: .besideExecutable)
        _ = try await host.create(path, name: "Testskolan", schoolYear: "2026/27", invented: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    /// What a command line came to: how it ended, and everything it said.
    struct Said: Sendable {
        var outcome: Outcome
        var text: String
        var status: ExitStatus { outcome.status }
    }

    /// Types a command line; a file's name stands in the school's own folder when it begins with `@`.
    ///
    /// - Parameter answers: what the person answers at each prompt; nil when nobody is there.
    func type(
        _ words: String..., answers: (any LineSource)? = nil, language: Language = .swedish
    ) async throws -> Said {
        try await type(words, answers: answers, language: language)
    }

    func type(
        _ words: [String], answers: (any LineSource)? = nil, language: Language = .swedish
    ) async throws -> Said {
        let written = Mutex("")
        let words = words.map {
            $0.hasPrefix("@") ? folder.appendingPathComponent(String($0.dropFirst())).path : $0
        }
        return try await Speech.$override.withValue(language) {
            let command = try VarvTool.parseAsRoot(ArgumentOrder.normalised(["--school", path] + words))
            guard let command = command as? any Command else { throw CleanExit.helpRequest() }
            let console = Console(
                canAsk: answers is ListedLines, school: command.globals.school,
                lines: answers ?? ListedLines([]), write: { _, text in written.withLock { $0 += text } })
            let outcome: Outcome
            do { outcome = try await command.perform(console) } catch {
                outcome = Outcome(VarvError.wrapping(error), in: language)
            }
            return Said(outcome: outcome, text: written.withLock { $0 })
        }
    }
}

/// Lines that come through a pipe: read, but nobody answers questions. Ends as it is told to.
final class PipedLines: LineSource {
    private let lines: ListedLines
    private let end: LineAnswer

    init(_ lines: [String], end: LineAnswer = .end) {
        self.lines = ListedLines(lines)
        self.end = end
    }

    func next(within seconds: Int?) -> LineAnswer {
        let next = lines.next(within: seconds)
        return next == .end ? end : next
    }
}

extension StandardInput {
    /// Standard input of a program that these bytes are piped into.
    static func holding(_ bytes: [UInt8]) -> StandardInput {
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data(bytes))
        try? pipe.fileHandleForWriting.close()
        let descriptor = dup(pipe.fileHandleForReading.fileDescriptor)
        return StandardInput(descriptor)
    }
}
