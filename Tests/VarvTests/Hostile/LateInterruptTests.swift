import CustomDump
import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

extension Hostile {
    /// An interrupt, or a refusal, that comes when the worker has done its part: it is told, and costs no more than it must.
    @Suite struct LateInterrupts {
        /// A worker that says its hello, and when it has heard that it may begin the rest, all at once.
        private func worker(saying frames: [Tape.Step], hello: Tape.Step) throws -> TapeWorker {
            let worker = try TapeWorker()
            let rest = Tape.Step("W", frames.flatMap(\.bytes))
            try worker.play(Tape([hello, Tape.Step("H"), rest, Tape.Step("Z")]))
            return worker
        }

        @Test func `records on their way when somebody stops it are dropped, and the worker is not blamed`()
            throws
        {
            var hello = ByteWriter()
            Hello(fingerprint: BuildIdentity.fingerprint, layers: 0, luaVersion: "Lua 5.4")
                .encode(into: &hello)
            var nothing = ByteWriter()
            nothing.value(.list([]))
            let batch = Tape.Step(saying: FrameKind.records.rawValue, [0, 0])
            let worker = try worker(
                saying: [batch, batch, Tape.Step(saying: FrameKind.done.rawValue, nothing.bytes)],
                hello: Tape.Step(saying: FrameKind.hello.rawValue, hello.bytes))
            let run = try WorkerRun(
                .path(worker.path), start: StartFrame(mode: .meeting, sourceName: "", source: ""),
                limits: WorkerLimits().patient)
            defer { run.process.kill() }
            var batches = 0
            var handlers = WorkerRun.Handlers()
            handlers.records = { _ in
                batches += 1
                run.process.interrupter.interrupt()
                return 0
            }
            #expect(throws: VarvError.interrupted) { try run.serve(nil, handlers) }
            #expect(batches == 1)
            #expect(run.isIdle)
        }

        @Test func `an import whose plan is being made when its task is cancelled shows no plan`()
            async throws
        {
            let test = try await TestSchool()
            try test.folder.write("register.lua", Lua.register)
            let adapter = RoutineSource.file(test.folder.path("register.lua"))
            let recorder = try TapeWorker()
            let before = try await test.dump()
            let open = try await TestSchool(reopening: test) {
                $0 = Varv.Host(worker: .path(recorder.path), clock: TestSchool.noon)
            }
            _ = try await open.school.routine(adapter)
            @Sendable func plan(_ progress: (@Sendable (RunProgress) -> Void)? = nil) async throws -> Run {
                try await open.school.run(
                    adapter, on: .data(Array(Lua.pupils.utf8)), granting: TestSchool.everything,
                    progress: progress)
            }
            let tapes = try await recorder.record { await (try plan()).discard() }
            let tape = try #require(tapes.first)
            let said = tape.steps.filter { $0.deed == "W" }
            #expect(said.count { $0.kind == FrameKind.records.rawValue } == 1)
            let rest = Tape.Step("W", said.dropFirst().flatMap(\.bytes))
            try recorder.play(Tape([said[0], Tape.Step("H"), rest, Tape.Step("Z")]))

            let task = Task { try await plan { _ in unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } } }
            await #expect { try await task.value } throws: {
                VarvError.wrapping($0) == .interrupted
            }
            await open.school.close()
            let after = try await test.dump()
            expectNoDifference(after, before)
        }

        @Test func `an entry that is refused for a right leaves what the meeting knew`() async throws {
            let staffed = try await StaffedSchool()
            let teacher = try await staffed.teacher()
            let meeting = try await teacher.meeting(
                scope: .cycle(3), granting: [.read(.reflections), .write(.reflections)])
            _ = try await meeting.enter("kept = 7")
            let refused = try await meeting.enter(
                #"change:reflection { code = "REF-BOB", action = 3, next_step = "Ändrat" }"#)
            guard case .failed(let error) = refused else {
                Testing.Issue.record("\(refused)")
                return
            }
            #expect(error.code == "VARV-E418")
            guard case .shown(_, let printed, _) = try await meeting.enter("print(kept)") else {
                Testing.Issue.record("the meeting forgot")
                return
            }
            expectNoDifference(printed, "7\n")
        }
    }
}
