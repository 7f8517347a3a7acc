import VarvBridge
import VarvModel

/// The embedding program's own functions: each is reached by a name that is nothing else's.
struct EmbeddedFunctions: Sendable {
    static let none = EmbeddedFunctions()

    /// By name, as a call finds them.
    let byName: [String: EmbeddedFunction]
    /// As they were given.
    let declarations: [HostFunction]

    private init() {
        byName = [:]
        declarations = []
    }

    /// Takes functions in; throws for a name that Lua cannot reach, and for one that something else has.
    ///
    /// - Throws: ``VarvError``: `VARV-E615` for a name that is Varv's or Lua's, `VARV-E617` for one that another in the
    ///   list stands in the way of, `VARV-E616` for one that is no name.
    init(_ functions: [EmbeddedFunction]) throws(VarvError) {
        let catalogue = Catalogue.standard
        var taken: [(name: String, binding: HostFunction.Binding)] = []
        for function in functions {
            let name = function.declaration.name
            guard let binding = function.declaration.binding(in: catalogue) else { throw Self.noName(name) }
            guard !catalogue.holds(binding) else { throw Self.isVarvs(name) }
            if let other = taken.first(where: { $0.binding.excludes(binding) }) {
                throw Self.isTaken(name, by: other.name)
            }
            taken.append((name, binding))
        }
        byName = Dictionary(functions.map { ($0.declaration.name, $0) }) { first, _ in first }
        declarations = functions.map(\.declaration)
    }

    private static func isVarvs(_ name: String) -> VarvError {
        VarvError(
            "VARV-E615", .usage,
            sv:
                "Funktionen \(printable(name)) går inte att lägga till: namnet är Varvs eget. Sätt programmets eget "
                + "namn först, som i kommun.lov.",
            en:
                "The function \(printable(name)) cannot be added: the name is Varv's own. Put the program's own name "
                + "first, as in municipality.holidays.")
    }

    private static func isTaken(_ name: String, by other: String) -> VarvError {
        VarvError(
            "VARV-E617", .usage,
            sv:
                "Funktionen \(printable(name)) går inte att lägga till: programmet har redan \(printable(other)), och "
                + "båda får inte plats.",
            en:
                "The function \(printable(name)) cannot be added: the program has \(printable(other)) already, and "
                + "there is no room for both.")
    }

    private static func noName(_ name: String) -> VarvError {
        VarvError(
            "VARV-E616", .usage,
            sv:
                "Funktionen \"\(printable(name))\" går inte att lägga till: ett namn är ett eller två ord av a–z, 0–9 och _ "
                + "med punkt eller kolon mellan, som kommun.lov.",
            en:
                "The function \"\(printable(name))\" cannot be added: a name is one or two words of a–z, 0–9 and _ with a "
                + "dot or a colon between, such as municipality.holidays.")
    }
}
