import CSystem
import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

extension Hostile {
    /// The other direction: what a host says, bent. The worker runs, or ends with a status of its own.
    @Suite struct HostileHosts {
        /// How the worker ended after the host's side of a tape was played to it.
        private func play(_ tape: Tape, input: CInt?) throws -> WorkerEnd {
            let worker = try WorkerProcess(
                .path(try #require(FixtureWorker.real)), input: input,
                limits: WorkerLimits(
                    processorTime: .milliseconds(1500), memory: 64 << 20, output: 64 << 10, wall: .seconds(1))
            )
            defer { worker.kill() }
            do throws(WorkerReport) {
                // Its hello; then each of the host's frames when the worker has said that it waits.
                _ = try worker.receive()
                for (index, step) in tape.steps.enumerated() where step.deed == "H" {
                    try worker.send(WorkerFrame(step.kind, step.payload))
                    // Nothing is said before a meeting's first entry.
                    if tape.steps.count > index + 1, tape.steps[index + 1].deed == "H" { continue }
                    while true {
                        let frame = try worker.receive()
                        let waits: [FrameKind] = [.ask, .done, .failed]
                        if let kind = FrameKind(rawValue: frame.type), waits.contains(kind) { break }
                    }
                }
                try worker.send(WorkerFrame(FrameKind.finish.rawValue))
                return worker.finish().end
            } catch { return error.end }
        }

        /// Whether a worker ended as one may that was told nonsense, and not by a signal.
        private func isKnown(_ end: WorkerEnd) -> Bool {
            switch end {
            // It still waits for what no one will say.
            case .wall: true
            case .clean, .processorTime, .memory, .output, .hostGone: true
            case .protocolViolation(.couldNotRead), .protocolViolation(.moreAfterLastFrame),
                .protocolViolation(.wentOnAfterLastFrame), .protocolViolation(.moreAfterLastWords):
                true
            default: false
            }
        }

        @Test(arguments: Conversation.all)
        func `what a host says that was bent ends the worker by a status, never by a signal`(
            _ conversation: Conversation
        ) async throws {
            let staffed = try await StaffedSchool(invented: true)
            try await staffed.test.run(adapter: Lua.register, on: Lua.pupils).apply()
            for (name, source) in Conversation.routines { try staffed.test.folder.write(name, source) }
            await staffed.school.close()
            let worker = try TapeWorker()
            let school = try await TestSchool(reopening: staffed.test) {
                $0 = Varv.Host(worker: .path(worker.path), clock: TestSchool.noon)
            }.school
            let tapes = try await worker.record {
                try await conversation.hold(school, staffed.test.folder)
            }
            await school.close()
            let file = try temporaryFile("Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\nhej;Fel;Rad;7C;7;\n")
            for index in 0..<UInt64(max(1, Fuzzing.processCases / Conversation.all.count)) {
                let seed = Fuzzing.seed &+ index
                var mutator = Mutator(seed: seed)
                var tape = tapes[mutator.below(tapes.count)]
                let said = tape.steps.indices.filter { tape.steps[$0].deed == "H" }
                for at in said where mutator.chance(said.count) || at == said.last {
                    let other = tape.steps[said[mutator.below(said.count)]]
                    let kind = mutator.chance(12) ? UInt8(mutator.below(8)) : tape.steps[at].kind
                    tape.steps[at] = Tape.Step(
                        saying: kind, mutator.mutated(tape.steps[at].payload, with: other.payload))
                    tape.steps[at].deed = "H"
                }
                let end = try play(tape, input: file.fileDescriptor)
                let bent = tape.steps.filter { $0.deed == "H" }.map { hex($0.bytes) }
                #expect(
                    isKnown(end),
                    "\(end): \(conversation.testDescription), seed \(seed): \(bent.joined(separator: " "))")
            }
        }

        private func start(_ source: String, mode: StartFrame.Mode = .chunk) -> Tape.Step {
            var writer = ByteWriter()
            StartFrame(
                mode: mode, sourceName: "a.lua", source: source,
                functions: [HostFunction("f", sv: "", en: "", result: .any, example: "")]
            ).encode(into: &writer)
            var step = Tape.Step(saying: FrameKind.start.rawValue, writer.bytes)
            step.deed = "H"
            return step
        }

        private func answer(_ payload: [UInt8], kind: FrameKind = .answer) -> Tape.Step {
            var step = Tape.Step(saying: kind.rawValue, payload)
            step.deed = "H"
            return step
        }

        private static let unread = WorkerEnd.protocolViolation(.couldNotRead)

        @Test func `an answer of half a million nested lists ends the worker by its status`() throws {
            let nested = [UInt8](repeatElement([Tag.list, 1], count: 500_000).joined())
            #expect(try play(Tape([start("pcall(f)"), answer([1] + nested)]), input: nil) == Self.unread)
        }

        @Test(
            arguments: [
                [1], [1, 99], [2, 0], [1, 0, 0], [0, 99], [1, Tag.set, 0, 0, 0], [1, Tag.item, 7, 7, 0],
            ] as [[UInt8]])
        func `an answer that is none ends the worker, whatever the routine catches`(_ payload: [UInt8]) throws
        {
            #expect(try play(Tape([start("pcall(f)"), answer(payload)]), input: nil) == Self.unread)
        }

        @Test func `an entry where an answer was due ends the worker`() throws {
            let step = answer([1, Tag.none], kind: .entry)
            #expect(try play(Tape([start("pcall(f)"), step]), input: nil) == Self.unread)
        }

        @Test func `a start that calls itself an entry ends the worker`() throws {
            let step = answer(start("").payload, kind: .entry)
            #expect(try play(Tape([step]), input: nil) == Self.unread)
        }

        @Test func `a length over the limit ends the worker before it waits for the rest`() throws {
            let worker = try WorkerProcess(
                .path(try #require(FixtureWorker.real)), limits: WorkerLimits(wall: .seconds(1)))
            _ = try worker.receive()
            let header: [UInt8] = [1, 0, 16, 0, FrameKind.start.rawValue]
            #expect(unsafe write(worker.child.socket, header, header.count) == header.count)
            #expect(worker.endAfterAll() == Self.unread)
        }

        @Test func `a start in the middle of a meeting ends the worker`() throws {
            let step = answer([0], kind: .start)
            let meeting = start("", mode: .meeting)
            var end: WorkerEnd?
            let worker = try WorkerProcess(.path(try #require(FixtureWorker.real)), limits: WorkerLimits())
            do throws(WorkerReport) {
                _ = try worker.receive()
                try worker.send(WorkerFrame(meeting.kind, meeting.payload))
                try worker.send(WorkerFrame(step.kind, step.payload))
                _ = try worker.receive()
            } catch { end = error.end }
            #expect(end == Self.unread)
        }
    }
}
