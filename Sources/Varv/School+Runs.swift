import VarvBridge
import VarvModel
import VarvStorage

extension School {
    /// Runs an adapter on a file, or a task, and returns its plan: an open transaction until it is applied or
    /// discarded.
    ///
    /// ```swift
    /// let run = try await school.run(
    ///     .file("betygsboken.lua"), on: .file("export.csv"), scope: .cycle(3), granting: [.write(.results)])
    /// if run.plan.leftOut == 0 { try await run.apply() } else { await run.discard() }
    /// ```
    /// - Parameters:
    ///   - file: an adapter's input; nil for a task.
    ///   - granting: permissions for this run besides those remembered; only someone who may grant can give
    ///     them.
    ///   - settings: the routine's options, by name.
    ///   - answer: what to do about new pupils when the file does not say who is protected.
    ///   - progress: called on the school's thread as rows come in.
    /// - Throws: ``VarvError``: the routine's own errors with its file and line, a limit that ended the
    ///   worker, rights.
    public func run(
        _ source: RoutineSource, on file: RunInput? = nil, scope: RunScope = .school,
        granting: Set<Permission> = [], settings: [String: String] = [:], answer: ProtectionAnswer? = nil,
        limits: RunLimits = RunLimits(), progress: (@Sendable (RunProgress) -> Void)? = nil
    ) async throws(VarvError) -> Run {
        try await wrapped {
            let routine = try core.shelf.find(source)
            let permissions = try permissions(of: routine, granting: granting)
            switch routine.kind {
            case .adapter:
                guard let file else {
                    throw VarvError(
                        "VARV-E504", .usage,
                        sv: "En adapter läser en fil: varv läsin FIL --with \(routine.id)",
                        en: "An adapter reads a file: varv import FILE --with \(routine.id)")
                }
                return try importing(
                    routine, OpenInput(file), scope, permissions, settings, answer,
                    tellsProtection: tellsProtection(granting), limits, progress)
            case .task:
                return try task(routine, scope, permissions, settings, limits)
            case .report, .dialogue:
                throw VarvError(
                    "VARV-E213", .usage,
                    sv: "\(routine.id) är \(routine.kind.label.sv): "
                        + "varv \(routine.kind == .report ? "rapport" : "samtal") \(routine.id)",
                    en:
                        "\(routine.id) is \(routine.kind.label.en): varv \(routine.kind.rawValue) \(routine.id)"
                )
            }
        }
    }

    private func importing(
        _ routine: Routine, _ input: OpenInput, _ scope: RunScope, _ permissions: Set<Permission>,
        _ settings: [String: String], _ answer: ProtectionAnswer?, tellsProtection: Bool, _ limits: RunLimits,
        _ progress: (@Sendable (RunProgress) -> Void)?
    ) throws -> Run {
        try requireWholeSchool(permissions)
        let options = try routine.optionValues(settings)
        let fileHash = InputHash(input)
        let transaction = try core.store.begin(
            RunStart(
                kind: "import", routine: routine.id, routineHash: routine.hash, fileEnding: input.ending,
                fileSize: Int64(input.size), account: person.account,
                role: person.role.rawValue, startedAt: core.now))
        var worker: WorkerRun?
        var printed = ""
        do {
            let context = try RunContext(
                core: core, reader: transaction.reader, scope: scope, granted: permissions,
                audience: core.audience)
            let offered = context.offered()
            let services = RunServices(context, routine: routine, modules: routine.folder)
            let planner = try planner(
                transaction, scope, scale: routine.scale, source: routine.id, routine: routine.fileName,
                fileEnding: input.ending, answer, tellsProtection: tellsProtection, offered.records)

            let start = StartFrame(
                mode: .run, language: language.rawValue, now: core.clock(), zoneOffset: core.zoneOffset,
                seed: Self.seed(routine.hash), sourceName: routine.fileName, source: routine.source,
                options: options,
                input: routine.input, items: [], functions: [], records: offered.records,
                withheld: offered.withheld)
            let run = try WorkerRun(
                core.worker, start: start, input: input.descriptor,
                limits: limits.worker(importing: input.size))
            worker = run
            watch(run)
            defer { watch(nil) }

            var notes: [Phrase] = []
            var handlers = WorkerRun.Handlers()
            handlers.records = { payload in
                let made = try planner.consume(payload)
                progress?(RunProgress(rows: planner.rowsRead))
                return made
            }
            handlers.input = {
                notes = InputNotes.phrases($0)
                planner.headings = ColumnHeadings($0["columns"])
            }
            handlers.printed = { printed += $0 }
            var plan = try noting(planner.reads, scope) {
                do {
                    try noting(services) { _ = try run.serve(services, handlers) }
                } catch var failure as Failure {
                    // A heading, or words of the routine's own about a row.
                    failure.message = maskingIdentities(failure.message)
                    throw failure
                }
                try planner.finish()
                let hash = try fileHash.value()
                try input.requireUnchanged()
                try transaction.setFileHash(hash)
                let plan = try planner.plan(
                    Self.basis(of: routine.hash, scope, settings, file: hash, answer: answer),
                    inputNotes: notes)
                // The worker has had nothing to do for a while, so nobody else has noticed.
                if run.process.interrupter.isInterrupted { throw VarvError.interrupted }
                return plan
            }
            if !printed.isEmpty { plan.notes.append(maskingIdentities(printed)) }
            let open = OpenRun(
                core: core, transaction: transaction, worker: run, input: input, plan: plan,
                keeping: planner.kept)
            return Run(id: keep(open), plan: plan, school: self)
        } catch {
            worker?.process.kill()
            try? transaction.rollback()
            throw VarvError.wrapping(error, printed: maskingIdentities(printed))
        }
    }

    /// An adapter matches rows with every pupil there is, so it is for those who may write about every pupil:
    /// for anyone else the answers would tell who goes to the school (P1).
    func requireWholeSchool(_ permissions: Set<Permission>) throws(VarvError) {
        for permission in permissions.ordered where permission.isWrite {
            guard RoleMatrix.reach(of: person.role, permission, invented: core.isInvented) < .everything
            else { continue }
            throw VarvError(
                "VARV-E416", .notGranted,
                sv:
                    "Filer läses in för hela skolan. Rollen \(person.role.label.sv) får bara ändra "
                    + "\(permission.right.label.sv) "
                    + "för de egna grupperna; be skolledningen läsa in filen.",
                en: "Files are imported for the whole school. The role \(person.role.label.en) may change "
                    + "\(permission.right.label.en) for its own groups only; ask the leadership to import "
                    + "the file."
            )
        }
    }

    /// What a plan depends on besides what the school holds.
    ///
    /// - Parameter routine: the routine's hash, or the name of where records come from.
    static func basis(
        of routine: String, _ scope: RunScope, _ settings: [String: String], file: String = "",
        answer: ProtectionAnswer? = nil
    ) -> [PlanMark.Part: String] {
        let given = settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        // A text no option can hold stands between them.
        let all = [scope.text, answer?.rawValue ?? ""] + given
        return [
            .varv: BuildIdentity.version, .routine: routine, .file: file,
            .settings: all.joined(separator: "\0"),
        ]
    }

    /// The same routine gives the same numbers, run after run.
    static func seed(_ hash: String) -> UInt64 { UInt64(hash.prefix(16), radix: 16) ?? 1 }

    func apply(_ id: Int, partial: Bool) async throws(VarvError) -> Receipt {
        try await wrapped {
            guard let run = openRuns.removeValue(forKey: id) else { throw Self.ended }
            run.worker?.process.beginTurn()
            watch(run.worker)
            defer { watch(nil) }
            return try run.apply(partial: partial)
        }
    }

    func discard(_ id: Int) {
        openRuns.removeValue(forKey: id)?.discard()
    }

    private static let ended = VarvError(
        "VARV-E605", .failed, sv: "Körningen är redan avslutad.", en: "The run has ended already.")

    /// Reverses a run, as a run of its own; throws, listing the later changes in its way, when others build
    /// on it.
    ///
    /// - Parameter loweringProtection: whether pupils whose identity the run protected are to be as they were: not
    ///   protected, and with their names. Without it such a run is refused.
    public func undo(
        run number: Int, loweringProtection: Bool = false
    ) async throws(VarvError) -> Receipt {
        try await wrapped {
            let transaction = try core.store.begin(
                RunStart(
                    kind: "undo", account: person.account, role: person.role.rawValue, startedAt: core.now))
            do {
                try requireUndo(of: number, transaction.reader)
                let protected = try transaction.reader.protectedPupils()
                try transaction.undo(run: Int64(number))
                try requireProtection(
                    of: protected, undoing: number, lowering: loweringProtection, transaction.reader)
                var plan = Plan(transaction)
                plan.isUndo = true
                let run = try transaction.commit(RunEnd(outcome: "done", endedAt: core.now))
                return Receipt(run: Int(run), plan: plan, leftOutFile: nil)
            } catch {
                try? transaction.rollback()
                throw error
            }
        }
    }

    /// Leadership may undo anything but the school's founding, others what they ran themselves in the role
    /// they have.
    private func requireUndo(of number: Int, _ reader: Reader) throws {
        guard let run = try reader.run(Int64(number)) else { return }
        guard run.start.kind != "init" else {
            throw VarvError(
                "VARV-E613", .refused, sv: "Körning \(number) grundade skolan och går inte att ångra.",
                en: "Run \(number) founded the school and cannot be undone.")
        }
        guard core.leads || isOwn(run) else {
            throw VarvError(
                "VARV-E414", .notGranted, sv: "Bara skolledningen kan ångra det någon annan har gjort.",
                en: "Only the leadership can undo what someone else did.")
        }
    }

    /// Protection fails closed, also backwards: nobody's is taken away unsaid, nor while any source says that there
    /// is one (P2).
    private func requireProtection(
        of protected: [Int64], undoing number: Int, lowering: Bool, _ reader: Reader
    ) throws {
        let lowered = try protected.filter { pupil in
            try reader.rows("SELECT 1 FROM pupil WHERE id = ? AND protection = 'none'", [.integer(pupil)])
                .count > 0
        }
        let isSaid = try lowered.contains { pupil in
            try reader.rows(
                "SELECT 1 FROM pupil_protection WHERE pupil = ? AND mark <> 'none'", [.integer(pupil)]
            ).count > 0
        }
        guard !isSaid else {
            throw VarvError(
                "VARV-E618", .refused,
                sv:
                    "Körning \(number) går inte att ångra: den skyddade elever som en annan källa också säger är "
                    + "skyddade. Läs in det som är fel på nytt i stället.",
                en: "Run \(number) cannot be undone: it protected pupils whom another source also says are "
                    + "protected. Import what is wrong anew instead.")
        }
        guard lowered.isEmpty || lowering else {
            throw VarvError(
                "VARV-E619", .refused,
                sv:
                    "Körning \(number) gav elever skyddade uppgifter. Ångras den blir de oskyddade och får tillbaka "
                    + "sina namn. Är skyddet fel: varv ångra \(number) --lower-protection",
                en:
                    "Run \(number) protected the identity of pupils. Undone, they are not protected and have their "
                    + "names back. If the protection is wrong: varv undo \(number) --lower-protection")
        }
    }

    /// Whether this person made a run, in the role they have now.
    func isOwn(_ run: RunRecord) -> Bool {
        run.start.account == person.account && run.start.role == person.role.rawValue
    }
}
