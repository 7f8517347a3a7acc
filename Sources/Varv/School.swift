import Synchronization
import VarvBridge
public import VarvModel
import VarvStorage

/// An open school: its routines, its runs, its papers.
///
/// An actor with a thread of its own, so that no database and no worker is ever waited for on Swift's
/// cooperative pool. One thing happens in a school at a time; open it twice to read while it writes.
/// Cancelling a task that waits for a routine stops the routine, as ``interrupt()`` does: the call throws
/// `VARV-E330` and nothing is stored. What needs no routine, such as ``status()`` or ``undo(run:loweringProtection:)``, is
/// finished all the same.
public actor School {
    let core: SchoolCore
    package nonisolated let folder: SchoolFolder
    /// Where the school is.
    public nonisolated var path: String { folder.path }
    /// What the school is called.
    public nonisolated var name: String { folder.configuration.name }
    /// Who it was opened as.
    public nonisolated let person: Person
    /// The language of messages, papers and questions.
    public nonisolated let language: Language
    private nonisolated let thread: RunThread
    private nonisolated let interruption = InterruptRelay()
    /// What was let go of without being ended; the next thing done in the school ends it first.
    private nonisolated let dropped = Mutex<[Opened]>([])
    var openRuns: [Int: OpenRun] = [:]
    var openMeetings: [Int: OpenMeeting] = [:]
    private var lastNumber = 0
    private var isClosed = false

    /// The school's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    init(_ core: Confined<SchoolCore>, on thread: RunThread) {
        self.core = core.value
        folder = core.value.folder
        person = core.value.person
        language = core.value.language
        self.thread = thread
        core.value.shelf.relay = interruption
    }

    /// Stops the routine that runs now, from any thread: first politely, so that it can say where it was;
    /// half a second later for good.
    public nonisolated func interrupt() {
        interruption.interrupt()
    }

    /// Lets `interrupt` reach a worker while it runs.
    func watch(_ run: WorkerRun?) { interruption.watch(run) }

    /// A number that no run and no meeting of this school has had.
    func newNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    func keep(_ run: OpenRun) -> Int {
        let id = newNumber()
        openRuns[id] = run
        return id
    }

    /// Ends a run or meeting whose owner let go of it: soon, and before anything else is done in the school,
    /// which would find the database busy.
    nonisolated func letGo(_ opened: Opened) {
        dropped.withLock { $0.append(opened) }
        Task { await endDropped() }
    }

    private func endDropped() {
        let list = dropped.withLock { list in
            defer { list = [] }
            return list
        }
        for opened in list {
            switch opened {
            case .run(let id): discard(id)
            case .meeting(let id): endMeeting(id)
            }
        }
    }

    /// Runs something of this school's, so that whatever it throws is a ``VarvError``, and so that cancelling
    /// the task that waits for it is an ``interrupt()``.
    ///
    /// Nothing is awaited in it: what `body` does is done before anything else in the school is.
    func wrapped<Result>(_ body: () throws -> Result) async throws(VarvError) -> Result {
        guard !isClosed else { throw Self.closed }
        endDropped()
        interruption.begin()
        do {
            return try await withTaskCancellationHandler {
                try here(body)
            } onCancel: { [interruption] in
                interruption.interrupt()
            }
        } catch { throw VarvError.wrapping(error) }
    }

    /// Called without `await`, so that the compiler holds the closure above to this school's thread.
    private func here<Result>(_ body: () throws -> Result) rethrows -> Result { try body() }

    private static let closed = VarvError(
        "VARV-E608", .failed, sv: "Skolan är stängd i det här programmet. Öppna den igen.",
        en: "The school is closed in this program. Open it again.")

    /// Closes the school: discards what is planned and not applied, ends its meetings, lets go of the database.
    ///
    /// A routine that is running is waited for; ``interrupt()`` first ends it sooner. Whatever is asked of the
    /// school, its runs and its meetings afterwards throws `VARV-E608`. A school nobody holds is closed too.
    public func close() {
        endDropped()
        for id in openRuns.keys { discard(id) }
        for id in openMeetings.keys { endMeeting(id) }
        if !isClosed { core.store.close() }
        isClosed = true
    }

    /// Does what reads for a run, and notes what was read before anything of it is shown (P13): also when it
    /// fails, since an error's words may hold what was read.
    func noting<Result>(_ services: RunServices, _ body: () throws -> Result) throws -> Result {
        try noting({ services.readLog() }, body)
    }

    /// The same for what a plan tells of what was there. Beside each change stands whose it is.
    func noting<Result>(
        _ planned: () -> ReadTally, _ scope: RunScope, _ body: () throws -> Result
    ) throws -> Result {
        try noting(
            {
                planned().entries(
                    at: core.now, account: person.account, scope: scope.text, namesShown: true, run: nil)
            }, body)
    }

    private func noting<Result>(
        _ reads: () -> [ReadLogEntry], _ body: () throws -> Result
    ) throws -> Result {
        func note() throws {
            let reads = reads()
            if !reads.isEmpty { try core.store.logReads(reads) }
        }
        let result: Result
        do { result = try body() } catch {
            try note()
            throw error
        }
        try note()
        return result
    }

    // MARK: Routines and rights

    /// Every routine the school has, then those Varv comes with.
    public func routines() async throws(VarvError) -> [Routine] {
        try await wrapped { try core.shelf.memory.listing(core.shelf.contents).routines }
    }

    /// The files among the school's routines that do not load, with why: nothing is left out without a word.
    public func unloadableRoutines() async throws(VarvError) -> [UnloadableRoutine] {
        try await wrapped { try core.shelf.contents().unloadable }
    }

    /// What a routine declares; a file is loaded in a worker that offers nothing.
    public func routine(_ source: RoutineSource) async throws(VarvError) -> Routine {
        try await wrapped { try core.shelf.find(source) }
    }

    /// What has to be asked before a routine runs; nil when it may run already.
    ///
    /// - Parameter granting: what this run is given besides, such as a command line's flags.
    /// - Throws: ``VarvError`` with status `notGranted` when this person may never let it run.
    public func question(
        for routine: Routine, granting: Set<Permission> = []
    ) async throws(VarvError) -> RightsQuestion? {
        try await wrapped {
            switch try decision(wish(of: routine), granting) {
            case .allowed: nil
            case .ask(let question): question
            case .refused(let refusal): throw refusal
            }
        }
    }

    /// Answers a question with yes: remembers it in `varv.lock`, and returns what to give the run.
    ///
    /// ```swift
    /// let routine = try await school.routine(.file(path))
    /// if let question = try await school.question(for: routine) {
    ///     print(question.lines(in: .swedish).joined(separator: "\n"))
    ///     _ = try await school.allow(question)
    /// }
    /// ```
    /// - Parameter remembering: whether names, numbers and the like are remembered too, which else are for one
    ///   run.
    /// - Throws: ``VarvError`` with status `notGranted` when this person may not allow it.
    public func allow(_ question: RightsQuestion, remembering: Bool = false) async throws(VarvError) -> Set<
        Permission
    > {
        try await wrapped {
            guard core.leads else { throw question.refusal(.needsLeadership) }
            if let grant = question.grant(by: person, on: core.today, remembering: remembering) {
                let today = core.today
                try folder.directory.updateRightsLock(key: core.key, today: today) {
                    $0.remember(grant, today: today)
                }
            }
            return question.wish.wants
        }
    }

    private func decision(_ wish: RightsWish, _ granting: Set<Permission>) throws -> RightsDecision {
        RightsDecision(
            wish, for: person, invented: core.isInvented, flags: granting,
            lock: try folder.directory.rightsLock(key: core.key), today: core.today,
            until: SchoolYear(containing: core.today)?.end ?? core.today)
    }

    /// The permissions a routine runs with, or the refusal that says which flags would let it.
    func permissions(of routine: Routine, granting: Set<Permission>) throws -> Set<Permission> {
        try permissions(of: wish(of: routine), granting: granting)
    }

    private func wish(of routine: Routine) throws -> RightsWish {
        let routine = try core.shelf.anew(routine)
        return RightsWish(
            id: routine.id, version: routine.version, title: routine.title, hash: routine.hash,
            wants: try routine.wants(), readsFile: routine.kind == .adapter)
    }

    /// The same for what has been loaded, or for a bare file.
    func permissions(of wish: RightsWish, granting: Set<Permission>) throws -> Set<Permission> {
        switch try decision(wish, granting) {
        case .allowed(let permissions): permissions
        case .ask(let question): throw question.refusal(.nobodyAsked)
        case .refused(let refusal): throw refusal
        }
    }

    /// What was asked for where no routine asks, as in a meeting, whose entries the person types: never wider than
    /// their role.
    func reached(_ granting: Set<Permission>) throws -> Set<Permission> {
        for permission in granting.ordered
        where RoleMatrix.reach(of: person.role, permission, invented: core.isInvented) == .nothing {
            throw VarvError(
                "VARV-E413", .notGranted,
                sv: "I rollen \(person.role.label.sv) ingår inte \(permission.right.label.sv).",
                en: "The role \(person.role.label.en) does not reach \(permission.right.label.en).")
        }
        return granting
    }
}

/// Something of a school's that is open until it is ended.
enum Opened: Sendable {
    case run(Int)
    case meeting(Int)
}
