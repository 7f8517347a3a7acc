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
    private static let longest = 120

    init() {}

    /// Reads what the worker found: a list of `name`, `kind` and `heading`.
    init(_ columns: Value) {
        for column in columns.list ?? [] {
            guard let name = column["name"].text, let kind = column["kind"].text,
                let heading = column["heading"].text,
                !heading.isEmpty
            else { continue }
            byName[name] = String(heading.prefix(Self.longest))
            byKind[kind, default: []].append(String(heading.prefix(Self.longest)))
            if kind == "mark" {
                marks.append((heading, (column["none"].list ?? []).compactMap(\.text)))
            }
        }
    }

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
