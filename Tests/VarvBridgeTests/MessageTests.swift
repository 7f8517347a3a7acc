import CustomDump
import Testing

@testable import VarvBridge

struct MessageTests {
    private static func bytes(_ encode: (inout ByteWriter) -> Void) -> [UInt8] {
        var writer = ByteWriter()
        encode(&writer)
        return writer.bytes
    }

    static let start: StartFrame = {
        var start = StartFrame(
            mode: .run, language: "en", now: -1, zoneOffset: -3600, seed: .max, printLimit: 1 << 20,
            sourceName: "hårda.lua", source: "return report {}",
            options: .record([Field("share", .number(0.25))]),
            here: .record([Field("group", .text("7B"))]), input: .record([]), items: Catalogue.standard.items,
            functions: Catalogue.standard.functions, records: Catalogue.standard.records,
            withheld: [StartFrame.Withheld(name: "pupils", right: "pupils", writes: true)])
        // What a worker is not told.
        start.items = start.items.map { item in
            ItemType(
                item.name, collection: item.collection, sv: "", en: "", shows: item.shows,
                fields: item.fields.map(\.withoutRight))
        }
        start.functions = start.functions.map { function in
            HostFunction(
                function.name, sv: function.words.sv, en: function.words.en,
                parameters: function.parameters.map(\.withoutRight), result: function.result,
                example: function.example, narrowsSet: function.narrowsSet)
        }
        start.records = start.records.map { record in
            RecordKind(
                record.name, sv: "", en: "", right: "", fields: record.fields.map(\.withoutRight), example: ""
            )
        }
        return start
    }()

    @Test func `a start frame comes out as it went in`() throws {
        var reader = ByteReader(Self.bytes(Self.start.encode))
        expectNoDifference(try StartFrame(from: &reader), Self.start)
    }

    @Test func `a hello, a question, an answer and a failure come out as they went in`() throws {
        let hello = Hello(fingerprint: .max, layers: 4095, luaVersion: "Lua 5.4")
        var reader = ByteReader(Self.bytes(hello.encode))
        #expect(try Hello(from: &reader) == hello)

        let question = Question(function: 16, arguments: [.int(-1), .none])
        reader = ByteReader(Self.bytes(question.encode))
        #expect(try Question(from: &reader) == question)

        for kind in Failure.Kind.allCases {
            let failure = Failure(
                kind: kind, code: "VARV-E201", message: "Nej.", file: "a.lua", line: 7,
                traceback: "a.lua:7\nb.lua:1")
            reader = ByteReader(Self.bytes(failure.encode))
            #expect(try Failure(from: &reader) == failure)
            for answer in [Answer(.failure(failure)), Answer(.success(.list([.int(1)])))] {
                reader = ByteReader(Self.bytes(answer.encode))
                #expect(try Answer(from: &reader) == answer)
            }
        }
    }

    @Test func `a message cut anywhere, or with a byte more, is refused`() {
        func refused<Message>(_ bytes: [UInt8], _ read: (inout ByteReader) throws(BridgeError) -> Message) {
            for end in bytes.indices {
                var reader = ByteReader(Array(bytes[..<end]))
                #expect(throws: BridgeError.self) { _ = try read(&reader) }
            }
            var reader = ByteReader(bytes + [0])
            #expect(throws: BridgeError.self) { _ = try read(&reader) }
        }
        refused(Self.bytes(Hello(fingerprint: 300, layers: 1, luaVersion: "Lua").encode), Hello.init(from:))
        refused(Self.bytes(Question(function: 300, arguments: [.text("å")]).encode), Question.init(from:))
        refused(Self.bytes(Answer(.success(.int(300))).encode), Answer.init(from:))
        let failure = Failure(kind: .right, code: "c", message: "m", file: "f", line: 300, traceback: "t")
        refused(Self.bytes(failure.encode), Failure.init(from:))
        refused(Self.bytes(Answer(.failure(failure)).encode), Answer.init(from:))
        let start = StartFrame(
            mode: .chunk, sourceName: "a", source: "b", items: [Catalogue.standard.items[0]],
            functions: [Catalogue.standard.functions[0]], records: [Catalogue.standard.records[0]],
            withheld: [StartFrame.Withheld(name: "n", right: "r")])
        refused(Self.bytes(start.encode), StartFrame.init(from:))
    }

    @Test func `a type that is nested for ever is refused`() {
        var reader = ByteReader([UInt8](repeating: 11, count: 1_000_000))
        #expect(throws: BridgeError.tooDeep(limit: 4)) { try reader.type() }
    }

    @Test func `a function number no list can have is refused`() {
        var reader = ByteReader(groups(65_536) + [0])
        #expect(throws: BridgeError.outOfRange(sv: "65536", en: "65536")) { try Question(from: &reader) }
    }

    @Test func `random bytes are no message that breaks anything`() {
        var numbers = SeededNumbers(seed: 17)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...80, using: &numbers)).map { _ in
                UInt8.random(in: 0...(Bool.random(using: &numbers) ? 16 : 255), using: &numbers)
            }
            var reader = ByteReader(bytes)
            _ = try? StartFrame(from: &reader)
            reader = ByteReader(bytes)
            _ = try? Question(from: &reader)
            reader = ByteReader(bytes)
            _ = try? Answer(from: &reader)
            reader = ByteReader(bytes)
            _ = try? Failure(from: &reader)
            reader = ByteReader(bytes)
            _ = try? Hello(from: &reader)
        }
    }

    @Test func `frame kinds have numbers of their own, and the sides do not share them`() {
        #expect(Set(FrameKind.allCases.map(\.rawValue)).count == FrameKind.allCases.count)
        #expect(FrameKind.allCases.filter { $0.rawValue >= 64 }.first == .hello)
    }
}

extension Parameter {
    var withoutRight: Parameter { Parameter(name, type, sv: words.sv, en: words.en) }
}
