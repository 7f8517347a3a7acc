import Lua

/// The raw fields of host objects, interned once a state. What they mean stands in `Library/core.lua`.
struct Keys {
    let kind, handle, type, name, code, year, month, day, parts, op, with, collection, scoped,
        operations: LuaKey

    init(_ lua: LuaState) throws(LuaError) {
        kind = try lua.key("\0")
        handle = try lua.key("\0h")
        type = try lua.key("\0t")
        name = try lua.key("\0name")
        code = try lua.key("code")
        year = try lua.key("year")
        month = try lua.key("month")
        day = try lua.key("day")
        parts = try lua.key("parts")
        op = try lua.key("op")
        with = try lua.key("with")
        collection = try lua.key("collection")
        scoped = try lua.key("scoped")
        operations = try lua.key("operations")
    }
}

/// The kinds of host object, as `Library/core.lua` numbers them.
enum ObjectKind: Int64 {
    case item = 1
    case day, rich, set, mark, condition, routine, column, option
    case here
}
