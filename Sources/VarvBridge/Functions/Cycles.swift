extension Catalogue {
    /// Cycles, dialogues and reflections.
    static let cycleItems: [ItemType] = [
        ItemType(
            "cycle", collection: "cycles", sv: "Ett varv i läsåret.", en: "A cycle of the school year.",
            shows: "{number}",
            fields: [
                Parameter("number", .integer, sv: "varvets nummer, 1–6", en: "the cycle's number, 1–6"),
                Parameter("school_year", .text, sv: "läsår, 2026/27", en: "school year, 2026/27"),
                Parameter("start_on", .day, sv: "första dagen", en: "first day"),
                Parameter("end_on", .day, sv: "sista dagen", en: "last day"),
                Parameter("deadline", .optional(.day), sv: "när bedömningarna ska vara klara", en: "when assessments must be done"),
                Parameter("status", .text, sv: "läge", en: "status"),
            ]),
        ItemType(
            "dialogue", collection: "dialogues", sv: "Ett fört samtal med sina svar.",
            en: "A dialogue held, with its answers.", right: "dialogues", shows: "{title}",
            fields: [
                Parameter("routine", .text, sv: "frågornas id", en: "the question set's id"),
                Parameter("title", .text, sv: "rubrik", en: "title"),
                Parameter("cycle", .integer, sv: "varvets nummer", en: "the cycle's number"),
                Parameter("group", .optional(.text), sv: "grupp", en: "group"),
                Parameter("subject", .optional(.text), sv: "ämneskod", en: "subject code"),
                Parameter("teacher", .optional(.text), sv: "lärarens signatur", en: "the teacher's signature"),
                Parameter("answer", .record, sv: "svaren efter frågans nyckel", en: "the answers by the question's key"),
            ]),
        ItemType(
            "reflection", collection: "reflections", sv: "En reflektion: utfall, varför, nästa steg.",
            en: "A reflection: outcome, why, next step.", right: "reflections", shows: "{outcome}",
            fields: [
                Parameter("code", .text, sv: "varaktig kod", en: "lasting code"),
                Parameter("action", .integer, sv: "ledarhandling 1–8", en: "leadership action 1–8"),
                Parameter("cycle", .optional(.integer), sv: "varvets nummer", en: "the cycle's number"),
                Parameter("outcome", .text, sv: "utfall", en: "outcome"),
                Parameter("why", .text, sv: "varför", en: "why"),
                Parameter("next_step", .text, sv: "nästa steg", en: "next step"),
                Parameter("on", .day, sv: "när den skrevs", en: "when it was written"),
            ]),
    ]
}
