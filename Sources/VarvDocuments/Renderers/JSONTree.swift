/// Turns the document tree into JSON values: each block and value an object with its `type`.
struct JSONTree {
    let text: LeafText

    func block(_ block: Block) -> JSONValue {
        switch block {
        case .heading(let level, let inlines):
            typed("heading", ("level", .integer(level)), ("content", self.inlines(inlines)))
        case .paragraph(let inlines): typed("paragraph", ("content", self.inlines(inlines)))
        case .list(let isOrdered, let items):
            typed(
                "list", ("ordered", .bool(isOrdered)),
                ("items", .array(items.map { .array($0.map(self.block)) })))
        case .quote(let blocks): typed("quote", ("blocks", .array(blocks.map(self.block))))
        case .code(let code): typed("code", ("text", .string(code)))
        case .rule: typed("rule")
        case .table(let table): self.table(table)
        case .bars(let chart): bars(chart)
        case .lines(let count, let label):
            typed("lines", ("count", .integer(count)), ("label", self.inlines(label)))
        case .field(let field): self.field(field)
        case .pageBreak: typed("page_break")
        }
    }

    private func typed(_ type: String, _ members: (String, JSONValue)...) -> JSONValue {
        .object([("type", .string(type))] + members)
    }

    func inlines(_ inlines: [Inline]) -> JSONValue {
        .array(
            inlines.map { inline in
                switch inline {
                case .text(let string): .string(string)
                case .strong(let inner): typed("strong", ("content", self.inlines(inner)))
                case .emphasis(let inner): typed("emphasis", ("content", self.inlines(inner)))
                case .code(let code): typed("code", ("text", .string(code)))
                case .lineBreak: typed("line_break")
                case .leaf(let leaf): self.leaf(leaf)
                }
            })
    }

    private func leaf(_ leaf: Leaf) -> JSONValue {
        let shown = ("text", JSONValue.string(text.text(leaf, in: .table)))
        return switch leaf {
        case .person: typed("person", shown)
        case .number(let number):
            typed("number", ("value", .figure(number.value)), ("style", .string(style(number.style))), shown)
        case .date(let date): typed("date", ("value", .string(date.iso)))
        case .week(let week, let year):
            typed(
                "week", ("week", .integer(week)), ("year", year.map { .integer($0) } ?? .null),
                shown)
        case .term(let code, let label): typed("term", ("code", .string(code)), ("text", .string(label)))
        case .text(let string): typed("text", ("text", .string(string)))
        case .few(let limit): typed("few", ("below", .integer(limit)), shown)
        case .missing: typed("missing")
        case .noBasis: typed("no_basis")
        }
    }

    private func style(_ style: NumberLeaf.Style) -> String {
        switch style {
        case .plain: "plain"
        case .percent: "percent"
        case .points: "points"
        case .decimals(let count): "decimals_\(count)"
        }
    }

    private func table(_ table: Table) -> JSONValue {
        typed(
            "table", ("caption", inlines(table.caption)),
            (
                "columns",
                .array(
                    table.columns.map { .object([("key", .string($0.key)), ("title", .string($0.title))]) })
            ),
            ("rows", .array(table.rows.map { .array($0.map(inlines)) })))
    }

    private func bars(_ chart: BarChart) -> JSONValue {
        typed(
            "bars", ("title", .string(chart.title)), ("style", .string(style(chart.style))),
            (
                "bars",
                .array(
                    chart.bars.map { bar in
                        let value: JSONValue =
                            switch bar.value {
                            case .number(let number): .figure(number)
                            case .few(let limit): typed("few", ("below", .integer(limit)))
                            case .missing: .null
                            }
                        return .object([
                            ("label", inlines(bar.label)), ("value", value), ("note", inlines(bar.note)),
                        ])
                    })
            ))
    }

    private func field(_ field: FormField) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("type", .string("field")), ("name", .string(field.name)), ("key", .string(field.key)),
            ("about", field.about.map { .string($0) } ?? .null), ("label", inlines(field.label)),
            ("required", .bool(field.isRequired)), ("answer", field.prefilled.map { .string($0) } ?? .null),
        ]
        switch field.kind {
        case .text(let lines): members += [("kind", .string("text")), ("lines", .integer(lines))]
        case .choice(let choices):
            members += [("kind", .string("choice")), ("choices", self.choices(choices))]
        case .date: members.append(("kind", .string("date")))
        case .number: members.append(("kind", .string("number")))
        case .person(let people):
            members += [("kind", .string("person")), ("people", .array(people.map { leaf(.person($0)) }))]
        case .task(let plan):
            members += [
                ("kind", .string("task")), ("owner", inlines(plan.owner)), ("aims", choices(plan.aims)),
                ("due", inlines(plan.due)),
            ]
        }
        return .object(members)
    }

    private func choices(_ choices: [FormField.Choice]) -> JSONValue {
        .array(choices.map { .object([("key", .string($0.key)), ("label", inlines($0.label))]) })
    }
}
