import Foundation
import VarvBridge

/// A conversation between a host and its worker, frame by frame; `tape-worker.c.txt` records and plays it.
struct Tape: Sendable {
    /// One thing the worker does when the tape is played: `W` says bytes, `T` says them a byte at a time, `F`
    /// for ever, `H` hears a frame, `C` closes half of its socket, `Z` falls silent, `X` ends with a status.
    struct Step: Sendable {
        var deed: Character
        var bytes: [UInt8]

        /// The kind and payload of a recorded step, which is one whole frame.
        var kind: UInt8 { bytes.count > 4 ? bytes[4] : 0 }
        var payload: [UInt8] { Array(bytes.dropFirst(5)) }

        init(_ deed: Character, _ bytes: [UInt8] = []) {
            self.deed = deed
            self.bytes = bytes
        }

        /// Says a frame whose header tells the truth.
        init(saying kind: UInt8, _ payload: [UInt8]) {
            self.init("W", Self.length(payload.count) + [kind] + payload)
        }

        static func length(_ count: Int) -> [UInt8] {
            (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
        }
    }

    var steps: [Step]

    init(_ steps: [Step]) { self.steps = steps }

    init(contentsOf path: String) throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        steps = []
        var position = 0
        while position + 5 <= bytes.count {
            let count = (0..<4).reduce(0) { $0 | Int(bytes[position + 1 + $1]) << (8 * $1) }
            let end = min(bytes.count, position + 5 + count)
            steps.append(
                Step(Character(UnicodeScalar(bytes[position])), Array(bytes[position + 5..<end])))
            position = end
        }
    }

    func write(to path: String) throws {
        var bytes: [UInt8] = []
        for step in steps {
            bytes += step.deed.utf8
            bytes += Step.length(step.bytes.count)
            bytes += step.bytes
        }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// What the worker says, as a regression is written.
    var said: String { steps.map { "\($0.deed)\(hex($0.bytes))" }.joined(separator: " ") }

    /// Whether everything the worker says is frames it may send, each whole and of its form; up to so many ends
    /// when it is not heard after those.
    func isSound(through ends: Int?) -> Bool {
        var left = ends ?? .max
        var said = steps.filter { $0.deed == "W" || $0.deed == "T" }.flatMap(\.bytes)[...]
        while !said.isEmpty {
            guard said.count >= 5 else { return false }
            let head = Array(said.prefix(5))
            let count = (0..<4).reduce(0) { $0 | Int(head[$1]) << (8 * $1) }
            said = said.dropFirst(5)
            guard said.count >= count, let kind = FrameKind(rawValue: head[4]),
                (try? Self.check(kind, Array(said.prefix(count)))) != nil
            else { return false }
            said = said.dropFirst(count)
            if kind == .done { left -= 1 }
            if left == 0 { return true }
        }
        return true
    }

    private static func check(_ kind: FrameKind, _ payload: [UInt8]) throws(BridgeError) {
        var reader = ByteReader(payload)
        switch kind {
        case .hello: _ = try Hello(from: &reader)
        case .ask: _ = try Question(from: &reader)
        case .failed: _ = try Failure(from: &reader)
        case .records: _ = try RecordBatchReader(payload).next()
        case .printed:
            _ = try reader.text()
            try reader.end()
        case .rows:
            _ = try reader.list()
            try reader.end()
        case .document, .declaration, .input, .done:
            _ = try reader.value()
            try reader.end()
        case .start, .answer, .entry, .fetchRows, .finish: throw .unknownTag(kind.rawValue)
        }
    }
}

extension Mutator {
    /// A conversation bent in one to three places; what is put in is taken from `other`.
    mutating func mutated(_ tape: Tape, with other: Tape) -> Tape {
        var tape = tape
        for _ in 0...below(3) { bend(&tape.steps, other.steps) }
        return tape
    }

    private mutating func bend(_ steps: inout [Tape.Step], _ other: [Tape.Step]) {
        let said = steps.indices.filter { steps[$0].deed == "W" }
        guard let at = said.isEmpty ? nil : said[below(said.count)], !other.isEmpty else { return }
        let stranger = other[below(other.count)]
        switch below(14) {
        case 0...3:
            steps[at] = Tape.Step(
                saying: steps[at].kind, mutated(steps[at].payload, with: stranger.payload))
        case 4: steps[at].bytes = mutated(steps[at].bytes, with: stranger.bytes)
        case 5: steps[at] = Tape.Step(saying: UInt8(below(80)), steps[at].payload)
        case 6: steps.remove(at: at)
        case 7: steps.insert(steps[at], at: at)
        case 8: steps.swapAt(at, said[below(said.count)])
        case 9: steps.insert(Tape.Step("W", stranger.bytes), at: below(steps.count + 1))
        case 10: steps.append(steps[at])
        case 11: steps.insert(Tape.Step("C", [UInt8(below(2))]), at: at)
        case 12: steps.insert(Tape.Step("X", [UInt8(below(30))]), at: at)
        default:
            if steps[at].bytes.count < 400 { steps[at].deed = "T" }
            // And one that never reads.
            if chance(4) { steps.removeAll { $0.deed == "H" } }
        }
    }
}

/// A folder with a worker that can be told what to do each time it is started.
final class TapeWorker: Sendable {
    private let folder = Result { try TemporaryFolder() }
    let path: String

    init() throws {
        let folder = try folder.get()
        path = folder.path("varv-worker")
        try FileManager.default.linkItem(atPath: FixtureWorker.tape.get(), toPath: path)
        try folder.link("real", to: FixtureWorker.real ?? "/nonexistent")
    }

    /// Records what `body` says with workers, one tape for each worker it starts.
    func record(_ body: () async throws -> Void) async throws -> [Tape] {
        let folder = try folder.get()
        try clear()
        try folder.makeDirectory("record")
        try await body()
        let tapes = try folder.names("record").sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }
            .map { try Tape(contentsOf: folder.path("record/\($0)")) }
        try clear()
        return tapes
    }

    /// Puts a tape in the place of the next worker that is started; others are real.
    func play(_ tape: Tape) throws {
        try clear()
        try tape.write(to: try folder.get().path("tape.0"))
    }

    /// Lets every worker be a real one.
    func clear() throws {
        let folder = try folder.get()
        for name in try folder.names() where name.hasPrefix("t") || name == "record" {
            try FileManager.default.removeItem(atPath: folder.path(name))
        }
    }
}
