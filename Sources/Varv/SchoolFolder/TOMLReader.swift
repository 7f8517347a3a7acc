import VarvModel

/// Reads one table of a TOML file key by key, collecting everything that is wrong with it instead of stopping
/// at the first.
struct TOMLReader {
    let text: TOMLText
    let code: SchoolFolderError.Code
    /// The heading the table stands under, nil for the top of the file.
    let heading: String?
    /// Which of several tables under the same heading, from 0.
    let index: Int
    private let values: [String: TOMLNode]
    private(set) var errors: [SchoolFolderError] = []
    private var read: Set<String> = []

    init(
        _ text: TOMLText, _ values: [String: TOMLNode], under heading: String? = nil, at index: Int = 0,
        code: SchoolFolderError.Code
    ) {
        self.text = text
        self.values = values
        self.heading = heading
        self.index = index
        self.code = code
    }

    /// Returns a text; `fallback` when it is not there, and an issue when there is none to fall back on.
    mutating func string(_ key: String, or fallback: String? = nil, example: String, atMost limit: Int = 200)
        -> String
    {
        switch take(key) {
        case nil:
            if let fallback { return fallback }
            complain(
                nil, sv: "\(key) saknas. Skriv \(key) = \(example)",
                en: "\(key) is missing. Write \(key) = \(example)")
        case .text(let value):
            guard isPrintable(value), value.count <= limit else {
                complain(
                    key, sv: "\(key) får ha högst \(limit) tecken och inga styrtecken.",
                    en: "\(key) may have at most \(limit) characters and no control characters.")
                return ""
            }
            if value.isEmpty && fallback == nil {
                complain(
                    key, sv: "\(key) är tomt. Skriv \(key) = \(example)",
                    en: "\(key) is empty. Write \(key) = \(example)")
            }
            return value
        default:
            complain(
                key, sv: "\(key) ska vara text inom citattecken: \(key) = \(example)",
                en: "\(key) is to be text in quotes: \(key) = \(example)")
        }
        return ""
    }

    /// Returns a text that is there, or nil.
    mutating func optionalString(_ key: String, example: String, atMost limit: Int = 200) -> String? {
        let value = string(key, or: "", example: example, atMost: limit)
        return value.isEmpty ? nil : value
    }

    /// Returns one of a few words, or nil after saying which there are.
    mutating func word<Word: CaseIterable & RawRepresentable>(
        _ key: String, or fallback: Word? = nil
    ) -> Word? where Word.RawValue == String {
        read.insert(key)
        guard values[key] != nil || fallback == nil else { return fallback }
        let choices = Word.allCases.map(\.rawValue)
        let before = errors.count
        let value = string(key, example: "\"\(choices.first ?? "")\"")
        guard errors.count == before else { return nil }
        if let word = Word(rawValue: value) { return word }
        let all = choices.joined(separator: ", ")
        complain(
            key, sv: "\(key) = \"\(printable(value))\" finns inte. Välj ett av: \(all).",
            en: "\(key) = \"\(printable(value))\" does not exist. Choose one of: \(all).")
        return nil
    }

    /// Returns a whole number within a range; `fallback` when it is not there.
    mutating func integer(_ key: String, in range: ClosedRange<Int>, or fallback: Int? = nil) -> Int {
        let value = take(key)
        if value == nil, let fallback { return fallback }
        if case .integer(let number) = value, range.contains(number) { return number }
        complain(
            value == nil ? nil : key,
            sv:
                "\(key) ska vara ett heltal mellan \(range.lowerBound) och \(range.upperBound): \(key) = "
                + "\(range.lowerBound)",
            en:
                "\(key) is to be a whole number from \(range.lowerBound) to \(range.upperBound): \(key) = "
                + "\(range.lowerBound)"
        )
        return fallback ?? range.lowerBound
    }

    /// Returns true or false; `fallback` when it is not there.
    mutating func truth(_ key: String, or fallback: Bool) -> Bool {
        switch take(key) {
        case nil: return fallback
        case .truth(let value): return value
        default:
            complain(
                key, sv: "\(key) ska vara true eller false, utan citattecken.",
                en: "\(key) is to be true or false, without quotes.")
            return fallback
        }
    }

    /// Returns a day, or nil after an issue; a missing one is nil without an issue unless `required`.
    mutating func day(_ key: String, required: Bool = true) -> Day? {
        let value = take(key)
        if case .text(let text) = value, let day = Day(iso: text) { return day }
        if value == nil && !required { return nil }
        complain(
            value == nil ? nil : key, sv: "\(key) ska vara en dag: \(key) = \"2027-06-30\"",
            en: "\(key) is to be a day: \(key) = \"2027-06-30\"")
        return nil
    }

    /// Returns a list of texts; empty when it is not there.
    mutating func strings(_ key: String, example: String, atMost limit: Int = 500) -> [String] {
        switch take(key) {
        case nil: return []
        case .list(let items) where items.count <= limit:
            let texts = items.compactMap { item -> String? in
                guard case .text(let text) = item, isPrintable(text), text.count <= 200 else { return nil }
                return text
            }
            if texts.count == items.count { return texts }
        default: break
        }
        complain(
            key, sv: "\(key) ska vara en lista med texter: \(key) = [\(example)]",
            en: "\(key) is to be a list of texts: \(key) = [\(example)]")
        return []
    }

    /// Returns readers for the tables under `[[key]]`, none when there are none.
    mutating func tables(_ key: String, atMost limit: Int = 2000) -> [TOMLReader] {
        switch take(key) {
        case nil: return []
        case .list(let items) where items.count <= limit:
            let tables = items.enumerated().compactMap { index, item -> TOMLReader? in
                guard case .table(let values) = item else { return nil }
                return TOMLReader(text, values, under: path(key), at: index, code: code)
            }
            if tables.count == items.count { return tables }
        default: break
        }
        complain(
            key,
            sv: "\(key) skrivs som [[\(path(key))]] på en egen rad, en gång för var och en (högst \(limit)).",
            en:
                "\(key) is written as [[\(path(key))]] on a line of its own, once for each (at most "
                + "\(limit))."
        )
        return []
    }

    /// Returns a reader for the table under `[key]`; an empty one when it is not there.
    mutating func table(_ key: String) -> TOMLReader {
        switch take(key) {
        case nil: break
        case .table(let values): return TOMLReader(text, values, under: path(key), code: code)
        default:
            complain(
                key, sv: "\(key) skrivs som [\(path(key))] på en egen rad.",
                en: "\(key) is written as [\(path(key))] on a line of its own.")
        }
        return TOMLReader(text, [:], under: path(key), code: code)
    }

    /// Adds an issue about a key, or about the table when `key` is nil.
    mutating func complain(_ key: String?, sv: String, en: String) {
        errors.append(
            SchoolFolderError(
                code, file: text.file, line: text.line(of: key, in: heading, at: index), sv: sv, en: en))
    }

    /// Takes over what another reader of the same file found, and complains about keys nobody asked for.
    mutating func finish(_ other: TOMLReader) {
        errors += other.finished().errors
    }

    /// Returns the reader after complaining about keys nobody asked for: a misspelt key would else be
    /// silently without effect.
    func finished() -> TOMLReader {
        var reader = self
        let known = read.sorted().joined(separator: ", ")
        for key in values.keys.sorted() where !read.contains(key) {
            reader.complain(
                key, sv: "\(printable(key)) är ingen inställning här. De som finns: \(known).",
                en: "\(printable(key)) is no setting here. There are: \(known).")
        }
        return reader
    }

    private func path(_ key: String) -> String { heading.map { $0 + "." + key } ?? key }

    private mutating func take(_ key: String) -> TOMLNode? {
        read.insert(key)
        return values[key]
    }
}
