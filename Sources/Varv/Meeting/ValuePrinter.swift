import VarvBridge

/// How a value of an entry shows: as the same pieces a report's page is made of, so that the same maker counts, masks and
/// draws it. A list or a record of any shape can be shown, long ones shortened.
struct ValuePrinter {
    let items: [ItemType]
    let functions: [HostFunction]

    /// The pieces for what an entry gave, in order.
    func pieces(_ values: [Value]) -> [Value] { values.flatMap(pieces) }

    private func pieces(_ value: Value) -> [Value] {
        switch value {
        case .set(let set):
            guard let type = type(of: set) else { return [prose(.text(set.collection))] }
            let told = columns(of: type).filter { $0 != "group" || set.collection != "hard_criteria" }
            var pieces = [table(source: Field("set", value), columns: told)]
            if type.fields.contains(where: { $0.name == "share" }),
                type.fields.contains(where: { $0.name == "label" })
            {
                pieces.append(
                    .record([
                        Field("block", .text("bars")), Field("set", value), Field("label", .text("label")),
                        Field("value", .text("share")),
                    ]))
            }
            return pieces
        case .item(let item):
            guard items.indices.contains(item.type) else { return [] }
            return [table(source: Field("rows", .list([value])), columns: columns(of: items[item.type]))]
        case .list(let values) where values.isEmpty: return [prose(.text("{}"))]
        case .list(let values):
            if let type = values[0].itemType, items.indices.contains(type),
                values.allSatisfy({ $0.itemType == type })
            {
                return [table(source: Field("rows", value), columns: columns(of: items[type]))]
            }
            let shown = values.prefix(Self.rowLimit)
            let rest = values.count > shown.count ? [prose(.text("… \(values.count)"))] : []
            if case .record(let fields) = values[0], values.allSatisfy({ $0.fields != nil }) {
                let columns = fields.prefix(Self.columnLimit).map(\.name)
                let rows = shown.map { row in
                    Value.record(columns.map { Field($0, scalar(row[$0])) })
                }
                return [table(source: Field("rows", .list(rows)), columns: columns)] + rest
            }
            let rows = shown.map { Value.record([Field("value", scalar($0))]) }
            return [table(source: Field("rows", .list(rows)), columns: ["value"])] + rest
        case .record(let fields):
            let rows = fields.prefix(Self.rowLimit).map { field in
                Value.record([Field("key", .text(field.name)), Field("value", scalar(field.value))])
            }
            let rest = fields.count > rows.count ? [prose(.text("… \(fields.count)"))] : []
            return [table(source: Field("rows", .list(rows)), columns: ["key", "value"])] + rest
        case .rich: return [.record([Field("block", .text("prose")), Field("text", value)])]
        case .none, .bool, .int, .number, .text, .day, .mark: return [prose(value)]
        }
    }

    /// More than anybody reads of a list, and columns than a screen has.
    private static let (rowLimit, columnLimit) = (1000, 20)

    /// What stands in a cell for a value that is more than one.
    private func scalar(_ value: Value) -> Value {
        switch value {
        case .list(let values): .text("{ \(values.count) }")
        case .record(let fields): .text("{ \(fields.count) }")
        case .set(let set): .text(set.collection)
        default: value
        }
    }

    private func prose(_ value: Value) -> Value {
        let leaf: Value =
            switch value {
            case .none: .text("nil")
            case .bool(let bool): .text(bool ? "true" : "false")
            default: value
            }
        return .record([Field("block", .text("prose")), Field("text", .rich([.leaf(leaf)]))])
    }

    private func table(source: Field, columns: [String]) -> Value {
        .record([
            Field("block", .text("table")), source,
            Field("columns", .list(columns.map { .record([Field("key", .text($0))]) })),
        ])
    }

    private func type(of set: SetDescription) -> ItemType? {
        if let item = items.first(where: { $0.collection == set.collection }) { return item }
        for function in functions where function.name == "here:\(set.collection)" {
            if case .set(let name) = function.result { return items.first { $0.name == name } }
        }
        return nil
    }

    /// The fields worth a column on a projector: not codes that only Lua needs, not what is told twice.
    private func columns(of type: ItemType) -> [String] {
        let hidden: Set<String> =
            switch type.name {
            case "hard_criterion": ["code", "subject_name", "previous"]
            case "criterion": ["subject_name"]
            case "intervention": ["code", "level", "pupil", "group"]
            case "teaching": ["teacher_name", "subject_name"]
            case "dialogue": ["answer", "routine"]
            case "reflection": ["code"]
            default: []
            }
        return type.fields.map(\.name).filter { !hidden.contains($0) }
    }
}

extension Value {
    fileprivate var itemType: Int? {
        if case .item(let item) = self { item.type } else { nil }
    }
}
