extension Catalogue {
    /// Subjects, scales and criteria: always open, since they are about nobody.
    static let curriculumItems: [ItemType] = [
        ItemType(
            "subject", collection: "subjects", sv: "Ett ämne.", en: "A subject.", shows: "{name}",
            fields: [
                Parameter("code", .text, sv: "kod", en: "code"),
                Parameter("name", .text, sv: "ämne: namnet", en: "subject: the name"),
                Parameter("block_of", .optional(.text), sv: "block", en: "block"),
            ]),
        ItemType(
            "scale_step", collection: "scales", sv: "Ett steg på en av skolans skalor.",
            en: "A step on one of the school's scales.", shows: "{label}",
            fields: [
                Parameter("scale", .text, sv: "skala: koden", en: "scale: the code"),
                Parameter("code", .text, sv: "kod", en: "code"),
                Parameter("label", .text, sv: "steg", en: "step"),
                Parameter("rank", .integer, sv: "ordning", en: "order"),
                Parameter("pass", .bool, sv: "godkänt: om steget är det", en: "pass: whether the step is"),
            ]),
        ItemType(
            "criterion", collection: "criteria", sv: "Ett betygskriterium eller bedömningskriterium.",
            en: "A criterion that pupils are assessed by.", shows: "{label}",
            fields: [
                Parameter(
                    "code", .text, sv: "kod: den varaktiga, MA-6-begrepp",
                    en: "code: the lasting one, MA-6-begrepp"),
                Parameter("label", .text, sv: "kriterium: det korta namnet", en: "criterion: the short name"),
                Parameter("subject", .text, sv: "ämne: koden", en: "subject: the code"),
                Parameter("subject_name", .text, sv: "ämne: namnet", en: "subject: the name"),
                Parameter("stage", .integer, sv: "till årskurs", en: "for year group"),
            ]),
        ItemType(
            "hard_criterion", collection: nil, sv: "Ett kriterium med hur många som inte når det.",
            en: "A criterion with how many do not reach it.", right: "results", shows: "{label}",
            fields: [
                Parameter(
                    "code", .text, sv: "kod: kriteriets varaktiga", en: "code: the criterion's lasting one"),
                Parameter("label", .text, sv: "kriterium", en: "criterion"),
                Parameter("subject", .text, sv: "ämne", en: "subject"),
                Parameter("subject_name", .text, sv: "ämne: namnet", en: "subject: the name"),
                Parameter("group", .optional(.text), sv: "grupp", en: "group"),
                Parameter("assessed", .integer, sv: "bedömda", en: "assessed"),
                Parameter("missed", .integer, sv: "når inte", en: "do not reach it"),
                Parameter("share", .share, sv: "andel av de bedömda", en: "share of the assessed"),
                Parameter(
                    "previous", .optional(.share), sv: "andel varvet före", en: "share the cycle before"),
                Parameter("trend", .optional(.share), sv: "sedan sist", en: "since last"),
            ]),
        ItemType(
            "assessment", collection: "assessments", sv: "En bedömning av en elev mot ett kriterium.",
            en: "An assessment of a pupil by a criterion.", right: "results", shows: "{label} {step}",
            fields: [
                Parameter("pupil", .item("pupil"), sv: "eleven", en: "the pupil", right: "pupils"),
                Parameter(
                    "criterion", .text, sv: "kod: kriteriets varaktiga",
                    en: "code: the criterion's lasting one"),
                Parameter("label", .text, sv: "kriterium", en: "criterion"),
                Parameter("subject", .text, sv: "ämne: koden", en: "subject: the code"),
                Parameter("step", .step, sv: "steg: koden eller no_basis", en: "step: the code or no_basis"),
                Parameter(
                    "reached", .optional(.bool), sv: "nått: om kriteriet är det", en: "reached: whether it is"
                ),
                Parameter("on", .day, sv: "dag", en: "day"),
                Parameter("cycle", .integer, sv: "varv: numret", en: "cycle: its number"),
                Parameter("group", .optional(.text), sv: "grupp", en: "group"),
            ]),
        ItemType(
            "judgement", collection: "judgements", sv: "Ett omdöme om en elev i ett ämne.",
            en: "A judgement of a pupil in a subject.", right: "results", shows: "{subject} {step}",
            fields: [
                Parameter("pupil", .item("pupil"), sv: "eleven", en: "the pupil", right: "pupils"),
                Parameter("subject", .text, sv: "ämne: koden", en: "subject: the code"),
                Parameter("step", .step, sv: "steg: koden eller no_basis", en: "step: the code or no_basis"),
                Parameter(
                    "reached", .optional(.bool), sv: "godkänt: om steget är det",
                    en: "pass: whether the step is"),
                Parameter("on", .day, sv: "dag", en: "day"),
                Parameter("cycle", .integer, sv: "varv: numret", en: "cycle: its number"),
                Parameter("group", .optional(.text), sv: "grupp", en: "group"),
            ]),
    ]
}
