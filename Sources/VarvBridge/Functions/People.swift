extension Catalogue {
    /// Pupils, groups, staff and who teaches whom.
    static let peopleItems: [ItemType] = [
        ItemType(
            "pupil", collection: "pupils", sv: "En elev. Visas som pseudonym.",
            en: "A pupil. Shows as a pseudonym.", right: "pupils", shows: "{pseudonym}",
            fields: [
                Parameter(
                    "pseudonym", .text, sv: "elev: pseudonymen, Elev 7B-04",
                    en: "pupil: the pseudonym, Elev 7B-04"),
                Parameter("group", .optional(.text), sv: "klass", en: "class"),
                Parameter("year_group", .optional(.integer), sv: "årskurs, 0–10", en: "year group, 0–10"),
                Parameter(
                    "name", .optional(.text), sv: "namn: för- och efternamn", en: "name: first and last",
                    right: "names"),
                Parameter(
                    "identity", .optional(.text), sv: "personnummer eller TF-nummer",
                    en: "personal identity number or TF number", right: "identity"),
                Parameter(
                    "protection", .optional(.text), sv: "skydd: none, marked, registered eller unknown",
                    en: "protection: none, marked, registered or unknown", right: "protected"),
            ]),
        ItemType(
            "group", collection: "groups", sv: "En klass eller undervisningsgrupp, utan sina elever.",
            en: "A class or teaching group, without its pupils.", shows: "{code}",
            fields: [
                Parameter("code", .text, sv: "grupp: namnet, 7B", en: "group: its name, 7B"),
                Parameter(
                    "kind", .text, sv: "slag: klass, undervisning eller mentor",
                    en: "kind: klass, undervisning or mentor"),
                Parameter("year_group", .optional(.integer), sv: "årskurs", en: "year group"),
                Parameter(
                    "subject", .optional(.text), sv: "ämne: koden, för en undervisningsgrupp",
                    en: "subject: the code, of a teaching group"),
            ]),
        ItemType(
            "staff_member", collection: "staff", sv: "En anställd.", en: "A member of staff.", right: "staff",
            shows: "{name}",
            fields: [
                Parameter("code", .text, sv: "signatur", en: "signature"),
                Parameter("name", .text, sv: "namn", en: "name"),
                Parameter("duties", .text, sv: "befattning", en: "duties"),
            ]),
        ItemType(
            "teaching", collection: "teachings", sv: "Vem som undervisar vilken grupp i vilket ämne.",
            en: "Who teaches which group in which subject.", right: "staff", shows: "{subject} {group}",
            fields: [
                Parameter("teacher", .text, sv: "lärare: signaturen", en: "teacher: the signature"),
                Parameter("teacher_name", .text, sv: "lärare: namnet", en: "teacher: the name"),
                Parameter("group", .text, sv: "grupp", en: "group"),
                Parameter("subject", .text, sv: "ämne: koden", en: "subject: the code"),
                Parameter("subject_name", .text, sv: "ämne: namnet", en: "subject: the name"),
            ]),
    ]
}
