/// The words renderers add of their own, in one place for each language.
struct Words: Sendable {
    let asOf, madeFor, madeBy, required, few, missing, noBasis, label, value, note, week: String
    let what, owner, aims, due, answer, page, of, choose, row, table, chart, yourAnswer, form: String

    static func of(_ language: Document.Language) -> Words { language == .swedish ? swedish : english }

    private static let swedish = Words(
        asOf: "Uppgifter per", madeFor: "För", madeBy: "Gjord med", required: "obligatorisk", few: "färre än",
        missing: "uppgift saknas", noBasis: "underlag saknas", label: "Rad", value: "Värde", note: "Anmärkning",
        week: "v.", what: "Vad", owner: "Vem", aims: "Siktar på", due: "Följs upp", answer: "Svar", page: "Sida",
        of: "av", choose: "Välj", row: "Rad", table: "Tabell", chart: "Diagram", yourAnswer: "Skriv här",
        form: "Formulär")

    private static let english = Words(
        asOf: "Figures as of", madeFor: "For", madeBy: "Made with", required: "required", few: "fewer than",
        missing: "no value", noBasis: "no basis for a mark", label: "Row", value: "Value", note: "Note",
        week: "week", what: "What", owner: "Who", aims: "Aims at", due: "Followed up", answer: "Answer",
        page: "Page", of: "of", choose: "Choose", row: "Row", table: "Table", chart: "Chart",
        yourAnswer: "Write here", form: "Form")
}
