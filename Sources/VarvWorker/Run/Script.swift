import CSystem
import Lua
import VarvBridge

/// A Lua state with the library and what the run was granted, and the ways to run something in it.
final class Script {
    let session: Session
    let start: StartFrame
    let lua: LuaState
    let native: LuaReference
    let encoder: Encoder
    var decoder: Decoder
    /// The library's private table of shared parts.
    let parts: LuaReference
    /// How many changes a task or an entry has made.
    var changeCount = 0
    /// A failure the library raised on purpose, to be told as itself and not as an error in the routine.
    var pending: Failure?
    var importing: ImportRun?
    /// What ``made(_:)`` hands to the function that makes it.
    var staged: [UInt8] = []
    var maker: LuaReference?
    let printer: Printer?
    /// The texts of the routine and its modules, by the names messages give them.
    var sources: [String: String] = [:]
    /// The meeting's latest entry, whose text is the only one of them that is kept.
    var latestEntry: String?
    let english: Bool

    init(session: Session, start: StartFrame) throws {
        self.session = session
        self.start = start
        sources[start.sourceName] = start.source
        english = start.language == "en"
        var options = LuaState.Options()
        options.memory = session.budget.memory
        options.overBudget = { asked, _ in Lockdown.end(VARV_EXIT_MEMORY, asked: asked) }
        options.stopped = { Lockdown.end(VARV_EXIT_PROCESSOR_TIME) }
        options.panic = { Lockdown.end(VARV_EXIT_LUA_PANIC) }
        options.language = english ? .english : .swedish
        options.interactive = start.mode == .meeting
        options.now = start.now
        options.utcOffset = Int32(clamping: start.zoneOffset)
        options.seed = start.seed
        let printer = Printer(session: session, limit: min(start.printLimit, session.budget.output))
        self.printer = printer
        options.print = { printer.print($0) }
        let lua = try LuaState(options)
        self.lua = lua
        lua.becomeInterruptible()
        try lua.openLibrary()
        native = try lua.native()
        parts = try lua.table()
        decoder = try Decoder(lua, items: start.items)
        encoder = Encoder(keys: decoder.keys)
        try makeMaker()
        try loadLibrary()
    }

    /// Loads the parts of the library in the order they stand on one another.
    private func loadLibrary() throws {
        native.setField("lang", .text(start.language))
        native.setField("P", .table(parts))
        native.setField("start", .table(try startTable()))
        try registerNatives()
        let running = start.mode != .declare
        try lua.runPrelude(Library.core, name: "core", native: native)
        decoder.dayClass = try reference("day_class")
        decoder.richClass = try reference("rich_class")
        for name in ["skip", "no_basis", "few", "missing"] {
            if let mark = try reference(name) { decoder.marks.append(mark) }
        }
        try lua.runPrelude(Library.routines, name: "routines", native: native)
        try lua.runPrelude(Library.things, name: "things", native: native)
        decoder.itemClasses = try references("item_classes")
        try lua.runPrelude(Library.sets, name: "sets", native: native)
        try lua.runPrelude(Library.adapters, name: "adapters", native: native)
        try lua.runPrelude(Library.papers, name: "papers", native: native)
        try lua.runPrelude(Library.run, name: "run", native: native)

        // These may hold days and marks, so they are decoded when their classes exist.
        let startTable = native.withView { $0.withField("start") { $0.reference } } ?? nil
        startTable?.setField("here", try made(start.here))
        startTable?.setField("options", try made(start.options))
        let globals = try lua.globals()
        let offered = try part("globals").call([.bool(running)], results: 1)
        if case .table(let table)? = offered.first {
            table.withView { view in
                _ = view.forEach(limit: 10_000) { name, value in
                    if let name = name.string { globals.setField(name, value.value) }
                    return true
                }
            }
        }
        for withheld in start.withheld
        where !withheld.writes && !withheld.name.contains(":") && !withheld.name.contains(".") {
            var words = refusal(writes: false)
            for word in [withheld.name, withheld.right, withheld.right] {
                if let place = words.firstRange(of: "%s") { words.replaceSubrange(place, with: word) }
            }
            withheldMessages.insert(words)
            try hint(withheld.name, sv: words, en: words)
        }
        if !running {
            for name in LibraryNames.collections {
                try hint(
                    name, sv: "\"\(name)\" finns först när rutinen körs; skriv det inuti funktionen",
                    en: "\"\(name)\" exists when the routine runs; write it inside the function")
            }
        }
        try lua.provideModules { [session, unowned self] name in
            switch session.ask(Question.Core.module.rawValue, [.text(name)]) {
            case .success(.list(let pair)) where pair.count == 2:
                sources[pair[0].text ?? name] = pair[1].text
                return .source(pair[1].text ?? "", name: pair[0].text ?? name)
            case .failure(let failure): return .absent(why: failure.message)
            case .success: return .absent(why: nil)
            }
        }
    }

    /// Messages that mean a right is missing, raised where Lua reads the name.
    private var withheldMessages: Set<String> = []

    private func hint(_ name: String, sv: String, en: String) throws {
        let hint = native.withView { $0.withField("hint") { $0.reference } } ?? nil
        _ = try hint?.call([.text(name), .text(english ? en : sv)], results: 0)
    }

    /// A function of the library's shared parts.
    func part(_ name: String) throws -> LuaReference {
        guard let found = try reference(name) else {
            throw Failure(kind: .runtime, message: "the library lacks \(name)")
        }
        return found
    }

    private func reference(_ name: String) throws -> LuaReference? {
        parts.withView { $0.withField(name) { $0.reference } } ?? nil
    }

    private func references(_ name: String) throws -> [LuaReference] {
        parts.withView { view in
            view.withField(name) { list in
                (0..<list.length).compactMap { index in list.withElement(index + 1) { $0.reference } }
            }
        } ?? []
    }

    // MARK: Loading and running

    /// Loads the source and returns what its chunk gave.
    private func loadRoutine() throws -> LuaValue {
        try told {
            let chunk = try lua.load(start.source, name: start.sourceName)
            return try chunk.call([], results: 1).first ?? .null
        }
    }

    /// Runs something of the routine's; an error becomes a ``Failure`` with the routine's own place.
    func told<R>(_ body: () throws -> R) throws -> R {
        do {
            let result = try body()
            // A `pcall` of the routine's does not make it granted.
            if let pending {
                self.pending = nil
                throw pending
            }
            return result
        } catch let error as LuaError {
            throw failure(of: error)
        }
    }

    func failure(of error: LuaError) -> Failure {
        if error.isOfTheRun {
            pending = nil
        } else if var pending {
            if pending.file.isEmpty {
                pending.file = error.place?.file ?? ""
                pending.line = error.place?.line ?? 0
            }
            self.pending = nil
            return pending
        }
        let kind: Failure.Kind =
            switch error.kind {
            case .syntax: error.isIncomplete ? .incomplete : .syntax
            case .interrupted: .interrupted
            case .runtime, .memory, .misuse: withheldMessages.contains(error.message) ? .right : .runtime
            }
        return Failure(
            kind: kind,
            message: error.words(
                in: english ? .english : .swedish, source: error.place.flatMap { sources[$0.file] }),
            file: error.place?.file ?? (start.mode == .meeting ? "" : start.sourceName),
            line: error.place?.line ?? 0,
            traceback: error.traceback.map { "\($0.place)\($0.function.map { " (\($0))" } ?? "")" }
                .joined(separator: "\n"))
    }

    /// Says what the routine declares; nothing else runs.
    func declare() throws {
        let routine = try loadRoutine()
        let value: Value = try told {
            let declared = try part("declaration").call([routine], results: 1).first ?? .null
            guard case .table(let table) = declared else { return .none }
            return try plain(table)
        }
        session.send(.declaration) { $0.value(value) }
        session.done(.none)
    }

    func runRoutine() throws {
        let routine = try loadRoutine()
        _ = try told { try part("declaration").call([routine], results: 1) }
        if case .table(let table) = routine, isAdapter(table) {
            let run = ImportRun(script: self, start: start)
            importing = run
            try run.run(routine: table)
            return
        }
        _ = try told { try part("run_routine").call([routine], results: 0) }
        flushRecords()
        session.done(.none)
    }

    private func isAdapter(_ routine: LuaReference) -> Bool {
        routine.withView { $0.withField("kind") { $0.string } } == "adapter"
    }

    func runChunk() throws {
        try told {
            let chunk = try lua.load(start.source, name: start.sourceName)
            _ = try chunk.call([], results: 0)
        }
        flushRecords()
        session.done(.none)
    }

    func flushRecords() {
        if let batch, !batch.isEmpty { batch.flush(rowsRead: 0, bytesRead: 0) }
    }

    // Changes of a task or an entry, gathered in batches like an import's rows.
    lazy var changes = BatchWriter(session: session)
    private var batch: BatchWriter? { changes }

    /// A Lua value as the border's, for what the library itself built.
    func plain(_ table: LuaReference) throws -> Value {
        var writer = ByteWriter()
        var problem: EncodingError?
        table.withView { view in
            do throws(EncodingError) { try encoder.write(view, to: &writer) } catch { problem = error }
        }
        if let problem {
            throw Failure(
                kind: .declaration, message: problem.message(english: english), file: start.sourceName)
        }
        var reader = ByteReader(writer.bytes)
        return try reader.value()
    }
}

extension LuaError {
    /// Whether it ends the run whatever the routine had done until then: what it caught or was told no longer matters.
    var isOfTheRun: Bool { kind == .interrupted || kind == .memory }
}
