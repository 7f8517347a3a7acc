import Foundation
import VarvBridge
public import VarvModel
package import VarvStorage

/// Varv in another program: the one thing an embedder makes.
///
/// ```swift
/// let host   = Host(worker: .besideExecutable)
/// let school = try await host.open(folder, as: Person("åsa.lind", role: .leadership))
/// let run    = try await school.run(
///     .file(adapter), on: .file(export), scope: .cycle(3), granting: [.write(.results)])
/// print(run.plan.summary())
/// try await run.apply()
/// ```
/// A host holds no state of its own and touches none of the process's: two in one program do not meet.
/// Everything it throws is a ``VarvError``.
public struct Host: Sendable {
    let worker: WorkerLocation
    let language: Language
    let functions: EmbeddedFunctions
    let clock: @Sendable () -> Int64
    /// Opens the database of a school that is there; tests give one whose disk is full.
    package var openStore: @Sendable (_ folder: String) throws -> Store = { try Store.open(folder: $0) }

    /// Makes a host.
    ///
    /// - Parameters:
    ///   - worker: where `varv-worker` is; it is built beside the program of a package that depends on it.
    ///   - language: of messages, papers and questions.
    ///   - clock: seconds since 1970; runs see it frozen at their start.
    public init(
        worker: WorkerLocation = .besideExecutable, language: Language = .swedish,
        clock: @escaping @Sendable () -> Int64 = Host.systemClock
    ) {
        self.init(worker, language, .none, clock)
    }

    /// Makes a host that offers routines functions of the program's own, beside Varv's.
    ///
    /// - Throws: ``VarvError`` with status `usage` for a function whose name is Varv's own or Lua's (`VARV-E615`), none
    ///   that Lua can reach (`VARV-E616`), or another's in the list (`VARV-E617`); the words name it.
    public init(
        worker: WorkerLocation = .besideExecutable, language: Language = .swedish,
        functions: [EmbeddedFunction],
        clock: @escaping @Sendable () -> Int64 = Host.systemClock
    ) throws(VarvError) {
        self.init(worker, language, try EmbeddedFunctions(functions), clock)
    }

    private init(
        _ worker: WorkerLocation, _ language: Language, _ functions: EmbeddedFunctions,
        _ clock: @escaping @Sendable () -> Int64
    ) {
        self.worker = worker
        self.language = language
        self.functions = functions
        self.clock = clock
    }

    /// Seconds since 1970 by the machine's clock.
    @Sendable public static func systemClock() -> Int64 { Int64(Date().timeIntervalSince1970.rounded(.down)) }

    /// Opens the school in a folder.
    ///
    /// - Parameter person: who uses it; without one, the system's account as `school.toml` knows it.
    public func open(_ folder: String, as person: Person? = nil) async throws(VarvError) -> School {
        try await opened(name: "varv-school") { [self] in
            let folder = try SchoolFolder(path: folder)
            let person = try person ?? folder.configuration.person(account: SchoolFolder.currentAccount())
            guard RoleMatrix.mayOpen(person.role, invented: folder.configuration.isInvented) else {
                throw VarvError(
                    "VARV-E412", .notGranted,
                    sv:
                        "Kontot \(printable(person.account)) står inte i school.toml och ser bara påhittade "
                        + "skolor. "
                        + "Be skolledningen lägga till det under [[people]].",
                    en:
                        "The account \(printable(person.account)) is not in school.toml and sees invented "
                        + "schools only. "
                        + "Ask the leadership to add it under [[people]].")
            }
            let store = try openStore(folder.path)
            Leftovers.sweep(folder, store)
            return try core(folder, store, person)
        }
    }

    /// Makes a school: its folder, settings, vocabularies, school year and six cycles; then opens it.
    ///
    /// - Parameters:
    ///   - schoolYear: `2026/27`; the one today lies in when nil.
    ///   - invented: a school anyone may look at.
    public func create(
        _ folder: String, name: String, schoolYear: String? = nil, invented: Bool = false
    ) async throws(VarvError) -> School {
        try await opened(name: "varv-school") { [self] in
            let account = SchoolFolder.currentAccount()
            let settings = SchoolConfiguration.draft(name: name, account: account, invented: invented)
            let made = try SchoolFolder.create(at: folder, settings: settings) { directory in
                let store = try Store.open(folder: directory.path)
                defer { store.close() }
                try Founding(store: store, clock: SchoolClock(seconds: clock), account: account).found(
                    schoolYear: schoolYear)
            }
            let store = try Store.open(folder: made.path)
            return try core(made, store, made.configuration.person(account: account))
        }
    }

    private func core(_ folder: SchoolFolder, _ store: Store, _ person: Person) throws -> SchoolCore {
        let hex = try store.read { try $0.rows("SELECT value FROM setting WHERE name = 'key'") }
        guard hex.count > 0, let key = SchoolKey(hex: hex[0, 0].text ?? "") else {
            throw VarvError(
                "VARV-E603", .failed, sv: "Skolans databas saknar sin nyckel. Återställ en säkerhetskopia.",
                en: "The school's database lacks its key. Restore a backup.")
        }
        let core = SchoolCore(
            folder: folder, store: store, worker: worker, person: person, language: language,
            embedded: functions,
            clock: clock, key: key)
        try store.placeOldPupils()
        return core
    }

    private func opened(
        name: String, _ make: @escaping @Sendable () throws -> SchoolCore
    ) async throws(VarvError) -> School {
        do {
            let thread = try RunThread(name: name)
            let core = try await thread.run { Confined(try make()) }
            return School(core, on: thread)
        } catch { throw VarvError.wrapping(error) }
    }

    /// Runs a bare chunk of Lua without a school and returns what it printed.
    public func run(chunk source: String, name: String, limits: RunLimits = RunLimits())
        async throws(VarvError) -> String
    {
        do {
            let thread = try RunThread(name: "varv-chunk")
            let relay = InterruptRelay()
            return try await thread.run(onCancel: relay.interrupt) { [self] in
                let bytes = Array(source.utf8)
                let text = try RoutineShelf.text(bytes, fileName: name)
                let start = StartFrame(
                    mode: .chunk, language: language.rawValue, now: clock(), sourceName: name, source: text)
                let run = try WorkerRun(worker, start: start, limits: limits.worker())
                relay.watch(run)
                defer { relay.watch(nil) }
                var printed = ""
                var handlers = WorkerRun.Handlers()
                handlers.printed = { printed += $0 }
                do {
                    _ = try run.serve(
                        LoadingAnswers(folder: nil, language: language, size: bytes.count), handlers)
                    try run.finish()
                } catch { throw VarvError.wrapping(error, printed: printed) }
                return printed
            }
        } catch { throw VarvError.wrapping(error) }
    }

    /// Which layers hold a worker on this machine, line by line, for `varv doctor`.
    public func diagnose() async throws(VarvError) -> [DoctorLine] {
        do {
            let thread = try RunThread(name: "varv-doctor")
            return try await thread.run { [self] in
                let probe = try WorkerProcess.probe(worker)
                // A fault of Lua's lets nobody out: it is told, not counted as missing.
                let lua = try WorkerProcess.askLua(worker).words
                return DoctorLine.lines(of: probe)
                    + [DoctorLine(isFine: true, words: Phrase(sv: lua.sv, en: lua.en))]
            }
        } catch { throw VarvError.wrapping(error) }
    }
}
