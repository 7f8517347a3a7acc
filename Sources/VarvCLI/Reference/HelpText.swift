import Varv
import VarvBridge
import VarvModel

/// The help text of one name: a collection, a thing, a function, a record or a constructor.
enum HelpText {
    /// Returns the lines, nil when there is nothing by that name.
    static func lines(
        of name: String, in language: Language, catalogue: Catalogue = .standard
    ) -> [String]? {
        let isSwedish = language == .swedish
        func right(_ right: String?) -> [String] {
            right.map { [isSwedish ? "Kräver rätten \($0)." : "Needs the right \($0)."] } ?? []
        }
        func fields(_ fields: [Parameter]) -> [String] {
            let width = fields.map(\.name.count).max() ?? 0
            let types = fields.map(\.type.description.count).max() ?? 0
            return fields.map {
                "  " + $0.name.padded(to: width) + "  " + $0.type.description.padded(to: types) + "  "
                    + $0.words.text(in: language)
            }
        }
        func lines(of record: RecordKind) -> [String] {
            [
                record.words.text(in: language),
                isSwedish
                    ? "Kräver skrivrätten \(record.right)." : "Needs the right to write \(record.right).",
            ] + fields(record.fields) + [record.example]
        }
        // What is written has other fields than what is read by the same name.
        for owner in ["add:", "change:"] where name.hasPrefix(owner) {
            let record = catalogue.record(named: String(name.dropFirst(owner.count)))
            if let record { return lines(of: record) }
        }
        if let item = catalogue.item(collection: name) ?? catalogue.item(named: name) {
            let head = item.collection.map { "\($0): " } ?? ""
            var lines = ["\(head)\(item.words.text(in: language))"] + right(item.right) + fields(item.fields)
            let own = catalogue.functions.filter {
                $0.name.hasPrefix((item.collection ?? "\0") + ":") || $0.name.hasPrefix(item.name + ":")
            }
            lines += own.map { "  \($0.signature)  \($0.words.text(in: language))" }
            if item.collection != nil {
                lines.append("  " + LuaNames.setMethods.map { ":" + $0.name }.joined(separator: " "))
            }
            return lines
        }
        let short = catalogue.functions.filter { function in
            function.name == name
                || function.name.split { $0 == ":" || $0 == "." }.last.map(String.init) == name
        }
        if !short.isEmpty {
            return short.flatMap { $0.help(in: language) }
        }
        if let record = catalogue.record(named: name) { return lines(of: record) }
        if let giver = LuaNames.givers.first(where: { $0.name == name }) {
            var parts = LuaNames.methods(of: name).map {
                ($0.method.name, $0.method.words.text(in: language))
            }
            if name == "add" || name == "change" {
                parts = catalogue.records.map { ("\(name):\($0.name)", $0.words.text(in: language)) } + parts
            }
            let width = parts.map(\.0.count).max() ?? 0
            return [giver.words.text(in: language), "  " + giver.example]
                + parts.map { "  " + $0.0.padded(to: width) + "  " + $0.1 }
        }
        if let known = LuaNames.all.first(where: { $0.name == name }) {
            var lines = [known.words.text(in: language), "  " + known.example]
            if known.name.contains(":") { lines.insert(signature(known), at: 0) }
            if let spec = LuaNames.routines.first(where: { $0.name.name == name }) {
                let width = spec.fields.map(\.name.count).max() ?? 0
                lines += spec.fields.map {
                    "  " + $0.name.padded(to: width) + "  " + $0.words.text(in: language)
                }
            }
            return lines
        }
        let inside = LuaNames.all.filter { $0.global == name }
        guard !inside.isEmpty else { return nil }
        return inside.map { "  " + $0.name.padded(to: 18) + "  " + $0.words.text(in: language) }
    }

    /// Every name there is help for, for the list and for suggestions.
    static func names(_ catalogue: Catalogue = .standard) -> [String] {
        catalogue.items.map { $0.collection ?? $0.name } + catalogue.functions.map(\.name)
            + catalogue.records.map(\.name)
            + LuaNames.all.map(\.name) + LuaNames.givers.map(\.name)
    }

    /// A method of the library as it is called: `row:step(word): step|mark`.
    static func signature(_ method: LuaName) -> String {
        let parameters = method.parameters.map(\.name).joined(separator: ", ")
        return "\(method.name)(\(parameters))"
            + (method.result.isEmpty ? "" : ": \(method.result.replacing("$", with: "…"))")
    }
}
