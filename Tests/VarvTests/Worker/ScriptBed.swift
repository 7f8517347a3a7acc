import Foundation
import Testing
import VarvBridge

@testable import Lua
@testable import varv_worker

/// What a worker does with its script, in this process and over a socket whose other end is the test: it answers before it
/// is asked.
final class ScriptBed {
    let script: Script
    private let host, worker: CInt
    private let input: FileHandle?

    init(_ mode: StartFrame.Mode, source: String = "", reading text: String? = nil) throws {
        var ends: [CInt] = [0, 0]
        let made = unsafe socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends)
        try #require(made == 0)
        (host, worker) = (ends[0], ends[1])
        input = try text.map(temporaryFile)
        let catalogue = Catalogue.standard
        let start = StartFrame(
            mode: mode, language: "en", sourceName: "test.lua", source: source, items: catalogue.items,
            functions: catalogue.functions, records: catalogue.records)
        let session = Session(
            budget: Lockdown.Budget(memory: 0), layers: 0, channel: Channel(descriptor: worker),
            input: input?.fileDescriptor ?? -1)
        script = try Script(session: session, start: start)
    }

    deinit {
        close(host)
        close(worker)
    }

    /// Puts a frame where the worker finds it when it next reads one.
    func queue(_ kind: FrameKind, _ fill: (inout ByteWriter) -> Void = { _ in }) {
        var writer = ByteWriter()
        fill(&writer)
        let size = UInt32(writer.count)
        let bytes =
            (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) } + [kind.rawValue] + writer.bytes
        #expect(
            unsafe bytes.withUnsafeBytes { unsafe send(host, $0.baseAddress, $0.count, 0) } == bytes.count)
    }

    func queue(_ answer: Answer) { queue(.answer) { answer.encode(into: &$0) } }

    /// Takes what neither side has read, and returns what the worker had sent.
    @discardableResult func drain() -> [UInt8] {
        _ = unread(worker)
        return unread(host)
    }

    private func unread(_ end: CInt) -> [UInt8] {
        var all: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe recv(end, &bytes, bytes.count, CInt(MSG_DONTWAIT))
            guard count > 0 else { return all }
            all += bytes[..<count]
        }
    }

    /// The frames the worker has sent.
    func said() throws -> [Said] {
        let bytes = drain()
        var frames: [Said] = []
        var position = 0
        while position < bytes.count {
            let length = (0..<4).reduce(0) { $0 | Int(bytes[position + $1]) << (8 * $1) }
            let kind = try #require(FrameKind(rawValue: bytes[position + 4]))
            position += 5
            frames.append(Said(kind: kind, payload: Array(bytes[position..<position + length])))
            position += length
        }
        return frames
    }

    /// A frame of the worker's.
    struct Said: Hashable {
        var kind: FrameKind
        var payload: [UInt8]
    }
}
