import Foundation
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

extension Hostile {
    /// A worker that was taken over: it says hello as it should, and then what it likes. The host ends it,
    /// keeps nothing of what it said, and goes on.
    @Suite struct BrokenWorkers {
        /// Frames a worker sends after its hello, and what the host is to make of them.
        struct Speech: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var frames: [(kind: UInt8, payload: [UInt8])]
            var code = "VARV-E306"
        }

        private static func frame(_ kind: FrameKind, _ payload: [UInt8] = []) -> (
            kind: UInt8, payload: [UInt8]
        ) {
            (kind.rawValue, payload)
        }

        private static func value(_ value: Value) -> [UInt8] {
            var writer = ByteWriter()
            writer.value(value)
            return writer.bytes
        }

        private static let done = frame(.done, value(.none))
        private static let nested = [UInt8](repeatElement([Tag.list, 1], count: 500_000).joined())

        static let speeches: [Speech] = [
            Speech(testDescription: "an answer, which only hosts give", frames: [frame(.answer, [1, 0])]),
            Speech(testDescription: "a start", frames: [frame(.start)]),
            Speech(testDescription: "a second hello", frames: [frame(.hello)]),
            Speech(testDescription: "a frame of no kind", frames: [(200, [1, 2, 3])]),
            Speech(testDescription: "a done without a value", frames: [frame(.done)]),
            Speech(testDescription: "a done with more than a value", frames: [frame(.done, [0, 0])]),
            Speech(
                testDescription: "a document of a megabyte of nested lists",
                frames: [frame(.document, nested)]),
            Speech(testDescription: "a print of broken text", frames: [frame(.printed, [1, 0xFF])]),
            Speech(testDescription: "rows that are no list", frames: [frame(.rows, [9])]),
            Speech(testDescription: "a failure of no kind", frames: [frame(.failed, [99])]),
            Speech(testDescription: "a question where none may be asked", frames: [frame(.ask, [0, 0])]),
            Speech(testDescription: "a question that is no question", frames: [frame(.ask, [0xFF, 0xFF])]),
            Speech(testDescription: "records after the end", frames: [done, frame(.records, [0, 0])]),
            Speech(testDescription: "the end twice", frames: [done, done]),
            Speech(testDescription: "nothing at all, and gone", frames: []),
            Speech(
                testDescription: "printed text past what any run may print",
                frames: Array(
                    repeating: frame(.printed, groups(200_000) + [UInt8](repeating: 65, count: 200_000)),
                    count: 40),
                code: "VARV-E304"),
        ]

        private static func groups(_ number: Int) -> [UInt8] {
            var writer = ByteWriter()
            writer.count(number)
            return writer.bytes
        }

        @Test(arguments: speeches)
        func `what a worker makes up ends its run`(_ speech: Speech) async throws {
            let worker = try BrokenWorker(saying: speech.frames)
            defer { worker.remove() }
            let before = openSockets()
            let began = ContinuousClock.now
            let host = Host(worker: .path(worker.path))
            let error = await #expect(throws: VarvError.self) {
                _ = try await host.run(chunk: "print 'hej'", name: "hej.lua")
            }
            #expect(error?.code == speech.code, "\(String(describing: error))")
            #expect(ContinuousClock.now - began < Hostile.tooLong)
            expectNothingLeft(since: before)
        }

        @Test(arguments: [FrameKind.input, .declaration, .rows, .document, .records])
        func `a frame nobody asked for ends the run at once`(_ kind: FrameKind) throws {
            let worker = try BrokenWorker(saying: [Self.frame(kind, Self.value(.none)), Self.done])
            defer { worker.remove() }
            let run = try WorkerRun(
                .path(worker.path), start: StartFrame(mode: .chunk, sourceName: "hej.lua", source: ""),
                limits: WorkerLimits())
            defer { run.process.kill() }
            #expect(
                throws: BridgeError.outOfRange(
                    sv: "en ram av slaget \(kind) i det här samtalet",
                    en: "a frame of kind \(kind) in this conversation")
            ) {
                _ = try run.serve()
            }
        }

        @Test(arguments: [FrameKind.input, .declaration])
        func `what is said once is not said twice`(_ kind: FrameKind) throws {
            let worker = try BrokenWorker(saying: [
                Self.frame(kind, Self.value(.none)), Self.frame(kind, Self.value(.none)),
            ])
            defer { worker.remove() }
            let run = try WorkerRun(
                .path(worker.path), start: StartFrame(mode: .chunk, sourceName: "hej.lua", source: ""),
                limits: WorkerLimits())
            defer { run.process.kill() }
            var handlers = WorkerRun.Handlers()
            handlers.input = { _ in }
            handlers.declaration = { _ in }
            #expect(
                throws: BridgeError.outOfRange(
                    sv: "en ram av slaget \(kind) i det här samtalet",
                    en: "a frame of kind \(kind) in this conversation")
            ) {
                try run.serve(nil, handlers)
            }
        }

        @Test(arguments: [FrameKind.printed, .document, .records])
        func `a flood of small frames ends the run`(_ kind: FrameKind) throws {
            let payload: [UInt8] = kind == .records ? [0, 0] : [0]
            let worker = try BrokenWorker(saying: Array(repeating: Self.frame(kind, payload), count: 20_000))
            defer { worker.remove() }
            var limits = WorkerLimits()
            limits.traffic = 1 << 20
            let run = try WorkerRun(
                .path(worker.path), start: StartFrame(mode: .chunk, sourceName: "hej.lua", source: ""),
                limits: limits)
            var handlers = WorkerRun.Handlers()
            handlers.document = { _ in }
            handlers.records = { _ in 0 }
            let report = #expect(throws: WorkerReport.self) { try run.serve(nil, handlers) }
            #expect(report?.end == .traffic(sent: (1 << 20) + 64, budget: 1 << 20))
        }

        @Test func `the documents of a turn are 16 MiB at most`() throws {
            let text = Self.value(.text(String(repeating: "x", count: 1_000_000)))
            let worker = try BrokenWorker(saying: Array(repeating: Self.frame(.document, text), count: 18))
            defer { worker.remove() }
            let run = try WorkerRun(
                .path(worker.path), start: StartFrame(mode: .chunk, sourceName: "hej.lua", source: ""),
                limits: WorkerLimits())
            var documents = 0
            var handlers = WorkerRun.Handlers()
            handlers.document = { _ in documents += 1 }
            let report = #expect(throws: WorkerReport.self) { try run.serve(nil, handlers) }
            #expect(report?.end == .traffic(sent: 17 * text.count, budget: 16 << 20))
            #expect(documents == 16)
        }

        /// How a run ended whose worker plays a tape after its hello.
        private func end(of steps: Tape.Step..., source: String = "") throws -> WorkerEnd? {
            let worker = try TapeWorker()
            var hello = ByteWriter()
            Hello(fingerprint: BuildIdentity.fingerprint, layers: 0, luaVersion: "Lua 5.4").encode(
                into: &hello)
            try worker.play(Tape([Tape.Step(saying: FrameKind.hello.rawValue, hello.bytes)] + steps))
            let began = ContinuousClock.now
            defer { #expect(ContinuousClock.now - began < Hostile.tooLong) }
            let report = #expect(throws: WorkerReport.self) {
                let run = try WorkerRun(
                    .path(worker.path),
                    start: StartFrame(mode: .chunk, sourceName: "hej.lua", source: source),
                    limits: WorkerLimits(wall: .milliseconds(500)))
                defer { run.process.kill() }
                _ = try run.serve(NoModules())
            }
            return report?.end
        }

        @Test func `a worker that asks for ever and hears no answer is ended`() throws {
            var question = ByteWriter()
            Question(function: Question.Core.module.rawValue, arguments: [.text("x")]).encode(into: &question)
            let ask = Tape.Step(saying: FrameKind.ask.rawValue, question.bytes)
            let end = try end(of: Tape.Step("H"), Tape.Step("F", ask.bytes))
            guard case .protocolViolation(.sendsWithoutListening) = end else {
                Issue.record("\(String(describing: end))")
                return
            }
        }

        @Test func `a worker that never reads what it is sent is ended`() throws {
            let end = try end(of: Tape.Step("Z"), source: String(repeating: " ", count: 1 << 19))
            guard case .wall = end else {
                Issue.record("\(String(describing: end))")
                return
            }
        }

        @Test func `records past what a run may make end it`() throws {
            let worker = try BrokenWorker(
                saying: Array(repeating: Self.frame(.records, [0, 0]), count: 1000))
            defer { worker.remove() }
            let run = try WorkerRun(
                .path(worker.path), start: StartFrame(mode: .chunk, sourceName: "hej.lua", source: ""),
                limits: WorkerLimits())
            var handlers = WorkerRun.Handlers()
            handlers.records = { _ in 300_000 }
            let report = #expect(throws: WorkerReport.self) { try run.serve(nil, handlers) }
            #expect(report?.end == .records(count: 1_200_000, budget: 1_000_000))
        }

        @Test func `what a worker prints reaches no terminal raw`() async throws {
            let words = Array("\u{1B}[2Jhej\u{202E}".utf8)
            let worker = try BrokenWorker(saying: [
                Self.frame(.printed, Self.groups(words.count) + words), Self.done,
            ])
            defer { worker.remove() }
            let printed = try await Host(worker: .path(worker.path)).run(chunk: "", name: "hej.lua")
            #expect(!printed.contains("\u{1B}") && !printed.contains("\u{202E}"))
        }

        @Test func `what a worker fails with reaches no terminal raw`() async throws {
            var writer = ByteWriter()
            Failure(
                kind: .runtime, message: "\u{1B}[2J", file: "\u{1B}]0;\nallt är bra", line: 1,
                traceback: "x\n\u{1B}c"
            )
            .encode(into: &writer)
            let worker = try BrokenWorker(saying: [Self.frame(.failed, writer.bytes)])
            defer { worker.remove() }
            let error = await #expect(throws: VarvError.self) {
                _ = try await Host(worker: .path(worker.path)).run(chunk: "", name: "hej.lua")
            }
            #expect(error?.place == "\\u{1B}]0; allt är bra:1")
            #expect(
                !"\(error.map { $0.message(in: .swedish) + $0.details.map(\.sv).joined() } ?? "")".contains(
                    "\u{1B}"))
        }

        @Test func `a worker of another build is told from a broken one`() async throws {
            let worker = try BrokenWorker(saying: [Self.done], fingerprint: 1)
            defer { worker.remove() }
            let error = await #expect(throws: VarvError.self) {
                _ = try await Host(worker: .path(worker.path)).run(chunk: "", name: "hej.lua")
            }
            #expect(error?.code == "VARV-E314")
        }
    }
}

/// A shell script that plays bytes from a file beside it and ends; `honestFirst` gives the first start to the
/// real worker.
struct BrokenWorker {
    let path: String
    private let folder: URL

    init(
        saying frames: [(kind: UInt8, payload: [UInt8])], fingerprint: UInt64 = BuildIdentity.fingerprint,
        honestFirst: Bool = false
    ) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "varv-broken-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var hello = ByteWriter()
        Hello(fingerprint: fingerprint, layers: 0, luaVersion: "Lua 5.4").encode(into: &hello)
        var bytes: [UInt8] = []
        for (kind, payload) in [(FrameKind.hello.rawValue, hello.bytes)] + frames {
            for shift in stride(from: 0, to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: payload.count >> shift))
            }
            bytes.append(kind)
            bytes += payload
        }
        let speech = folder.appendingPathComponent("speech")
        try Data(bytes).write(to: speech)
        let script = folder.appendingPathComponent("varv-worker")
        var lines = ["#!/bin/sh"]
        if honestFirst, let real = FixtureWorker.real {
            lines.append("if /bin/mkdir '\(folder.path)/first' 2>/dev/null; then exec '\(real)' \"$@\"; fi")
        }
        // `head` takes of the start frame, so that the end is the worker's own.
        lines += ["/bin/cat '\(speech.path)' >&3", "/usr/bin/head -c 5 <&3 >/dev/null", "exit 0", ""]
        // Written by another process: a child that some other test starts meanwhile would hold a descriptor of
        // ours that can write, and the kernel runs no file that someone can.
        let draft = folder.appendingPathComponent("draft")
        try Data(lines.joined(separator: "\n").utf8).write(to: draft)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: draft.path)
        let copy = try Process.run(
            URL(fileURLWithPath: "/bin/cp"), arguments: ["-p", draft.path, script.path])
        copy.waitUntilExit()
        path = script.path
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}
