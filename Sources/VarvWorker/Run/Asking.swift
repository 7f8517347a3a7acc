import CSystem
import Lua
import VarvBridge

extension Session {
    /// Asks the host and waits for its one answer. One that makes no sense ends the worker: raised in Lua, a
    /// `pcall` would swallow it.
    func ask(_ function: Int, _ arguments: [Value]) -> Result<Value, Failure> {
        send(.ask) { Question(function: function, arguments: arguments).encode(into: &$0) }
        var reader = ByteReader(receive(.answer))
        do {
            return try Answer(from: &reader).result
        } catch { Lockdown.exit(VARV_EXIT_PROTOCOL) }
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
            try reader.end()
            return nil
        } catch { Lockdown.exit(VARV_EXIT_PROTOCOL) }
    }
}
