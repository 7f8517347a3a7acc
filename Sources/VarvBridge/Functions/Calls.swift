extension Catalogue {
    /// The functions that are more than reading a set.
    static let standardFunctions: [HostFunction] = [
        HostFunction(
            "pupils:find", sv: "Eleven med ett visst nummer, eller nil.",
            en: "Returns the pupil who has a number, or nil.",
            parameters: [
                Parameter(
                    "number", .text, sv: "personnummer, TF-nummer eller skolans eget",
                    en: "personal, TF or the school's own number")
            ],
            // Whoever may ask for any number has soon asked for all there are.
            result: .optional(.item("pupil")), right: "identity", example: #"pupils:find("20140101-2384")"#),
        HostFunction(
            "cycles:current", sv: "Varvet som körningen gäller, eller det som pågår i dag.",
            en: "Returns the cycle of the run, or the one running today.", result: .optional(.item("cycle")),
            example: "cycles:current().number"),
        HostFunction(
            "cycles:find", sv: "Varvet med ett visst nummer i läsåret, eller nil.",
            en: "Returns the cycle with a number in the school year, or nil.",
            parameters: [Parameter("number", .integer, sv: "1–6", en: "1–6")],
            result: .optional(.item("cycle")), example: "cycles:find(3).start_on"),
        HostFunction(
            "here:hard_criteria", sv: "Kriterier med andelen elever som inte når dem, svårast först.",
            en: "Returns criteria with the share of pupils who do not reach them, hardest first.",
            parameters: [
                Parameter(
                    "conditions", .optional(.record), sv: "t.ex. { share = at_least(0.25) }",
                    en: "such as { share = at_least(0.25) }")
            ],
            result: .set("hard_criterion"), right: "results",
            example: "here:hard_criteria { share = at_least(0.25) }:first(3)", narrowsSet: true),
        HostFunction(
            "here:hard_criteria_by_group", sv: "Som hard_criteria, en rad för varje ämne och grupp.",
            en: "Like hard_criteria, a row for each subject and group.",
            parameters: [
                Parameter(
                    "conditions", .optional(.record), sv: "t.ex. { share = at_least(0.25) }",
                    en: "such as { share = at_least(0.25) }")
            ],
            result: .set("hard_criterion"), right: "results",
            example: "here:hard_criteria_by_group { share = at_least(0.25) }", narrowsSet: true),
        HostFunction(
            "here:previous", sv: "Samma samtal i varvet före, med svaren, eller nil.",
            en: "Returns the same dialogue in the cycle before, with its answers, or nil.",
            result: .optional(.item("dialogue")), right: "dialogues", example: "here:previous().answer.next"),
        HostFunction(
            "interventions:running", sv: "Insatser som pågår.", en: "Interventions that are running.",
            result: .set("intervention"), right: "interventions",
            example: "here:interventions():running():count()", narrowsSet: true),
        HostFunction(
            "interventions:due", sv: "Insatser vars planerade tid är ute och som ska utvärderas.",
            en: "Interventions whose planned time is up and that are to be reviewed.",
            result: .set("intervention"), right: "interventions",
            example: "here:interventions():due():each()",
            narrowsSet: true),
        HostFunction(
            "intervention:mentor", sv: "Mentorn för den elev insatsen gäller, eller nil och varför.",
            en: "Returns the mentor of the pupil it is for, or nil and why.",
            result: .optional(.item("staff_member")), right: "staff",
            example: "local mentor, why = i:mentor()"),
    ]
}
