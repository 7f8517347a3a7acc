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
        guard let list = piece["rows"].list else {
            throw BridgeError.outOfRange(sv: "en tabells rader", en: "a table's rows")
        }
        var item: ItemType?
        let rows = try list.map { value -> Source in
            if case .item(let one) = value {
                let thing = try fetch(one)
                item = type(of: thing)
                return .thing(thing)
            }
            guard value.fields != nil || value.list != nil else {
                throw BridgeError.outOfRange(sv: "en tabells rad", en: "a table's row")
            }
            return .record(value)
        }
        return (item, rows)
    }

    func table(_ piece: Value) throws -> Block {
        guard let columns = piece["columns"].list, (1...60).contains(columns.count) else {
            throw BridgeError.outOfRange(sv: "en tabells kolumner", en: "a table's columns")
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
        let titles = keys.enumerated().map { index, key in
            columns[index]["title"].text
                ?? item?.fields.first { $0.name == key }.map { self.heading($0) } ?? key
        }
        // A screen too narrow for the columns says each heading anew in every row.
        try budget.spend(
            rows.count * (columns.count + 1), bytes: rows.count * titles.reduce(0) { $0 + $1.utf8.count })
        var isNumeric = Array(repeating: true, count: keys.count)
        let cells = try rows.map { row in
            try keys.enumerated().map { index, key -> Table.Cell in
                let value = value(key, of: row)
                let field = field(key, of: row)
                if !isFigure(value, field) { isNumeric[index] = false }
                return try cell(value, field, key, of: item)
            }
        }
        return .table(
            Table(
                columns: keys.enumerated().map { index, key in
                    Table.Column(
                        key, title: titles[index], alignment: isNumeric[index] ? .trailing : .leading)
                }, rows: cells, caption: title, hasRowHeaders: !isNumeric[0]))
    }

    /// Bars of a set; nothing at all for an empty one, since the words for that are the table's or the
    /// routine's own.
    func bars(_ piece: Value) throws -> Block? {
        guard let label = piece["label"].text, let key = piece["value"].text else {
            throw BridgeError.outOfRange(sv: "staplar", en: "bars")
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
            let figure = value.figure ?? value["share"].figure
            if value.figure != nil, field(key, of: row)?.type.unwrapped != .share { isShare = false }
            let shown: BarChart.Value =
                switch value {
                case .mark(.few): .few(services.smallestShown ?? 5)
                default: figure.map { .number($0) } ?? .missing
                }
            let note =
                try piece["note"].text.map {
                    try cell(self.value($0, of: row), field($0, of: row), $0, of: item)
                } ?? []
            return BarChart.Bar(
                try cell(self.value(label, of: row), field(label, of: row), label, of: item), shown,
                note: note)
        }
        return .bars(
            BarChart(
                title: words.plain(try inline(piece["title"])), style: isShare ? .percent : .plain, bars: bars
            ))
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

    private func cell(
        _ value: Value, _ field: Parameter?, _ key: String, of item: ItemType?
    ) throws -> Table.Cell {
        if let item, let code = value.text, let term = term(code, in: item.name, key) { return [.leaf(term)] }
        if field?.type.unwrapped == .share, let figure = value.figure {
            // A change between two shares is in percentage points, and says which way.
            let isChange = key == "trend"
            return [
                .leaf(.number(NumberLeaf(figure, style: isChange ? .points : .percent, isSigned: isChange)))
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
        case .record: return value["share"].figure != nil
        default: return false
        }
    }

    /// A field's words as a heading: those before a colon say enough there.
    private func heading(_ field: Parameter) -> String {
        let all = language == .english ? field.words.en : field.words.sv
        let words = all.prefix { $0 != ":" }
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

extension Value {
    /// The number as a paper shows it; nil for a value of another kind.
    var figure: Figure? {
        switch self {
        case .int(let number): .whole(number)
        case .number(let number): .real(number)
        default: nil
        }
    }
}
