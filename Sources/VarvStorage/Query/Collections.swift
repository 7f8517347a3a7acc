extension QueryCollection {
    /// Every collection, by name.
    package static let all: [String: QueryCollection] = Dictionary(
        uniqueKeysWithValues: [
            pupils, groups, staff, teachings, subjects, scales, steps, criteria, assessments, judgements,
            cycles, interventions, reviews, reflections, dialogues, answers,
        ].map { ($0.name, $0) })

    static let pupils = QueryCollection(
        name: "pupils",
        fields: [
            Field("id", .pupil, "p.id"), Field("given_name", .text, "p.given_name"),
            Field("family_name", .text, "p.family_name"), Field("called_name", .text, "p.called_name"),
            Field("protection", .text, "p.protection"), Field("school_form", .text, "p.school_form"),
            Field("status", .text, "p.status"), Field("year_group", .integer, "e.year_group", join: "e"),
            Field("group", .text, "g.code", join: "g"),
            Field("group_id", .key("groups"), "e.study_group", join: "e"),
            Field("syllabus", .text, "e.syllabus", join: "e"),
        ],
        from: "pupil AS p", key: ["p.ord", "p.id"],
        joins: [
            "e": "LEFT JOIN enrolment AS e ON e.pupil = p.id AND e.school_year = :year AND e.from_on = "
                + "(SELECT max(from_on) FROM enrolment AS x WHERE x.pupil = p.id AND x.school_year = :year)",
            "g": "LEFT JOIN study_group AS g ON g.id = e.study_group",
        ],
        condition: "p.erased = 0", unprotected: "p.protection = 'none'",
        scope: [
            .year: "p.id IN (SELECT pupil FROM enrolment WHERE school_year = :year)",
            .yearGroup: "p.id IN \(ScopeSQL.pupilsOfYearGroup)", .group: "p.id IN \(ScopeSQL.pupilsOfGroup)",
            .namedGroup: "p.id IN \(ScopeSQL.pupilsOfGroup)",
            .teacher: "EXISTS (SELECT 1 FROM teaching AS tt WHERE tt.staff = :teacher "
                + "AND (EXISTS (SELECT 1 FROM membership AS mm WHERE mm.study_group = tt.study_group AND "
                + "mm.pupil = p.id) "
                + "OR EXISTS (SELECT 1 FROM enrolment AS ee WHERE ee.study_group = tt.study_group AND "
                + "ee.pupil = p.id)))",
        ])

    static let groups = QueryCollection(
        name: "groups",
        fields: [
            Field("id", .key("groups"), "g.id"), Field("code", .text, "g.code"),
            Field("kind", .text, "g.kind"),
            Field("year_group", .integer, "g.year_group"), Field("subject", .text, "s.code", join: "s"),
            Field("school_year", .text, "y.label", join: "y"),
            Field(
                "pupils", .integer,
                "(SELECT count(*) FROM (SELECT pupil FROM membership WHERE study_group = g.id "
                    + "UNION SELECT pupil FROM enrolment WHERE study_group = g.id) AS members)"),
        ],
        from: "study_group AS g", key: ["g.code", "g.kind", "g.id"],
        joins: [
            "s": "LEFT JOIN subject AS s ON s.id = g.subject",
            "y": "JOIN school_year AS y ON y.id = g.school_year",
        ],
        scope: [
            .year: "g.school_year = :year", .yearGroup: "g.year_group = :year_group", .group: "g.id = :group",
            .namedGroup: "g.id = :group",
            .subject: "(g.subject = :subject OR EXISTS (SELECT 1 FROM teaching AS tt "
                + "WHERE tt.study_group = g.id AND tt.subject = :subject))",
            .teacher:
                "EXISTS (SELECT 1 FROM teaching AS tt WHERE tt.study_group = g.id AND tt.staff = :teacher)",
        ])

    static let staff = QueryCollection(
        name: "staff",
        fields: [
            Field("id", .key("staff"), "t.id"), Field("code", .text, "t.code"),
            Field("given_name", .text, "t.given_name"), Field("family_name", .text, "t.family_name"),
            Field("account", .text, "t.account"), Field("duties", .text, "t.duties"),
        ],
        from: "staff AS t", key: ["t.code"],
        scope: [
            .teacher: "t.id = :teacher",
            .group: "EXISTS (SELECT 1 FROM teaching AS tt WHERE tt.staff = t.id AND tt.study_group = :group)",
            .namedGroup:
                "EXISTS (SELECT 1 FROM teaching AS tt WHERE tt.staff = t.id AND tt.study_group = :group)",
            .subject: "EXISTS (SELECT 1 FROM teaching AS tt WHERE tt.staff = t.id AND tt.subject = :subject)",
            .yearGroup: "EXISTS (SELECT 1 FROM teaching AS tt WHERE tt.staff = t.id "
                + "AND tt.study_group IN \(ScopeSQL.groupsOfYearGroup))",
        ])

    static let teachings = QueryCollection(
        name: "teachings",
        fields: [
            Field("id", .key("teachings"), "l.id"), Field("teacher", .text, "t.code"),
            Field("teacher_id", .key("staff"), "l.staff"), Field("group", .text, "g.code"),
            Field("group_id", .key("groups"), "l.study_group"), Field("subject", .text, "s.code"),
            Field("subject_id", .key("subjects"), "l.subject"), Field("year_group", .integer, "g.year_group"),
            Field("from", .day, "l.from_on"), Field("to", .day, "l.to_on"),
        ],
        from: "teaching AS l JOIN staff AS t ON t.id = l.staff JOIN study_group AS g ON g.id = l.study_group "
            + "JOIN subject AS s ON s.id = l.subject",
        key: ["g.code", "s.code", "t.code", "l.id"],
        scope: [
            .year: "g.school_year = :year", .yearGroup: "g.year_group = :year_group",
            .group: "l.study_group = :group",
            .namedGroup: "l.study_group = :group", .subject: "l.subject = :subject",
            .teacher: "l.staff = :teacher",
        ])

    static let subjects = QueryCollection(
        name: "subjects",
        fields: [
            Field("id", .key("subjects"), "s.id"), Field("code", .text, "s.code"),
            Field("name_sv", .text, "s.name_sv"), Field("name_en", .text, "s.name_en"),
            Field("block_of", .text, "b.code", join: "b"),
        ],
        from: "subject AS s", key: ["s.code"], joins: ["b": "LEFT JOIN subject AS b ON b.id = s.block_of"],
        scope: [.subject: "s.id = :subject"])

    static let scales = QueryCollection(
        name: "scales",
        fields: [
            Field("id", .key("scales"), "k.id"), Field("code", .text, "k.code"),
            Field("version", .text, "k.version"),
            Field("valid_from", .day, "k.valid_from"), Field("no_basis", .text, "k.no_basis"),
        ],
        from: "scale AS k", key: ["k.code", "k.version"])

    static let steps = QueryCollection(
        name: "steps",
        fields: [
            Field("id", .key("steps"), "st.id"), Field("scale", .text, "k.code"),
            Field("scale_id", .key("scales"), "k.id"),
            Field("code", .text, "st.code"), Field("ord", .integer, "st.ord"),
            Field("label_sv", .text, "st.label_sv"), Field("label_en", .text, "st.label_en"),
            Field("pass", .flag, "st.pass"), Field("points2", .integer, "st.points2"),
            Field("half", .flag, "st.half"),
        ],
        from: "scale_step AS st JOIN scale AS k ON k.id = st.scale",
        key: ["k.code", "k.version", "st.ord", "st.id"])

    static let criteria = QueryCollection(
        name: "criteria",
        fields: [
            Field("id", .key("criteria"), "c.id"), Field("code", .text, "c.code"),
            Field("label", .text, "c.label"),
            Field("ord", .integer, "c.ord"), Field("retired", .flag, "c.retired"),
            Field("subject", .text, "s.code"),
            Field("subject_id", .key("subjects"), "s.id"), Field("stage", .integer, "cs.stage"),
            Field("version", .text, "cs.version"), Field("set", .text, "cs.code"),
        ],
        from:
            "criterion AS c JOIN criterion_set AS cs ON cs.id = c.criterion_set JOIN subject AS s ON s.id = "
            + "cs.subject",
        key: ["s.code", "c.ord", "c.code"], scope: [.subject: "cs.subject = :subject"])
}
