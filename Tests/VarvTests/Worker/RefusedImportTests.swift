import CustomDump
import Foundation
import Testing
import VarvBridge

@testable import Lua
@testable import varv_worker

/// Imports in this process, with each of their allocations refused: what crosses is whole and right, or nothing does.
struct RefusedImportTests {
    /// Asks every native that works on a row, and takes errors as they come.
    private static let plain = adapter(
        row: """
            if row.note == "stop" then row:reject("not this one", "Klass") end
            add:group { group = row.group, kind = row:raw "Klass", year_group = row.year_group }
            for subject, word in row:wide "Omdöme *" do
              add:judgement { pupil = row.pupil, group = row.group, subject = subject, step = row:step(word), on = row.on }
            end
            """)

    /// The same by a routine that catches whatever goes wrong and goes on.
    private static let catching = adapter(
        row: """
            pcall(function() if row.note == "stop" then row:reject("not this one", "Klass") end end)
            pcall(function()
              add:group { group = row.group, kind = row:raw "Klass", year_group = row.year_group }
            end)
            pcall(function()
              for subject, word in row:wide "Omdöme *" do
                pcall(function()
                  add:judgement { pupil = row.pupil, group = row.group, subject = subject, step = row:step(word), on = row.on }
                end)
              end
            end)
            """)

    private static func adapter(row: String) -> String {
        """
        return adapter {
          id = "test/refused", version = "1.0.0", title = "Refused", writes = { "results", "pupils" },
          columns = {
            pupil = column.identity "Nummer", group = column.group "Klass", year_group = column.year_group "Åk",
            on = column.date "Datum", note = column.text { "Anteckning", optional = true },
          },
          scale = "omdöme",
          steps = { ["Insats"] = "insats", ["Få"] = "godtagbara", ["-"] = no_basis, [""] = skip },
          row = function(row, add)
            \(row)
          end,
        }
        """
    }

    /// Good rows, one with its letters decomposed, an unknown word, a day that is none, and a row the routine rejects.
    private static let file = """
        Nummer;Klass;Åk;Datum;Omdöme Matematik;Omdöme NO;Anteckning
        20130101-2389;7A;7;2026-11-20;Insats;-;
        20130102-2388;7A;7;2026-11-20;Fa\u{30A};;
        20130102-2388;7A;7;2026-11-20;Få;Insats;
        20130103-2387;7A;7;2026-11-21;Instas;Få;
        20130103-2387;7B;7;i går;Insats;Få;
        20130104-2386;7B;åk 8;2026-11-20;Få;Få;stop
        20130104-2386;7B;8;2026-11-20;Få;Få;;
        20130105-2385;7B;8;2026-11-20;Insats;Få;
        """

    /// A bed whose adapter is loaded: a file may make one routine.
    private static func loaded(_ source: String) throws -> (ScriptBed, LuaReference) {
        let bed = try ScriptBed(.run, source: source, reading: file)
        let made = try bed.script.lua.load(source, name: "test.lua").call([], results: 1).first
        let routine = try #require(made)
        _ = try bed.script.part("declaration").call([routine], results: 1)
        guard case .table(let table) = routine else { throw LuaError(kind: .misuse, message: "no table") }
        return (bed, table)
    }

    /// Runs the import and fetches two of its rows; what was said until then, and how it ended.
    private static func run(_ bed: ScriptBed, _ routine: LuaReference) throws -> (
        said: [ScriptBed.Said], failure: (any Error)?
    ) {
        bed.drain()
        bed.queue(.fetchRows) { out in
            out.count(2)
            out.count(2)
            out.count(5)
        }
        bed.queue(.finish)
        bed.script.pending = nil
        let run = ImportRun(script: bed.script, start: bed.script.start)
        bed.script.importing = run
        do {
            try run.run(routine: routine)
            return (try bed.said(), nil)
        } catch { return (try bed.said(), error) }
    }

    /// A row's fate, and the bytes of each of its records.
    private struct Fate: Hashable {
        var entry: RecordBatchReader.Entry
        var records: [String] = []
        /// The row, and what became of it in a word or two.
        var summary: (row: Int, fate: String) {
            switch entry {
            case .used(let row, _, let count): (row, "\(count)")
            case .skipped(let row, _): (row, "skipped")
            case .refused(let row, _, let code, _, _, _): (row, code)
            case .warned(let row, _, let code, _, _, _): (row, "warned \(code)")
            }
        }
        var row: Int { summary.row }
    }

    private static func fates(_ said: [ScriptBed.Said]) throws -> [Fate] {
        var fates: [Fate] = []
        for frame in said where frame.kind == .records {
            let batch = try RecordBatchReader(frame.payload)
            var fields: [BatchValue] = []
            while let entry = try batch.next() {
                var fate = Fate(entry: entry)
                if case .used(_, _, let records) = entry {
                    for _ in 0..<records {
                        let kind = try batch.record(
                            kinds: Catalogue.standard.records.map(\.fields.count), into: &fields)
                        let shown = try fields.map { field in
                            switch field {
                            case .text(let index): try batch.text(index)
                            case .other(let value): "\(value)"
                            }
                        }
                        fate.records.append("\(kind) \(shown)")
                    }
                }
                fates.append(fate)
            }
        }
        return fates
    }

    private static func isMemory(_ error: any Error) -> Bool {
        switch error {
        case let error as LuaError: error.kind == .memory
        case let failure as Failure:
            failure.kind == .runtime && failure.message.hasPrefix("not enough memory")
        default: false
        }
    }

    @Test(arguments: [1, 2, UInt64.max])
    func `an import that is refused memory says so, or gives what it gives otherwise`(_ times: UInt64) throws
    {
        let (bed, routine) = try Self.loaded(Self.plain)
        let right = try Self.run(bed, routine).said
        expectNoDifference(
            try Self.fates(right).map(\.summary.fate),
            ["3", "2", "3", "wordNotInSteps", "notDate", "rejectedByRoutine", "3", "3"])
        #expect(right.map(\.kind) == [.input, .records, .done, .rows, .done])
        var told = 0
        let refused = try eachRefusal(bed, times) { n in
            let (said, failure) = try Self.run(bed, routine)
            if let failure {
                told += 1
                try #require(Self.isMemory(failure), "allocation \(n): \(failure)")
                try #require(right.starts(with: said), "allocation \(n)")
            } else {
                try #require(said == right, "allocation \(n)")
            }
        }
        #expect(refused > 200)
        // Refused once, Lua collects its garbage and asks again.
        #expect(times == 1 ? told == 0 : told > 100)
        #expect(try Self.run(bed, routine).said == right)
    }

    @Test(arguments: [1, 2, UInt64.max])
    func `a routine that catches refused memory still gives whole records only`(_ times: UInt64) throws {
        let (bed, routine) = try Self.loaded(Self.catching)
        let right = try Self.run(bed, routine).said
        // What each row could give if a caught error were not its end.
        var possible: [Int: Set<String>] = [:]
        for fate in try Self.fates(right) { possible[fate.row] = Set(fate.records) }
        let refusedRows = try Self.fates(right).filter(\.records.isEmpty)
        var lost = 0
        _ = try eachRefusal(bed, times) { n in
            let (said, failure) = try Self.run(bed, routine)
            if let failure { try #require(Self.isMemory(failure), "allocation \(n): \(failure)") }
            for fate in try Self.fates(said) {
                let known = possible[fate.row] ?? []
                if refusedRows.contains(where: { $0.row == fate.row }) { continue }
                try #require(Set(fate.records).isSubset(of: known), "allocation \(n): \(fate)")
                if fate.records.count < known.count { lost += 1 }
            }
        }
        #expect(times == 1 ? lost == 0 : lost > 0)
        #expect(try Self.run(bed, routine).said == right)
    }

    /// Calls `body` with allocation 1, 2, 3 … refused, until none is; returns how many there were.
    private func eachRefusal(_ bed: ScriptBed, _ times: UInt64, _ body: (UInt64) throws -> Void) throws
        -> UInt64
    {
        let lua = bed.script.lua
        var n: UInt64 = 0
        while true {
            n += 1
            lua.failAllocation(n, times: times)
            defer { lua.failAllocation(0, times: 0) }
            try body(n)
            if lua.refusedAllocations == 0 { return n - 1 }
            lua.failAllocation(0, times: 0)
            let after = try lua.load("return 1 + 2", name: "after.lua").call([], results: 1)
            try #require(after == [.int(3)], "allocation \(n) left the state broken")
        }
    }

    @Test func `every native of an import is called by these`() throws {
        let (bed, routine) = try Self.loaded(Self.plain)
        var called: Set<String> = []
        let names = [
            "columns", "field", "cell", "raw", "wide", "refuse", "same_word", "refuse_step", "adder", "trim",
        ]
        for name in names {
            let native = bed.script.native.withView { $0.withField(name) { $0.reference } } ?? nil
            let function = try #require(native)
            let noted = try bed.script.lua.function { frame in
                called.insert(name)
                return .done
            }
            let both = try bed.script.lua.load(
                "local note, f = ... return function(...) note() return f(...) end", name: "both.lua"
            ).call([.function(noted), .function(function)], results: 1)
            bed.script.native.setField(name, try #require(both.first))
        }
        _ = try Self.run(bed, routine)
        #expect(called == Set(names))
    }
}
