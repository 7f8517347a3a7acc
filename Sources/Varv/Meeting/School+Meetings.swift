import VarvBridge
import VarvModel
import VarvStorage

extension School {
    /// Opens a meeting: a worker that waits for entries until ``Meeting/end()``.
    ///
    /// - Parameter granting: what its entries may read and write, cut to what the person's role reaches.
    public func meeting(
        scope: RunScope = .school, granting: Set<Permission> = [], limits: RunLimits = RunLimits()
    ) async throws(VarvError) -> Meeting {
        try await wrapped {
            let permissions = try reached(granting)
            // A scope that means nothing is said now and not at the first entry.
            _ = try core.store.read { try core.resolve(scope, $0) }
            let meeting = OpenMeeting(scope: scope, permissions: permissions, limits: limits)
            return Meeting(id: keep(meeting), school: self)
        }
    }

    func enter(_ text: String, meeting id: Int) async throws(VarvError) -> MeetingAnswer {
        try await wrapped {
            let meeting = try vacant(id)
            // A text that ends in the middle comes again with more lines, as the same entry.
            var isWhole = true
            defer { if isWhole { meeting.entries += 1 } }
            let answer = try entered(text, meeting)
            if case .incomplete = answer { isWhole = false }
            return answer
        }
    }

    /// Returns a meeting in which nothing waits for a yes: whatever did is forgotten.
    func vacant(_ id: Int) throws -> OpenMeeting {
        guard let meeting = openMeetings[id] else { throw Self.over }
        meeting.pending?.discard()
        meeting.pending = nil
        return meeting
    }

    private func entered(_ text: String, _ meeting: OpenMeeting) throws -> MeetingAnswer {
        // An entry that may write sees what it wrote; one that may not reads a snapshot.
        guard !meeting.permissions.writes.isEmpty else {
            return try core.store.read { try run(text, meeting, reader: $0, transaction: nil) }
        }
        let transaction = try core.store.begin(
            RunStart(
                kind: "meeting", account: person.account, role: person.role.rawValue, startedAt: core.now)
        )
        do {
            let answer = try run(text, meeting, reader: transaction.reader, transaction: transaction)
            if meeting.pending == nil { try? transaction.rollback() }
            return answer
        } catch {
            try? transaction.rollback()
            throw error
        }
    }

    private func run(
        _ text: String, _ meeting: OpenMeeting, reader: Reader, transaction: Transaction?
    ) throws -> MeetingAnswer {
        let context = try RunContext(
            core: core, reader: reader, scope: meeting.scope, granted: meeting.permissions,
            audience: core.audience)
        try transaction?.setCycle(context.cycle(ofWriting: meeting.permissions))
        let services = RunServices(context, routine: nil)
        // What Lua still holds from earlier entries keeps its numbers.
        if let before = meeting.services { services.keep(handlesOf: before) }
        meeting.services = services
        let offered = services.offered
        let worker = try meeting.worker ?? start(meeting, services)
        meeting.worker = worker
        worker.process.beginTurn()
        watch(worker)
        defer { watch(nil) }

        let planner = transaction.map {
            ChangePlanner(transaction: $0, context: context, kinds: offered.records, resolve: services.target)
        }
        var printed = ""
        var wrote = false
        // A change that is refused does not stop the worker, which has gone on: the entry runs to its end and
        // is then told.
        var refusal: VarvError?
        var handlers = WorkerRun.Handlers()
        handlers.printed = { printed += $0 }
        handlers.records = { payload in
            guard let planner else {
                throw BridgeError.outOfRange(
                    sv: "en post som rutinen inte har rätt till", en: "a record that was not granted")
            }
            wrote = true
            guard refusal == nil else { return 0 }
            do {
                return try planner.consume(payload)
            } catch let error as VarvError {
                refusal = error
                return 0
            }
        }
        handlers.document = {
            let note = try PaperMaker(services, here: .record([])).noteText($0) + "\n"
            try worker.count(note: note)
            printed += note
        }
        do {
            var plan: Plan?
            let planned = { planner?.reads() ?? ReadTally() }
            let paper = try noting(planned, context.scope) {
                let paper = try noting(services) {
                    try worker.send(.entry) { writer in
                        writer.unsigned(UInt64(meeting.entries + 1))
                        writer.text(text)
                    }
                    let value = try worker.serve(services, handlers)
                    if let refusal { throw refusal }
                    let maker = PaperMaker(services, here: .record([]))
                    let values = (value.list ?? []).prefix(Self.mostValues)
                    for piece in ValuePrinter(items: offered.items, functions: offered.functions).pieces(
                        Array(values))
                    {
                        try maker.add(piece)
                    }
                    return try maker.paper(title: "")
                }
                if wrote { plan = try planner?.plan(nil) }
                return paper
            }
            if let made = plan, let transaction {
                meeting.pending = OpenRun(
                    core: core, transaction: transaction, plan: made, layers: worker.layers)
            }
            return .shown(paper, printed: printed, plan: plan)
        } catch let failure as Failure where failure.kind == .incomplete {
            return .incomplete
        } catch let error where worker.isIdle && worker.process.report == nil && !(error is BridgeError) {
            // The worker has done its part, and goes on: the entry was wrong, or what it gave cannot be drawn or stored.
            return .failed(.wrapping(error, printed: printed))
        } catch {
            // The host stopped in the middle of what the worker said, or the worker is gone: the next entry
            // has a new one.
            worker.process.kill()
            meeting.worker = nil
            meeting.services = nil
            return .restarted(.wrapping(error, printed: printed))
        }
    }

    /// As many as a worker shows of one entry: each may ask for a whole set, and nobody counts the time that takes.
    private static let mostValues = 8

    private func start(_ meeting: OpenMeeting, _ services: RunServices) throws -> WorkerRun {
        let start = StartFrame(
            mode: .meeting, language: language.rawValue, now: core.clock(), zoneOffset: core.zoneOffset,
            sourceName: "", source: "", here: try services.hereFields(), items: services.offered.items,
            functions: services.offered.functions, records: services.offered.records,
            withheld: services.offered.withheld)
        return try WorkerRun(core.worker, start: start, limits: meeting.limits.worker(renewable: true))
    }

    func applyEntry(meeting id: Int) async throws(VarvError) -> Receipt? {
        try await wrapped {
            guard let meeting = openMeetings[id] else { throw Self.over }
            defer { meeting.pending = nil }
            return try meeting.pending?.apply(partial: false)
        }
    }

    func discardEntry(meeting id: Int) {
        openMeetings[id]?.pending?.discard()
        openMeetings[id]?.pending = nil
    }

    func endMeeting(_ id: Int) {
        guard let meeting = openMeetings.removeValue(forKey: id) else { return }
        meeting.pending?.discard()
        meeting.worker?.process.kill()
    }

    private func keep(_ meeting: OpenMeeting) -> Int {
        let id = newNumber()
        openMeetings[id] = meeting
        return id
    }

    private static let over = VarvError(
        "VARV-E614", .failed, sv: "Mötet är avslutat.", en: "The meeting is over.")
}
