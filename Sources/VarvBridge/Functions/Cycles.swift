extension Catalogue {
    /// Cycles, dialogues and reflections.
    static let cycleItems: [ItemType] = [
        ItemType(
            "cycle", collection: "cycles", sv: "Ett varv i läsåret.", en: "A cycle of the school year.",
            shows: "{number}",
            fields: [
                Parameter("number", .integer, sv: "varv: numret, 1–6", en: "cycle: its number, 1–6"),
                Parameter("school_year", .text, sv: "läsår: 2026/27", en: "school year: 2026/27"),
                Parameter("start_on", .day, sv: "första dagen", en: "first day"),
                Parameter("end_on", .day, sv: "sista dagen", en: "last day"),
                Parameter(
                    "deadline", .optional(.day), sv: "bedömningar klara: sista dagen",
                    en: "assessments due: the last day"),
                Parameter("status", .code, sv: "läge", en: "status"),
            ]),
        ItemType(
            "dialogue", collection: "dialogues", sv: "Ett fört samtal med sina svar.",
            en: "A dialogue held, with its answers.", right: "dialogues", shows: "{title}",
            fields: [
                Parameter("routine", .text, sv: "frågor: uppsättningens id", en: "questions: the set's id"),
                Parameter("title", .text, sv: "rubrik", en: "title"),
                Parameter("cycle", .integer, sv: "varv: numret", en: "cycle: its number"),
                Parameter("group", .optional(.text), sv: "grupp", en: "group"),
                Parameter("subject", .optional(.text), sv: "ämne: koden", en: "subject: the code"),
                Parameter(
                    "teacher", .optional(.text), sv: "lärare: signaturen", en: "teacher: the signature"),
                Parameter(
                    "answer", .record, sv: "svar: efter frågans nyckel",
                    en: "answers: by the question's "
                        + "key"),
            ]),
        ItemType(
            "reflection", collection: "reflections", sv: "En reflektion: utfall, varför, nästa steg.",
            en: "A reflection: outcome, why, next step.", right: "reflections", shows: "{outcome}",
            fields: [
                Parameter("code", .text, sv: "kod: den varaktiga", en: "code: the lasting one"),
                Parameter("action", .integer, sv: "ledarhandling: 1–8", en: "leadership action: 1–8"),
                Parameter("cycle", .optional(.integer), sv: "varv: numret", en: "cycle: its number"),
                Parameter("outcome", .text, sv: "utfall", en: "outcome"),
                Parameter("why", .text, sv: "varför", en: "why"),
                Parameter("next_step", .text, sv: "nästa steg", en: "next step"),
                Parameter("on", .day, sv: "skriven", en: "written"),
            ]),
    ]
}
