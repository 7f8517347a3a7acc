import Testing

@testable import VarvBridge

/// Every decoder of the border against bytes that were made up and bytes that were bent.
///
/// A case is refused with a ``BridgeError``, or is a value that encodes to bytes which decode to an equal value,
/// and holds no more things than it had bytes. `scripts/check --fuzz N` tries N cases.
struct FuzzTests {
    /// A decoder, and how what it gave is encoded and weighed.
    struct Form: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Valid bytes.
        var sample: @Sendable (inout SeededNumbers) -> [UInt8]
        /// The bytes a decoded value encodes to, and how many things it holds.
        var again: @Sendable ([UInt8]) throws(BridgeError) -> (bytes: [UInt8], things: Int)
    }

    static let forms: [Form] = [
        Form(
            testDescription: "value", sample: { Value.any(&$0).bytes },
            again: { bytes throws(BridgeError) in
                let value = try decoded(bytes)
                return (value.bytes, value.things)
            }),
        Form(
            testDescription: "hello", sample: { encoded(Hello.any(&$0).encode) },
            again: { bytes throws(BridgeError) in
                var reader = ByteReader(bytes)
                return (encoded(try Hello(from: &reader).encode), 1)
            }),
        Form(
            testDescription: "question", sample: { encoded(Question.any(&$0).encode) },
            again: { bytes throws(BridgeError) in
                var reader = ByteReader(bytes)
                let question = try Question(from: &reader)
                return (encoded(question.encode), question.arguments.reduce(0) { $0 + $1.things })
            }),
        Form(
            testDescription: "answer", sample: { encoded(Answer.any(&$0).encode) },
            again: { bytes throws(BridgeError) in
                var reader = ByteReader(bytes)
                let answer = try Answer(from: &reader)
                return (encoded(answer.encode), (try? answer.result.get())?.things ?? 1)
            }),
        Form(
            testDescription: "failure", sample: { encoded(Failure.any(&$0).encode) },
            again: { bytes throws(BridgeError) in
                var reader = ByteReader(bytes)
                return (encoded(try Failure(from: &reader).encode), 1)
            }),
        Form(
            testDescription: "start frame", sample: { encoded(StartFrame.any(&$0).encode) },
            again: { bytes throws(BridgeError) in
                var reader = ByteReader(bytes)
                let start = try StartFrame(from: &reader)
                return (encoded(start.encode), start.things)
            }),
        Form(
            testDescription: "record batch", sample: { Batch.any(&$0).bytes },
            again: { bytes throws(BridgeError) in
                let batch = try Batch(bytes)
                return (batch.bytes, batch.things)
            }),
    ]

    /// What went wrong with a case, or nil.
    private static func fault(_ form: Form, _ bytes: [UInt8]) -> String? {
        do throws(BridgeError) {
            let first = try form.again(bytes)
            if first.things > bytes.count + 1 { return "\(first.things) things of \(bytes.count) bytes" }
            do throws(BridgeError) {
                let second = try form.again(first.bytes)
                return second.bytes == first.bytes ? nil : "encodes to other bytes the second time"
            } catch { return "what it encodes to is refused: \(error.description)" }
        } catch { return nil }
    }

    @Test(arguments: forms)
    func `bytes of no meaning are refused, or a value that comes out as it went in`(_ form: Form) {
        for index in 0..<UInt64(Fuzzing.decoderCases / (2 * Self.forms.count)) {
            let seed = Fuzzing.seed &+ index
            var mutator = Mutator(seed: seed)
            let bytes = mutator.noise()
            if let fault = Self.fault(form, bytes) {
                Issue.record("\(form.testDescription), seed \(seed), \(hex(bytes)): \(fault)")
            }
        }
    }

    @Test(arguments: forms)
    func `bytes that were bent are refused, or a value that comes out as it went in`(_ form: Form) {
        var accepted = 0
        for index in 0..<UInt64(Fuzzing.decoderCases / (2 * Self.forms.count)) {
            let seed = Fuzzing.seed &+ index
            var mutator = Mutator(seed: seed)
            let (one, other) = (form.sample(&mutator.numbers), form.sample(&mutator.numbers))
            let bytes = mutator.mutated(one, with: other)
            if let fault = Self.fault(form, bytes) {
                Issue.record("\(form.testDescription), seed \(seed), \(hex(bytes)): \(fault)")
            }
            if (try? form.again(bytes)) != nil { accepted += 1 }
        }
        // Else the changes would be so coarse that nothing beyond the first byte was tried.
        #expect(accepted > 0)
    }

    @Test(arguments: forms)
    func `what was not bent comes out as it went in`(_ form: Form) throws {
        var numbers = SeededNumbers(seed: Fuzzing.seed)
        for _ in 0..<50 {
            let bytes = form.sample(&numbers)
            #expect(try form.again(bytes).bytes == bytes)
        }
    }

    /// Cases that once went wrong, by form.
    static let regressions: [(form: String, hex: String)] = [
        // A batch of no entries could be sent for ever, and cost the host a turn each.
        ("record batch", "0900"),
        // A row that is used and gives nothing.
        ("record batch", "0100000000"),
    ]

    @Test(arguments: regressions)
    func `a case that once went wrong is refused`(_ regression: (form: String, hex: String)) throws {
        let form = try #require(Self.forms.first { $0.testDescription == regression.form })
        #expect(throws: BridgeError.self) { try form.again(bytes(hex: regression.hex)) }
    }
}

private func encoded(_ encode: (inout ByteWriter) -> Void) -> [UInt8] {
    var writer = ByteWriter()
    encode(&writer)
    return writer.bytes
}
