/// Writes a document's tree as JSON, for programs: every value with its type and with the text a reader would see.
///
/// People show as the names policy says; their handles stay inside.
package struct JSONRenderer: Sendable {
    package var names: Names

    package init(names: Names) { self.names = names }

    /// Returns one object with `title`, `language`, `as_of`, `audience` and `blocks`; UTF-8, a line feed last.
    package func render(_ document: Document) -> [UInt8] {
        let meta = document.meta
        let tree = JSONTree(text: LeafText(document.language, names: names))
        var writer = JSONWriter()
        writer.write(
            .object([
                ("title", .string(document.title)),
                ("language", .string(document.language.rawValue)),
                ("organisation", meta.organisation.map { .string($0) } ?? .null),
                ("as_of", meta.asOf.map { .string($0.iso) } ?? .null),
                ("audience", meta.audience.map { .string($0) } ?? .null),
                ("made_by", meta.madeBy.map { .string($0) } ?? .null),
                ("provenance", .array(meta.provenance.map { .string($0) })),
                ("blocks", .array(document.blocks.map(tree.block))),
            ]))
        return writer.bytes + [0x0A]
    }
}

/// What JSON can say; members keep their order.
indirect enum JSONValue {
    case null
    case bool(Bool)
    case number(Double)
    case integer(Int)
    case string(String)
    case array([JSONValue])
    case object([(String, JSONValue)])

    static func figure(_ figure: Figure) -> JSONValue {
        figure.whole.map { .integer(Int($0)) } ?? .number(figure.approximate)
    }
}

struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: raw("null")
        case .bool(let flag): raw(flag ? "true" : "false")
        case .number(let number): raw(number.isFinite ? number.description : "null")
        case .integer(let number): raw(String(number))
        case .string(let text): string(text)
        case .array(let items):
            raw("[")
            for (offset, item) in items.enumerated() {
                if offset > 0 { raw(",") }
                write(item)
            }
            raw("]")
        case .object(let members):
            raw("{")
            for (offset, member) in members.enumerated() {
                if offset > 0 { raw(",") }
                string(member.0)
                raw(":")
                write(member.1)
            }
            raw("}")
        }
    }

    private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Hidden scalars are escaped too, so that the file is harmless in a terminal and in a page's script.
    private mutating func string(_ text: String) {
        raw("\"")
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": raw("\\\"")
            case "\\": raw("\\\\")
            case "\n": raw("\\n")
            case "\t": raw("\\t")
            case "\r": raw("\\r")
            case "<": raw("\\u003C")
            default:
                if Neutral.isHidden(scalar) {
                    for unit in String(scalar).utf16 {
                        let digits = String(unit, radix: 16, uppercase: true)
                        raw("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
                    }
                } else {
                    bytes.append(contentsOf: String(scalar).utf8)
                }
            }
        }
        raw("\"")
    }
}
