import Lua
import VarvBridge

extension Session {
    /// Asks the host and waits for its one answer.
    func ask(_ function: Int, _ arguments: [Value]) -> Result<Value, Failure> {
        send(.ask) { Question(function: function, arguments: arguments).encode(into: &$0) }
        var reader = ByteReader(receive(.answer))
        do {
            return try Answer(from: &reader).result
        } catch {
            return .failure(Failure(kind: .runtime, message: error.description))
        }
    }

    /// Asks with arguments that are encoded already and pushes the answer; returns a failure to raise.
    func ask(
        _ function: Int, arguments: [UInt8], count: Int, decoder: Decoder, on frame: inout CallFrame
    ) -> Failure? {
        send(.ask) { writer in
            writer.count(function)
            writer.count(count)
            writer.raw(arguments)
        }
        let payload = receive(.answer)
        var reader = ByteReader(payload)
        do {
            guard try reader.flag() else { return try Failure(from: &reader) }
            try decoder.push(&reader, on: &frame)
            return nil
        } catch {
            return Failure(kind: .runtime, message: error.description)
        }
    }
}
