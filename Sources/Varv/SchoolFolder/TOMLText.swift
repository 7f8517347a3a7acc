internal import TOMLKit
import VarvBridge
import VarvModel

/// A value of a TOML file, copied out of the library that read it.
package indirect enum TOMLNode: Hashable, Sendable {
    case text(String)
    case integer(Int)
    case decimal(Double)
    case truth(Bool)
    case list([TOMLNode])
    case table([String: TOMLNode])
    /// A time of day or a point in time: read, but nothing in a school's files is one.
    case time
}

/// A TOML file as read, with its text kept so that messages can name lines.
package struct TOMLText: Sendable {
    /// The file's name, as messages show it.
    package let file: String
    package let root: [String: TOMLNode]
    private let spots: [Spot: Int]

    /// Reads a file's bytes; throws a `.badText` error with the line for what is not TOML.
    ///
    /// `limit` is the most bytes it may hold: a settings file is written by people and never large.
    package init(_ bytes: [UInt8], file: String, atMost limit: Int = 256 * 1024) throws(SchoolFolderError) {
        guard bytes.count <= limit else { throw .tooLarge(file, limit: limit) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SchoolFolderError(
                .badText, file: file, line: TOMLText.brokenLine(bytes),
                sv:
                    "filen är inte sparad som UTF-8. Öppna den i en textredigerare och spara om den som "
                    + "UTF-8.",
                en: "the file is not saved as UTF-8. Open it in a text editor and save it as UTF-8.")
        }
        self.file = file
        // Windows editors end lines with a carriage return too, which Swift counts as one character with the
        // newline.
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        // The library hands over C strings, which a NUL would cut short without a word.
        if let line = lines.firstIndex(where: TOMLText.holdsNull) {
            throw SchoolFolderError(
                .badText, file: file, line: line + 1, sv: "texten innehåller ett nolltecken. Ta bort det.",
                en: "the text holds a null character. Remove it.")
        }
        if let line = lines.firstIndex(where: { StackedMarks.exceed(in: String($0)) }) {
            let most = StackedMarks.limit
            throw SchoolFolderError(
                .badText, file: file, line: line + 1,
                sv: "en bokstav har fler än \(most) tecken ovanpå sig. Skriv om den.",
                en: "a letter has more than \(most) marks on it. Write it anew.")
        }
        spots = TOMLText.spots(in: lines)
        // `a.a.a…` nests without a limit of the library's, which would end the program by its stack.
        if let line = lines.firstIndex(where: {
            $0.utf8.count { $0 == UInt8(ascii: ".") } > TOMLText.dotsOnALine
        }) {
            throw TOMLText.tooDeep(file, line: line + 1)
        }
        let table: TOMLTable
        do {
            table = try TOMLTable(string: text)
        } catch {
            let parseError = error as? TOMLParseError
            let cause = printable(parseError?.description ?? "", atMost: 200)
            throw SchoolFolderError(
                .badText, file: file, line: parseError?.source.begin.line,
                sv:
                    "raden följer inte reglerna för TOML. Text står inom citattecken: namn = \"Ekskolan\". "
                    + "(\(cause))",
                en:
                    "the line does not follow the rules of TOML. Text stands in quotes: name = \"Ekskolan\". "
                    + "(\(cause))"
            )
        }
        guard let copy = TOMLText.copied(table, depth: 0) else { throw TOMLText.tooDeep(file, line: nil) }
        root = copy
    }

    /// Returns the line, from 1, where a key is set: in a table, the `index`th of an array of tables, or at
    /// the top.
    package func line(of key: String?, in table: String? = nil, at index: Int = 0) -> Int? {
        guard let table else { return key.flatMap { spots[Spot(table: nil, index: 0, key: $0)] } }
        return key.flatMap { spots[Spot(table: table, index: index, key: $0)] }
            ?? spots[Spot(table: table, index: index, key: nil)]
    }

    /// A key, or the heading of a table; which of several tables under one heading, from 0.
    private struct Spot: Hashable {
        var table: String?
        var index: Int
        var key: String?
    }

    /// Finds the line of each heading and key, once: a file may have as many faults as lines.
    ///
    /// The library does not tell where its values stand, so this looks for the headings and keys people
    /// write.
    private static func spots(in lines: [Substring]) -> [Spot: Int] {
        var spots: [Spot: Int] = [:]
        var here = Spot(table: nil, index: 0)
        var seen: [String: Int] = [:]
        for (number, line) in lines.enumerated() {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if line.hasPrefix("[") {
                let name = String(line.drop { $0 == "[" }.prefix { $0 != "]" })
                seen[name, default: -1] += 1
                here = Spot(table: name, index: seen[name] ?? 0)
                spots[here] = number + 1
                continue
            }
            let name = line.prefix { $0 != "=" && $0 != "." }
            guard name.endIndex < line.endIndex else { continue }
            var spot = here
            spot.key = name.filter { $0 != " " && $0 != "\"" && $0 != "'" && $0 != "\t" }
            if spots[spot] == nil { spots[spot] = number + 1 }
        }
        return spots
    }

    /// Returns the table's values, nil when they lie deeper than anything a school's files have.
    private static func copied(_ table: TOMLTable, depth: Int) -> [String: TOMLNode]? {
        guard depth < deepest else { return nil }
        var copy: [String: TOMLNode] = [:]
        for key in table.keys {
            guard let value = table[key], let node = copied(value, depth: depth + 1) else { return nil }
            copy[key] = node
        }
        return copy
    }

    private static func copied(_ value: any TOMLValueConvertible, depth: Int) -> TOMLNode? {
        guard depth < deepest else { return nil }
        switch value.type {
        case .table: return value.table.flatMap { copied($0, depth: depth) }.map(TOMLNode.table)
        case .array:
            var items: [TOMLNode] = []
            guard let array = value.array else { return nil }
            for item in array {
                guard let node = copied(item, depth: depth + 1) else { return nil }
                items.append(node)
            }
            return .list(items)
        case .string: return .text(value.string ?? "")
        case .int: return value.int.map(TOMLNode.integer)
        case .double: return value.double.map(TOMLNode.decimal)
        case .bool: return value.bool.map(TOMLNode.truth)
        case .date:
            return value.date.flatMap { Day(year: $0.year, month: $0.month, day: $0.day) }.map {
                .text($0.isoText)
            }
                ?? .time
        case .time, .dateTime: return .time
        }
    }

    private static let deepest = 32
    private static let dotsOnALine = 40

    private static func tooDeep(_ file: String, line: Int?) -> SchoolFolderError {
        SchoolFolderError(
            .badText, file: file, line: line, sv: "tabeller och listor ligger för djupt i varandra.",
            en: "tables and lists lie too deep in each other.")
    }

    private static func holdsNull(_ line: Substring) -> Bool {
        // The three ways TOML 1.0 and 1.1 write one inside quotes.
        line.utf8.contains(0) || line.contains("\\u0000") || line.contains("\\U00000000")
            || line.contains("\\x00")
    }

    private static func brokenLine(_ bytes: [UInt8]) -> Int? {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
    }
}

extension TOMLNode {
    /// Returns text as a TOML string in quotes, on one line.
    package static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            // What steers a terminal or turns writing is written out too: people open these files.
            case _ where !isPrintable(String(scalar)):
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let width = digits.count > 4 ? 8 : 4
                quoted +=
                    (width == 4 ? "\\u" : "\\U") + String(repeating: "0", count: width - digits.count)
                    + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// Returns texts as a TOML array on one line.
    package static func quoted(_ texts: [String]) -> String {
        "[" + texts.map { quoted($0) }.joined(separator: ", ") + "]"
    }
}
