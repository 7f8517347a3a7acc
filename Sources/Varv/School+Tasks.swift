import VarvBridge
import VarvModel
import VarvStorage

extension School {
    /// Runs a task over its scope, in one transaction.
    func task(
        _ routine: Routine, _ scope: RunScope, _ permissions: Set<Permission>, _ settings: [String: String],
        _ limits: RunLimits
    ) throws -> Run {
        let options = try routine.optionValues(settings)
        let transaction = try core.store.begin(
            RunStart(
                kind: "task", routine: routine.id, routineHash: routine.hash, account: person.account,
                role: person.role.rawValue, startedAt: core.now))
        var worker: WorkerRun?
        var printed = ""
        do {
            let context = try RunContext(
                core: core, reader: transaction.reader, scope: scope, granted: permissions,
                audience: core.audience)
            try transaction.setCycle(context.cycle(ofWriting: permissions))
            let services = RunServices(context, routine: routine, modules: routine.folder)
            let offered = context.offered()
            let planner = ChangePlanner(
                transaction: transaction, context: context, kinds: offered.records, resolve: services.target)
            let start = StartFrame(
                mode: .run, language: language.rawValue, now: core.clock(), zoneOffset: core.zoneOffset,
                seed: Self.seed(routine.hash), sourceName: routine.fileName, source: routine.source,
                options: options,
                here: try services.hereFields(), items: offered.items, functions: offered.functions,
                records: offered.records, withheld: offered.withheld)
            let run = try WorkerRun(core.worker, start: start, limits: limits.worker())
            worker = run
            watch(run)
            defer { watch(nil) }
            var notes: [String] = []
            var handlers = WorkerRun.Handlers()
            handlers.records = planner.consume
            handlers.printed = { printed += $0 }
            let maker = PaperMaker(services, here: .record([]))
            handlers.document = {
                notes.append(try maker.noteText($0))
                try run.count(note: notes[notes.count - 1] + "\n")
            }
            var plan = try noting(planner.reads, scope) {
                try noting(services) { _ = try run.serve(services, handlers) }
                // It has nothing more to say, and what it planned is worth showing only after a clean end.
                try run.finish()
                return try planner.plan(Self.basis(of: routine.hash, scope, settings))
            }
            plan.notes = notes + (printed.isEmpty ? [] : [printed])
            let open = OpenRun(core: core, transaction: transaction, plan: plan, layers: run.layers)
            return Run(id: keep(open), plan: plan, school: self)
        } catch {
            worker?.process.kill()
            try? transaction.rollback()
            throw VarvError.wrapping(error, printed: printed)
        }
    }

    /// Runs a bare chunk of Lua that may read what is always open and what it is given, and returns what it
    /// printed.
    ///
    /// A chunk has no id, so nothing is remembered: each time, someone who may grant gives it what it reads.
    /// It writes nothing; a task does.
    public func run(
        chunk source: String, name: String, scope: RunScope = .school, granting: Set<Permission> = [],
        limits: RunLimits = RunLimits()
    ) async throws(VarvError) -> String {
        try await wrapped {
            let text = try RoutineShelf.text(Array(source.utf8), fileName: name)
            guard granting.writes.isEmpty else {
                throw VarvError(
                    "VARV-E215", .usage,
                    sv: "En Lua-fil utan rutin kan bara läsa. Gör den till en uppgift: return task { … }",
                    en: "A Lua file without a routine can only read. Make it a task: return task { … }",
                    place: name)
            }
            let permissions = try permissions(ofChunk: text, name: name, granting: granting)
            return try core.store.read { reader in
                let context = try RunContext(
                    core: core, reader: reader, scope: scope, granted: permissions, audience: core.audience)
                let services = RunServices(context, routine: nil)
                let offered = context.offered()
                let start = StartFrame(
                    mode: .chunk, language: language.rawValue, now: core.clock(), zoneOffset: core.zoneOffset,
                    sourceName: name, source: text, here: try services.hereFields(), items: offered.items,
                    functions: offered.functions, withheld: offered.withheld)
                let run = try WorkerRun(core.worker, start: start, limits: limits.worker())
                watch(run)
                defer { watch(nil) }
                var printed = ""
                var handlers = WorkerRun.Handlers()
                handlers.printed = { printed += $0 }
                do {
                    try noting(services) {
                        _ = try run.serve(services, handlers)
                        try run.finish()
                    }
                } catch { throw VarvError.wrapping(error, printed: printed) }
                return printed
            }
        }
    }

    /// What a bare chunk runs with: decided as for a routine that nothing is remembered of.
    private func permissions(
        ofChunk text: String, name: String, granting: Set<Permission>
    ) throws -> Set<Permission> {
        let wish = RightsWish(
            id: nil, version: nil, title: name, hash: Digest.sha256Hex(of: Array(text.utf8)), wants: granting)
        return try permissions(of: wish, granting: granting)
    }
}
