extension Catalogue {
    /// Interventions, and the records that change what was decided.
    static let supportItems: [ItemType] = [
        ItemType(
            "intervention", collection: "interventions", sv: "En beslutad insats.",
            en: "A decided intervention.",
            right: "interventions", shows: "{title}",
            fields: [
                Parameter("code", .text, sv: "kod: den varaktiga", en: "code: the lasting one"),
                Parameter("title", .text, sv: "insats: vad som görs", en: "intervention: what is done"),
                Parameter(
                    "level", .code, sv: "nivå: individual eller group", en: "level: individual or group"),
                Parameter("target", .rich, sv: "gäller", en: "for"),
                Parameter("pupil", .optional(.item("pupil")), sv: "elev", en: "pupil", right: "pupils"),
                Parameter("group", .optional(.text), sv: "grupp", en: "group"),
                Parameter("subject", .optional(.text), sv: "ämne: koden", en: "subject: the code"),
                Parameter("start_on", .day, sv: "började", en: "began"),
                Parameter(
                    "weeks", .integer,
                    sv: "veckor: så många har den "
                        + "pågått", en: "weeks: so many it has run"),
                Parameter("planned_weeks", .integer, sv: "planerade veckor", en: "planned weeks"),
                Parameter(
                    "reports_back", .optional(.text), sv: "återkopplar: signaturen",
                    en: "reports back: the signature"),
                Parameter(
                    "follows_up", .optional(.text), sv: "följer upp: signaturen",
                    en: "follows up: the signature"),
                Parameter("status", .code, sv: "läge", en: "status"),
                Parameter(
                    "decision", .optional(.code), sv: "beslut: det senaste", en: "decision: the latest"),
            ])
    ]

    /// What a task, a meeting or an adapter may write about support and reflection.
    static let supportRecords: [RecordKind] = [
        RecordKind(
            "intervention", sv: "Beslutar eller ändrar en insats.", en: "Decides or changes an intervention.",
            right: "interventions",
            fields: [
                Parameter(
                    "code", .optional(.text), sv: "varaktig kod; utan den blir det en ny",
                    en: "lasting code; without it, a new one"),
                Parameter("title", .optional(.text), sv: "vad som görs", en: "what is done"),
                Parameter(
                    "pupil", .optional(.any), sv: "eleven, eller elevens nummer med rätten identity",
                    en: "the pupil, or the pupil's number with the right identity"),
                Parameter("group", .optional(.text), sv: "grupp", en: "group"),
                Parameter("subject", .optional(.text), sv: "ämneskod", en: "subject code"),
                Parameter("kind", .optional(.text), sv: "slag av stöd", en: "kind of support"),
                Parameter("aimed_at", .optional(.text), sv: "pupil eller teacher", en: "pupil or teacher"),
                Parameter("start_on", .optional(.day), sv: "när den börjar", en: "when it begins"),
                Parameter(
                    "planned_weeks", .optional(.integer), sv: "planerade veckor, 1–6",
                    en: "planned weeks, 1–6"),
                Parameter("reports_back", .optional(.any), sv: "vem som återkopplar", en: "who reports back"),
                Parameter("follows_up", .optional(.any), sv: "vem som följer upp", en: "who follows up"),
                Parameter("status", .optional(.text), sv: "läge", en: "status"),
            ],
            example: #"change:intervention(i, { follows_up = "ALI" })"#),
        RecordKind(
            "review", sv: "Utvärderar en insats: intensifiera, förändra, ta bort.",
            en: "Reviews an intervention: intensify, change, remove.", right: "interventions",
            fields: [
                Parameter(
                    "intervention", .any, sv: "insatsen eller dess kod", en: "the intervention or its code"),
                Parameter(
                    "decision", .text, sv: "intensify, change, remove eller continue",
                    en: "intensify, change, remove or continue"),
                Parameter(
                    "carried_out", .optional(.text), sv: "yes, partly eller no", en: "yes, partly or no"),
                Parameter("effect", .optional(.text), sv: "yes, no eller unclear", en: "yes, no or unclear"),
                Parameter(
                    "evidence", .text, sv: "vad bedömningen bygger på", en: "what the judgement rests on"),
                Parameter("on", .optional(.day), sv: "dag", en: "day"),
                Parameter("cycle", .optional(.integer), sv: "varvets nummer", en: "the cycle's number"),
            ],
            example:
                #"change:review { intervention = i, decision = "intensify", evidence = "läser säkrare" }"#),
        RecordKind(
            "reflection", sv: "Sparar en reflektion.", en: "Keeps a reflection.", right: "reflections",
            fields: [
                Parameter(
                    "code", .optional(.text), sv: "varaktig kod; utan den blir det en ny",
                    en: "lasting code; without it, a new one"),
                Parameter("action", .integer, sv: "ledarhandling 1–8", en: "leadership action 1–8"),
                Parameter("cycle", .optional(.integer), sv: "varvets nummer", en: "the cycle's number"),
                Parameter("outcome", .optional(.text), sv: "utfall", en: "outcome"),
                Parameter("why", .optional(.text), sv: "varför", en: "why"),
                Parameter("next_step", .optional(.text), sv: "nästa steg", en: "next step"),
                Parameter("on", .optional(.day), sv: "dag", en: "day"),
            ],
            example:
                #"change:reflection { action = 7, cycle = 3, outcome = "…", why = "…", next_step = "…" }"#),
    ]
}
