import Lua
import VarvBridge

/// Turns Lua values into the border's form, exactly or not at all.
///
/// A script may have built anything, so everything is looked at raw, without running a metamethod, and what
/// would lose or change something on its way is refused with the path to it (`answers[3].next: …`). The rule,
/// the same whichever way a value leaves a script; what each kind of field makes of it stands in the article
/// <doc:Values>:
///
/// | value | crosses |
/// |---|---|
/// | nil, true, false | as it is |
/// | integer | as it is, all 64 bits |
/// | float | as it is, `-0.0` and those that are whole numbers too; NaN and infinity are refused |
/// | text | byte for byte; refused when it is not UTF-8, holds NUL, has more than 30 marks on a letter, or more than 512 KiB |
/// | plain table | a list when its keys are 1…n, else a record when all are text; holes, a mixture, other keys, more than 10 000 fields and a metatable are refused |
/// | day, mark, thing, set, condition, filled text | as what it is |
/// | function, coroutine, routine, column, option, `here` | refused |
///
/// Nothing nests deeper than 28 levels or takes more than 512 KiB, so a table that holds itself, or one shared
/// so often that it doubles at each level, ends there.
struct Encoder {
    let keys: Keys

    /// The most fields a table that crosses may have, and the most bytes one value may take.
    private static let fieldLimit = 10_000
    private static let byteLimit = 512 << 10
    /// Below the border's own, which also holds what a value is wrapped in.
    static let depthLimit = ByteReader.depthLimit - 4

    func write(_ view: borrowing LuaView, to writer: inout ByteWriter, depth: Int = 0) throws(EncodingError) {
        guard depth < Self.depthLimit else {
            throw EncodingError(
                sv: "värdet är nästlat i mer än \(Self.depthLimit) nivåer, eller innehåller sig självt",
                en: "the value is nested more than \(Self.depthLimit) levels deep, or contains itself")
        }
        guard writer.count < Self.byteLimit else { throw .tooLarge }
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
        case .thread, .userdata:  // no script has userdata of its own
            throw EncodingError(
                sv: "en korutin kan inte vara ett värde här", en: "a coroutine cannot be a value here")
        }
    }

    func writeText(_ view: borrowing LuaView, to writer: inout ByteWriter) throws(EncodingError) {
        let valid = view.withBytes { span in
            unsafe span.withUnsafeBytes { bytes in
                guard bytes.count <= Self.byteLimit, unsafe isText(bytes) else { return false }
                writer.byte(Tag.text)
                unsafe writer.utf8(bytes)
                return true
            }
        }
        if valid != true { throw .text(view, atMost: Self.byteLimit) }
    }

    /// A name the library or a script gave something: of a field, an operation, a collection.
    private func writeName(_ view: borrowing LuaView, to writer: inout ByteWriter) throws(EncodingError) {
        let name = view.string
        guard let name, isText(name) else { throw Self.notPassed }
        writer.text(name)
    }

    private func writeTable(_ view: borrowing LuaView, to writer: inout ByteWriter, depth: Int)
        throws(EncodingError)
    {
        guard let raw = view.int(keys.kind) else {
            if view.hasMetatable { throw .metatable }
            return try writePlain(view, to: &writer, depth: depth)
        }
        switch ObjectKind(rawValue: raw) {
        case .item:
            let (type, handle) = (view.int(keys.type) ?? -1, view.int(keys.handle) ?? -1)
            guard (0...0xFFFF).contains(type), (0...Int64(UInt32.max)).contains(handle) else {
                throw Self.notPassed
            }
            writer.byte(Tag.item)
            writer.count(Int(type))
            writer.unsigned(UInt64(handle))
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
            let code = view.int(keys.code).flatMap { UInt8(exactly: $0) }
            guard let mark = code.flatMap(Mark.init(rawValue:)) else {
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
        var failure: EncodingError?
        view.withField(keys.collection) { collection in
            do throws(EncodingError) { try writeName(collection, to: &writer) } catch { failure = error }
        }
        writer.byte(view.bool(keys.scoped) == true ? 1 : 0)
        view.withField(keys.operations) { operations in
            writer.count(operations.length)
            for position in 0..<operations.length where failure == nil {
                operations.withElement(position + 1) { operation in
                    do throws(EncodingError) {
                        try writeOperation(operation, to: &writer, depth: depth)
                    } catch { failure = error }
                }
            }
        }
        if let failure { throw failure }
    }

    private func writeOperation(_ operation: borrowing LuaView, to writer: inout ByteWriter, depth: Int)
        throws(EncodingError)
    {
        var failure: EncodingError?
        operation.withElement(1) { name in
            do throws(EncodingError) { try writeName(name, to: &writer) } catch { failure = error }
        }
        // Arguments may hold nils, so the length is what Lua says it is.
        let count = max(0, operation.length - 1)
        writer.count(count)
        for index in 0..<count where failure == nil {
            operation.withElement(index + 2) { argument in
                do throws(EncodingError) {
                    // The reader counts the set and its arguments as a level each.
                    try write(argument, to: &writer, depth: depth + 2)
                } catch { failure = error.within(operation.withElement(1) { $0.string } ?? "") }
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
                        try writePart(part, to: &writer, depth: depth)
                    } catch { failure = error }
                }
            }
        }
        if let failure { throw failure }
    }

    private func writePart(_ part: borrowing LuaView, to writer: inout ByteWriter, depth: Int)
        throws(EncodingError)
    {
        guard writer.count < Self.byteLimit else { throw .tooLarge }
        guard part.type == .text else {
            writer.byte(1)
            var failure: EncodingError?
            part.withElement(1) { leaf in
                do throws(EncodingError) { try write(leaf, to: &writer, depth: depth + 1) } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            return
        }
        let text = part.string
        guard let text, isText(text) else { throw .text(part, atMost: Self.byteLimit) }
        writer.byte(0)
        writer.text(text)
    }

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
            var name = "[\(position)]"
            if isList {
                guard key.int == position else { return false }
            } else {
                guard let key = key.string, isText(key) else { return false }
                guard writer.count + key.utf8.count < Self.byteLimit else {
                    failure = .tooLarge
                    return false
                }
                writer.text(key)
                name = "." + key
            }
            do throws(EncodingError) { try write(value, to: &writer, depth: depth + 1) } catch {
                failure = error.within(name)
            }
            position += 1
            return failure == nil
        }
        if let failure { throw failure }
        if walk != .complete { throw .mixed }
    }
}
