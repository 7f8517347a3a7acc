/// A value as it crosses the border between the host and a worker.
///
/// Everything either side says is one of these. There are no functions, pointers or cycles among them, so a
/// value can be decoded from hostile bytes into something that is safe to look at.
public indirect enum Value: Hashable, Sendable {
    /// Nothing: `nil` in Lua.
    case none
    /// True or false.
    case bool(Bool)
    /// A whole number.
    case int(Int64)
    /// A number with a fraction. Never NaN or infinite: those are refused where they are met.
    case number(Double)
    /// Valid UTF-8. Text that is not is refused in the worker with the place where it stood.
    case text(String)
    /// A day in the calendar.
    case day(CalendarDay)
    /// An absence of a certain kind, such as `no_basis`.
    case mark(Mark)
    /// A thing in the school, by a handle that only this run understands.
    case item(Item)
    /// Values in order; a plain array in Lua.
    case list([Value])
    /// Named values in order; a table with text keys in Lua.
    case record([Field])
    /// A set that a script described and the host counts.
    case set(SetDescription)
    /// Text whose leaves are still typed: what `c "{missed} av {assessed}"` makes.
    case rich([RichPart])
}

/// One named value of a record; records keep the order they were written in.
public struct Field: Hashable, Sendable {
    /// The key in Lua.
    public var name: String
    /// What stands under it.
    public var value: Value

    /// Names a value.
    public init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}

/// Values that stand for an absence of a certain kind (design §3).
public enum Mark: UInt8, Hashable, Sendable, CaseIterable {
    /// This record is not added.
    case skip = 0
    /// Assessed, but there was no basis to judge on: a dash. A fact, unlike an empty cell.
    case noBasis = 1
    /// Hidden because too few pupils stand behind it; shows as `<5`.
    case few = 2
    /// In a condition: the field has no value.
    case missing = 3
}

/// A day in the calendar, without time or zone.
public struct CalendarDay: Hashable, Sendable, Comparable {
    /// The year, 1–9999.
    public var year: Int
    /// The month, 1–12.
    public var month: Int
    /// The day of the month, 1–31.
    public var day: Int

    /// Names a day. One that no calendar has, such as 30 February, is refused where it is used.
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Whether year, month and day are numbers that some day has.
    private var isWithinRange: Bool {
        (1...9999).contains(year) && (1...12).contains(month) && (1...31).contains(day)
    }

    /// Whether some calendar has it: 29 February in leap years only.
    package var exists: Bool {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let last = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        return isWithinRange && day <= last
    }

    /// Year, month and day as one number, `20260903`, the form that crosses the border; 0, which no reader takes, when
    /// they are not within 1–9999, 1–12 and 1–31.
    package var packed: Int { isWithinRange ? year * 10_000 + month * 100 + day : 0 }

    /// Reads the packed form; `nil` unless month and day are within 1–12 and 1–31.
    package init?(packed: Int) {
        self.init(year: packed / 10_000, month: packed / 100 % 100, day: packed % 100)
        guard isWithinRange else { return nil }
    }

    /// Reads a day as ISO 8601 writes it, `2026-09-03`; `nil` for any other text, and for a day that does not exist.
    package init?(iso text: String) {
        let bytes = Array(text.utf8)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard bytes.count == 10,
            bytes.indices.allSatisfy({
                $0 == 4 || $0 == 7 ? bytes[$0] == UInt8(ascii: "-") : digits.contains(bytes[$0])
            })
        else { return nil }
        func number(_ range: Range<Int>) -> Int {
            bytes[range].reduce(0) { $0 * 10 + Int($1 - digits.lowerBound) }
        }
        self.init(year: number(0..<4), month: number(5..<7), day: number(8..<10))
        guard exists else { return nil }
    }

    /// Whether the first day comes before the other.
    public static func < (one: CalendarDay, other: CalendarDay) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }
}

/// A thing in the school as a script may hold it: a handle that means something only within its run.
///
/// From the host it carries the fields the run may see, in the order its ``ItemType`` declares them; towards
/// the host only the handle counts, whatever else stands there.
public struct Item: Hashable, Sendable {
    /// Index into the start frame's list of item types.
    package var type: Int
    package var handle: UInt32
    package var fields: [Value]

    package init(type: Int, handle: UInt32, fields: [Value] = []) {
        self.type = type
        self.handle = handle
        self.fields = fields
    }
}

/// A piece of text with typed leaves: Markdown source, or a value that is put in after Markdown is parsed.
public enum RichPart: Hashable, Sendable {
    /// Markdown, as the routine wrote it.
    case source(String)
    /// A value that shows as data, never as markup.
    case leaf(Value)
}

/// A set a script described and the host will count: a collection, where it applies, and what was asked of
/// it.
public struct SetDescription: Hashable, Sendable {
    package var collection: String
    /// True for `here:pupils()`: the scope of the run narrows the set.
    package var scoped: Bool
    package var operations: [SetOperation]

    package init(collection: String, scoped: Bool = false, operations: [SetOperation] = []) {
        self.collection = collection
        self.scoped = scoped
        self.operations = operations
    }
}

/// One step of a set's description, in the order the script wrote them: `where`, `sort`, `first`, or one of
/// the domain's own such as `due`.
public struct SetOperation: Hashable, Sendable {
    package var name: String
    package var arguments: [Value]

    package init(_ name: String, _ arguments: [Value] = []) {
        self.name = name
        self.arguments = arguments
    }
}

extension Value {
    /// The field of a record, or `none` where there is no such field or this is not a record.
    public subscript(_ name: String) -> Value {
        guard case .record(let fields) = self else { return .none }
        return fields.last { $0.name == name }?.value ?? .none
    }

    /// The text, or `nil` for a value of another kind.
    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The truth value, or `nil` for a value of another kind.
    public var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// The whole number, also of a number without fraction; `nil` for a value of another kind.
    public var int: Int? {
        switch self {
        case .int(let int): Int(exactly: int)
        case .number(let number): Int(exactly: number)
        default: nil
        }
    }

    /// The number, whole or not; `nil` for a value of another kind.
    public var number: Double? {
        switch self {
        case .int(let int): Double(int)
        case .number(let number): number
        default: nil
        }
    }

    /// The values of a list; `nil` for a value of another kind.
    public var list: [Value]? {
        if case .list(let list) = self { list } else { nil }
    }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    /// Makes a text.
    public init(stringLiteral text: String) { self = .text(text) }
    /// Makes a whole number.
    public init(integerLiteral number: Int64) { self = .int(number) }
    /// Makes a truth value.
    public init(booleanLiteral bool: Bool) { self = .bool(bool) }
}

extension Value {
    /// Makes a day: `.day(2026, 9, 3)`.
    public static func day(_ year: Int, _ month: Int, _ day: Int) -> Value {
        .day(CalendarDay(year: year, month: month, day: day))
    }
}
