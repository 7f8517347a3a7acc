import Testing

@testable import Varv

extension Workers {
    @Suite struct Frames {
        @Test func `frames come back as they were sent`() throws {
            let worker = try WorkerProcess.free("echo")
            for size in [0, 1, 4, 5, 65_531, 65_536, 65_537, WorkerFrame.maximumPayload] {
                let frame = WorkerFrame(
                    UInt8(size % 250 + 1), (0..<size).map { UInt8(truncatingIfNeeded: $0) })
                try worker.send(frame)
                #expect(try worker.receive() == frame)
            }
            try worker.send(WorkerFrame(0))
            #expect(worker.finish().end == .clean)
        }

        @Test func `a frame that comes a byte at a time is whole`() throws {
            let worker = try WorkerProcess.free("drip")
            #expect(try worker.receive() == WorkerFrame(9, Array("abc".utf8)))
            #expect(try worker.receive() == WorkerFrame(8))
            #expect(worker.finish().end == .clean)
        }

        @Test func `many small frames keep their order, also when the worker has ended`() throws {
            let worker = try WorkerProcess.free("many")
            var numbers: [Int] = []
            for _ in 0..<20_000 {
                let payload = try worker.receive().payload
                numbers.append(payload.reversed().reduce(0) { $0 << 8 | Int($1) })
            }
            #expect(numbers == Array(0..<20_000))
            #expect(worker.endAfterAll() == .clean)
        }

        @Test func `both sides may have full buffers at once`() throws {
            let worker = try WorkerProcess.free("talk-first")
            let question = WorkerFrame(5, [UInt8](repeating: 7, count: WorkerFrame.maximumPayload))
            try worker.send(question)
            for _ in 0..<4 { #expect(try worker.receive().type == 2) }
            #expect(try worker.receive() == question)
            #expect(worker.finish().end == .clean)
        }

        @Test func `a worker that sends and never listens is ended at the backlog`() throws {
            let worker = try WorkerProcess.free("flood")
            let big = WorkerFrame(5, [UInt8](repeating: 7, count: WorkerFrame.maximumPayload))
            let report = #expect(throws: WorkerReport.self) { while true { try worker.send(big) } }
            guard case .protocolViolation(.sendsWithoutListening) = report?.end else {
                Issue.record("\(String(describing: report))")
                return
            }
        }

        @Test func `garbage is a violation`() throws {
            let worker = try WorkerProcess.free("garbage")
            #expect(
                worker.endAfterAll()
                    == .protocolViolation(.frameTooLong(2_779_096_485)))
        }

        @Test func `a length over the limit is refused before it is read`() throws {
            let worker = try WorkerProcess.free("oversized")
            #expect(
                worker.endAfterAll()
                    == .protocolViolation(.frameTooLong(1_048_577)))
        }

        @Test func `half a frame is never delivered`() throws {
            let worker = try WorkerProcess.free("half")
            #expect(worker.endAfterAll() == .protocolViolation(.endedInsideFrame))
        }

        @Test func `a frame of ours that is too large ends the worker, not the host`() throws {
            let worker = try WorkerProcess.free("echo")
            let report = #expect(throws: WorkerReport.self) {
                try worker.send(WorkerFrame(1, [UInt8](repeating: 0, count: WorkerFrame.maximumPayload + 1)))
            }
            #expect(
                report?.end == .protocolViolation(.ownFrameTooLong(1_048_577)))
        }

        @Test(arguments: ["more", "more-later"])
        func `what follows the last frame is a violation`(_ deed: String) throws {
            let worker = try WorkerProcess.free(deed)
            _ = try worker.receive()
            #expect(worker.finish().end == .protocolViolation(.moreAfterLastFrame))
        }
    }
}
