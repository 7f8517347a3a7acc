extension QueryCollection {
    static let interventions = QueryCollection(
        name: "interventions",
        fields: [
            Field("id", .key("interventions"), "i.id"), Field("code", .text, "i.code"),
            Field("level", .text, "i.level"), Field("target", .text, "i.target"),
            Field("kind", .text, "i.kind"),
            Field("title", .text, "i.title"), Field("text", .text, "i.text"),
            Field("pupil", .pupil, "i.pupil"),
            Field("group", .text, "g.code", join: "g"), Field("group_id", .key("groups"), "i.study_group"),
            Field("staff", .text, "t.code", join: "t"), Field("subject", .text, "s.code", join: "s"),
            Field("start_on", .day, "i.start_on"), Field("weeks", .integer, "i.planned_weeks"),
            Field("due_on", .day, "i.due_on"), Field("reports_back", .text, "rb.code", join: "rb"),
            Field("follows_up", .text, "fu.code", join: "fu"),
            Field("predecessor", .text, "pre.code", join: "pre"),
            Field("status", .text, "i.status"), Field("ended_on", .day, "i.ended_on"),
            Field("carried_out", .text, "r.carried_out", join: "r"),
            Field("effect", .text, "r.effect", join: "r"),
            Field("decision", .text, "r.decision", join: "r"),
            Field("evidence", .text, "r.evidence", join: "r"),
            Field("reviewed_on", .day, "r.reviewed_on", join: "r"),
        ],
        from: "intervention AS i LEFT JOIN pupil AS p ON p.id = i.pupil", key: ["i.code"],
        joins: [
            "g": "LEFT JOIN study_group AS g ON g.id = i.study_group",
            "t": "LEFT JOIN staff AS t ON t.id = i.staff",
            "s": "LEFT JOIN subject AS s ON s.id = i.subject",
            "rb": "LEFT JOIN staff AS rb ON rb.id = i.reports_back",
            "fu": "LEFT JOIN staff AS fu ON fu.id = i.follows_up",
            "pre": "LEFT JOIN intervention AS pre ON pre.id = i.predecessor",
            "r": "LEFT JOIN intervention_review AS r ON r.intervention = i.id AND r.cycle = "
                + "(SELECT max(x.cycle) FROM intervention_review AS x WHERE x.intervention = i.id)",
        ],
        unprotected: "(i.pupil IS NULL OR p.protection = 'none')",
        scope: [
            .yearGroup:
                "(i.pupil IN \(ScopeSQL.pupilsOfYearGroup) OR i.study_group IN "
                + "\(ScopeSQL.groupsOfYearGroup))",
            .group: "(i.study_group = :group OR i.pupil IN \(ScopeSQL.pupilsOfGroup))",
            .namedGroup: "i.study_group = :group", .subject: "i.subject = :subject",
            .teacher: "(i.staff = :teacher OR i.reports_back = :teacher OR i.follows_up = :teacher)",
        ])

    static let reviews = QueryCollection(
        name: "reviews",
        fields: [
            Field("intervention", .text, "i.code"), Field("cycle", .integer, "y.number"),
            Field("cycle_id", .key("cycles"), "r.cycle"), Field("carried_out", .text, "r.carried_out"),
            Field("effect", .text, "r.effect"), Field("decision", .text, "r.decision"),
            Field("evidence", .text, "r.evidence"), Field("reviewed_on", .day, "r.reviewed_on"),
        ],
        from: "intervention_review AS r JOIN intervention AS i ON i.id = r.intervention "
            + "JOIN cycle AS y ON y.id = r.cycle LEFT JOIN pupil AS p ON p.id = i.pupil",
        key: ["i.code", "r.cycle"], unprotected: "(i.pupil IS NULL OR p.protection = 'none')",
        scope: [.cycle: "r.cycle = :cycle"])

    static let reflections = QueryCollection(
        name: "reflections",
        fields: [
            Field("id", .key("reflections"), "f.id"), Field("code", .text, "f.code"),
            Field("action", .text, "f.action"), Field("cycle", .integer, "y.number", join: "y"),
            Field("outcome", .text, "f.outcome"), Field("why", .text, "f.why"),
            Field("next_step", .text, "f.next_step"), Field("author", .text, "f.author"),
            Field("written_on", .day, "f.written_on"),
        ],
        from: "reflection AS f", key: ["f.code"], joins: ["y": "LEFT JOIN cycle AS y ON y.id = f.cycle"],
        scope: [.cycle: "f.cycle = :cycle"])

    static let dialogues = QueryCollection(
        name: "dialogues",
        fields: [Field("id", .key("dialogues"), "d.id")] + dialogueFields
            + [
                Field("version", .text, "d.version"), Field("status", .text, "d.status"),
                Field("held_on", .day, "d.held_on"),
            ],
        from: "dialogue AS d JOIN cycle AS y ON y.id = d.cycle", key: ["d.routine", "y.id", "d.scope"],
        joins: dialogueJoins, scope: dialogueScope)

    static let answers = QueryCollection(
        name: "answers",
        fields: [Field("dialogue", .key("dialogues"), "d.id")] + dialogueFields
            + [
                Field("key", .text, "w.answer_key"), Field("about", .text, "w.about"),
                Field("value", .text, "w.value"), Field("answered_on", .day, "w.answered_on"),
            ],
        from:
            "dialogue_answer AS w JOIN dialogue AS d ON d.id = w.dialogue JOIN cycle AS y ON y.id = d.cycle",
        key: ["d.routine", "y.id", "d.scope", "w.answer_key", "w.about"], joins: dialogueJoins,
        scope: dialogueScope)

    private static let dialogueFields = [
        Field("routine", .text, "d.routine"), Field("cycle", .integer, "y.number"),
        Field("cycle_id", .key("cycles"), "d.cycle"), Field("scope", .text, "d.scope"),
        Field("teaching_id", .key("teachings"), "d.teaching"), Field("year_group", .integer, "d.year_group"),
        Field("group", .text, "g.code", join: "g"), Field("subject", .text, "s.code", join: "s"),
        Field("teacher", .text, "t.code", join: "t"),
    ]

    private static let dialogueJoins = [
        "g": "LEFT JOIN study_group AS g ON g.id = d.study_group",
        "s": "LEFT JOIN subject AS s ON s.id = d.subject",
        "t": "LEFT JOIN staff AS t ON t.id = d.staff",
    ]

    private static let dialogueScope: [ScopePart: String] = [
        .cycle: "d.cycle = :cycle", .yearGroup: "d.year_group = :year_group",
        .group: "d.study_group = :group",
        .namedGroup: "d.study_group = :group", .subject: "d.subject = :subject",
        .teacher: "d.staff = :teacher",
    ]
}
