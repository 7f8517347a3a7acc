import Foundation
import Testing
import VarvBridge

@testable import Varv

extension Hostile {
    /// Ctrl-C at every moment of a worker's life. It says itself that it was interrupted and ends in good order, long before
    /// the host loses patience; only a worker whose handler is not there yet is ended by the signal.
    @Suite struct InterruptMoments {
        private static let limits = WorkerLimits(processorTime: .seconds(20)).patient

        /// A worker that has said hello.
        private func worker(_ limits: WorkerLimits = limits, reading text: String? = nil) throws
            -> WorkerProcess
        {
            let input = try text.map(temporaryFile)
            let process = try WorkerProcess(
                .path(try #require(FixtureWorker.real)), input: input?.fileDescriptor, limits: limits)
            let hello = try process.receive()
            try #require(hello.type == FrameKind.hello.rawValue)
            return process
        }

        private func send(_ kind: FrameKind, to process: WorkerProcess, _ fill: (inout ByteWriter) -> Void)
            throws
        {
            var writer = ByteWriter()
            fill(&writer)
            try process.send(WorkerFrame(kind.rawValue, writer.bytes))
        }

        private func begin(_ process: WorkerProcess, _ mode: StartFrame.Mode, _ source: String) throws {
            let catalogue = Catalogue.standard
            // A scope of many fields, so that there is time to be interrupted while Lua's own tables are made.
            let here = Value.record((0..<9_000).map { Field("f\($0)", .int(Int64($0))) })
            let start = StartFrame(
                mode: mode, language: "sv", sourceName: "a.lua", source: source, here: here,
                items: catalogue.items, functions: catalogue.functions, records: catalogue.records)
            try send(.start, to: process) { start.encode(into: &$0) }
        }

        /// What a worker said last, and how it ended.
        private struct End: Equatable {
            var kind: Failure.Kind?
            var end: WorkerEnd
            static let interrupted = End(kind: .interrupted, end: .clean)
        }

        private func end(of process: WorkerProcess) throws -> End {
            do {
                while true {
                    let frame = try process.receive()
                    guard frame.type == FrameKind.failed.rawValue else { continue }
                    var reader = ByteReader(frame.payload)
                    let failure = try Failure(from: &reader)
                    return End(kind: failure.kind, end: process.finish().end)
                }
            } catch let report as WorkerReport { return End(end: report.end) }
        }

        /// How long a worker takes from its start frame to a script's first line, the first time.
        private func loadingTime() throws -> Duration {
            let process = try worker()
            let began = ContinuousClock.now
            try begin(process, .chunk, "print(1)")
            while try process.receive().type != FrameKind.printed.rawValue {}
            process.kill()
            return ContinuousClock.now - began
        }

        @Test(arguments: [StartFrame.Mode.chunk, .declare, .run])
        func `an interrupt while a worker gets ready, or in its first lines, is told as one`(
            _ mode: StartFrame.Mode
        ) throws {
            let whole = try loadingTime()
            let moments = ProcessInfo.processInfo.environment["VARV_SLOW_TESTS"] == nil ? 40 : 400
            for moment in 0..<moments {
                let process = try worker()
                let at = ContinuousClock.now + whole * 2 * moment / moments
                try begin(process, mode, "while true do end")
                while ContinuousClock.now < at {}
                process.interrupter.interrupt()
                let end = try end(of: process)
                try #require(end == .interrupted, "moment \(moment)")
            }
        }

        @Test func `an interrupt before the start frame is told when there is something to interrupt`() throws
        {
            let process = try worker()
            process.interrupter.interrupt()
            try begin(process, .chunk, "while true do end")
            #expect(try end(of: process) == .interrupted)
        }

        @Test func `an interrupt before the worker has said hello ends it`() throws {
            for moment in 0..<40 {
                let process = try WorkerProcess(
                    .path(try #require(FixtureWorker.real)), limits: Self.limits)
                usleep(UInt32(moment * 100))
                process.interrupter.interrupt()
                do throws(WorkerReport) {
                    _ = try process.receive()
                } catch {
                    #expect(error.end == .interrupted, "moment \(moment)")
                    continue
                }
                try begin(process, .chunk, "while true do end")
                #expect(try end(of: process) == .interrupted, "moment \(moment)")
            }
        }

        @Test func `an interrupt while the worker waits for an answer is told after it`() throws {
            let process = try worker()
            try begin(process, .chunk, "print(pcall(pupils.count, pupils))")
            while try process.receive().type != FrameKind.ask.rawValue {}
            process.interrupter.interrupt()
            usleep(20_000)
            try send(.answer, to: process) { Answer(.success(.int(3))).encode(into: &$0) }
            #expect(try end(of: process) == .interrupted)
        }

        @Test func `a routine that was told no and never ends is interrupted, not refused`() throws {
            let process = try worker()
            try begin(
                process, .chunk,
                "pcall(function() return pupils:count() end) print(1) while true do pcall(print) end")
            while true {
                let frame = try process.receive()
                if frame.type == FrameKind.printed.rawValue { break }
                guard frame.type == FrameKind.ask.rawValue else { continue }
                let no = Failure(kind: .right, code: "VARV-E411", message: "nej")
                try send(.answer, to: process) { Answer(.failure(no)).encode(into: &$0) }
            }
            process.interrupter.interrupt()
            #expect(try end(of: process) == .interrupted)
        }

        @Test func `an interrupt of an entry ends the entry, and the next one finds what was before`() throws
        {
            let process = try worker(WorkerLimits(processorTime: .seconds(20), renewable: true).patient)
            try begin(process, .meeting, "")
            func enter(_ text: String) throws {
                try send(.entry, to: process) {
                    $0.count(1)
                    $0.text(text)
                }
            }
            func answer() throws -> WorkerFrame { try process.receive() }
            try enter("kept = 7")
            #expect(try answer().type == FrameKind.done.rawValue)
            for moment in 0..<60 {
                process.beginTurn()
                // Before the entry, beside it and after it.
                if moment % 3 == 0 { process.interrupter.interrupt() }
                try enter("while true do end")
                if moment % 3 != 0 {
                    usleep(UInt32(moment * 20))
                    process.interrupter.interrupt()
                }
                var reader = ByteReader(try answer().payload)
                try #require(try Failure(from: &reader).kind == .interrupted, "moment \(moment)")
                process.beginTurn()
                try enter("return kept")
                var kept = ByteReader(try answer().payload)
                try #require(try kept.value() == .list([.int(7)]), "moment \(moment)")
            }
            process.kill()
        }

        @Test func `an interrupt after the end changes nothing`() throws {
            let process = try worker()
            try begin(process, .chunk, "print(1)")
            while try process.receive().type != FrameKind.done.rawValue {}
            process.interrupter.interrupt()
            #expect(process.finish().end == .clean)
        }

        private static func adapter(row: String) -> String {
            """
            return adapter {
              id = "test/slow", version = "1.0.0", title = "Slow", writes = { "results" },
              columns = { pupil = column.identity "Nummer" },
              row = function(row, add) \(row) end,
            }
            """
        }

        @Test func `a row that was rejected before it is interrupted does not hide the interrupt`() throws {
            let process = try worker(reading: "Nummer;Klass\n1;7A\n2;7A\n")
            try begin(
                process, .run,
                Self.adapter(row: "pcall(function() row:reject('no') end) print(1) while true do end"))
            while try process.receive().type != FrameKind.printed.rawValue {}
            process.interrupter.interrupt()
            #expect(try end(of: process) == .interrupted)
        }

        @Test func `an interrupt while rows that were left out are looked up is told as one`() throws {
            let rows = 2_000_000
            let process = try worker(reading: "Nummer;Klass\n" + String(repeating: "1;7A\n", count: rows))
            try begin(process, .run, Self.adapter(row: ""))
            while try process.receive().type != FrameKind.done.rawValue {}
            process.beginTurn()
            try send(.fetchRows, to: process) { out in
                out.count(1)
                out.count(rows)
            }
            process.interrupter.interrupt()
            #expect(try end(of: process) == .interrupted)
        }
    }
}
