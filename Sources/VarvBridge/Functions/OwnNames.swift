/// The names a routine meets that are Lua's or Varv's: none of them can be given to a host function of an embedding
/// program, which would silently take its place.
package enum OwnNames {
    /// What stands in every run and entry, beside the collections: Lua's own, and the library's.
    package static let globals: Set<String> = [
        "_", "_G", "_VERSION", "adapter", "assert", "at_least", "at_most", "between", "change", "column",
        "coroutine",
        "debug", "dialogue", "error", "few", "getmetatable", "here", "ipairs", "less_than", "load", "math",
        "missing",
        "more_than", "next", "no_basis", "one_of", "option", "os", "pairs", "pcall", "print", "rawequal",
        "rawget",
        "rawlen", "rawset", "report", "require", "select", "setmetatable", "skip", "string", "table", "task",
        "tonumber", "tostring", "type", "utf8", "xpcall",
    ]

    /// What every set can do.
    package static let setMethods: Set<String> = [
        "all", "by", "count", "each", "first", "one", "sort", "where",
    ]

    /// The fields of `here`, also those a run may lack.
    package static let here: Set<String> = [
        "as_of", "cycle", "deadline", "end_on", "group", "period", "pupils", "school", "school_year",
        "start_on",
        "subject", "subject_name", "teacher", "teacher_name", "unassessed", "year_group",
    ]

    /// Lua's words, which are no names.
    package static let keywords: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
        "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]
}

extension HostFunction {
    /// How a name is bound in Lua: a method of a collection, a thing or `here`, or a function in a table.
    package struct Binding: Hashable, Sendable {
        /// The collection, thing or table; nil for a function that is a global itself.
        package var owner: String?
        package var member: String
        /// Whether it is a method of what the owner names.
        package var isMethod: Bool

        /// Whether both cannot be there: the same place, or one is a function where the other needs a table.
        package func excludes(_ other: Binding) -> Bool {
            if self == other { return true }
            if isMethod || other.isMethod { return false }
            return (owner == nil && member == other.owner) || (other.owner == nil && other.member == owner)
        }
    }

    /// The name taken apart; nil when it is none that Lua can reach.
    package func binding(in catalogue: Catalogue) -> Binding? {
        let parts = name.split(omittingEmptySubsequences: false) { $0 == "." || $0 == ":" }.map(String.init)
        guard (1...2).contains(parts.count), parts.allSatisfy(Self.isName) else { return nil }
        guard parts.count == 2 else { return Binding(owner: nil, member: parts[0], isMethod: false) }
        let isThing =
            parts[0] == "here" || catalogue.item(named: parts[0]) != nil
            || catalogue.item(collection: parts[0]) != nil
        return Binding(owner: parts[0], member: parts[1], isMethod: isThing && name.contains(":"))
    }

    private static func isName(_ word: String) -> Bool {
        guard let first = word.utf8.first, !(0x30...0x39).contains(first), !OwnNames.keywords.contains(word)
        else {
            return false
        }
        return word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}

extension Catalogue {
    /// Whether a name is Lua's or Varv's own already.
    package func holds(_ binding: HostFunction.Binding) -> Bool {
        guard let owner = binding.owner else { return isGlobal(binding.member) }
        guard binding.isMethod else { return isGlobal(owner) }
        if functions.contains(where: { $0.binding(in: self) == binding }) { return true }
        if owner == "here" {
            return OwnNames.here.contains(binding.member) || item(collection: binding.member) != nil
        }
        if item(collection: owner) != nil { return OwnNames.setMethods.contains(binding.member) }
        return item(named: owner)?.fields.contains { $0.name == binding.member } == true
    }

    private func isGlobal(_ name: String) -> Bool {
        OwnNames.globals.contains(name) || item(collection: name) != nil
    }
}
