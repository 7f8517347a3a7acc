import CSystem
import Lua
import VarvBridge

extension Script {
    /// Waits for entries and runs each until the host says that the meeting is over.
    ///
    /// An error in an entry ends the entry, not the meeting; a limit ends the worker, and the host starts
    /// another.
    func meet() throws {
        while true {
            let (kind, payload) = session.receiveAny()
            if kind == .finish { return }
            guard kind == .entry else { Lockdown.exit(VARV_EXIT_PROTOCOL) }
            var reader = ByteReader(payload)
            let number = try reader.unsigned()
            let text = try reader.text()
            try reader.end()
            if session.budget.renewable { Lockdown.renewProcessorTime(session.budget) }
            lua.clearInterrupt()
            printer?.renew()
            do {
                _ = try told { try part("new_entry").call([], results: 0) }
                let values = try entry(text, number: number)
                flushRecords()
                try finish(values)
            } catch let failure as Failure {
                flushRecords()
                session.failed(failure)
            }
        }
    }

    /// Sends what an entry gave, when it fits.
    private func finish(_ values: [Value]) throws {
        var writer = ByteWriter()
        writer.value(.list(values))
        guard writer.count <= FrameKind.payloadLimit else {
            throw Failure(
                kind: .runtime,
                message: english
                    ? "the answer is too large to show: at most 1 MiB"
                    : "svaret är för stort för att visas: högst 1 MiB")
        }
        session.done(.list(values))
    }

    /// Runs one entry and returns what it gave; a later entry finds the first of it as `_`.
    private func entry(_ text: String, number: UInt64) throws -> [Value] {
        try told {
            let name = english ? "entry \(number)" : "rad \(number)"
            if let latestEntry { sources[latestEntry] = nil }
            (latestEntry, sources[name]) = (name, text)
            let chunk = try lua.loadEntry(text, name: name)
            let results = try chunk.call([], results: 8)
            guard let last = results.lastIndex(where: { $0 != .null }) else { return [] }
            try lua.globals().setField("_", results[0])
            return try results[...last].map { value in try plainValue(value) }
        }
    }

    private func plainValue(_ value: LuaValue) throws -> Value {
        switch value {
        case .null: return .none
        case .bool(let bool): return .bool(bool)
        case .int(let int): return .int(int)
        case .number(let number): return number.isFinite ? .number(number) : .text("\(number)")
        case .text(let text):
            return .text(StackedMarks.dropped(from: unsafe text.string ?? text.bytes.span.bytes.escaped))
        case .table(let table): return try plain(table)
        case .function: return .text(english ? "function" : "funktion")
        case .other: return .text(english ? "coroutine" : "korutin")
        }
    }
}
