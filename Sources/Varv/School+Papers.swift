import VarvBridge
public import VarvModel
import VarvStorage

extension School {
    /// Draws a report for each unit it is for within a scope, for a fixed audience.
    ///
    /// ```swift
    /// let papers = try await school.draw(
    ///     .named("varv/svara-kriterier"), scope: .yearGroup(7), for: .leadership, settings: ["limit": "0,2"])
    /// ```
    /// - Throws: ``VarvError``: rights, the routine's own errors, or a scope in which there is nothing to
    ///   draw.
    public func draw(
        _ source: RoutineSource, scope: RunScope = .school, for audience: Audience = .leadership,
        settings: [String: String] = [:], granting: Set<Permission> = [], limits: RunLimits = RunLimits()
    ) async throws(VarvError) -> [Paper] {
        try await wrapped {
            let routine = try core.shelf.find(source)
            guard routine.kind == .report else { throw Self.wrongKind(routine, .report) }
            return try papers(routine, scope, audience, settings, granting, limits) { maker, _ in
                try maker.paper()
            }
        }
    }

    /// Makes a dialogue's forms, one for each unit (a teaching, most often) within a scope, with what is
    /// answered already.
    ///
    /// - Parameter empty: leaves the answers out, for a form to print.
    public func forms(
        _ source: RoutineSource, scope: RunScope = .school, settings: [String: String] = [:],
        granting: Set<Permission> = [], empty: Bool = false, limits: RunLimits = RunLimits()
    ) async throws(VarvError) -> [DialogueForm] {
        try await wrapped {
            let routine = try core.shelf.find(source)
            guard routine.kind == .dialogue else { throw Self.wrongKind(routine, .dialogue) }
            let audience: Audience = routine.with == "teacher" ? .teacher : .leadership
            return try papers(routine, scope, audience, settings, granting, limits) { maker, run in
                // What is saved is shown to the person, not to the routine: the person's reach decides.
                let mayRead = try core.reachesDialogue(
                    maker.services.scope, .read(.dialogues), maker.services.reader)
                var form = try DialogueForm(maker, empty: empty || !mayRead)
                form.layers = run.layers
                maker.services.tally.note("dialogues", count: form.questions.count { $0.saved != nil })
                return form
            }
        }
    }

    /// Saves answers to a form, at once and for good; a question answered again has the later answer.
    ///
    /// - Throws: ``VarvError`` with status `refused` for an unknown question, a choice that is none, a text
    ///   too long; `notGranted` when the dialogue is not one this person takes part in.
    public func answer(_ form: DialogueForm, _ answers: [DialogueAnswer]) async throws(VarvError) -> Receipt {
        try await wrapped {
            let transaction = try core.store.begin(
                RunStart(
                    kind: "answer", routine: form.routine, account: person.account,
                    role: person.role.rawValue,
                    startedAt: core.now))
            do {
                guard try core.reachesDialogue(form.query, .write(.dialogues), transaction.reader) else {
                    throw VarvError(
                        "VARV-E417", .notGranted,
                        sv:
                            "Rollen \(person.role.label.sv) svarar bara på sina egna samtal; det här är "
                            + "någon annans.",
                        en:
                            "The role \(person.role.label.en) answers its own dialogues only; this is "
                            + "someone else's."
                    )
                }
                try transaction.setCycle(form.query.cycle)
                try AnswerWriter(form: form, today: core.today).save(answers, in: transaction)
                let plan = Plan(transaction, used: answers.count)
                let run = try transaction.commit(
                    RunEnd(
                        outcome: "done", endedAt: core.now, used: answers.count, layers: form.layers?.stored))
                return Receipt(run: Int(run), plan: plan, leftOutFile: nil)
            } catch {
                try? transaction.rollback()
                throw error
            }
        }
    }

    private func papers<Result>(
        _ routine: Routine, _ scope: RunScope, _ audience: Audience, _ settings: [String: String],
        _ granting: Set<Permission>, _ limits: RunLimits,
        _ make: (PaperMaker, WorkerRun) throws -> Result
    ) throws -> [Result] {
        let permissions = try permissions(of: routine, granting: granting)
        let options = try routine.optionValues(settings)
        return try core.store.read { reader in
            let whole = try RunContext(
                core: core, reader: reader, scope: scope, granted: permissions, audience: audience)
            let units = try whole.units(per: routine.per)
            guard !units.isEmpty else {
                throw VarvError(
                    "VARV-E607", .failed,
                    sv:
                        "Inget att rita: det blir ett papper per \(routine.perWords.sv), men här finns inget du får "
                        + "se (\(scope.text)).",
                    en:
                        "Nothing to draw: there is a paper per \(routine.perWords.en), but nothing here that you may "
                        + "see (\(scope.text)).")
            }
            var results: [Result] = []
            let budget = PaperBudget()
            for unit in units {
                let context = try RunContext(
                    core: core, reader: reader, scope: unit, granted: permissions, audience: audience)
                let services = RunServices(context, routine: routine, modules: routine.folder)
                let here = try services.hereFields()
                let start = StartFrame(
                    mode: .run, language: language.rawValue, now: core.clock(), zoneOffset: core.zoneOffset,
                    seed: Self.seed(routine.hash), sourceName: routine.fileName, source: routine.source,
                    options: options, here: here, items: services.offered.items,
                    functions: services.offered.functions, withheld: services.offered.withheld)
                let run = try WorkerRun(core.worker, start: start, limits: limits.worker())
                watch(run)
                defer { watch(nil) }
                let maker = PaperMaker(services, here: here, budget: budget)
                var handlers = WorkerRun.Handlers()
                handlers.document = maker.add
                handlers.printed = { maker.printed += $0 }
                do {
                    results.append(
                        try noting(services) {
                            _ = try run.serve(services, handlers)
                            try run.finish()
                            return try make(maker, run)
                        })
                } catch { throw VarvError.wrapping(error, printed: maskingIdentities(maker.printed)) }
            }
            return results
        }
    }

    private static func wrongKind(_ routine: Routine, _ wanted: Routine.Kind) -> VarvError {
        VarvError(
            "VARV-E213", .usage, sv: "\(routine.id) är \(routine.kind.label.sv), inte \(wanted.label.sv).",
            en: "\(routine.id) is \(routine.kind.label.en), not \(wanted.label.en).")
    }
}

extension Routine {
    /// What there is one paper for, as `per` says it.
    fileprivate var perWords: Phrase {
        switch per {
        case "year_group": Phrase(sv: "årskurs", en: "year group")
        case "group": Phrase(sv: "grupp", en: "group")
        case "subject": Phrase(sv: "ämne", en: "subject")
        case "teaching": Phrase(sv: "undervisning", en: "teaching")
        case "teacher": Phrase(sv: "lärare", en: "teacher")
        default: Phrase(sv: "skola", en: "school")
        }
    }
}
