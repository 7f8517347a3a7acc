import Lua
import VarvBridge
import VarvFiles

extension Script {
    /// The functions behind `columns`, `row` and `add`.
    func registerImportNatives() throws {
        try lua.register("columns", in: native) { [unowned self] frame in
            guard let run = importing, let list = frame.reference(at: 0) else { return .raise("columns") }
            do {
                try run.bindColumns(try plain(list))
                return .done
            } catch let failure as Failure {
                pending = failure
                return .raise(failure.message)
            } catch { return .raise("\(error)") }
        }
        try lua.register("field", in: native) { [unowned self] frame in
            guard let run = importing else { return .raise("field") }
            return run.pushField(&frame)
        }
        try lua.register("cell", in: native) { [unowned self] frame in
            guard let run = importing, let index = frame.int(at: 0) else { return .raise("cell") }
            run.pushCell(Int(index), quotable: true, on: &frame)
            return .done
        }
        try lua.register("raw", in: native) { [unowned self] frame in
            guard let run = importing, let row = run.row else { return .raise("raw") }
            guard let heading = frame.string(at: 0) else {
                return .raise(english ? "row:raw wants a heading" : "row:raw vill ha en rubrik")
            }
            guard let found = HeadingPattern(heading).columns(in: run.reader?.headings ?? []).first else {
                return .raise(run.missing(heading))
            }
            _ = row
            run.pushCell(found.column, quotable: false, on: &frame)
            return .done
        }
        try lua.register("wide", in: native) { [unowned self] frame in
            guard let run = importing else { return .raise("wide") }
            return run.pushWide(&frame)
        }
        try lua.register("refuse", in: native) { [unowned self] frame in
            guard let run = importing, run.insideRow else { return .raise("reject") }
            let why = frame.string(at: 0) ?? ""
            run.complaint = BatchWriter.Complaint(
                code: "rejectedByRoutine", column: frame.string(at: 1) ?? "", reason: String(why.prefix(300)))
            return .raise(why)
        }
        // Swift's equality is canonical: a decomposed å is an å.
        try lua.register("same_word", in: native) { [unowned self] frame in
            let word = trimmed(frame.string(at: 0) ?? "")
            let words = (try? frame.reference(at: 1).map { try plain($0).list ?? [] }) ?? []
            guard let same = words.lazy.compactMap(\.text).first(where: { $0 == word }) else {
                frame.pushNil()
                return .done
            }
            frame.push(same)
            return .done
        }
        try lua.register("refuse_step", in: native) { [unowned self] frame in
            guard let run = importing, run.insideRow else { return .raise("step") }
            run.refuseStep(word: frame.string(at: 0) ?? "", words: frame.reference(at: 1))
            return .raise(run.complaint?.reason ?? "")
        }
    }
}

extension ImportRun {
    /// Finds each column an adapter named among the input's headings.
    ///
    /// Throws a ``Failure`` that lists the file's headings when one is missing (V15).
    func bindColumns(_ list: Value) throws {
        guard let reader else { return }
        for spec in list.list ?? [] {
            let name = spec["name"].text ?? ""
            let headings = (spec["headings"].list ?? []).compactMap(\.text)
            var index = -1
            var heading = headings.first ?? ""
            if let at = spec["at"].int {
                index = at - 1
                heading = index < reader.headings.count && index >= 0 ? reader.headings[index] : "\(at)"
            }
            for candidate in headings where index < 0 {
                if let found = HeadingPattern(candidate).columns(in: reader.headings).first {
                    index = found.column
                    heading = reader.headings[index]
                }
            }
            let given = start.options[name]
            if index < 0, spec["optional"].bool != true {
                throw Failure(kind: .input, code: "missingColumn", message: missing(headings.first ?? name))
            }
            if index < 0, let question = spec["or_ask"].text, given == .none {
                throw Failure(
                    kind: .input, code: Failure.answerCode(name),
                    message: script.english
                        ? "\(question) The file has no column \"\(headings.first ?? name)\"; answer with "
                            + "--set \(name)=…"
                        : "\(question) Filen saknar kolumnen \"\(headings.first ?? name)\"; svara med --set "
                            + "\(name)=…"
                )
            }
            columns.append(
                Column(
                    name: Array(name.utf8), kind: Column.Kind(rawValue: spec["kind"].text ?? "") ?? .text,
                    index: index, heading: heading,
                    none: (spec["none"].list ?? []).compactMap { $0.text.map { Array(trimmed($0).utf8) } },
                    given: index < 0 ? try answer(given, name, spec["kind"].text ?? "") : .none))
        }
    }

    /// An answer given in a column's place, as that kind of column would have read it.
    private func answer(_ given: Value, _ name: String, _ kind: String) throws -> Value {
        guard let text = given.text else { return given }
        let (value, wanted): (Value?, (sv: String, en: String)) =
            switch kind {
            case "date":
                (
                    DateText.parse(text).map {
                        .day(CalendarDay(year: $0.year, month: $0.month, day: $0.day))
                    },
                    ("ett datum, 2026-11-20", "a day, 2026-11-20")
                )
            case "number":
                (DecimalText.parse(text).map { .number($0) }, ("ett tal", "a number"))
            case "cycle", "year_group": (Int64(text).map { .int($0) }, ("ett heltal", "a whole number"))
            default: (given, ("", ""))
            }
        if let value { return value }
        throw Failure(
            kind: .input, code: Failure.answerCode(name),
            message: script.english
                ? "\(name): \"\(text)\" is not \(wanted.en)." : "\(name): \"\(text)\" är inte \(wanted.sv).")
    }

    func missing(_ heading: String) -> String {
        let headings = reader?.headings ?? []
        let list = headings.joined(separator: ", ")
        let near = script.nearest(heading, headings)
        return script.english
            ? "Column \"\(heading)\" is missing\(near) The file has: \(list)."
            : "Kolumnen \"\(heading)\" saknas\(near) Filen har: \(list)."
    }

    /// `(row, key)` → the value of a column the adapter named, in the current row; raises for any other name.
    func pushField(_ frame: inout CallFrame) -> CallResult {
        guard let row else { return .raise("row") }
        let found = frame.withBytes(at: 1) { span in
            unsafe span.withUnsafeBytes { bytes -> Column? in
                for column in columns {
                    let name = column.name
                    if unsafe name.count == bytes.count && name.elementsEqual(bytes) { return column }
                }
                return nil
            }
        }
        if let column = found ?? nil { return push(column, row, &frame) }
        let key = frame.string(at: 1) ?? "?"
        if key == "number" {
            frame.push(row.number)
            return .done
        }
        if start.records.contains(where: { $0.name == key }) {
            return .raise(
                script.english
                    ? "the row has no \"\(key)\", but add has; the order is function(row, add)"
                    : "raden har inget \"\(key)\", men det har add; ordningen är function(row, add)")
        }
        let names = columns.map { String(decoding: $0.name, as: UTF8.self) }
        let list = names.joined(separator: ", ")
        let near = script.nearest(key, names + ["step", "wide", "reject", "raw", "number"])
        return .raise(
            script.english
                ? "the row has no column \"\(key)\"\(near) The columns are: \(list)"
                : "raden har ingen kolumn \"\(key)\"\(near) Kolumnerna i columns är: \(list)")
    }

    func pushCell(_ index: Int, quotable: Bool, on frame: inout CallFrame) {
        lastColumn = (index, quotable)
        unsafe row?.withCell(index) { bytes in frame.push(unsafe bytes.bytes) }
    }

    private func push(_ column: Column, _ row: Row, _ frame: inout CallFrame) -> CallResult {
        if column.index < 0 {
            pushGiven(column.given, on: &frame)
            return .done
        }
        lastColumn = (column.index, column.kind.isQuotable)
        return unsafe row.withCell(column.index) { bytes in
            switch column.kind {
            case .text, .step:
                frame.push(unsafe bytes.bytes)
            case .identity, .group, .subject, .staff:
                if unsafe bytes.isEmpty { frame.pushNil() } else { frame.push(unsafe bytes.bytes) }
            case .date: return unsafe pushDate(bytes, column, &frame)
            case .number: return unsafe pushNumber(bytes, column, &frame)
            case .cycle, .yearGroup: return unsafe pushInteger(bytes, column, &frame)
            case .mark:
                // Protection fails closed: every word that was not declared to mean none is a mark.
                let none = column.none.contains { word in
                    unsafe word.count == bytes.count && word.elementsEqual(bytes)
                }
                frame.push(none ? "none" : "marked")
            }
            return .done
        }
    }

    private func pushGiven(_ value: Value, on frame: inout CallFrame) {
        switch value {
        case .day(let day): script.decoder.push(day, on: &frame)
        case .text(let text): frame.push(text)
        case .int(let int): frame.push(int)
        case .number(let number): frame.push(number)
        default: frame.pushNil()
        }
    }

    private func pushDate(_ bytes: UnsafeRawBufferPointer, _ column: Column, _ frame: inout CallFrame)
        -> CallResult
    {
        if unsafe bytes.isEmpty {
            frame.pushNil()
            return .done
        }
        // A file has few days and many rows: the same text gives the same object.
        if let lastDate, unsafe lastDate.bytes.count == bytes.count && lastDate.bytes.elementsEqual(bytes) {
            frame.push(lastDate.object)
            return .done
        }
        guard let date = unsafe DateText.parse(bytes) else {
            return unsafe refuse("notDate", column, bytes)
        }
        let day = CalendarDay(year: date.year, month: date.month, day: date.day)
        do throws(LuaError) {
            guard case .table(let object) = try script.made(.day(day)) else { return .raise("date") }
            lastDate = (unsafe Array(bytes), object)
            frame.push(object)
            return .done
        } catch { return .raise(error.message) }
    }

    private func pushNumber(_ bytes: UnsafeRawBufferPointer, _ column: Column, _ frame: inout CallFrame)
        -> CallResult
    {
        if unsafe bytes.isEmpty {
            frame.pushNil()
        } else if let number = unsafe DecimalText.parse(bytes), unsafe keepsDecimalMark(bytes, column) {
            frame.push(number)
        } else {
            return unsafe refuse("notNumber", column, bytes)
        }
        return .done
    }

    /// Whether a number is written as the column's others: after a decimal comma, a point is a slip of
    /// someone's hand or a tool's, and nobody knows what it was (V13).
    private func keepsDecimalMark(_ bytes: UnsafeRawBufferPointer, _ column: Column) -> Bool {
        if unsafe bytes.contains(UInt8(ascii: ",")) {
            if !decimalCommas.contains(column.index) { decimalCommas.append(column.index) }
            return true
        }
        return unsafe !bytes.contains(UInt8(ascii: ".")) || !decimalCommas.contains(column.index)
    }

    /// A cycle or a year group: the number in `3`, `07`, `Varv 3`, `åk 7`.
    private func pushInteger(_ bytes: UnsafeRawBufferPointer, _ column: Column, _ frame: inout CallFrame)
        -> CallResult
    {
        if unsafe bytes.isEmpty {
            frame.pushNil()
            return .done
        }
        var number: Int?
        var ended = false
        for index in 0..<bytes.count {
            let byte = unsafe bytes[index]
            if (0x30...0x39).contains(byte) {
                if ended { return unsafe refuse("notNumber", column, bytes) }
                number = (number ?? 0) * 10 + Int(byte - 0x30)
                if (number ?? 0) > 99 { return unsafe refuse("notNumber", column, bytes) }
            } else if number != nil {
                ended = true
            }
        }
        guard let number else { return unsafe refuse("notNumber", column, bytes) }
        frame.push(number)
        return .done
    }

    private func refuse(_ code: String, _ column: Column, _ bytes: UnsafeRawBufferPointer) -> CallResult {
        let text = unsafe String(decoding: bytes.prefix(80), as: UTF8.self)
        complaint = BatchWriter.Complaint(
            code: code, column: column.heading, value: column.kind.isQuotable ? .text(text) : .none)
        return .raise("\(column.heading): \(column.kind.isQuotable ? text : "?")")
    }

    /// A word that `steps` does not know: the message says where it stood, the word, and the words there are.
    func refuseStep(word: String, words: LuaReference?) {
        if stepWords == nil, let words, let list = try? script.plain(words).list {
            stepWords = list.compactMap(\.text).filter { !$0.isEmpty }.prefix(40).joined(separator: "\n")
        }
        complaint = BatchWriter.Complaint(
            code: "wordNotInSteps", column: headingOfCell(saying: word),
            value: .text(String(word.prefix(80))),
            reason: stepWords ?? "")
    }

    /// The heading over a word of the current row: other columns may have been read since that one.
    private func headingOfCell(saying word: String) -> String {
        guard let row, let headings = reader?.headings else { return "" }
        func says(_ column: Int) -> Bool {
            column >= 0 && column < min(row.count, headings.count)
                && trimmed(row.string(column)) == trimmed(word)
        }
        let found = says(lastColumn.index) ? lastColumn.index : headings.indices.first(where: says)
        return found.map { headings[$0] } ?? ""
    }

    /// `(pattern)` → the stars and the columns of the headings that match, as two lists made once a pattern.
    func pushWide(_ frame: inout CallFrame) -> CallResult {
        guard let pattern = frame.string(at: 0) else { return .raise("wide") }
        if let known = wide[pattern] {
            frame.push(known.stars)
            frame.push(known.indexes)
            return .done
        }
        let found = HeadingPattern(pattern).columns(in: reader?.headings ?? [])
        guard !found.isEmpty else { return .raise(missing(pattern)) }
        let lists = Value.list([
            .list(found.map { .text($0.star ?? reader?.headings[$0.column] ?? "") }),
            .list(found.map { .int(Int64($0.column)) }),
        ])
        do throws(LuaError) {
            guard case .table(let pair) = try script.made(lists),
                let stars = pair.withView({ $0.withElement(1) { $0.reference } }) ?? nil,
                let indexes = pair.withView({ $0.withElement(2) { $0.reference } }) ?? nil
            else { return .raise("wide") }
            wide[pattern] = (stars, indexes)
            frame.push(stars)
            frame.push(indexes)
            return .done
        } catch { return .raise(error.message) }
    }
}
