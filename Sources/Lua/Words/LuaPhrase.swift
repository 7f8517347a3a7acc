/// One of Lua's own messages, and what it is to a person who does not know Lua.
///
/// In `lua`, `{name}` stands for what differs. In the words, `{name}` is put back as it came, except that a name
/// beginning with `type` becomes the type's words, one beginning with `why` is a message of its own, and `{what}` is
/// what Lua knows of the value: `variabeln "x"`.
struct LuaPhrase: Sendable {
    let lua: String
    let sv: String
    let en: String

    init(_ lua: String, sv: String, en: String) {
        self.lua = lua
        self.sv = sv
        self.en = en
    }

    /// Returns what stands in the places of the pattern, or nil when the message is another.
    func values(in message: Substring) -> [String: Substring]? {
        var values: [String: Substring] = [:]
        var pending: String?
        var start = message.startIndex
        for piece in Self.pieces(lua) {
            switch piece {
            case .place(let name): pending = name
            case .text(let text):
                guard let found = message[start...].first(text, anchored: pending == nil) else { return nil }
                if let name = pending { values[name] = message[start..<found.lowerBound] }
                pending = nil
                start = found.upperBound
            }
        }
        if let pending {
            values[pending] = message[start...]
        } else if start != message.endIndex {
            return nil
        }
        return values
    }

    enum Piece {
        case text(Substring)
        case place(String)
    }

    static func pieces(_ template: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { pieces.append(.text(rest[..<open])) }
            pieces.append(.place(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(rest)) }
        return pieces
    }
}

extension Substring {
    /// Where a text stands first, or whether this one begins with it.
    func first(_ text: Substring, anchored: Bool) -> Range<Index>? {
        var start = startIndex
        while true {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            guard !anchored, start < endIndex else { return nil }
            start = index(after: start)
        }
    }
}
