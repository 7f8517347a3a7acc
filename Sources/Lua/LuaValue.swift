/// The type of a Lua value.
package enum LuaType: Hashable, Sendable {
    case none, null, bool, int, number, text, table, function, userdata, thread
}

/// Lua text: bytes that are usually, but not always, UTF-8.
package struct LuaText: Hashable, Sendable, ExpressibleByStringLiteral {
    package var bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }
    package init(_ string: String) { bytes = Array(string.utf8) }
    package init(stringLiteral value: String) { self.init(value) }

    /// The text, or nil when the bytes are not UTF-8. Never repairs.
    package var string: String? { String(validating: bytes, as: UTF8.self) }
}

/// A Lua value that Swift holds.
///
/// Tables and functions stay in Lua; Swift keeps a reference to them.
package enum LuaValue: Hashable {
    case null
    case bool(Bool)
    case int(Int64)
    case number(Double)
    case text(LuaText)
    case table(LuaReference)
    case function(LuaReference)
    /// A coroutine or userdata, which Swift has no use for.
    case other(LuaType)

    package static func text(_ string: String) -> LuaValue { .text(LuaText(string)) }

    package var int: Int64? { if case .int(let value) = self { value } else { nil } }
    package var string: String? { if case .text(let value) = self { value.string } else { nil } }
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The number as a double; an integer too.
    package var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
    package var reference: LuaReference? {
        switch self {
        case .table(let reference), .function(let reference): reference
        default: nil
        }
    }
}
