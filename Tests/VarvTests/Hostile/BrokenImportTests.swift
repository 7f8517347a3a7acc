import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

extension Hostile {
    /// An import whose worker is taken over after it has declared the adapter: nothing of it is ever stored.
    @Suite struct BrokenImports {
        struct Speech: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var frames: [(kind: UInt8, payload: [UInt8])]

            init(_ name: String, _ frames: (kind: FrameKind, payload: [UInt8])...) {
                testDescription = name
                self.frames = frames.map { ($0.kind.rawValue, $0.payload) }
            }
        }

        private static func groups(_ number: Int) -> [UInt8] {
            var writer = ByteWriter()
            writer.count(number)
            return writer.bytes
        }

        private static func text(_ text: String) -> [UInt8] {
            [Tag.text] + groups(text.utf8.count) + Array(text.utf8)
        }

        /// Rows read and bytes read, then entries.
        private static func batch(_ entries: [UInt8]...) -> (kind: FrameKind, payload: [UInt8]) {
            (.records, [1, 10] + entries.flatMap { $0 })
        }
        private static let done: (kind: FrameKind, payload: [UInt8]) = (.done, [Tag.none])
        private static func ask(_ function: Int, _ arguments: Value...) -> (kind: FrameKind, payload: [UInt8])
        {
            var writer = ByteWriter()
            Question(function: function, arguments: arguments).encode(into: &writer)
            return (.ask, writer.bytes)
        }
        private static let pupils = Value.set(SetDescription(collection: "pupils"))

        static let speeches: [Speech] = [
            Speech("nothing, and gone"),
            Speech("a kind of record that was not granted", batch([RecordBatch.used, 1, 2, 1, 77, 0]), done),
            Speech(
                "a text that was never written", batch([RecordBatch.used, 1, 2, 1, 0, Tag.seen, 9]), done),
            Speech("fewer fields than the kind has", batch([RecordBatch.used, 1, 2, 1, 0, Tag.none]), done),
            Speech(
                "more records than there are bytes", batch([RecordBatch.used, 1, 2] + groups(10_000)), done),
            Speech("an entry of no kind", batch([9, 1, 2]), done),
            Speech("half a batch and the end", batch([RecordBatch.skipped, 1]), done),
            Speech("a batch before its counts", (.records, []), done),
            Speech(
                "a row twice", batch([RecordBatch.skipped, 1, 2], [RecordBatch.skipped, 1, 3]), done),
            Speech(
                "a row again in a later batch", batch([RecordBatch.skipped, 2, 3]),
                batch([RecordBatch.skipped, 1, 2]), done),
            Speech("a function that was not granted", ask(16)),
            Speech("a function of no number", ask(15)),
            Speech("rows of a set that was not granted", ask(0, pupils, .int(0))),
            Speech("rows of what is no set", ask(0, .text("pupils"), .int(0))),
            Speech("rows from before the first", ask(0, pupils, .int(-1))),
            Speech("the count of what was not granted", ask(1, pupils)),
            Speech("a module by a path", ask(2, .text("../../etc/passwd"))),
            Speech("a module without a name", ask(2)),
            Speech("the end, and then rows", done, batch([RecordBatch.skipped, 1, 2])),
            Speech("the end twice", done, done),
            Speech(
                "a document in an import, nested",
                (.document, [UInt8](repeatElement([Tag.list, 1], count: 90_000).joined()))),
            Speech("an input of nonsense", (.input, [Tag.record, 2, 1, 65]), done),
        ]

        @Test(arguments: speeches)
        func `what a worker makes up is never stored`(_ speech: Speech) async throws {
            let test = try await TestSchool()
            let before = try await test.dump()
            let descriptors = openSockets()
            let worker = try BrokenWorker(saying: speech.frames, honestFirst: true)
            defer { worker.remove() }
            let broken = try await TestSchool(reopening: test) {
                $0 = Varv.Host(worker: .path(worker.path), clock: TestSchool.noon)
            }
            let began = ContinuousClock.now
            await #expect(throws: VarvError.self) {
                let run = try await broken.run(adapter: Lua.register, on: Lua.pupils)
                try await run.apply(partial: true)
            }
            #expect(ContinuousClock.now - began < Hostile.tooLong)
            await broken.school.close()
            #expect(try await test.dump() == before)
            expectNothingLeft(since: descriptors)
        }
    }
}
