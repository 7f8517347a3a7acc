import VarvBridge
import VarvModel
import VarvStorage

extension School {
    /// Plans records the embedding program has, without a file or a routine: matched, validated, shown, applied
    /// and undone as an import is.
    ///
    /// ```swift
    /// let run = try await school.plan(
    ///     records: [SchoolRecord("judgement", ["pupil": "20130101-2389", "subject": "MA", "step": "insats"])],
    ///     from: "ekskolan/prov", scope: .cycle(3), scale: "omdöme", granting: [.write(.results)])
    /// print(run.plan.summary())  // 1 rad: 1 används …
    /// try await run.apply()
    /// ```
    /// Each record is a row of its own, taken in order: a group before who is in it, a pupil before their
    /// results. Those that are refused or held stand in the plan with their number; there is no file to write
    /// them to.
    ///
    /// - Parameters:
    ///   - source: a lasting name of where the records come from, for the log and for protection marks.
    ///   - scale: the scale whose steps the results name, by code.
    ///   - granting: what the run may write; nothing of it is remembered, as there is no file to remember it by.
    ///   - answer: what to do about new pupils when the records do not say who is protected.
    /// - Throws: ``VarvError``: status `notGranted` for what was not granted or the role does not reach, `usage`
    ///   for a kind, a field or a type of value that does not exist, `failed` when someone else is writing.
    public func plan(
        records: [SchoolRecord], from source: String, scope: RunScope = .school, scale: String = "",
        granting: Set<Permission>, answer: ProtectionAnswer? = nil
    ) async throws(VarvError) -> Run {
        try await wrapped {
            guard !source.isEmpty, printable(source, atMost: 80) == source else {
                throw VarvError(
                    "VARV-E218", .usage,
                    sv: "Namnet på posternas källa får ha högst 80 tecken och inga styrtecken.",
                    en:
                        "The name of the records' source may have at most 80 characters and no control characters."
                )
            }
            let wish = RightsWish(
                id: nil, version: nil, title: source, hash: Digest.sha256Hex(of: Array(source.utf8)),
                wants: granting, isSource: true)
            let permissions = try permissions(of: wish, granting: granting)
            try requireWholeSchool(permissions)
            let transaction = try core.store.begin(
                RunStart(
                    kind: "import", routine: source, account: person.account, role: person.role.rawValue,
                    startedAt: core.now))
            do {
                let context = try RunContext(
                    core: core, reader: transaction.reader, scope: scope, granted: permissions,
                    audience: core.audience)
                let known = Catalogue.importRecords
                let kinds = known.filter { context.mayWrite($0.right) }
                let planner = try planner(
                    transaction, scope, scale: scale, source: source, routine: source, fileEnding: "", answer,
                    tellsProtection: tellsProtection(granting), kinds)
                var encoder = RecordEncoder(kinds: kinds, known: known, language: language)
                let plan = try noting(planner.reads, scope) {
                    try encoder.encode(records) { batch in
                        if Task.isCancelled { throw VarvError.interrupted }
                        try planner.consume(batch)
                    }
                    try planner.finish()
                    let basis = Self.basis(of: source, scope, [:], answer: answer)
                    return try planner.plan(basis, inputNotes: [])
                }
                return Run(
                    id: keep(
                        OpenRun(
                            core: core, transaction: transaction, plan: plan,
                            protectedBefore: planner.protectedBefore)), plan: plan,
                    school: self)
            } catch {
                try? transaction.rollback()
                throw error
            }
        }
    }

    /// What turns rows into writes in a transaction, whoever the rows come from.
    func planner(
        _ transaction: Transaction, _ scope: RunScope, scale: String, source: String, routine: String,
        fileEnding: String, _ answer: ProtectionAnswer?, tellsProtection: Bool, _ kinds: [RecordKind]
    ) throws -> ImportPlanner {
        try ImportPlanner(
            transaction: transaction,
            lookups: ImportLookups(
                transaction.reader, schoolYear: core.schoolYear(transaction.reader).id, scale: scale,
                on: core.today, routine: routine),
            rules: IdentityRules(
                referenceDay: core.today, localNumbers: folder.configuration.pupilNumber,
                allowsTestNumbers: core.isInvented),
            scope: scope, scale: scale, schoolName: folder.configuration.name, source: source,
            fileEnding: fileEnding, answer: answer, tellsProtection: tellsProtection, key: core.key,
            kinds: kinds)
    }

    /// Whether messages about what is written may say who is protected: someone who may know it has asked for it.
    func tellsProtection(_ granting: Set<Permission>) -> Bool {
        granting.contains(.read(.protected))
            && RoleMatrix.reach(of: person.role, .read(.protected), invented: core.isInvented) == .everything
    }
}
