import CSystem
import Lua
import VarvBridge

extension Script {
    /// What is said of a name, `%s`, that exists but needs a right, `%s`, that the run was not granted; last what to add.
    func refusal(writes: Bool) -> String {
        let isRoutine = start.mode != .chunk && start.mode != .meeting
        let list = writes ? "writes" : "reads"
        let flag = writes ? "--write" : "--read"
        return english
            ? "\"%s\" needs the right \(writes ? "to write " : "")%s: "
                + (isRoutine ? "add \"%s\" to \(list)" : "start again with \(flag) %s")
            : "\"%s\" kräver \(writes ? "skrivrätten" : "rätten") %s: "
                + (isRoutine ? "lägg till \"%s\" under \(list)" : "börja om med \(flag) %s")
    }

    /// The start frame as the table the library reads: item types, functions, records, options, withheld
    /// names.
    func startTable() throws -> LuaReference {
        let value = Value.record([
            Field(
                "items",
                .list(
                    start.items.map { item in
                        .record([
                            Field("name", .text(item.name)),
                            Field("collection", .text(item.collection ?? "")),
                            Field("shows", .text(item.shows)), Field("fields", parameters(item.fields)),
                        ])
                    })),
            Field(
                "functions",
                .list(
                    start.functions.map { function in
                        .record([
                            Field("name", .text(function.name)), Field("narrows", .bool(function.narrowsSet)),
                            Field("result", .text(function.result.description)),
                            Field("parameters", parameters(function.parameters)),
                        ])
                    })),
            Field(
                "records",
                .list(
                    start.records.map { record in
                        .record([
                            Field("name", .text(record.name)), Field("fields", parameters(record.fields)),
                        ])
                    })),
            Field("meeting", .bool(start.mode == .meeting)),
            Field("read_refusal", .text(refusal(writes: false))),
            Field("write_refusal", .text(refusal(writes: true))),
            Field("here", .record([])),
            Field(
                "withheld",
                .list(
                    start.withheld.map { each in
                        .record([
                            Field("name", .text(each.name)), Field("right", .text(each.right)),
                            Field("writes", .bool(each.writes)),
                        ])
                    })),
        ])
        guard case .table(let table) = try made(value) else {
            throw Failure(kind: .runtime, message: "the start frame is no table")
        }
        return table
    }

    private func parameters(_ parameters: [Parameter]) -> Value {
        .list(
            parameters.map { parameter in
                let wanted = parameter.type.unwrapped.words
                return .record([
                    Field("name", .text(parameter.name)), Field("type", .text(parameter.type.description)),
                    Field("coded", .bool(parameter.type.unwrapped == .code)),
                    Field("wanted", .text(english ? wanted.en : wanted.sv)),
                    Field("words", .text(english ? parameter.words.en : parameter.words.sv)),
                ])
            })
    }

    /// A value of the host's as a Lua value, made through a function since only a call can build tables. Where that is the
    /// outermost call, it is the one that tells of an interrupt.
    func made(_ value: Value) throws(LuaError) -> LuaValue {
        var writer = ByteWriter()
        writer.value(value)
        staged = writer.bytes
        defer { staged = [] }
        return try maker?.call([], results: 1).first ?? .null
    }

    /// The one function ``made(_:)`` calls: a function lives as long as the state, and an import makes a
    /// table a date.
    func makeMaker() throws {
        maker = try lua.function { [unowned self] frame in
            var reader = ByteReader(staged)
            do throws(BridgeError) {
                try decoder.push(&reader, on: &frame)
                return .done
            } catch { return .raise(error.description) }
        }
    }

    /// The functions the library's Lua builds on.
    func registerNatives() throws {
        let session = session
        let encoder = encoder
        try lua.register("trim", in: native) { frame in
            frame.push(trimmed(frame.string(at: 0) ?? ""))
            return .done
        }
        try lua.register("ask", in: native) { [unowned self] frame in
            guard let function = frame.int(at: 0) else { return .raise("ask") }
            if function == Question.Core.count.rawValue, let noSet = self.noSet(at: 1, frame) {
                return .raise(noSet)
            }
            return self.ask(Int(function), from: 1, &frame)
        }
        try lua.register("rows", in: native) { [unowned self] frame in
            if let noSet = self.noSet(at: 0, frame) { return .raise(noSet) }
            return self.rows(&frame)
        }
        try lua.register("emit", in: native) { [unowned self] frame in
            var writer = ByteWriter()
            var problem: EncodingError?
            frame.withArgument(at: 0) { view in
                do throws(EncodingError) { try encoder.write(view, to: &writer) } catch { problem = error }
            }
            if let problem { return .raise(problem.message(english: self.english)) }
            if let tooLarge = self.tooLarge(writer) { return .raise(tooLarge) }
            self.flushRecords()
            session.send(.document) { $0.raw(writer.bytes) }
            return .done
        }
        try lua.register("refuse_right", in: native) { [unowned self] frame in
            let message = frame.string(at: 0) ?? ""
            self.pending = Failure(kind: .right, code: "VARV-E411", message: message)
            return .raise(message)
        }
        try lua.register("adder", in: native) { [unowned self] frame in
            guard let kind = frame.int(at: 0), start.records.indices.contains(Int(kind)) else {
                return .raise("adder")
            }
            do throws(LuaError) {
                frame.push(try adder(Int(kind)))
                return .done
            } catch { return .raise(error.message) }
        }
        try registerImportNatives()
    }

    /// Encodes arguments from an index on, asks, and pushes the answer.
    private func ask(_ function: Int, from first: Int, _ frame: inout CallFrame) -> CallResult {
        flushRecords()
        var writer = ByteWriter()
        var problem: EncodingError?
        for index in first..<max(first, frame.count) where problem == nil {
            frame.withArgument(at: index) { view in
                do throws(EncodingError) { try encoder.write(view, to: &writer) } catch { problem = error }
            }
        }
        if let problem { return .raise(problem.message(english: english)) }
        if let tooLarge = tooLarge(writer) { return .raise(tooLarge) }
        let failure = session.ask(
            function, arguments: writer.bytes, count: max(0, frame.count - first), decoder: decoder,
            on: &frame)
        guard let failure else { return .done }
        if failure.kind != .runtime { pending = failure }
        return .raise(failure.message)
    }

    /// Why an argument is no set, or nil when it is: `pupils.each(1)` gets this far.
    private func noSet(at index: Int, _ frame: borrowing CallFrame) -> String? {
        let kind = frame.withArgument(at: index) { view in
            view.type == .table ? view.int(decoder.keys.kind) : nil
        }
        if kind == ObjectKind.set.rawValue { return nil }
        return english
            ? "this is asked of a set, with a colon: pupils:each()"
            : "det här frågar man en mängd om, med kolon: pupils:each()"
    }

    /// Why what is written cannot cross in one frame, or nil when it can.
    private func tooLarge(_ writer: ByteWriter) -> String? {
        guard writer.count > FrameKind.payloadLimit - 64 else { return nil }
        return english
            ? "this is too large for one piece: at most 1 MiB"
            : "det här är för stort i ett stycke: högst 1 MiB"
    }

    /// The next rows of a set: pushes a list of things and the next position, or nil after the last.
    private func rows(_ frame: inout CallFrame) -> CallResult {
        flushRecords()
        var writer = ByteWriter()
        var problem: EncodingError?
        for index in 0..<2 where problem == nil {
            frame.withArgument(at: index) { view in
                do throws(EncodingError) { try encoder.write(view, to: &writer) } catch { problem = error }
            }
        }
        if let problem { return .raise(problem.message(english: english)) }
        if let tooLarge = tooLarge(writer) { return .raise(tooLarge) }
        session.send(.ask) { out in
            out.count(Question.Core.rows.rawValue)
            out.count(2)
            out.raw(writer.bytes)
        }
        var reader = ByteReader(session.receive(.answer))
        do throws(BridgeError) {
            guard try reader.flag() else {
                let failure = try Failure(from: &reader)
                if failure.kind != .runtime { pending = failure }
                return .raise(failure.message)
            }
            // A list whose first element is the next position.
            guard try reader.byte() == Tag.list else { throw .outOfRange(sv: "rader", en: "rows") }
            let count = try reader.count()
            guard count >= 1 else { throw .outOfRange(sv: "rader", en: "rows") }
            var next: Int?
            switch try reader.byte() {
            case Tag.int: next = Int(try reader.signed())
            case Tag.none: break
            case let other: throw .unknownTag(other)
            }
            frame.pushTable(elements: count - 1)
            for position in 1..<count {
                try decoder.push(&reader, on: &frame)
                frame.setElement(position)
            }
            try reader.end()
            if let next { frame.push(next) } else { frame.pushNil() }
            return .done
        } catch { Lockdown.exit(VARV_EXIT_PROTOCOL) }
    }
}

/// Text without spaces, tabs and no-break spaces at its ends.
func trimmed(_ text: String) -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }
    guard let first = text.firstIndex(where: { !isSpace($0) }),
        let last = text.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[first...last])
}
