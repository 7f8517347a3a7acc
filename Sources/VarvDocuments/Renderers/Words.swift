/// The words renderers add of their own, in one place for each language.
struct Words: Sendable {
    let asOf, madeFor, madeBy, required, few, missing, noBasis, label, value, note, week: String
    let what, owner, aims, due: String

    static func of(_ language: Document.Language) -> Words { language == .swedish ? swedish : english }

    private static let swedish = Words(
        asOf: "Uppgifter per", madeFor: "För", madeBy: "Gjord med", required: "obligatorisk", few: "färre än",
        missing: "uppgift saknas", noBasis: "underlag saknas", label: "Benämning", value: "Värde",
        note: "Anmärkning",
        week: "v.", what: "Vad", owner: "Vem", aims: "Siktar på", due: "Följs upp")

    private static let english = Words(
        asOf: "Figures as of", madeFor: "For", madeBy: "Made with", required: "required", few: "fewer than",
        missing: "no value", noBasis: "no basis for a mark", label: "Label", value: "Value", note: "Note",
        week: "week", what: "What", owner: "Who", aims: "Aims at", due: "Followed up")
}
