extension Catalogue {
    private static let pupil = Parameter(
        "pupil", .text, sv: "elevens nummer så som filen skriver det",
        en: "the pupil's number as the file writes it")
    private static let subject = Parameter(
        "subject", .text, sv: "ämnets kod eller namn", en: "the subject's code or name")
    private static let step = Parameter(
        "step", .step, sv: "stegets kod, no_basis eller skip", en: "the step's code, no_basis or skip")
    private static let when: [Parameter] = [
        Parameter("on", .optional(.day), sv: "dag; annars körningens", en: "day; the run's otherwise"),
        Parameter(
            "cycle", .optional(.integer), sv: "varv; annars körningens", en: "cycle; the run's otherwise"),
        Parameter("group", .optional(.text), sv: "grupp", en: "group"),
        Parameter("staff", .optional(.text), sv: "lärarens signatur", en: "the teacher's signature"),
        Parameter(
            "comment", .optional(.text), sv: "kommentar, högst 2000 tecken",
            en: "comment, at most 2000 characters"),
    ]

    /// What an adapter may add, one record a call.
    package static let importRecords: [RecordKind] = [
        RecordKind(
            "assessment", sv: "En bedömning av en elev mot ett kriterium.",
            en: "An assessment of a pupil by a criterion.", right: "results",
            fields: [
                pupil, subject,
                Parameter(
                    "criterion", .text, sv: "kriteriets kod eller namn", en: "the criterion's code or name"),
                step,
            ] + when,
            example:
                #"add:assessment { pupil = row.pupil, subject = "MA", criterion = "Begrepp", step = row:step(row.word), on = row.on }"#
        ),
        RecordKind(
            "judgement", sv: "Ett omdöme om en elev i ett ämne.", en: "A judgement of a pupil in a subject.",
            right: "results", fields: [pupil, subject, step] + when,
            example:
                #"add:judgement { pupil = row.pupil, subject = subject, step = row:step(word), on = row.on }"#
        ),
        RecordKind(
            "pupil", sv: "En elev ur registret.", en: "A pupil from the register.", right: "pupils",
            fields: [
                pupil,
                Parameter("given", .optional(.text), sv: "förnamn", en: "first name"),
                Parameter("family", .optional(.text), sv: "efternamn", en: "last name"),
                Parameter("called", .optional(.text), sv: "tilltalsnamn", en: "name used"),
                Parameter(
                    "protection", .optional(.text), sv: "skyddsmarkering ur column.mark",
                    en: "protection from column.mark"),
                Parameter("group", .optional(.text), sv: "klass", en: "class"),
                Parameter("year_group", .optional(.integer), sv: "årskurs 0–10", en: "year group 0–10"),
                Parameter("school_form", .optional(.text), sv: "GR eller GRS", en: "GR or GRS"),
            ],
            example:
                #"add:pupil { pupil = row.pupil, given = row.given, family = row.family, protection = row.protection, group = row.group }"#
        ),
        RecordKind(
            "group", sv: "En grupp.", en: "A group.", right: "pupils",
            fields: [
                Parameter("group", .text, sv: "gruppens namn", en: "the group's name"),
                Parameter(
                    "kind", .optional(.text), sv: "klass, undervisning eller mentor",
                    en: "klass, undervisning or mentor"),
                Parameter("year_group", .optional(.integer), sv: "årskurs", en: "year group"),
                Parameter("subject", .optional(.text), sv: "ämneskod", en: "subject code"),
            ],
            example: #"add:group { group = "7B", kind = "klass", year_group = 7 }"#),
        RecordKind(
            "membership", sv: "Att en elev hör till en grupp.", en: "That a pupil belongs to a group.",
            right: "pupils",
            fields: [pupil, Parameter("group", .text, sv: "gruppens namn", en: "the group's name")],
            example: #"add:membership { pupil = row.pupil, group = row.group }"#),
        RecordKind(
            "staff", sv: "En anställd.", en: "A member of staff.", right: "staff",
            fields: [
                Parameter("staff", .text, sv: "signatur", en: "signature"),
                Parameter("given", .optional(.text), sv: "förnamn", en: "first name"),
                Parameter("family", .optional(.text), sv: "efternamn", en: "last name"),
                Parameter("duties", .optional(.text), sv: "befattning", en: "duties"),
            ],
            example: #"add:staff { staff = "ALI", given = "Åsa", family = "Lind" }"#),
        RecordKind(
            "teaching", sv: "Vem som undervisar vilken grupp i vilket ämne.",
            en: "Who teaches which group in which subject.", right: "staff",
            fields: [
                Parameter("staff", .text, sv: "signatur", en: "signature"),
                Parameter("group", .text, sv: "gruppens namn", en: "the group's name"),
                subject,
            ],
            example: #"add:teaching { staff = "ALI", group = "7B", subject = "MA" }"#),
        RecordKind(
            "criterion", sv: "Ett kriterium som skolan bedömer mot.",
            en: "A criterion the school assesses by.",
            right: "results",
            fields: [
                subject,
                Parameter("label", .text, sv: "kort namn", en: "short name"),
                Parameter(
                    "stage", .optional(.integer), sv: "årskurs 3, 6 eller 9", en: "year group 3, 6 or 9"),
                Parameter("code", .optional(.text), sv: "varaktig kod", en: "lasting code"),
            ],
            example: #"add:criterion { subject = "MA", label = "Begrepp", stage = 6 }"#),
    ]
}
