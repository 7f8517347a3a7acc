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
                keeping: planner.kept, protectedBefore: planner.protectedBefore)
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
}
