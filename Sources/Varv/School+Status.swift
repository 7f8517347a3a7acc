import VarvBridge
public import VarvModel
import VarvStorage

extension School {
    /// Where the school stands: what there is, what is next, what is undecided, and three things to type.
    ///
    /// It counts what the person's own runs would, and nobody whose identity is protected: beside a run's total the
    /// difference would tell that they are there.
    public func status() async throws(VarvError) -> SchoolStatus {
        try await wrapped {
            try core.store.read { reader in
                let year = try core.schoolYear(reader)
                let context = try RunContext(
                    core: core, reader: reader, scope: .school,
                    granted: Set<Permission>(
                        reads: [.pupils, .results, .interventions, .dialogues, .staff], writes: []),
                    audience: core.audience)
                let services = RunServices(context)
                func count(_ collection: String, scoped: Bool = false, _ operations: SetOperation...) throws
                    -> Int
                {
                    // What the person does not reach at all is not counted for them.
                    guard services.offered.items.contains(where: { $0.collection == collection }) else {
                        return 0
                    }
                    let set = SetDescription(collection: collection, scoped: scoped, operations: operations)
                    return try services.count([.set(set)]).int ?? 0
                }
                let isWhole = context.visibility.reach[.pupils] == .everything
                let pupils = try count("pupils")
                let cycle = try core.currentCycle(reader, year.id)
                let teachings =
                    if isWhole {
                        try count("teachings")
                    } else {
                        try person.staff.map { staff in
                            try count(
                                "teachings",
                                SetOperation("where", [.record([Field("teacher", .text(staff))])]))
                        } ?? 0
                    }
                var lines = [
                    Self.head(
                        folder.configuration.name, year.label,
                        Phrase.counting(
                            ["p": pupils, "t": teachings],
                            sv: "{p|elev|elever}, {t|undervisning|undervisningar}.",
                            en: "{p|pupil|pupils}, {t|teaching|teachings}."), isWhole: isWhole)
                ]
                guard pupils > 0 || !core.leads else {
                    let next = Phrase(
                        sv: "Nästa steg: läs in elevregistret.", en: "Next: import the pupil register.")
                    return SchoolStatus(
                        lines: lines + [next], next: next,
                        suggestions: [
                            Phrase(sv: "varv läsin elevregister.csv", en: "varv import pupils.csv"),
                            Phrase(sv: "varv rutin lista", en: "varv routine list"),
                            Phrase(sv: "varv --help", en: "varv --help"),
                        ])
                }
                var next: Phrase?
                if teachings == 0, core.leads {
                    next = Phrase(
                        sv:
                            "Nästa steg: läs in vem som undervisar vilka i vad; utan det blir det inga "
                            + "samtal.",
                        en: "Next: import who teaches whom what; without it there are no dialogues.")
                }
                if let cycle {
                    let count = try (
                        assessed: count("assessments", scoped: true), held: count("dialogues", scoped: true)
                    )
                    let facts = try reader.rows(
                        "SELECT status, deadline, end_on FROM cycle WHERE id = ?", [.integer(cycle.id)])
                    var status = CycleStatus(rawValue: facts[0, 0].text ?? "") ?? .planned
                    // Nobody opens a cycle by hand: with the first assessments it is under way.
                    if status == .planned, count.assessed > 0 { status = .collecting }
                    lines.append(
                        .counting(
                            [
                                "cycle": cycle.number, "n": count.assessed, "held": count.held,
                                "all": teachings,
                            ],
                            sv:
                                "Varv {cycle} (\(status.label.sv)): {n|bedömning|bedömningar}, {held} av {all} samtal har svar.",
                            en: "Cycle {cycle} (\(status.label.en)): {n|assessment|assessments}, {held} of "
                                + "{all|dialogue|dialogues} answered."))
                    if count.assessed == 0, next == nil, core.leads {
                        let deadline = facts[0, 1].text ?? ""
                        next = Phrase(
                            sv: "Nästa steg: läs in bedömningarna, som ska vara klara \(deadline).",
                            en: "Next: import the assessments, which are due \(deadline).")
                    }
                }
                if let next { lines.append(next) }
                let due = try count("interventions", SetOperation("due"))
                if due > 0 {
                    lines.append(
                        .counting(
                            ["n": due], sv: "{n|insats|insatser} ska utvärderas.",
                            en: "{n|intervention is|interventions are} to be reviewed."))
                }
                let number = cycle?.number ?? 1
                return SchoolStatus(
                    lines: lines, next: next,
                    suggestions: [
                        Phrase(
                            sv: "varv rapport varv/svara-kriterier --cycle \(number)",
                            en: "varv report varv/svara-kriterier --cycle \(number)"),
                        Phrase(
                            sv: "varv samtal varv/resultatdialog --cycle \(number) --to html -o samtal/",
                            en: "varv dialogue varv/resultatdialog --cycle \(number) --to html -o forms/"),
                        Phrase(
                            sv: "varv repl --cycle \(number) --read results",
                            en: "varv repl --cycle \(number) --read results"),
                    ])
            }
        }
    }

    private static func head(_ name: String, _ year: String, _ counts: Phrase, isWhole: Bool) -> Phrase {
        let whose = isWhole ? Phrase(sv: "", en: "") : Phrase(sv: ", dina grupper", en: ", your groups")
        return Phrase(
            sv: "\(name), läsåret \(year)\(whose.sv): \(counts.sv)",
            en: "\(name), school year \(year)\(whose.en): \(counts.en)")
    }

    /// Adds a school year with six cycles; returns the run.
    public func startSchoolYear(_ label: String) async throws(VarvError) -> Int {
        try await wrapped {
            guard core.leads else {
                throw VarvError(
                    "VARV-E415", .notGranted, sv: "Bara skolledningen kan börja ett läsår.",
                    en: "Only the leadership can start a school year.")
            }
            return try Founding(
                store: core.store, clock: SchoolClock(seconds: core.clock), account: person.account
            )
            .start(schoolYear: label, role: person.role)
        }
    }
}

/// Where a school stands.
public struct SchoolStatus: Hashable, Sendable {
    /// What a person reads, line by line.
    public var lines: [Phrase]
    /// What is missing before the next step can be taken; nil when nothing is.
    public var next: Phrase?
    /// Three command lines worth typing now.
    public var suggestions: [Phrase]
}
