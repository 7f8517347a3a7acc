import VarvModel

/// A name that the worker's library gives every script, beside what the list of host functions holds.
struct LuaName: Sendable {
    /// `column.identity`
    var name: String
    /// Parameters as LuaCATS writes them: name and type.
    var parameters: [(name: String, type: String)]
    /// The result's type; empty for none.
    var result: String
    var words: Phrase
    var example: String

    init(
        _ name: String, _ parameters: [(name: String, type: String)] = [], _ result: String, sv: String,
        en: String,
        _ example: String
    ) {
        self.name = name
        self.parameters = parameters
        self.result = result
        words = Phrase(sv: sv, en: en)
        self.example = example
    }

    /// The global it is reached through.
    var global: String { String(name.prefix { $0 != "." && $0 != ":" }) }
}

/// A field of the table a constructor takes.
struct LuaField: Sendable {
    var name: String
    var type: String
    var words: Phrase

    init(_ name: String, _ type: String, sv: String, en: String) {
        self.name = name
        self.type = type
        words = Phrase(sv: sv, en: en)
    }
}

/// What the worker's library offers (`VarvWorker/Library`), as data for help and for editors.
enum LuaNames {
    static let routines: [(name: LuaName, fields: [LuaField])] = [
        (
            LuaName(
                "adapter", [("spec", "adapter_spec")], "routine",
                sv: "En rutin som läser in ett verktygs fil.",
                en: "A routine that imports a tool's file.",
                #"return adapter { id = "skolan/register", version = "1.0.0", title = "Elevregister", … }"#),
            common + [
                LuaField(
                    "known_by", "string[]",
                    sv: "rubriker som filen känns igen på; en stjärna står för vad som helst",
                    en: "headings the file is known by; a star stands for anything"),
                LuaField(
                    "columns", "table<string, column>", sv: "kolumnerna, med namn att läsa dem under",
                    en: "the columns, by the names they are read under"),
                LuaField("scale", "string?", sv: "en av skolans skalor", en: "one of the school's scales"),
                LuaField(
                    "steps", "table<string, string|mark>?", sv: "filens ord och skalans steg",
                    en: "the file's words and the scale's steps"),
                LuaField(
                    "header", "integer|table|false|nil",
                    sv: "hur många rader rubrikerna tar, 0 till 3, när de inte hittas av sig själva",
                    en: "how many rows the headings take, 0 to 3, when they are not found by themselves"),
                LuaField(
                    "encoding", "string?",
                    sv: "utf-8, windows-1252 eller iso-8859-1, när det inte hittas av sig själv",
                    en: "utf-8, windows-1252 or iso-8859-1, when it is not found by itself"),
                LuaField(
                    "delimiter", "string?", sv: "skiljetecken, när det inte hittas av sig själv",
                    en: "delimiter, when it is not found by itself"),
                LuaField(
                    "skip_rows", "integer?", sv: "rader att hoppa över före rubriken",
                    en: "rows to skip before the header"),
                LuaField("row", "fun(row: row, add: add)", sv: "vad en rad blir", en: "what a row becomes"),
            ]
        ),
        (
            LuaName(
                "dialogue", [("spec", "dialogue_spec")], "routine", sv: "Skolans frågor inför ett samtal.",
                en: "The school's questions before a dialogue.",
                #"return dialogue { id = "skolan/samtal", version = "1.0.0", title = "Samtal {group}", ask = … }"#
            ),
            common + [
                LuaField(
                    "with", "string?", sv: "vem samtalet förs med", en: "whom the dialogue is held with"),
                per,
                LuaField(
                    "ask", "fun(here: here, form: form, opt: table)", sv: "frågorna", en: "the questions"),
            ]
        ),
        (
            LuaName(
                "report", [("spec", "report_spec")], "routine", sv: "Hur ett papper ser ut.",
                en: "How a paper looks.",
                #"return report { id = "skolan/rapport", version = "1.0.0", title = "Varv {cycle}", draw = … }"#
            ),
            common + [
                per,
                LuaField("draw", "fun(here: here, page: page, opt: table)", sv: "papperet", en: "the paper"),
            ]
        ),
        (
            LuaName(
                "task", [("spec", "task_spec")], "routine", sv: "Något annat som ska göras.",
                en: "Anything else to be done.",
                #"return task { id = "skolan/uppgift", version = "1.0.0", title = "Uppgift", work = … }"#),
            common + [
                per,
                LuaField(
                    "work", "fun(here: here, change: change, opt: table)", sv: "arbetet", en: "the work"),
            ]
        ),
    ]

    private static let common: [LuaField] = [
        LuaField(
            "id", "string", sv: "skolan/rutinen, med små bokstäver", en: "school/routine, in lower case"),
        LuaField("version", "string", sv: "1.0.0", en: "1.0.0"),
        LuaField("title", "string", sv: "vad den heter", en: "what it is called"),
        LuaField("license", "string?", sv: "licens, MIT", en: "licence, MIT"),
        LuaField("about", "string?", sv: "några rader om den", en: "a few lines about it"),
        LuaField("reads", "string[]?", sv: "rättigheter att läsa", en: "rights to read"),
        LuaField("writes", "string[]?", sv: "rättigheter att skriva", en: "rights to write"),
        LuaField("options", "option[]?", sv: "val med förval", en: "options with defaults"),
    ]

    private static let per = LuaField(
        "per", #""school"|"year_group"|"group"|"subject"|"teaching"|"teacher"|nil"#,
        sv: "görs en gång för varje sådan", en: "made once for each such")

    static let columns: [LuaName] = [
        column(
            "identity", "personnummer, TF-nummer eller skolans eget",
            "personal, TF or the school's own number", #"column.identity "Personnummer""#),
        column("text", "text som den står", "text as it stands", #"column.text "Kommentar""#),
        column("group", "klass eller grupp", "class or group", #"column.group "Klass""#),
        column(
            "date", "dag, skriven på något av de vanliga sätten",
            "day, in any of the usual ways of writing",
            #"column.date { "Datum", or_ask = "Vilken dag gäller omdömena?" }"#),
        column(
            "number", "tal med komma eller punkt", "number with comma or point", #"column.number "Poäng""#),
        column(
            "mark", "skyddsmarkering; alla ord utom none betyder skyddad",
            "protection; every word but none means protected",
            #"column.mark { "Skyddad", none = { "", "Nej" } }"#),
        column("subject", "ämne, kod eller namn", "subject, code or name", #"column.subject "Ämne""#),
        column("cycle", "varvets nummer", "the cycle's number", #"column.cycle "Varv""#),
        column("staff", "signatur", "signature", #"column.staff "Lärare""#),
        column("year_group", "årskurs, 0–10", "year group, 0–10", #"column.year_group "Årskurs""#),
        column("step", "ord på skalan", "word of the scale", #"column.step "Omdöme""#),
    ]

    private static func column(_ kind: String, _ sv: String, _ en: String, _ example: String) -> LuaName {
        LuaName(
            "column.\(kind)", [("heading", "string|column_spec")], "column", sv: "Kolumn: \(sv).",
            en: "A column: \(en).", example)
    }

    static let options: [LuaName] = [
        option("share", "number", "0.25", "andel, 0–1 eller procent", "share, 0–1 or per cent"),
        option("number", "number", "5", "tal", "number"),
        option("integer", "integer", "3", "heltal", "whole number"),
        option("text", "string", #""""#, "text", "text"),
        option("bool", "boolean", "true", "ja eller nej", "yes or no"),
        option("choice", "string", #""a""#, "ett av flera ord", "one of several words"),
    ]

    private static func option(_ kind: String, _ type: String, _ value: String, _ sv: String, _ en: String)
        -> LuaName
    {
        let choices = kind == "choice" ? [("choices", "string[]")] : []
        return LuaName(
            "option.\(kind)", [("key", "string"), ("default", type), ("words", "string")] + choices,
            "option", sv: "Ett val: \(sv).", en: "An option: \(en).",
            #"option.\#(kind)("limit", \#(value), "…"\#(choices.isEmpty ? "" : #", { "a", "b" }"#))"#)
    }

    static let conditions: [LuaName] = [
        condition("at_least", "minst", "at least"), condition("more_than", "mer än", "more than"),
        condition("at_most", "högst", "at most"), condition("less_than", "mindre än", "less than"),
        LuaName(
            "between", [("low", "any"), ("high", "any")], "condition", sv: "Från och med till och med.",
            en: "From and to, both included.", "between(2, 5)"),
        LuaName(
            "one_of", [("list", "any[]")], "condition", sv: "Ett av värdena i en lista.",
            en: "One of a list's values.", #"one_of { "7A", "7B" }"#),
    ]

    private static func condition(_ name: String, _ sv: String, _ en: String) -> LuaName {
        LuaName(
            name, [("value", "any")], "condition", sv: "Villkor: \(sv).", en: "A condition: \(en).",
            "\(name)(0.25)")
    }

    static let marks: [LuaName] = [
        LuaName(
            "skip", [], "mark", sv: "Den här posten läggs inte till.", en: "This record is not added.",
            #"[""] = skip"#),
        LuaName(
            "no_basis", [], "mark", sv: "Underlag saknas: ett faktum, inte en lucka.",
            en: "No basis for a mark: a fact, not a gap.", #"["-"] = no_basis"#),
        LuaName(
            "missing", [], "mark", sv: "Värdet finns inte; villkor i where.",
            en: "There is no value; a condition in where.", "{ follows_up = missing }"),
        LuaName(
            "few", [], "mark", sv: "Talet är dolt för att det gäller få elever.",
            en: "The number is hidden since it counts few pupils.", "if c.missed == few then … end"),
    ]

    /// What every set can do. `$` is the item's name.
    static let setMethods: [LuaName] = [
        LuaName(
            "where", [("conditions", "table")], "$_set", sv: "De som uppfyller villkoren.",
            en: "Those that meet the conditions.", #":where { group = "7B" }"#),
        LuaName(
            "sort", [("field", "string"), ("direction?", #""up"|"down""#)], "$_set",
            sv: "I ordning efter ett fält.", en: "In the order of a field.", #":sort("share", "down")"#),
        LuaName(
            "first", [("count?", "integer")], "$_set", sv: "De första.", en: "The first ones.", ":first(3)"),
        LuaName(
            "each", [], "fun(): $", sv: "Går igenom dem: for x in s:each() do.",
            en: "Goes through them: for x in s:each() do.", "for x in s:each() do … end"),
        LuaName("all", [], "$[]", sv: "Alla, som lista.", en: "All, as a list.", ":all()"),
        LuaName(
            "one", [], "$?", sv: "Den enda, eller nil och varför.", en: "The only one, or nil and why.",
            ":one()"),
        LuaName("count", [], "integer", sv: "Hur många.", en: "How many.", ":count()"),
        LuaName(
            "by", [("field", "string")], "{ key: any, items: $[] }[]", sv: "Delade efter ett fält.",
            en: "Split by a field.", #":by("group")"#),
    ]

    /// The names that stand while a file is loaded and while it runs, without the collections.
    static var globals: [String] {
        var names: [String] = []
        for name in routines.map(\.name) + columns + options + marks + conditions
        where !names.contains(name.global) {
            names.append(name.global)
        }
        return names
    }

    static var all: [LuaName] {
        routines.map(\.name) + columns + options + conditions + marks + methods + sets
    }

    /// The methods of sets as they are looked up: `:where`, since no one collection owns them.
    private static var sets: [LuaName] {
        setMethods.map { method in
            var named = method
            named.name = ":" + method.name
            return named
        }
    }
}
