import VarvBridge
import VarvModel

/// What a field is asked in a condition, as the script wrote it.
enum FieldTest: Hashable {
    case equal(Value)
    case atLeast(Value)
    case moreThan(Value)
    case atMost(Value)
    case lessThan(Value)
    case between(Value, Value)
    case oneOf([Value])
    case missing
}

/// A set's description read and checked: nothing here names a field the run was not offered.
struct SetRequest {
    struct Condition: Hashable {
        var field: String
        var type: ValueType
        var test: FieldTest
    }
    struct Sort: Hashable {
        var field: String
        var descending: Bool
    }

    var collection: String
    var scoped: Bool
    var narrowings: [String] = []
    var conditions: [Condition] = []
    /// The last the script asked for leads.
    var sorts: [Sort] = []
    var limit: Int?

    /// Reads a description.
    ///
    /// - Parameters:
    ///   - item: the type of the set's things as the run was offered it; a field it lacks does not exist.
    ///   - narrowing: the methods that narrow this collection, by name.
    ///   - isThing: whether a handle in a condition was given out for a type.
    /// - Throws: ``Refusal`` naming the field or the operation that is wrong.
    init(
        _ set: SetDescription, item: ItemType, narrowing: Set<String>, isThing: (Item, String) -> Bool
    ) throws(Refusal) {
        collection = set.collection
        scoped = set.scoped
        guard set.operations.count <= 64 else {
            throw Refusal(
                sv: "mängden har för många steg, högst 64", en: "the set has too many steps, at most 64")
        }
        for operation in set.operations {
            let arguments = operation.arguments
            if limit != nil, operation.name != "first" {
                throw Refusal(
                    sv: ":\(printable(operation.name)) måste stå före :first",
                    en: ":\(printable(operation.name)) must stand before :first")
            }
            switch operation.name {
            case "where":
                guard arguments.count == 1, let fields = arguments[0].fields else {
                    throw Refusal(sv: "where vill ha en tabell", en: "where wants a table")
                }
                for field in fields {
                    guard let declared = item.fields.first(where: { $0.name == field.name }) else {
                        throw Self.unknown("where", field.name, item)
                    }
                    let test = try Self.test(field.value, declared, isThing)
                    conditions.append(Condition(field: field.name, type: declared.type.unwrapped, test: test))
                }
            case "sort":
                guard let name = arguments.first?.text,
                    item.fields.contains(where: { $0.name == name })
                else {
                    throw Self.unknown("sort", arguments.first?.text ?? "", item)
                }
                let direction = arguments.count > 1 ? arguments[1].text : "up"
                guard direction == "up" || direction == "down" else {
                    throw Refusal(
                        sv: "sort: riktningen är \"up\" eller \"down\"",
                        en: "sort: the direction is \"up\" or \"down\"")
                }
                sorts.insert(Sort(field: name, descending: direction == "down"), at: 0)
            case "first":
                guard let count = arguments.first?.int, count >= 0 else {
                    throw Refusal(sv: "first vill ha ett heltal", en: "first wants a whole number")
                }
                limit = min(limit ?? count, count)
            case let name where narrowing.contains(name): narrowings.append(name)
            case let name:
                throw Refusal(
                    sv: "en mängd av \(printable(set.collection)) har inget som heter \"\(printable(name))\"",
                    en: "a set of \(printable(set.collection)) has nothing called \"\(printable(name))\"")
            }
        }
    }

    static func unknown(_ verb: String, _ name: String, _ item: ItemType) -> Refusal {
        let names = item.fields.map(\.name)
        let near = suggestion(for: name, among: names)
        let all = names.joined(separator: ", ")
        return Refusal(
            sv: "\(verb): det finns inget fält \"\(printable(name))\"\(near.sv) Fälten är: \(all)",
            en: "\(verb): there is no field \"\(printable(name))\"\(near.en) The fields are: \(all)")
    }

    private static func test(
        _ value: Value, _ field: Parameter, _ isThing: (Item, String) -> Bool
    ) throws(Refusal) -> FieldTest {
        func check(_ value: Value, ordered: Bool) throws(Refusal) -> Value {
            if field.type.unwrapped == .day, let day = value.text.flatMap(CalendarDay.init(iso:)) {
                return .day(day)
            }
            if field.type.unwrapped == .share, let share = value.number, abs(share) > 1 {
                throw Refusal(
                    sv: "where: \(field.name) är en andel, högst 1: en fjärdedel skrivs 0.25",
                    en: "where: \(field.name) is a share, at most 1: a quarter is written 0.25")
            }
            guard accepts(value, field.type.unwrapped, ordered: ordered, isThing) else {
                let wanted = field.type.unwrapped.words
                let isDay = field.type.unwrapped == .day
                throw Refusal(
                    sv: "where: \(field.name) ska jämföras med \(wanted.sv)"
                        + (isDay ? ", som \"2026-11-24\"" : ""),
                    en: "where: \(field.name) compares with \(wanted.en)"
                        + (isDay ? ", such as \"2026-11-24\"" : ""))
            }
            return value
        }
        if case .mark(let mark) = value {
            if mark == .missing { return .missing }
            if mark == .noBasis, field.type.unwrapped == .step { return .equal(value) }
            throw Refusal(
                sv: "where: \(field.name): ett dolt eller överhoppat värde går inte att jämföra",
                en: "where: \(field.name): a hidden or skipped value compares with nothing")
        }
        guard let operation = value["op"].text, let with = value["with"].list else {
            return .equal(try check(value, ordered: false))
        }
        func one() throws(Refusal) -> Value {
            guard with.count == 1 else {
                throw Refusal(
                    sv: "where: \(operation) vill ha ett värde", en: "where: \(operation) wants one value")
            }
            return try check(with[0], ordered: true)
        }
        switch operation {
        case "at_least": return .atLeast(try one())
        case "at_most": return .atMost(try one())
        case "more_than": return .moreThan(try one())
        case "less_than": return .lessThan(try one())
        case "between":
            guard with.count == 2 else {
                throw Refusal(sv: "where: between vill ha två värden", en: "where: between wants two values")
            }
            return .between(try check(with[0], ordered: true), try check(with[1], ordered: true))
        case "one_of":
            guard with.count <= 500 else {
                throw Refusal(
                    sv: "where: one_of tar högst 500 värden", en: "where: one_of takes at most 500 values")
            }
            var values: [Value] = []
            for each in with { values.append(try check(each, ordered: false)) }
            return .oneOf(values)
        default:
            throw Refusal(
                sv: "where: \(field.name): det finns inget villkor \"\(printable(operation))\"",
                en: "where: \(field.name): there is no condition \"\(printable(operation))\"")
        }
    }

    private static func accepts(
        _ value: Value, _ type: ValueType, ordered: Bool, _ isThing: (Item, String) -> Bool
    ) -> Bool {
        switch (type, value) {
        case (.text, .text), (.code, .text), (.step, .text): true
        case (.day, .day(let day)): day.exists
        case (.integer, .int), (.integer, .number), (.number, .int), (.number, .number), (.share, .int),
            (.share, .number):
            true
        case (.bool, .bool): !ordered
        case (.item(let name), .item(let item)): !ordered && isThing(item, name)
        default: false
        }
    }
}

extension FieldTest {
    /// Whether a value passes; a hidden value passes nothing, a missing one only `missing`.
    func passes(_ value: Value) -> Bool {
        switch self {
        case .missing: value == .none
        case .equal(let wanted): Self.order(value, wanted) == 0
        case .atLeast(let low): (Self.order(value, low) ?? -1) >= 0
        case .moreThan(let low): (Self.order(value, low) ?? -1) > 0
        case .atMost(let high): (Self.order(value, high) ?? 1) <= 0
        case .lessThan(let high): (Self.order(value, high) ?? 1) < 0
        case .between(let low, let high):
            (Self.order(value, low) ?? -1) >= 0 && (Self.order(value, high) ?? 1) <= 0
        case .oneOf(let list): list.contains { Self.order(value, $0) == 0 }
        }
    }

    /// Orders two values of a kind; nil when they do not compare.
    static func order(_ left: Value, _ right: Value) -> Int? {
        func sign<T: Comparable>(_ one: T, _ two: T) -> Int { one == two ? 0 : one < two ? -1 : 1 }
        switch (left, right) {
        case (.text(let one), .text(let two)):
            return one == two ? 0 : one.utf8.lexicographicallyPrecedes(two.utf8) ? -1 : 1
        case (.day(let one), .day(let two)): return sign(one, two)
        case (.bool(let one), .bool(let two)): return one == two ? 0 : nil
        case (.item(let one), .item(let two)):
            return one.handle == two.handle && one.type == two.type ? 0 : nil
        case (.mark(.noBasis), .mark(.noBasis)): return 0
        default:
            guard let one = left.number, let two = right.number else { return nil }
            return sign(one, two)
        }
    }
}

extension Value {
    /// A record's fields. Lua's empty table crosses as a list, so that one has none.
    var fields: [VarvBridge.Field]? {
        switch self {
        case .record(let fields): fields
        case .list(let list) where list.isEmpty: []
        default: nil
        }
    }
}
