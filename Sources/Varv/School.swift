public import VarvModel
import Synchronization
import VarvBridge
import VarvStorage

/// An open school: its routines, its runs, its papers.
///
/// An actor with a thread of its own, so that no database and no worker is ever waited for on Swift's cooperative pool.
/// One thing happens in a school at a time; open it twice to read while it writes.
public actor School {
    let core: SchoolCore
    package nonisolated let folder: SchoolFolder
    /// Where the school is.
    public nonisolated var path: String { folder.path }
    /// What the school is called.
    public nonisolated var name: String { folder.configuration.name }
    public nonisolated let person: Person
    public nonisolated let language: Language
    private nonisolated let thread: RunThread
    private nonisolated let current = Mutex<WorkerInterrupter?>(nil)
    var openRuns: [Int: OpenRun] = [:]
    var openMeetings: [Int: OpenMeeting] = [:]
    private var nextRun = 1

    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    init(_ core: Confined<SchoolCore>, on thread: RunThread) {
        self.core = core.value
        folder = core.value.folder
        person = core.value.person
        language = core.value.language
        self.thread = thread
    }

    /// Stops the routine that runs now, from any thread: first politely, so that it can say where it was; half a second later for good.
    public nonisolated func interrupt() {
        current.withLock { $0 }?.interrupt()
    }

    /// Lets `interrupt` reach a worker while it runs.
    func watch(_ run: WorkerRun?) {
        current.withLock { $0 = run?.process.interrupter }
    }

    func keep(_ run: OpenRun) -> Int {
        let id = nextRun
        nextRun += 1
        openRuns[id] = run
        return id
    }

    /// Runs something of this school's, so that whatever it throws is a ``VarvError``.
    func wrapped<Result>(_ body: () throws -> Result) throws(VarvError) -> Result {
        do { return try body() } catch { throw VarvError.wrapping(error) }
    }

    // MARK: Routines and rights

    /// Every routine the school has, then those Varv comes with.
    public func routines() throws(VarvError) -> [Routine] {
        try wrapped { try core.shelf.all() }
    }

    /// What a routine declares; a file is loaded in a worker that offers nothing.
    public func routine(_ source: RoutineSource) throws(VarvError) -> Routine {
        try wrapped { try core.shelf.find(source) }
    }

    /// What has to be asked before a routine runs; nil when it may run already.
    ///
    /// - Parameter granting: what this run is given besides, such as a command line's flags.
    /// - Throws: ``VarvError`` with status `notGranted` when this person may never let it run.
    package func question(
        for routine: Routine, granting: Set<Permission> = []
    ) throws(VarvError) -> RightsQuestion? {
        try wrapped {
            switch try decision(routine, granting) {
            case .allowed: nil
            case .ask(let question): question
            case .refused(let refusal): throw refusal
            }
        }
    }

    /// Answers a question with yes: remembers it in `varv.lock`, and returns what to give the run.
    package func allow(_ question: RightsQuestion, remembering: Bool = false) throws(VarvError) -> Set<Permission> {
        try wrapped {
            if let grant = question.grant(by: person, on: core.today, remembering: remembering) {
                let today = core.today
                try folder.directory.updateRightsLock(key: core.key, today: today) { $0.remember(grant, today: today) }
            }
            return question.wish.wants
        }
    }

    private func decision(_ routine: Routine, _ granting: Set<Permission>) throws -> RightsDecision {
        let wish = RightsWish(
            id: routine.id, version: routine.version, title: routine.title, hash: routine.hash,
            wants: try routine.wants())
        return RightsDecision(
            wish, for: person, invented: core.isInvented, flags: granting,
            lock: try folder.directory.rightsLock(key: core.key), today: core.today,
            until: SchoolYear(containing: core.today)?.end ?? core.today)
    }

    /// The permissions a routine runs with, or the refusal that says which flags would let it.
    func permissions(of routine: Routine, granting: Set<Permission>) throws -> Set<Permission> {
        switch try decision(routine, granting) {
        case .allowed(let permissions): permissions
        case .ask(let question): throw question.refusal(.noTerminal)
        case .refused(let refusal): throw refusal
        }
    }

    /// The permissions of a bare chunk or a meeting: what was asked for, cut to what the person's role reaches.
    func permissions(ofChunk granting: Set<Permission>) throws -> Set<Permission> {
        for permission in granting.ordered
        where RoleMatrix.reach(of: person.role, permission, invented: core.isInvented) == .nothing {
            throw VarvError(
                "VARV-E413", .notGranted,
                sv: "Rollen \(person.role.label.sv) når inte \(permission.right.label.sv).",
                en: "The role \(person.role.label.en) does not reach \(permission.right.label.en).")
        }
        return granting
    }
}
