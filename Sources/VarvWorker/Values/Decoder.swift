import Lua
import VarvBridge

/// Turns values from the host into Lua's, straight from a frame's bytes.
struct Decoder {
    let keys: Keys
    /// Names of the item types and of their fields, interned, in the start frame's order.
    let types: [(name: String, fields: [LuaKey])]
    /// The metatables, once the library has made them.
    var itemClasses: [LuaReference] = []
    var dayClass: LuaReference?
    var richClass: LuaReference?
    var marks: [LuaReference] = []
    private let recent = Recent()

    /// What was made last. Rows come sorted, so the same pupil and the same day stand in many after each other; things
    /// and days cannot be changed by a script, so one object serves for all.
    private final class Recent {
        var day: (packed: Int, table: LuaReference)?
        /// A thing inside another, by its bytes.
        var thing: (bytes: [UInt8], table: LuaReference)?
    }

    init(_ lua: LuaState, items: [ItemType]) throws(LuaError) {
        keys = try Keys(lua)
        var types: [(name: String, fields: [LuaKey])] = []
        for item in items {
            var fields: [LuaKey] = []
            for field in item.fields { fields.append(try lua.key(field.name)) }
            types.append((item.name, fields))
        }
        self.types = types
    }

    /// What the host nests, and the shells the start frame's parts are laid in.
    private static let depthLimit = ByteReader.depthLimit + 8

    /// Pushes the next value. The host made the bytes; what does not fit is a mistake of ours and ends the
    /// worker.
    ///
    /// - Parameter isField: whether it stands inside a thing.
    func push(
        _ reader: inout ByteReader, on frame: inout CallFrame, depth: Int = 0, isField: Bool = false
    ) throws(BridgeError) {
        guard depth < Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit) }
        let tag = try reader.byte()
        switch tag {
        case Tag.none: frame.pushNil()
        case Tag.no: frame.push(false)
        case Tag.yes: frame.push(true)
        case Tag.int: frame.push(try reader.signed())
        case Tag.number: frame.push(try reader.double())
        case Tag.text:
            let range = try reader.textRange()
            unsafe frame.push(reader.bytes.span.extracting(range).bytes)
        case Tag.day:
            let packed = try reader.integer(atMost: 99_991_231)
            if let last = recent.day, last.packed == packed { return frame.push(last.table) }
            guard let day = CalendarDay(packed: packed) else { throw .outOfRange(sv: "en dag", en: "a day") }
            push(day, on: &frame)
            recent.day = frame.pushedTable().map { (packed, $0) }
        case Tag.mark:
            let mark = Int(try reader.byte())
            guard mark < marks.count else { throw .outOfRange(sv: "ett märke", en: "a mark") }
            frame.push(marks[mark])
        case Tag.item where isField: try pushField(&reader, on: &frame, depth: depth)
        case Tag.item: try pushItem(&reader, on: &frame, depth: depth)
        case Tag.list:
            let count = try reader.count()
            frame.pushTable(elements: count)
            for position in 0..<count {
                try push(&reader, on: &frame, depth: depth + 1)
                frame.setElement(position + 1)
            }
        case Tag.record:
            let count = try reader.count()
            frame.pushTable(fields: count)
            for _ in 0..<count {
                let name = try reader.text()
                try push(&reader, on: &frame, depth: depth + 1)
                frame.setField(name)
            }
        case Tag.rich: try pushRich(&reader, on: &frame, depth: depth)
        default: throw .unknownTag(tag)
        }
    }

    func push(_ day: CalendarDay, on frame: inout CallFrame) {
        frame.pushTable(fields: 4)
        frame.push(ObjectKind.day.rawValue)
        frame.setField(keys.kind)
        frame.push(day.year)
        frame.setField(keys.year)
        frame.push(day.month)
        frame.setField(keys.month)
        frame.push(day.day)
        frame.setField(keys.day)
        if let dayClass { frame.setMetatable(dayClass) }
    }

    /// A thing inside another, such as the pupil of an assessment.
    private func pushField(
        _ reader: inout ByteReader, on frame: inout CallFrame, depth: Int
    ) throws(BridgeError) {
        if let last = recent.thing, reader.pass(last.bytes) { return frame.push(last.table) }
        let start = reader.position
        try pushItem(&reader, on: &frame, depth: depth)
        recent.thing = frame.pushedTable().map { (Array(reader.bytes[start..<reader.position]), $0) }
    }

    private func pushItem(
        _ reader: inout ByteReader, on frame: inout CallFrame, depth: Int
    ) throws(BridgeError) {
        let type = try reader.integer(atMost: 0xFFFF)
        let handle = try reader.integer(atMost: Int(UInt32.max))
        let count = try reader.count()
        guard type < types.count, type < itemClasses.count, count <= types[type].fields.count else {
            throw .outOfRange(sv: "en sak", en: "an item")
        }
        frame.pushTable(fields: count + 4)
        for position in 0..<count {
            try push(&reader, on: &frame, depth: depth + 1, isField: true)
            frame.setField(types[type].fields[position])
        }
        frame.push(ObjectKind.item.rawValue)
        frame.setField(keys.kind)
        frame.push(handle)
        frame.setField(keys.handle)
        frame.push(type)
        frame.setField(keys.type)
        frame.setMetatable(itemClasses[type])
    }

    private func pushRich(
        _ reader: inout ByteReader, on frame: inout CallFrame, depth: Int
    ) throws(BridgeError) {
        frame.pushTable(fields: 2)
        frame.push(ObjectKind.rich.rawValue)
        frame.setField(keys.kind)
        let count = try reader.count()
        frame.pushTable(elements: count)
        for position in 0..<count {
            if try reader.flag() {
                frame.pushTable(elements: 1)
                try push(&reader, on: &frame, depth: depth + 1)
                frame.setElement(1)
            } else {
                frame.push(try reader.text())
            }
            frame.setElement(position + 1)
        }
        frame.setField(keys.parts)
        if let richClass { frame.setMetatable(richClass) }
    }
}
