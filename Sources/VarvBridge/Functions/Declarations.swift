/// A line of help in both languages.
public struct Words: Hashable, Sendable {
    /// The line in Swedish, for those who use routines.
    public var sv: String
    /// The line in English, in present tense: "Returns…".
    public var en: String

    /// Makes the line in both languages.
    public init(sv: String, en: String) {
        self.sv = sv
        self.en = en
    }
}

/// What kind of value a parameter, field or result holds. The words are those a routine's author reads.
public indirect enum ValueType: Hashable, Sendable {
    /// Any value there is.
    case any
    /// True or false; `boolean` in Lua.
    case bool
    /// A whole number.
    case integer
    /// A number, whole or not.
    case number
    /// Text; `string` in Lua.
    case text
    /// A word of a fixed list, by its lasting code; a `string` in Lua, and the word itself on paper.
    case code
    /// A day in the calendar.
    case day
    /// A number from 0 to 1 that is shown as a percentage.
    case share
    /// A step of a scale, by its code, or `no_basis`.
    case step
    /// Text with typed leaves, or plain text.
    case rich
    /// A thing of the school's, by its kind: `.item("pupil")`.
    case item(String)
    /// A set of things that the host counts, by their kind.
    case set(String)
    /// Values of one type, in order; a plain array in Lua.
    case list(ValueType)
    /// Named values; a table with text keys in Lua.
    case record
    /// The type, or nothing: a parameter that may be left out, a result that may be `nil`.
    case optional(ValueType)

    /// The type as LuaCATS and the reference write it: `pupil?`, `number`, `criterion[]`.
    public var description: String {
        switch self {
        case .any: "any"
        case .bool: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .text, .code: "string"
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

    /// The type without its question mark.
    package var unwrapped: ValueType {
        if case .optional(let wrapped) = self { wrapped.unwrapped } else { self }
    }

    /// What a value of the type is, for a sentence that says what was wanted: "ett heltal", "a whole number".
    public var words: Words {
        switch self {
        case .any: Words(sv: "vad som helst", en: "anything")
        case .bool: Words(sv: "true eller false", en: "true or false")
        case .integer: Words(sv: "ett heltal", en: "a whole number")
        case .number: Words(sv: "ett tal", en: "a number")
        case .text, .code, .rich: Words(sv: "text", en: "text")
        case .day: Words(sv: "ett datum", en: "a day")
        case .share: Words(sv: "en andel mellan 0 och 1", en: "a share between 0 and 1")
        case .step: Words(sv: "ett steg på en skala", en: "a step of a scale")
        case .item(let name):
            Words(sv: "en \(name)", en: (name.first.map("aeiou".contains) == true ? "an " : "a ") + name)
        case .set(let name): Words(sv: "en mängd av \(name)", en: "a set of \(name)")
        case .list(let element):
            Words(
                sv: "en lista där varje värde är \(element.words.sv)",
                en: "a list where each value is \(element.words.en)")
        case .record: Words(sv: "en tabell", en: "a table")
        case .optional(let wrapped):
            Words(sv: "\(wrapped.words.sv), eller inget", en: "\(wrapped.words.en), or nothing")
        }
    }
}

/// A named value that goes into a function, or a field that a thing or a record has.
public struct Parameter: Hashable, Sendable {
    /// The name in Lua: ASCII letters, digits and underscores.
    public var name: String
    /// What kind of value it is; a call with another is refused before the host sees it.
    public var type: ValueType
    /// A line of help. What stands before a colon is short enough to head a column.
    public var words: Words
    /// The right that opens this one field, where it needs more than the thing itself does (design §4).
    public var right: String?

    /// Declares a parameter or a field, with a line of help in both languages.
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
    /// What it does, in one line of each language.
    public var words: Words
    /// What it takes, in order; those that are `.optional` stand last.
    public var parameters: [Parameter]
    /// What it gives.
    public var result: ValueType
    /// The right a run must have, as written in a routine's `reads`; `nil` is always open.
    public var right: String?
    /// A call as a routine writes it, with its result after `-->` where that helps.
    public var example: String
    /// True when the function only narrows a set: then nothing crosses the border until the set is read.
    package var narrowsSet = false

    /// Declares a function; `name`, `right` and `example` are as the properties say.
    public init(
        _ name: String, sv: String, en: String, parameters: [Parameter] = [], result: ValueType,
        right: String? = nil, example: String
    ) {
        self.name = name
        self.words = Words(sv: sv, en: en)
        self.parameters = parameters
        self.result = result
        self.right = right
        self.example = example
    }

    /// Declares a function of Varv's own that may narrow a set.
    package init(
        _ name: String, sv: String, en: String, parameters: [Parameter] = [], result: ValueType,
        right: String? = nil, example: String, narrowsSet: Bool
    ) {
        self.init(
            name, sv: sv, en: en, parameters: parameters, result: result, right: right, example: example)
        self.narrowsSet = narrowsSet
    }
}

/// A kind of thing the school has, with the fields a script may read. Its collection is a global in Lua.
package struct ItemType: Hashable, Sendable {
    /// The singular word: `"pupil"`.
    package var name: String
    /// The global that holds them all: `"pupils"`; `nil` for a thing only met through another.
    package var collection: String?
    package var words: Words
    /// The right that opens the collection; `nil` is always open.
    package var right: String?
    package var fields: [Parameter]
    /// How one of them shows in text, filled like any template: `"{title}"`.
    package var shows: String

    package init(
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
package struct RecordKind: Hashable, Sendable {
    package var name: String
    package var words: Words
    /// The word in a routine's `writes` that allows it.
    package var right: String
    package var fields: [Parameter]
    package var example: String

    package init(_ name: String, sv: String, en: String, right: String, fields: [Parameter], example: String)
    {
        self.name = name
        self.words = Words(sv: sv, en: en)
        self.right = right
        self.fields = fields
        self.example = example
    }
}

/// Everything a host offers: what there is to read, to call and to write.
package struct Catalogue: Hashable, Sendable {
    package var items: [ItemType]
    package var functions: [HostFunction]
    package var records: [RecordKind]

    package init(items: [ItemType], functions: [HostFunction], records: [RecordKind]) {
        self.items = items
        self.functions = functions
        self.records = records
    }

    /// What Varv itself offers; an embedder adds to a copy of it.
    package static let standard = Catalogue(
        items: peopleItems + curriculumItems + cycleItems + supportItems,
        functions: standardFunctions, records: importRecords + supportRecords)

    package func item(named name: String) -> ItemType? { items.first { $0.name == name } }
    package func item(collection: String) -> ItemType? { items.first { $0.collection == collection } }
    package func record(named name: String) -> RecordKind? { records.first { $0.name == name } }
}
