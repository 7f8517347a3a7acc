import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

extension Hostile {
    /// A worker that lives for many entries: what one did to it is not the next one's trouble.
    @Suite struct Meetings {
        /// Starts a worker that waits for entries.
        private func meeting(_ processorTime: Duration = .milliseconds(300)) throws -> WorkerRun {
            let start = StartFrame(
                mode: .meeting, sourceName: "möte", source: "",
                withheld: [.init(name: "pupils", right: "pupils")])
            return try WorkerRun(
                .path(try #require(FixtureWorker.real)), start: start,
                limits: WorkerLimits(
                    processorTime: processorTime, memory: 32 << 20, output: 4096, wall: .seconds(120),
                    renewable: true
                ).patient)
        }

        /// What an entry gave, as text, or its error.
        private func enter(_ text: String, in run: WorkerRun, hearing: (() -> Void)? = nil) -> String {
            do {
                run.process.beginTurn()
                try run.send(.entry) { writer in
                    writer.unsigned(1)
                    writer.text(text)
                }
                var printed = ""
                var handlers = WorkerRun.Handlers()
                handlers.printed = {
                    printed += $0
                    hearing?()
                }
                let value = try run.serve(NoModules(), handlers)
                return printed + (value.list ?? []).map { $0.text ?? "\($0)" }.joined(separator: ",")
            } catch {
                let wrapped = VarvError.wrapping(error)
                return "\(wrapped.code) \(wrapped.status)"
            }
        }

        @Test func `a worker that something else ended between two entries is replaced, and that is said`()
            async throws
        {
            let test = try await TestSchool()
            let meeting = try await test.school.meeting(limits: RunLimits(memoryMiB: 77))
            _ = try await meeting.enter("x = 1")
            let workers = RunningWorkers.of(memoryMiB: 77)
            #expect(workers.count == 1)
            for worker in workers { kill(worker, SIGKILL) }
            guard case .restarted(let error) = try await meeting.enter("1 + 1") else {
                Issue.record("the meeting went on as if nothing had happened")
                return
            }
            #expect(error.code == "VARV-E305")
            guard case .shown = try await meeting.enter("1 + 1") else {
                Issue.record("there is no new worker")
                return
            }
        }

        /// A file's mistakes are told with advice out of its text; an entry's are too.
        @Test(arguments: [
            ("if x = 3 then print(1) end", "=="), ("print(string.fomat('x'))", "format"),
            ("local åäö = 3", "skriv aao i stället"),
        ])
        func `a mistake in an entry gets the advice that a file's does`(_ entry: String, _ advice: String)
            async throws
        {
            let test = try await TestSchool()
            let meeting = try await test.school.meeting()
            guard case .failed(let error) = try await meeting.enter(entry) else {
                Issue.record("\(entry) was taken")
                return
            }
            #expect(error.message(in: .swedish).contains(advice), "\(error.message(in: .swedish))")
        }

        @Test func `an entry that breaks things leaves the next whole`() throws {
            let run = try meeting()
            defer { run.process.kill() }
            for entry in [
                "error {}", "pcall(function() return pupils end)", "x = setmetatable({}, {__index = error})",
                "x.y",
                "return ('x'):rep(2000000)", "local t = {} t.t = t return t",
                "return 0/0, 1/0, print, {print}",
                "coroutine.yield()", "return (", "string.format = nil", "column.text(1)",
                "return setmetatable({}, {__tostring = error})",
            ] {
                _ = enter(entry, in: run)
                #expect(enter("1 + 2", in: run).hasSuffix("int(3)"), "\(entry)")
            }
            try run.send(.finish) { _ in }
            try run.finish()
        }

        @Test func `each entry has a budget of its own, and the one that breaks it ends the worker`() throws {
            let run = try meeting()
            defer { run.process.kill() }
            for _ in 0..<12 { #expect(enter("for i = 1, 10000000 do end", in: run) == "") }
            #expect(run.process.spent > run.process.limits.processorTime)
            for _ in 0..<3 { #expect(enter("print(('x'):rep(3000))", in: run).utf8.count == 3001) }
            #expect(enter("while true do end", in: run) == "VARV-E301 ended")
            #expect(enter("1", in: run) == "VARV-E301 ended")
        }

        @Test func `an interrupted entry leaves the meeting open`() throws {
            let run = try meeting(.seconds(10))
            defer { run.process.kill() }
            #expect(enter("kept = 7", in: run) == "")
            let loop = "print(1) while true do pcall(function() while true do end end) end"
            let end = enter(loop, in: run, hearing: { run.process.interrupter.interrupt() })
            #expect(end.hasSuffix("interrupted"))
            #expect(enter("kept", in: run) == "int(7)")
            #expect(enter("coroutine.wrap(function() return kept + 1 end)()", in: run) == "int(8)")
        }

        @Test func `an entry whose task is cancelled before it begins leaves what the meeting knew`()
            async throws
        {
            let test = try await TestSchool()
            let meeting = try await test.school.meeting()
            _ = try await meeting.enter("kept = 7")
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await meeting.enter("while true do end")
            }
            task.cancel()
            guard case .failed(let error) = try await task.value else {
                Issue.record("the entry was not ended, or the worker was")
                return
            }
            #expect(error.code == "VARV-E330")
            guard case .shown(_, let printed, _) = try await meeting.enter("print(kept)") else {
                Issue.record("the meeting forgot")
                return
            }
            #expect(printed == "7\n")
        }
    }
}
