extension Catalogue {
    /// Subjects, scales and criteria: always open, since they are about nobody.
    static let curriculumItems: [ItemType] = [
        ItemType(
            "subject", collection: "subjects", sv: "Ett ämne.", en: "A subject.", shows: "{name}",
            fields: [
                Parameter("code", .text, sv: "kod", en: "code"),
                Parameter("name", .text, sv: "ämnets namn", en: "the subject's name"),
                Parameter("block_of", .optional(.text), sv: "block", en: "block"),
            ]),
        ItemType(
            "scale_step", collection: "scales", sv: "Ett steg på en av skolans skalor.",
            en: "A step on one of the school's scales.", shows: "{label}",
            fields: [
                Parameter("scale", .text, sv: "skalans kod", en: "the scale's code"),
                Parameter("code", .text, sv: "stegets kod", en: "the step's code"),
                Parameter("label", .text, sv: "stegets namn", en: "the step's name"),
                Parameter("rank", .integer, sv: "ordning", en: "order"),
                Parameter("pass", .bool, sv: "om steget är godkänt", en: "whether the step is a pass"),
            ]),
        ItemType(
            "criterion", collection: "criteria", sv: "Ett betygskriterium eller bedömningskriterium.",
            en: "A criterion that pupils are assessed by.", shows: "{label}",
            fields: [
                Parameter("code", .text, sv: "varaktig kod, MA-6-begrepp", en: "lasting code, MA-6-begrepp"),
                Parameter("label", .text, sv: "kort namn", en: "short name"),
                Parameter("subject", .text, sv: "ämneskod", en: "subject code"),
                Parameter("subject_name", .text, sv: "ämnets namn", en: "the subject's name"),
                Parameter("stage", .integer, sv: "den årskurs kriteriet gäller till", en: "the year group it is for"),
            ]),
        ItemType(
            "hard_criterion", collection: nil, sv: "Ett kriterium med hur många som inte når det.",
            en: "A criterion with how many do not reach it.", right: "results", shows: "{label}",
            fields: [
                Parameter("code", .text, sv: "kriteriets varaktiga kod", en: "the criterion's lasting code"),
                Parameter("label", .text, sv: "kriterium", en: "criterion"),
                Parameter("subject", .text, sv: "ämne", en: "subject"),
                Parameter("subject_name", .text, sv: "ämnets namn", en: "the subject's name"),
                Parameter("group", .optional(.text), sv: "grupp", en: "group"),
                Parameter("assessed", .integer, sv: "bedömda", en: "assessed"),
                Parameter("missed", .integer, sv: "når inte", en: "do not reach it"),
                Parameter("share", .share, sv: "andel av de bedömda", en: "share of the assessed"),
                Parameter("previous", .optional(.share), sv: "andel varvet före", en: "share the cycle before"),
                Parameter("trend", .optional(.share), sv: "sedan sist", en: "since last"),
            ]),
        ItemType(
            "assessment", collection: "assessments", sv: "En bedömning av en elev mot ett kriterium.",
            en: "An assessment of a pupil by a criterion.", right: "results", shows: "{label} {step}",
            fields: [
                Parameter("pupil", .item("pupil"), sv: "eleven", en: "the pupil", right: "pupils"),
                Parameter("criterion", .text, sv: "kriteriets varaktiga kod", en: "the criterion's lasting code"),
                Parameter("label", .text, sv: "kriteriets namn", en: "the criterion's name"),
                Parameter("subject", .text, sv: "ämneskod", en: "subject code"),
                Parameter("step", .step, sv: "stegets kod eller no_basis", en: "the step's code or no_basis"),
                Parameter("reached", .optional(.bool), sv: "om kriteriet är nått", en: "whether the criterion is reached"),
                Parameter("on", .day, sv: "bedömningsdag", en: "day of assessment"),
                Parameter("cycle", .integer, sv: "varvets nummer", en: "the cycle's number"),
                Parameter("group", .optional(.text), sv: "grupp", en: "group"),
            ]),
        ItemType(
            "judgement", collection: "judgements", sv: "Ett omdöme om en elev i ett ämne.",
            en: "A judgement of a pupil in a subject.", right: "results", shows: "{subject} {step}",
            fields: [
                Parameter("pupil", .item("pupil"), sv: "eleven", en: "the pupil", right: "pupils"),
                Parameter("subject", .text, sv: "ämneskod", en: "subject code"),
                Parameter("step", .step, sv: "stegets kod eller no_basis", en: "the step's code or no_basis"),
                Parameter("reached", .optional(.bool), sv: "om steget är godkänt", en: "whether the step is a pass"),
                Parameter("on", .day, sv: "dag", en: "day"),
                Parameter("cycle", .integer, sv: "varvets nummer", en: "the cycle's number"),
                Parameter("group", .optional(.text), sv: "grupp", en: "group"),
            ]),
    ]
}
