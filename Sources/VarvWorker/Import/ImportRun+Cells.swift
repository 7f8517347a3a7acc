import Lua
import VarvBridge
import VarvFiles

/// Cells of the current row as Lua gets them, each read as its column's kind.
extension ImportRun {
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
                // Only a word may stand before: "-1" is no cycle, and no year group.
                if number == nil, index > 0, unsafe !Self.isWord(bytes.prefix(index)) { break }
                number = (number ?? 0) * 10 + Int(byte - 0x30)
                if ended || (number ?? 0) > 99 { return unsafe refuse("notWholeNumber", column, bytes) }
            } else if number != nil {
                ended = true
            }
        }
        guard let number else { return unsafe refuse("notWholeNumber", column, bytes) }
        frame.push(number)
        return .done
    }

    /// Whether nothing but letters, spaces and full stops stands here.
    private static func isWord(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        unsafe String(decoding: bytes, as: UTF8.self).unicodeScalars.allSatisfy {
            $0 == "." || $0.properties.isAlphabetic || $0.properties.isWhitespace
                || $0.properties.generalCategory == .nonspacingMark
        }
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
}
