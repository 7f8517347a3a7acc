import Lua
import VarvBridge

/// One kind of record and its fields' names, interned.
///
/// Classes, since a copy of a struct with texts costs more than the field it is about.
final class RecordShape {
    final class Field {
        let key: LuaKey
        let name: String
        let type: ValueType
        let isOptional: Bool
        let takesText: Bool

        init(key: LuaKey, name: String, type: ValueType, isOptional: Bool) {
            self.key = key
            self.name = name
            self.type = type
            self.isOptional = isOptional
            takesText =
                switch type {
                case .text, .step, .any, .rich, .optional: true
                default: false
                }
        }
    }

    let index: Int
    let name: String
    let fields: [Field]

    init(_ kind: RecordKind, index: Int, lua: LuaState) throws(LuaError) {
        self.index = index
        name = kind.name
        var fields: [Field] = []
        for field in kind.fields {
            var type = field.type
            if case .optional(let wrapped) = type { type = wrapped }
            fields.append(
                Field(
                    key: try lua.key(field.name), name: field.name, type: type, isOptional: field.isOptional))
        }
        self.fields = fields
    }
}

extension Script {
    /// The function behind `add:assessment` or `change:intervention`: `(self, fields)`.
    func adder(_ index: Int) throws(LuaError) -> LuaReference {
        let shape = try RecordShape(start.records[index], index: index, lua: lua)
        return try lua.function { [unowned self] frame in
            self.add(shape, &frame)
        }
    }

    private func add(_ shape: RecordShape, _ frame: inout CallFrame) -> CallResult {
        if let run = importing {
            guard run.insideRow, run.complaint == nil else { return .done }
            return write(shape, &frame, to: run.batch, run: run)
        }
        // A task's change is a row of its own; its place is the routine's line.
        changeCount += 1
        changes.beginRow(record: changeCount, line: 0)
        let result = write(shape, &frame, to: changes, run: nil)
        if case .done = result { changes.endRow(record: changeCount, line: 0) } else { changes.dropRow() }
        changes.flushIfFull(rowsRead: changeCount, bytesRead: 0)
        return result
    }

    private enum Outcome {
        case written, skipped
        case wrong(String)
        /// Text that cannot be kept, most likely the file's own: the row's fault, not the routine's.
        case unreadable(String, field: String)
    }

    private func write(
        _ shape: RecordShape, _ frame: inout CallFrame, to batch: BatchWriter, run: ImportRun?
    ) -> CallResult {
        guard frame.type(at: 1) == .table else {
            // `add` itself has a metatable; a table of fields that stands in its place has none.
            if frame.count == 1, frame.withArgument(at: 0, { $0.type == .table && !$0.hasMetatable }) {
                return .raise(
                    english
                        ? "call with a colon, not a dot: add:\(shape.name) { … }"
                        : "anropa med kolon, inte punkt: add:\(shape.name) { … }")
            }
            return .raise(
                english
                    ? "\(shape.name) wants a table of fields: { … }"
                    : "\(shape.name) vill ha en tabell med fält: { … }")
        }
        guard batch.beginRecord(kind: shape.index) else {
            return .raise(
                english
                    ? "one row gives more than \(BatchWriter.recordLimit) records, or more than 1 MiB"
                    : "en rad ger fler än \(BatchWriter.recordLimit) poster, eller mer än 1 MiB")
        }
        var outcome = Outcome.written
        var lackingField = ""
        var message: String?
        frame.withArgument(at: 1) { table in
            if table.hasMetatable {
                outcome = .wrong(EncodingError.metatable.within(shape.name).message(english: english))
                return
            }
            var present = 0
            fields: for field in shape.fields {
                table.withField(field.key) { value in
                    let type = value.type
                    if type == .null || type == .none {
                        if !field.isOptional, lackingField.isEmpty { lackingField = field.name }
                        batch.field { $0.byte(Tag.none) }
                    } else {
                        present += 1
                        outcome = self.write(value, type, field, shape, to: batch)
                    }
                }
                if case .written = outcome { continue }
                break fields
            }
            if case .written = outcome, table.keyCount != present {
                message = self.unknownField(table, shape)
            }
        }
        switch outcome {
        case .skipped:
            batch.dropRecord()
            return .done
        case .wrong(let why):
            batch.dropRecord()
            return .raise(why)
        case .unreadable(let why, let field):
            batch.dropRecord()
            run?.complaint = BatchWriter.Complaint(
                code: "rejectedByRoutine", column: run?.heading(of: field) ?? "", reason: why)
            return .raise(why)
        case .written: break
        }
        if batch.isTooLarge {
            message =
                english
                ? "\(shape.name) makes the row larger than 1 MiB" : "\(shape.name) gör raden större än 1 MiB"
        }
        if let message {
            batch.dropRecord()
            return .raise(message)
        }
        if !lackingField.isEmpty {
            batch.dropRecord()
            if let run {
                run.complaint = BatchWriter.Complaint(
                    code: "missingValue", column: run.heading(of: lackingField), reason: lackingField)
                return .raise(lackingField)
            }
            return .raise(
                english ? "\(shape.name) needs \(lackingField)" : "\(shape.name) behöver \(lackingField)")
        }
        batch.endRecord()
        return .done
    }

    private func write(
        _ value: borrowing LuaView, _ type: LuaType, _ field: RecordShape.Field, _ shape: RecordShape,
        to batch: BatchWriter
    ) -> Outcome {
        if type == .text, field.takesText {
            let valid = value.withBytes { span in
                unsafe span.withUnsafeBytes { bytes in
                    guard bytes.count <= 65_536, unsafe isText(bytes) else { return false }
                    unsafe batch.text(bytes)
                    return true
                }
            }
            if valid == true { return .written }
        }
        let (wanted, name, record) = (field.type, field.name, shape.name)
        if type == .text, wanted != .day {
            guard field.takesText else { return wrong(value, wanted, name, record) }
            let why = EncodingError.text(value, atMost: 65_536).within(".\(name)").within(record)
            return .unreadable(why.message(english: english), field: name)
        }
        if type == .table, value.int(decoder.keys.kind) == ObjectKind.mark.rawValue {
            switch value.int(decoder.keys.code) {
            case Int64(Mark.skip.rawValue): return .skipped
            case Int64(Mark.noBasis.rawValue) where wanted == .step:
                batch.field {
                    $0.byte(Tag.mark)
                    $0.byte(Mark.noBasis.rawValue)
                }
                return .written
            default: return wrong(value, wanted, name, record)
            }
        }
        let fits: Bool =
            switch wanted {
            case .integer: value.int != nil && (type == .int || type == .number)
            case .number, .share: type == .int || type == .number
            case .bool: type == .bool
            case .day:
                type == .text
                    || type == .table && value.int(decoder.keys.kind) == ObjectKind.day.rawValue
            case .any, .rich: true
            default: false
            }
        guard fits else { return wrong(value, wanted, name, record) }
        let day = wanted == .day ? day(value) : nil
        if wanted == .day, type == .text, day == nil { return wrong(value, wanted, name, record) }
        if let day {
            batch.field { writer in
                writer.byte(Tag.day)
                writer.count(day.packed)
            }
            return .written
        }
        var problem: EncodingError?
        batch.field { writer in
            if case .integer = wanted {
                writer.byte(Tag.int)
                writer.signed(value.int ?? 0)
                return
            }
            do throws(EncodingError) {
                // The encoder's own bound is for one value, not for the batch it ends up in.
                var own = ByteWriter()
                try encoder.write(value, to: &own)
                writer.raw(own.bytes)
            } catch { problem = error }
        }
        if let problem {
            return .wrong(problem.within(".\(name)").within(record).message(english: english))
        }
        return .written
    }

    /// The day a day object holds, or a text writes; nil for one a script has bent out of the calendar.
    private func day(_ value: borrowing LuaView) -> CalendarDay? {
        if let text = value.string { return CalendarDay(iso: text) }
        let keys = decoder.keys
        guard let year = value.int(keys.year), let month = value.int(keys.month),
            let day = value.int(keys.day),
            (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        return CalendarDay(year: Int(year), month: Int(month), day: Int(day))
    }

    private func wrong(
        _ value: borrowing LuaView, _ wanted: ValueType, _ name: String, _ record: String
    ) -> Outcome {
        let found: String =
            switch value.type {
            case .text: "text"
            case .int, .number: english ? "a number" : "ett tal"
            case .bool: english ? "true or false" : "sant eller falskt"
            case .function: english ? "a function" : "en funktion"
            default: english ? "something else" : "något annat"
            }
        let want: String =
            switch wanted {
            case .day:
                english
                    ? "a day, from column.date or such as \"2026-11-24\""
                    : "ett datum, ur column.date eller som \"2026-11-24\""
            case .step: english ? "a step, from row:step(…)" : "ett steg, ur row:step(…)"
            default: english ? wanted.words.en : wanted.words.sv
            }
        return .wrong(
            english
                ? "\(record).\(name) must be \(want), not \(found)"
                : "\(record).\(name) ska vara \(want), inte \(found)")
    }

    private func unknownField(_ table: borrowing LuaView, _ shape: RecordShape) -> String? {
        var unknown: String?
        _ = table.forEach(limit: 1000) { key, _ in
            let name = key.string
            if let name, shape.fields.contains(where: { $0.name == name }) { return true }
            unknown = name ?? "?"
            return false
        }
        guard let unknown else { return nil }
        let names = shape.fields.map(\.name)
        let list = names.joined(separator: ", ")
        let near = nearest(unknown, names)
        return english
            ? "\(shape.name) has no field \"\(unknown)\"\(near) The fields are: \(list)"
            : "\(shape.name) har inget fält \"\(unknown)\"\(near) Fälten är: \(list)"
    }

    /// The name someone may have meant, as the end of a sentence.
    func nearest(_ word: String, _ names: [String]) -> String {
        guard let near = nearestWord(to: word, among: names) else { return "." }
        return english ? "; did you mean \"\(near)\"?" : "; menade du \"\(near)\"?"
    }
}

extension ImportRun {
    /// The heading of the column an adapter gave a name, for a message a person can follow into the file.
    func heading(of field: String) -> String {
        columns.first { $0.name.elementsEqual(field.utf8) }?.heading ?? field
    }
}
