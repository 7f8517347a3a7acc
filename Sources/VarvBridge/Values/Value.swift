/// A value as it crosses the border between the host and a worker.
///
/// Everything either side says is one of these. There are no functions, pointers or cycles among them, so a
/// value can be decoded from hostile bytes into something that is safe to look at.
public indirect enum Value: Hashable, Sendable {
    case none
    case bool(Bool)
    case int(Int64)
    /// A number with a fraction. Never NaN or infinite: those are refused where they are met.
    case number(Double)
    /// Valid UTF-8. Text that is not is refused in the worker with the place where it stood.
    case text(String)
    case day(CalendarDay)
    case mark(Mark)
    case item(Item)
    case list([Value])
    case record([Field])
    case set(SetDescription)
    /// Text whose leaves are still typed: what `c "{missed} av {assessed}"` makes.
    case rich([RichPart])
}

/// One named value of a record; records keep the order they were written in.
public struct Field: Hashable, Sendable {
    public var name: String
    public var value: Value

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
    public var year: Int
    public var month: Int
    public var day: Int

    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Year, month and day as one number, `20260903`, the form that crosses the border.
    public var packed: Int { year * 10_000 + month * 100 + day }

    /// Reads the packed form; `nil` unless month and day are within 1–12 and 1–31.
    public init?(packed: Int) {
        let (year, month, day) = (packed / 10_000, packed / 100 % 100, packed % 100)
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public static func < (one: CalendarDay, other: CalendarDay) -> Bool { one.packed < other.packed }
}

/// A thing in the school as a script may hold it: a handle that means something only within its run.
///
/// From the host it carries the fields the run may see, in the order its ``ItemType`` declares them; towards
/// the host only the handle counts, whatever else stands there.
public struct Item: Hashable, Sendable {
    /// Index into the start frame's list of item types.
    public var type: Int
    public var handle: UInt32
    public var fields: [Value]

    public init(type: Int, handle: UInt32, fields: [Value] = []) {
        self.type = type
        self.handle = handle
        self.fields = fields
    }
}

/// A piece of text with typed leaves: Markdown source, or a value that is put in after Markdown is parsed.
public enum RichPart: Hashable, Sendable {
    case source(String)
    case leaf(Value)
}

/// A set a script described and the host will count: a collection, where it applies, and what was asked of
/// it.
public struct SetDescription: Hashable, Sendable {
    public var collection: String
    /// True for `here:pupils()`: the scope of the run narrows the set.
    public var scoped: Bool
    public var operations: [SetOperation]

    public init(collection: String, scoped: Bool = false, operations: [SetOperation] = []) {
        self.collection = collection
        self.scoped = scoped
        self.operations = operations
    }
}

/// One step of a set's description, in the order the script wrote them: `where`, `sort`, `first`, or one of
/// the domain's own such as `due`.
public struct SetOperation: Hashable, Sendable {
    public var name: String
    public var arguments: [Value]

    public init(_ name: String, _ arguments: [Value] = []) {
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

    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    public var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    public var int: Int? {
        switch self {
        case .int(let int): Int(exactly: int)
        case .number(let number): Int(exactly: number)
        default: nil
        }
    }

    public var number: Double? {
        switch self {
        case .int(let int): Double(int)
        case .number(let number): number
        default: nil
        }
    }

    public var list: [Value]? {
        if case .list(let list) = self { list } else { nil }
    }
}
