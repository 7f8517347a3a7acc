extension QueryCollection {
    static let assessments = QueryCollection(
        name: "assessments",
        fields: [
            Field("pupil", .pupil, "a.pupil"), Field("cycle", .integer, "y.number", join: "y"),
            Field("cycle_id", .key("cycles"), "a.cycle"), Field("criterion", .text, "c.code"),
            Field("criterion_id", .key("criteria"), "a.criterion"), Field("label", .text, "c.label"),
            Field("subject", .text, "s.code", join: "s"), Field("step", .text, "st.code", join: "st"),
            Field("ord", .integer, "st.ord", join: "st"), Field("pass", .flag, "st.pass", join: "st"),
            Field("on", .day, "a.assessed_on"), Field("group", .text, "g.code", join: "g"),
            Field("group_id", .key("groups"), "a.study_group"), Field("teacher", .text, "t.code", join: "t"),
            Field("comment", .text, "a.comment"), Field("run", .integer, "coalesce(a.changed_by, a.made_by)"),
        ],
        from: "assessment AS a JOIN criterion AS c ON c.id = a.criterion "
            + "JOIN criterion_set AS cs ON cs.id = c.criterion_set JOIN pupil AS p ON p.id = a.pupil",
        key: ["p.ord", "a.pupil", "a.cycle", "a.criterion"],
        pupilOrder: PupilOrder(
            walk: "pupil AS p CROSS JOIN assessment AS a "
                + "JOIN criterion AS c ON c.id = a.criterion "
                + "JOIN criterion_set AS cs ON cs.id = c.criterion_set",
            apart: apart("a.criterion", on: "a.assessed_on"),
            finders: ["pupil", "criterion", "criterion_id", "subject"]),
        joins: resultJoins("cs.subject"),
        unprotected: "p.protection = 'none'", scope: resultScope(subject: "cs.subject"))

    static let judgements = QueryCollection(
        name: "judgements",
        fields: [
            Field("pupil", .pupil, "a.pupil"), Field("cycle", .integer, "y.number", join: "y"),
            Field("cycle_id", .key("cycles"), "a.cycle"), Field("subject", .text, "s.code", join: "s"),
            Field("subject_id", .key("subjects"), "a.subject"), Field("step", .text, "st.code", join: "st"),
            Field("ord", .integer, "st.ord", join: "st"), Field("pass", .flag, "st.pass", join: "st"),
            Field("on", .day, "a.judged_on"), Field("group", .text, "g.code", join: "g"),
            Field("group_id", .key("groups"), "a.study_group"), Field("teacher", .text, "t.code", join: "t"),
            Field("comment", .text, "a.comment"), Field("run", .integer, "coalesce(a.changed_by, a.made_by)"),
        ],
        from: "judgement AS a JOIN pupil AS p ON p.id = a.pupil",
        key: ["p.ord", "a.pupil", "a.cycle", "a.subject"],
        pupilOrder: PupilOrder(
            walk: "pupil AS p CROSS JOIN judgement AS a", apart: apart("a.subject", on: "a.judged_on"),
            finders: ["pupil", "subject", "subject_id"]),
        joins: resultJoins("a.subject"), unprotected: "p.protection = 'none'",
        scope: resultScope(subject: "a.subject"))

    /// The order of results whose pupils do not show: along the index on what they are about. Of rows that show alike
    /// each criterion or subject has its own order.
    private static func apart(_ about: String, on day: String) -> [String] {
        // Whole numbers below 2⁵¹ whatever the keys are, the same on every database.
        let factor = "(1 + (\(about) * 7919 + a.cycle * 31) % 1048573)"
        return [
            "a.cycle", about, "a.study_group", "a.step", day,
            "(p.ord % 2147483647 * \(factor)) % 2147483647", "a.pupil",
        ]
    }

    private static func resultJoins(_ subject: String) -> [String: String] {
        [
            "y": "JOIN cycle AS y ON y.id = a.cycle", "s": "JOIN subject AS s ON s.id = \(subject)",
            "st": "LEFT JOIN scale_step AS st ON st.id = a.step",
            "g": "LEFT JOIN study_group AS g ON g.id = a.study_group",
            "t": "LEFT JOIN staff AS t ON t.id = a.staff",
        ]
    }

    /// What a scope means for rows about one pupil in one subject; `a` is their alias.
    static func resultScope(subject: String) -> [ScopePart: String] {
        [
            .cycle: "a.cycle = :cycle", .yearGroup: "a.pupil IN \(ScopeSQL.pupilsOfYearGroup)",
            .group: "a.pupil IN \(ScopeSQL.pupilsOfGroup)", .namedGroup: "a.study_group = :group",
            .subject: "\(subject) = :subject",
            .teacher: ScopeSQL.taught(pupil: "a.pupil", subject: subject, group: "a.study_group"),
        ]
    }

    static let cycles = QueryCollection(
        name: "cycles",
        fields: [
            Field("id", .key("cycles"), "y.id"), Field("number", .integer, "y.number"),
            Field("school_year", .text, "sy.label"), Field("start_on", .day, "y.start_on"),
            Field("end_on", .day, "y.end_on"), Field("deadline", .day, "y.deadline"),
            Field("status", .text, "y.status"), Field("locked_on", .day, "y.locked_on"),
        ],
        from: "cycle AS y JOIN school_year AS sy ON sy.id = y.school_year", key: ["sy.label", "y.number"],
        scope: [.year: "y.school_year = :year"])
}
