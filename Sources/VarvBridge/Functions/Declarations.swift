/// A line of help in both languages.
public struct Words: Hashable, Sendable {
    public var sv: String
    public var en: String

    public init(sv: String, en: String) {
        self.sv = sv
        self.en = en
    }
}

/// What kind of value a parameter, field or result holds. The words are those a routine's author reads.
public indirect enum ValueType: Hashable, Sendable {
    case any, bool, integer, number, text, day
    /// A number from 0 to 1 that is shown as a percentage.
    case share
    /// A step of a scale, by its code, or `no_basis`.
    case step
    /// Text with typed leaves, or plain text.
    case rich
    case item(String)
    case set(String)
    case list(ValueType)
    case record
    case optional(ValueType)

    /// The type as LuaCATS and the reference write it: `pupil?`, `number`, `criterion[]`.
    public var description: String {
        switch self {
        case .any: "any"
        case .bool: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .text: "string"
        case .day: "day"
        case .share: "share"
        case .step: "step"
        case .rich: "text"
        case .item(let name): name
        case .set(let name): "set<\(name)>"
        case .list(let element): "\(element.description)[]"
        case .record: "table"
        case .optional(let wrapped): "\(wrapped.description)?"
        }
    }
}

/// A named value that goes into a function, or a field that a thing or a record has.
public struct Parameter: Hashable, Sendable {
    public var name: String
    public var type: ValueType
    /// A line of help. What stands before a colon is short enough to head a column.
    public var words: Words
    /// The right that opens this one field, where it needs more than the thing itself does (design §4).
    public var right: String?

    public init(_ name: String, _ type: ValueType, sv: String, en: String, right: String? = nil) {
        self.name = name
        self.type = type
        self.words = Words(sv: sv, en: en)
        self.right = right
    }

    /// True when the value may be left out.
    public var isOptional: Bool {
        if case .optional = type { true } else { false }
    }
}

/// A function that Lua can call and the host answers, declared once, as data.
///
/// Binding, help, completion, the reference pages, the editors' file and the rights check all come from these
/// values. An embedder's own functions are declared the same way:
///
/// ```swift
/// HostFunction("library:loans", sv: "Elevens boklån.", en: "Returns the pupil's loans.",
///     parameters: [Parameter("pupil", .item("pupil"), sv: "eleven", en: "the pupil")],
///     result: .list(.text), right: "pupils", example: #"library:loans(pupil)"#)
/// ```
public struct HostFunction: Hashable, Sendable {
    /// How the function is reached: `"pupils:find"`, a method of a collection; `"intervention:mentor"`, of a
    /// thing; `"here:previous"`, of the run's scope; `"library.open"`, a plain function in a table.
    public var name: String
    public var words: Words
    public var parameters: [Parameter]
    public var result: ValueType
    /// The right a run must have, as written in a routine's `reads`; `nil` is always open.
    public var right: String?
    public var example: String
    /// True when the function only narrows a set: then nothing crosses the border until the set is read.
    public var narrowsSet: Bool

    public init(
        _ name: String, sv: String, en: String, parameters: [Parameter] = [], result: ValueType,
        right: String? = nil, example: String, narrowsSet: Bool = false
    ) {
        self.name = name
        self.words = Words(sv: sv, en: en)
        self.parameters = parameters
        self.result = result
        self.right = right
        self.example = example
        self.narrowsSet = narrowsSet
    }
}

/// A kind of thing the school has, with the fields a script may read. Its collection is a global in Lua.
public struct ItemType: Hashable, Sendable {
    /// The singular word: `"pupil"`.
    public var name: String
    /// The global that holds them all: `"pupils"`; `nil` for a thing only met through another.
    public var collection: String?
    public var words: Words
    /// The right that opens the collection; `nil` is always open.
    public var right: String?
    public var fields: [Parameter]
    /// How one of them shows in text, filled like any template: `"{title}"`.
    public var shows: String

    public init(
        _ name: String, collection: String?, sv: String, en: String, right: String? = nil, shows: String,
        fields: [Parameter]
    ) {
        self.name = name
        self.collection = collection
        self.words = Words(sv: sv, en: en)
        self.right = right
        self.shows = shows
        self.fields = fields
    }
}

/// A kind of record a routine may add (`add:assessment{…}`) or a change it may make
/// (`change:intervention(…)`).
public struct RecordKind: Hashable, Sendable {
    public var name: String
    public var words: Words
    /// The word in a routine's `writes` that allows it.
    public var right: String
    public var fields: [Parameter]
    public var example: String

    public init(_ name: String, sv: String, en: String, right: String, fields: [Parameter], example: String) {
        self.name = name
        self.words = Words(sv: sv, en: en)
        self.right = right
        self.fields = fields
        self.example = example
    }
}

/// Everything a host offers: what there is to read, to call and to write.
public struct Catalogue: Hashable, Sendable {
    public var items: [ItemType]
    public var functions: [HostFunction]
    public var records: [RecordKind]

    public init(items: [ItemType], functions: [HostFunction], records: [RecordKind]) {
        self.items = items
        self.functions = functions
        self.records = records
    }

    /// What Varv itself offers; an embedder adds to a copy of it.
    public static let standard = Catalogue(
        items: peopleItems + curriculumItems + cycleItems + supportItems,
        functions: standardFunctions, records: importRecords + supportRecords)

    public func item(named name: String) -> ItemType? { items.first { $0.name == name } }
    public func item(collection: String) -> ItemType? { items.first { $0.collection == collection } }
    public func record(named name: String) -> RecordKind? { records.first { $0.name == name } }
}
