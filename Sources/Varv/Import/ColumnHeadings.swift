import VarvBridge

/// What the file calls the columns an adapter named, so that a message leads to the cell.
///
/// An adapter may do anything with a cell, so the heading of a field is a guess: the one column of the
/// field's kind, or the one of its name. Where neither says, a message names the row alone.
struct ColumnHeadings {
    private var byName: [String: String] = [:]
    private var byKind: [String: [String]] = [:]
    /// The columns that say who is protected, with the words that mean nobody.
    private(set) var marks: [(heading: String, none: [String])] = []
    /// The columns whose cells a message may quote, and those of text, by their whole headings.
    private var (quotable, texts): (Set<String>, Set<String>) = ([], [])
    private static let longest = 120

    init() {}

    /// Reads what the worker found: a list of `name`, `kind` and `heading`.
    init(_ columns: Value) {
        for column in columns.list ?? [] {
            guard let name = column["name"].text, let kind = column["kind"].text,
                let heading = column["heading"].text,
                !heading.isEmpty
            else { continue }
            if Self.quotableKinds.contains(kind) { quotable.insert(heading) }
            if kind == "text" { texts.insert(heading) }
            byName[name] = String(heading.prefix(Self.longest))
            byKind[kind, default: []].append(String(heading.prefix(Self.longest)))
            if kind == "mark" {
                marks.append((heading, (column["none"].list ?? []).compactMap(\.text)))
            }
        }
    }

    private static let quotableKinds: Set = [
        "identity", "group", "date", "number", "integer", "year_group", "mark", "staff", "subject", "step",
    ]

    /// Whether an adapter reads a column as something that is no name and no free text.
    func isQuotable(_ heading: String) -> Bool { quotable.contains(heading) }

    /// Whether an adapter reads a column as text, whatever kind.
    func isText(_ heading: String) -> Bool { texts.contains(heading) }

    /// The heading of a record's field, such as `pupil`, or nil.
    func heading(of field: String) -> String? {
        let kind =
            switch field {
            case "pupil": "identity"
            case "on": "date"
            case "protection": "mark"
            default: field
            }
        if let ofKind = byKind[kind], ofKind.count == 1 { return ofKind[0] }
        return byName[field]
    }
}
