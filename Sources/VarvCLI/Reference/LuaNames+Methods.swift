import VarvModel

extension LuaNames {
    /// What a routine's function is given, and what each can do. Names are `row:step`; a field is `row.number`.
    static let methods: [LuaName] = row + change + page + form

    /// The methods of one thing, by their own names.
    static func methods(of owner: String) -> [(name: String, method: LuaName)] {
        methods.compactMap { method in
            guard method.name.hasPrefix(owner + ":") else { return nil }
            return (String(method.name.dropFirst(owner.count + 1)), method)
        }
    }

    /// What those things are.
    static let givers: [LuaName] = [
        LuaName(
            "here", [], "here",
            sv:
                "Det körningen gäller. here:pupils() och varje annan samling inom det; here.school, school_year, "
                + "cycle, period, deadline, year_group, group, subject, teacher och as_of. I en text är {pupils} "
                + "antalet elever och {unassessed} de utan bedömning.",
            en: "What the run is about. here:pupils() and every other collection within it; here.school, "
                + "school_year, cycle, period, deadline, year_group, group, subject, teacher and as_of. In a text "
                + "{pupils} is the number of pupils and {unassessed} those without an assessment.",
            #"page "{pupils|elev|elever} i varv {cycle}""#),
        LuaName(
            "row", [], "row",
            sv: "En rad av filen: row.namn är en kolumn ur columns, row.number radens nummer.",
            en: "A row of the file: row.name is a column of columns, row.number the row's number.",
            "row.pupil"),
        LuaName(
            "add", [], "add", sv: "Lägger till poster ur en rad.", en: "Adds records from a row.",
            "add:judgement { pupil = row.pupil, … }"),
        LuaName(
            "change", [], "change", sv: "Ändrar eller lägger till i en uppgift eller ett möte.",
            en: "Changes or adds in a task or a meeting.", "change:intervention(i, { follows_up = mentor })"),
        LuaName(
            "page", [], "page", sv: "En rapports papper. Anropas det med en text läses den som Markdown.",
            en: "A report's paper. Called with a text, it reads that as Markdown.", "page \"## Insatser\""),
        LuaName(
            "form", [], "form", sv: "Ett samtals formulär: allt som page kan, och frågor.",
            en: "A dialogue's form: all that page can do, and questions.", "form \"## Till nästa varv\""),
    ]

    private static let row: [LuaName] = [
        LuaName(
            "row:step", [("word", "string")], "step|mark", sv: "Steget för ett ord ur filen, ur steps.",
            en: "The step for a word from the file, by steps.", "row:step(row.word)"),
        LuaName(
            "row:wide", [("heading", "string")], "fun(): string, string",
            sv: "Går igenom kolumner vars rubrik passar; stjärnan är ämnet eller kriteriet.",
            en: "Goes through columns whose heading fits; the star is the subject or criterion.",
            #"for subject, word in row:wide "Omdöme *" do … end"#),
        LuaName(
            "row:reject", [("why", "string"), ("heading?", "string")], "",
            sv: "Utelämnar raden och säger varför.", en: "Leaves the row out and says why.",
            #"row:reject("okänd grupp", "Klass")"#),
        LuaName(
            "row:raw", [("heading", "string")], "string?", sv: "Cellen under en rubrik, som den står.",
            en: "The cell under a heading, as it stands.", #"row:raw "Kommentar""#),
    ]

    private static let change: [LuaName] = [
        LuaName(
            "change:note", [("about", "any"), ("text?", "string|text")], "",
            sv: "En rad text till den som kör uppgiften, om en sak eller i allmänhet.",
            en: "A line to whoever runs the task, about a thing or in general.", "change:note(i, why)")
    ]

    private static let page: [LuaName] = shared(by: "page")

    private static let form: [LuaName] =
        shared(by: "form") + [
            question(
                "text", "besvaras med text", "answered with text",
                #"form:text("change", "Vad ändrar du?", { about = c })"#),
            question(
                "number", "besvaras med ett tal", "answered with a number",
                #"form:number("lessons", "Hur många lektioner?")"#),
            question("date", "besvaras med ett datum", "answered with a day", #"form:date("on", "När?")"#),
            question(
                "person", "besvaras med någon i personalen", "answered with someone of the staff",
                #"form:person("who", "Vem?")"#),
            question(
                "plan", "besvaras med vad, vem och till när", "answered with what, who and by when",
                #"form:plan("next", "Vad gör du?", { owner = here.teacher, due = "next_cycle" })"#),
            LuaName(
                "form:choice",
                [
                    ("key", "string"), ("label", "string|text"), ("choices", "string[][]"),
                    ("options?", "field_options"),
                ], "",
                sv: "En fråga som besvaras med ett av flera ord.",
                en: "A question answered with one of several words.",
                #"form:choice("effect", "Hur gick det?", { { "yes", "Bra" }, { "no", "Mindre bra" } })"#),
        ]

    private static func question(_ kind: String, _ sv: String, _ en: String, _ example: String) -> LuaName {
        LuaName(
            "form:\(kind)", [("key", "string"), ("label", "string|text"), ("options?", "field_options")], "",
            sv: "En fråga som \(sv).", en: "A question \(en).", example)
    }

    private static func shared(by owner: String) -> [LuaName] {
        [
            LuaName(
                "\(owner):table",
                [
                    ("source", "table"), ("columns", "(string|string[])[]"),
                    ("options?", "{ title: string?, empty: string? }"),
                ], "",
                sv: "En tabell av en mängd eller lista; en kolumn är en nyckel eller { nyckel, \"rubrik\" }.",
                en: "A table of a set or list; a column is a key or { key, \"heading\" }.",
                #"\#(owner):table(hard, { "subject", { "trend", "Sedan sist" } })"#),
            LuaName(
                "\(owner):bars",
                [
                    ("source", "table"),
                    (
                        "options",
                        "{ label: string, value: string, title: string?, empty: string?, note: string? }"
                    ),
                ], "", sv: "Staplar av en mängd eller lista.", en: "Bars of a set or list.",
                #"\#(owner):bars(hard, { label = "label", value = "share" })"#),
            LuaName(
                "\(owner):lines", [("count", "integer"), ("label?", "string")], "",
                sv: "Tomma rader att skriva på.", en: "Empty lines to write on.",
                #"\#(owner):lines(4, "Skäl")"#),
            LuaName(
                "\(owner):page_break", [], "", sv: "Resten börjar på nästa sida.",
                en: "The rest begins on the next page.",
                "\(owner):page_break()"),
        ]
    }
}
