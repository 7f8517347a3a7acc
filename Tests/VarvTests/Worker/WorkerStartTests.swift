import Foundation
import Testing

@testable import Varv

extension Workers {
    @Suite struct Start {
        @Test func `a worker is born with four descriptors and nothing of its host's`() throws {
            let leaked = try temporaryFile("a file the host has open")
            defer { try? leaked.close() }
            let worker = try WorkerProcess.free("birth")
            let text = try String(decoding: worker.receive().payload, as: UTF8.self)
            #expect(
                text == """
                    descriptors 0 1 2 3
                    null 1
                    environment 0
                    session 1
                    blocked 0
                    changed 0
                    """)
            #expect(worker.finish().end == .clean)
        }

        @Test func `workers started at the same time get nothing of each other`() async throws {
            let births = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    let thread = try RunThread()
                    group.addTask {
                        try await thread.run {
                            try (0..<10).map { _ in
                                let worker = try WorkerProcess.free("birth")
                                let text = try String(decoding: worker.receive().payload, as: UTF8.self)
                                return text + " \(worker.finish().end)"
                            }.joined(separator: "|")
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let reports = births.joined(separator: "|").split(separator: "|")
            #expect(Set(reports.map { $0.prefix { $0 != "\n" } }) == ["descriptors 0 1 2 3"])
            #expect(reports.count == 80)
            #expect(births.allSatisfy { $0.hasSuffix("clean") })
        }

        @Test func `an input is the fifth descriptor`() throws {
            let file = try temporaryFile("hej")
            defer { try? file.close() }
            let worker = try WorkerProcess.free("birth", input: file.fileDescriptor)
            let text = try String(decoding: worker.receive().payload, as: UTF8.self)
            #expect(text.hasPrefix("descriptors 0 1 2 3 4\n"))
        }

        @Test func `reading the input does not move the host's place in the file`() throws {
            let file = try temporaryFile("Personnr;Klass")
            defer { try? file.close() }
            let worker = try WorkerProcess.free("input", input: file.fileDescriptor)
            #expect(try worker.receive() == WorkerFrame(1, Array("Personnr;Klass".utf8)))
            #expect(try file.offset() == 0)
        }

        @Test func `an input the host may write to cannot be written by the worker`() throws {
            let file = try temporaryFile("hej")
            defer { try? file.close() }
            let worker = try WorkerProcess.free("write-input", input: file.fileDescriptor)
            #expect(try worker.receive() == WorkerFrame(1, [0]))
        }

        @Test func `an input that stands in memory is sealed before a worker sees it`() throws {
            let input = try OpenInput(.data(Array("hej".utf8)))
            #expect(unsafe write(input.descriptor, "x", 1) == -1)
            #expect(ftruncate(input.descriptor, 0) == -1)
            #expect(try input.hash() == OpenInput(.data(Array("hej".utf8))).hash())
        }

        @Test func `an input that is not a plain file is refused before anything starts`() throws {
            let pipe = Pipe()
            #expect(throws: WorkerStartError.badInput(errno: EINVAL)) {
                try WorkerProcess.free("input", input: pipe.fileHandleForReading.fileDescriptor)
            }
        }

        @Test func `a missing worker is named with its place`() {
            #expect(throws: WorkerStartError.missing(path: "/nowhere/varv-worker")) {
                try WorkerProcess(.path("/nowhere/varv-worker"))
            }
        }

        @Test func `a worker that may not be executed says so`() throws {
            let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            try Data("#!/bin/sh\n".utf8).write(to: url)
            defer { try? FileManager.default.removeItem(at: url) }
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
            #expect(throws: WorkerStartError.notExecutable(path: url.path)) {
                try WorkerProcess(.path(url.path))
            }
        }

        @Test func `a folder is not a worker`() {
            #expect(throws: WorkerStartError.missing(path: "/tmp")) { try WorkerProcess(.path("/tmp")) }
        }

        @Test func `limits travel as arguments`() {
            let limits = WorkerLimits(
                processorTime: .milliseconds(1500), memory: 64 << 20, output: 100, renewable: true)
            #expect(
                limits.arguments == [
                    "--processor-ms", "1500", "--memory", "67108864", "--output", "100", "--renewable",
                ])
        }

        @Test func `an import gets a second for each MiB of its file`() {
            #expect(WorkerLimits.importing(bytes: 5 << 20).processorTime == .seconds(15))
        }
    }
}
