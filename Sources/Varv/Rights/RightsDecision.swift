package import VarvModel

/// A routine that is about to run, and what it wants.
package struct RightsWish: Hashable, Sendable {
    /// The routine's id; nil for a bare Lua file, which is asked about every time.
    package let id: String?
    package let version: String?
    /// The title as it is declared, or the name of a bare Lua file or a source; made by others.
    package let title: String
    /// The SHA-256 of its file.
    package let hash: String
    /// What its `reads` and `writes` say; for a bare Lua file what the command line says.
    package let wants: Set<Permission>
    /// Whether it is handed a file, all of which it sees.
    package let readsFile: Bool
    /// Whether it is no routine and no file but where a program's own records come from.
    package let isSource: Bool

    package init(
        id: String?, version: String?, title: String, hash: String, wants: Set<Permission>,
        readsFile: Bool = false, isSource: Bool = false
    ) {
        self.isSource = isSource
        self.readsFile = readsFile
        self.id = id
        self.version = version
        self.title = title
        self.hash = hash
        self.wants = wants
    }
}

/// Whether a routine may run: wanted × what the role reaches × what was granted.
package enum RightsDecision: Hashable, Sendable {
    /// It runs with exactly these.
    case allowed(Set<Permission>)
    /// Someone who may grant is there to be asked.
    case ask(RightsQuestion)
    /// It does not run: exit 4.
    case refused(RightsRefusal)

    /// Decides.
    ///
    /// `flags` are the command line's `--read` and `--write`, or an embedder's `granting:`: a yes for this
    /// run, from someone who may grant. A routine never gets more than it asks for.
    package init(
        _ wish: RightsWish, for person: Person, invented: Bool, flags: Set<Permission>, lock: RightsLock,
        today: Day,
        until: Day
    ) {
        let beyond = wish.wants.filter {
            RoleMatrix.reach(of: person.role, $0, invented: invented) == .nothing
        }
        guard beyond.isEmpty else {
            self = .refused(RightsRefusal(wish: wish, reason: .beyondRole(person.role), missing: beyond))
            return
        }
        let mayGrant = RoleMatrix.mayGrant(person.role, invented: invented)
        var granted = wish.id.map { lock.permissions(of: $0, hash: wish.hash, on: today) } ?? []
        if mayGrant { granted.formUnion(flags) }
        let missing = wish.wants.subtracting(granted)
        if missing.isEmpty {
            self = .allowed(wish.wants)
        } else if mayGrant {
            let before = wish.id.flatMap { lock.grant(of: $0) }
            self = .ask(
                RightsQuestion(wish: wish, missing: missing, until: until, today: today, before: before))
        } else {
            self = .refused(RightsRefusal(wish: wish, reason: .needsLeadership, missing: missing))
        }
    }
}
