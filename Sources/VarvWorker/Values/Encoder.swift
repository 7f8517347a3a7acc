import Lua
import VarvBridge

/// Why a Lua value cannot cross the border; the words are the author's help.
struct EncodingError: Error, Hashable {
    var sv: String
    var en: String
}

/// Turns Lua values into the border's form. A script may have built anything, so everything is looked at raw
/// and
/// checked: text is UTF-8, numbers are finite, tables are lists or records, nothing is too deep or too large.
struct Encoder {
    let keys: Keys

    /// The most fields a table that crosses may have, and the most bytes one value may take.
    private static let fieldLimit = 10_000
    private static let byteLimit = 512 << 10
    /// Below the border's own, which also holds what a value is wrapped in.
    private static let depthLimit = ByteReader.depthLimit - 4
    private static let notUTF8 = EncodingError(
        sv: "texten är inte giltig UTF-8", en: "the text is not valid UTF-8")
    private static let longText = EncodingError(
        sv: "texten är för lång: högst \(byteLimit >> 10) KiB",
        en: "the text is too long: at most \(byteLimit >> 10) KiB")
    private static let tooLarge = EncodingError(
        sv: "värdet är för stort: högst \(byteLimit >> 10) KiB",
        en: "the value is too large: at most \(byteLimit >> 10) KiB")

    func write(_ view: borrowing LuaView, to writer: inout ByteWriter, depth: Int = 0) throws(EncodingError) {
        guard depth < Self.depthLimit else {
            throw EncodingError(
                sv: "värdet är nästlat i mer än \(Self.depthLimit) nivåer, eller innehåller sig självt",
                en: "the value is nested more than \(Self.depthLimit) levels deep, or contains itself")
        }
        guard writer.count < Self.byteLimit else { throw Self.tooLarge }
        switch view.type {
        case .none, .null: writer.byte(Tag.none)
        case .bool: writer.byte(view.bool == true ? Tag.yes : Tag.no)
        case .int:
            writer.byte(Tag.int)
            writer.signed(view.int ?? 0)
        case .number:
            let number = view.double ?? 0
            guard number.isFinite else {
                throw EncodingError(
                    sv: "talet är \(number.isNaN ? "inget tal (0/0)" : "oändligt"); dela inte med noll",
                    en:
                        "the number is \(number.isNaN ? "not a number (0/0)" : "infinite"); do not divide "
                        + "by zero"
                )
            }
            writer.byte(Tag.number)
            writer.double(number)
        case .text: try writeText(view, to: &writer)
        case .table: try writeTable(view, to: &writer, depth: depth)
        case .function:
            throw EncodingError(
                sv: "en funktion kan inte vara ett värde här", en: "a function cannot be a value here")
        case .thread, .userdata:
            throw EncodingError(
                sv: "en coroutine kan inte vara ett värde här", en: "a coroutine cannot be a value here")
        }
    }

    func writeText(_ view: borrowing LuaView, to writer: inout ByteWriter) throws(EncodingError) {
        let problem = view.withBytes { span -> EncodingError? in
            unsafe span.withUnsafeBytes { bytes in
                guard bytes.count < Self.byteLimit else { return Self.longText }
                guard unsafe isUTF8(bytes) else { return Self.notUTF8 }
                writer.byte(Tag.text)
                unsafe writer.utf8(bytes)
                return nil
            }
        }
        if let problem = problem ?? Self.notUTF8 { throw problem }
    }

    private func writeTable(_ view: borrowing LuaView, to writer: inout ByteWriter, depth: Int)
        throws(EncodingError)
    {
        guard let raw = view.int(keys.kind) else { return try writePlain(view, to: &writer, depth: depth) }
        switch ObjectKind(rawValue: raw) {
        case .item:
            let type = view.int(keys.type) ?? -1
            guard (0...0xFFFF).contains(type) else { throw Self.notPassed }
            writer.byte(Tag.item)
            writer.count(Int(type))
            writer.unsigned(UInt64(bitPattern: view.int(keys.handle) ?? 0) & 0xFFFF_FFFF)
            writer.count(0)
        case .day:
            writer.byte(Tag.day)
            let day = CalendarDay(
                year: Int(clamping: view.int(keys.year) ?? 0),
                month: Int(clamping: view.int(keys.month) ?? 0),
                day: Int(clamping: view.int(keys.day) ?? 0))
            guard (1...9999).contains(day.year), (1...12).contains(day.month), (1...31).contains(day.day)
            else {
                throw EncodingError(sv: "dagen finns inte i kalendern", en: "the day is not in the calendar")
            }
            writer.count(day.packed)
        case .mark:
            guard let mark = view.int(keys.code).flatMap({ Mark(rawValue: UInt8(clamping: $0)) }) else {
                throw Self.notPassed
            }
            writer.byte(Tag.mark)
            writer.byte(mark.rawValue)
        case .condition:
            writer.byte(Tag.record)
            writer.count(2)
            writer.text("op")
            try field(keys.op, of: view, to: &writer, depth: depth)
            writer.text("with")
            try field(keys.with, of: view, to: &writer, depth: depth)
        case .set: try writeSet(view, to: &writer, depth: depth)
        case .rich: try writeRich(view, to: &writer, depth: depth)
        case .here, .routine, .column, .option, nil:
            throw Self.notPassed
        }
    }

    private static let notPassed = EncodingError(
        sv: "det här värdet kan inte skickas vidare", en: "this value cannot be passed on")

    private func field(
        _ key: LuaKey, of view: borrowing LuaView, to writer: inout ByteWriter, depth: Int
    ) throws(EncodingError) {
        var failure: EncodingError?
        view.withField(key) { inner in
            do throws(EncodingError) { try write(inner, to: &writer, depth: depth + 1) } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private func writeSet(_ view: borrowing LuaView, to writer: inout ByteWriter, depth: Int)
        throws(EncodingError)
    {
        writer.byte(Tag.set)
        writer.text(view.string(keys.collection) ?? "")
        writer.byte(view.bool(keys.scoped) == true ? 1 : 0)
        var failure: EncodingError?
        view.withField(keys.operations) { operations in
            writer.count(operations.length)
            for position in 0..<operations.length where failure == nil {
                operations.withElement(position + 1) { operation in
                    operation.withElement(1) { writer.text($0.string ?? "") }
                    // Arguments may hold nils, so the length is what Lua says it is.
                    let count = max(0, operation.length - 1)
                    writer.count(count)
                    for index in 0..<count where failure == nil {
                        operation.withElement(index + 2) { argument in
                            do throws(EncodingError) {
                                // The reader counts the set and its arguments as a level each.
                                try write(argument, to: &writer, depth: depth + 2)
                            } catch { failure = error }
                        }
                    }
                }
            }
        }
        if let failure { throw failure }
    }

    private func writeRich(_ view: borrowing LuaView, to writer: inout ByteWriter, depth: Int)
        throws(EncodingError)
    {
        writer.byte(Tag.rich)
        var failure: EncodingError?
        view.withField(keys.parts) { parts in
            writer.count(parts.length)
            for position in 0..<parts.length where failure == nil {
                parts.withElement(position + 1) { part in
                    do throws(EncodingError) {
                        if part.type == .text {
                            writer.byte(0)
                            let text = part.string
                            guard let text else {
                                throw EncodingError(
                                    sv: "texten är inte giltig UTF-8", en: "the text is not valid UTF-8")
                            }
                            writer.text(text)
                        } else {
                            writer.byte(1)
                            var inner: EncodingError?
                            part.withElement(1) { leaf in
                                do throws(EncodingError) {
                                    try write(leaf, to: &writer, depth: depth + 1)
                                } catch { inner = error }
                            }
                            if let inner { throw inner }
                        }
                    } catch { failure = error }
                }
            }
        }
        if let failure { throw failure }
    }

    private static let mixed = EncodingError(
        sv: "tabellen blandar lista och fält, eller har nycklar som inte är text",
        en: "the table mixes list and fields, or has keys that are not text")

    /// A plain table: a list when its keys are 1…n, a record when they are all text.
    private func writePlain(_ view: borrowing LuaView, to writer: inout ByteWriter, depth: Int)
        throws(EncodingError)
    {
        let count = view.keyCount
        let isList = view.length == count
        guard count <= Self.fieldLimit else {
            throw EncodingError(
                sv: "tabellen har \(count) fält, högst \(Self.fieldLimit) får plats",
                en: "the table has \(count) fields, at most \(Self.fieldLimit) fit")
        }
        writer.byte(isList ? Tag.list : Tag.record)
        writer.count(count)
        var failure: EncodingError?
        var position: Int64 = 1
        let walk = view.forEach(limit: Self.fieldLimit) { key, value in
            do throws(EncodingError) {
                if isList {
                    guard key.int == position else { throw Self.mixed }
                    position += 1
                } else {
                    guard let name = key.string else {
                        throw Self.mixed
                    }
                    writer.text(name)
                }
                try write(value, to: &writer, depth: depth + 1)
            } catch { failure = error }
            return failure == nil
        }
        if let failure { throw failure }
        if walk != .complete {
            throw EncodingError(
                sv: "tabellen kan inte skickas vidare: nycklarna har ingen ordning eller den är för djup",
                en: "the table cannot be passed on: its keys have no order or it is too deep")
        }
    }
}

/// Whether bytes are UTF-8; ASCII, nearly everything, is settled eight bytes at a time.
func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word & 0x8080_8080_8080_8080 != 0 { break }
        index += 8
    }
    while index < bytes.count {
        if unsafe bytes[index] >= 0x80 {
            return unsafe String(validating: bytes[index...], as: UTF8.self) != nil
        }
        index += 1
    }
    return true
}
