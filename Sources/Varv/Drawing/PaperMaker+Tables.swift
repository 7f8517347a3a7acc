import VarvBridge
import VarvDocuments
import VarvModel

extension PaperMaker {
    /// One row of what a table or a chart is about: a thing of the school, or a table the script made.
    enum Source {
        case thing(Item)
        case record(Value)
    }

    /// The rows a piece names: its set, asked for here, or the list it brought.
    private func rows(_ piece: Value) throws -> (item: ItemType?, rows: [Source]) {
        if case .set(let set) = piece["set"] {
            let found = try services.things(set)
            return (found.item, found.things.map { .thing($0) })
        }
        guard let list = piece["rows"].list else { throw BridgeError.outOfRange("a table's rows") }
        var item: ItemType?
        let rows = try list.map { value -> Source in
            if case .item(let one) = value {
                let thing = try fetch(one)
                item = type(of: thing)
                return .thing(thing)
            }
            guard value.fields != nil || value.list != nil else {
                throw BridgeError.outOfRange("a table's row")
            }
            return .record(value)
        }
        return (item, rows)
    }

    func table(_ piece: Value) throws -> Block {
        guard let columns = piece["columns"].list, (1...60).contains(columns.count) else {
            throw BridgeError.outOfRange("a table's columns")
        }
        let (item, rows) = try rows(piece)
        let keys = columns.map { $0["key"].text ?? "" }
        if let item {
            for key in keys where !item.fields.contains(where: { $0.name == key }) {
                throw SetRequest.unknown("page:table", key, item)
            }
        }
        let title = try inline(piece["title"])
        if rows.isEmpty { return try nothing(piece) }
        try budget.spend(rows.count * (columns.count + 1))
        var isNumeric = Array(repeating: true, count: keys.count)
        let cells = try rows.map { row in
            try keys.enumerated().map { index, key -> Table.Cell in
                let value = value(key, of: row)
                let field = field(key, of: row)
                if !isFigure(value, field) { isNumeric[index] = false }
                return try cell(value, field, key)
            }
        }
        return .table(
            Table(
                columns: keys.enumerated().map { index, key in
                    let words =
                        columns[index]["title"].text
                        ?? item?.fields.first { $0.name == key }.map { self.heading($0) } ?? key
                    return Table.Column(key, title: words, alignment: isNumeric[index] ? .trailing : .leading)
                }, rows: cells, caption: title, hasRowHeaders: !isNumeric[0]))
    }

    /// Bars of a set; nothing at all for an empty one, since the words for that are the table's or the
    /// routine's own.
    func bars(_ piece: Value) throws -> Block? {
        guard let label = piece["label"].text, let key = piece["value"].text else {
            throw BridgeError.outOfRange("bars")
        }
        let (item, rows) = try rows(piece)
        if let item {
            for name in [label, key, piece["note"].text].compactMap({ $0 })
            where !item.fields.contains(where: { $0.name == name }) {
                throw SetRequest.unknown("page:bars", name, item)
            }
        }
        if rows.isEmpty { return piece["empty"] == .none ? nil : try nothing(piece) }
        try budget.spend(rows.count * 3)
        var isShare = true
        let bars = try rows.map { row -> BarChart.Bar in
            let value = value(key, of: row)
            let number = value.number ?? value["share"].number
            if value.number != nil, field(key, of: row)?.type.unwrapped != .share { isShare = false }
            let shown: BarChart.Value =
                switch value {
                case .mark(.few): .few(services.smallestShown ?? 5)
                default: number.map { .number($0) } ?? .missing
                }
            let note =
                try piece["note"].text.map { try cell(self.value($0, of: row), field($0, of: row), $0) } ?? []
            return BarChart.Bar(
                try cell(self.value(label, of: row), field(label, of: row), label), shown, note: note)
        }
        return .bars(
            BarChart(
                title: plain(try inline(piece["title"])), style: isShare ? .percent : .plain, bars: bars))
    }

    /// What stands where there is nothing to show: the routine's own words, or ours.
    private func nothing(_ piece: Value) throws -> Block {
        let words = try inline(piece["empty"])
        if !words.isEmpty { return .paragraph(words) }
        return .paragraph([.text(language == .english ? "Nothing to show." : "Inget att visa.")])
    }

    private func value(_ key: String, of row: Source) -> Value {
        switch row {
        case .thing(let item): value(key, of: item)
        case .record(let record): record[key]
        }
    }

    private func field(_ key: String, of row: Source) -> Parameter? {
        guard case .thing(let item) = row else { return nil }
        return type(of: item).fields.first { $0.name == key }
    }

    private func cell(_ value: Value, _ field: Parameter?, _ key: String) throws -> Table.Cell {
        if field?.type.unwrapped == .share, let number = value.number {
            // A change between two shares is in percentage points, and says which way.
            let isChange = key == "trend"
            return [
                .leaf(.number(NumberLeaf(number, style: isChange ? .points : .percent, isSigned: isChange)))
            ]
        }
        if case .rich = value { return try inline(value) }
        return try leaves(value).map { .leaf($0) }
    }

    private func isFigure(_ value: Value, _ field: Parameter?) -> Bool {
        if let field {
            switch field.type.unwrapped {
            case .integer, .number, .share: return true
            default: return false
            }
        }
        switch value {
        case .int, .number, .none, .mark(.few), .mark(.missing): return true
        case .record: return value["share"].number != nil
        default: return false
        }
    }

    /// A field's words as a heading: those before a colon say enough there.
    private func heading(_ field: Parameter) -> String {
        let all = language == .english ? field.words.en : field.words.sv
        let words = all.prefix { $0 != ":" }
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// Running text without its markup, its leaves as they show without names.
    func plain(_ inlines: [Inline]) -> String {
        inlines.map { inline in
            switch inline {
            case .text(let text), .code(let text): text
            case .strong(let inner), .emphasis(let inner): plain(inner)
            case .lineBreak: " "
            case .leaf(let leaf): plain(leaf)
            }
        }.joined()
    }

    /// A share is whatever number the routine says it is, also one that is no `Int`.
    private func plain(_ number: Double) -> String {
        Int(exactly: number).map { "\($0)" } ?? "\(number)"
    }

    private func plain(_ leaf: Leaf) -> String {
        switch leaf {
        case .person(let person): person.pseudonym
        case .number(let number):
            number.style == .percent
                ? plain((number.value * 100).rounded()) + " %" : plain(number.value)
        case .date(let date): date.iso
        case .week(let week, _): "\(week)"
        case .term(_, let label): label
        case .text(let text): text
        case .few(let k): "<\(k)"
        case .missing: "–"
        case .noBasis: "-"
        }
    }
}
