import VarvModel
import VarvStorage

extension School {
    /// Plans to reverse a run: what comes back, what is changed back, what goes. Nothing is stored until the plan is
    /// applied, which is a run of its own and can be undone.
    ///
    /// ```swift
    /// let run = try await school.plan(undoing: 12)
    /// print(run.plan.summary())  // bedömningar: 409 borttagna
    /// try await run.apply()
    /// ```
    /// - Parameters:
    ///   - granting: `.read(.protected)` tells what changes of pupils with protected identity too.
    ///   - loweringProtection: whether pupils whose identity the run protected are to be as they were: not
    ///     protected, and with their names. Without it such a run is refused.
    /// - Throws: ``VarvError``, listing the later changes in its way when others build on the run.
    public func plan(
        undoing number: Int, granting: Set<Permission> = [], loweringProtection: Bool = false
    ) async throws(VarvError) -> Run {
        try await wrapped {
            let open = try undoing(number, granting, lowering: loweringProtection, isMarked: true)
            return Run(id: keep(open), plan: open.plan, school: self)
        }
    }

    /// Reverses a run at once, as ``plan(undoing:granting:loweringProtection:)`` applied unseen.
    public func undo(run number: Int, loweringProtection: Bool = false) async throws(VarvError) -> Receipt {
        try await plan(undoing: number, loweringProtection: loweringProtection).apply()
    }

    /// The same in a meeting, whose `apply` and `discard` settle it as they do an entry.
    func undo(run number: Int, meeting id: Int) async throws(VarvError) -> Plan {
        try await wrapped {
            let meeting = try vacant(id)
            let open = try undoing(number, meeting.permissions, lowering: false, isMarked: false)
            meeting.pending = open
            return open.plan
        }
    }

    /// - Parameter isMarked: whether the plan may be made again, and is to be known then.
    private func undoing(
        _ number: Int, _ granting: Set<Permission>, lowering: Bool, isMarked: Bool
    ) throws -> OpenRun {
        let granted = try reached(granting)
        let transaction = try core.store.begin(
            RunStart(kind: "undo", account: person.account, role: person.role.rawValue, startedAt: core.now))
        do {
            let undone = try requireUndo(of: number, transaction.reader)
            let protected = try transaction.reader.protectedPupils()
            try transaction.undo(run: Int64(number))
            try requireProtection(of: protected, undoing: number, lowering: lowering, transaction.reader)
            var tally = ReadTally()
            let planned = { tally }
            let plan = try noting(planned, .school) {
                var changes = ChangeAccount()
                try changes.add(undoIn: transaction)
                let told = try changes.told(
                    transaction.reader, key: core.key, schoolYear: core.schoolYear(transaction.reader).id,
                    protected: Set(protected).union(transaction.reader.protectedPupils()),
                    tellingProtection: tellsProtection(granted))
                var plan = Plan(transaction, told: told)
                tally.note(told, of: plan.counts)
                plan.isUndo = true
                if isMarked { plan.mark = Self.mark(of: plan, undoing: undone, told, lowering: lowering) }
                return plan
            }
            return OpenRun(
                core: core, transaction: transaction, plan: plan, protectedBefore: Set(protected))
        } catch {
            try? transaction.rollback()
            throw error
        }
    }

    /// What a run did is history, and whatever has changed it since is in the way of an undo: so the run, and what is
    /// told of it, say all that the plan would do.
    private static func mark(
        of plan: Plan, undoing run: RunRecord?, _ told: ToldChanges, lowering: Bool
    ) -> PlanMark {
        let hash = PlanHash()
        hash.add(run?.end.planHash ?? "")
        for count in plan.counts {
            hash.add(count.table)
            for number in [count.new, count.changed, count.removed] { hash.add(Int64(number)) }
        }
        hash.add(told)
        let settings = ["run": "\(run?.number ?? 0)", "lowering": "\(lowering)"]
        return PlanMark(basis(of: "undo", .school, settings).merging([.school: hash.hex()]) { $1 })
    }

    /// Leadership may undo anything but the school's founding, others what they ran themselves in the role
    /// they have. Returns the run; nil when there is none, which the store has words for.
    private func requireUndo(of number: Int, _ reader: Reader) throws -> RunRecord? {
        guard let run = try reader.run(Int64(number)) else { return nil }
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
        return run
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
