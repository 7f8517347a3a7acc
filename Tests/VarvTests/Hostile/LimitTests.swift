import Foundation
import Testing
import VarvBridge
import VarvModel

@testable import Varv

extension Hostile {
    /// Every limit there is, in the shapes that would hide it: the message says which, and where the routine was.
    @Suite struct Limits {
        /// A script whose second line is the one to be named.
        struct Case: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var script: String

            init(_ name: String, _ line: String) {
                testDescription = name
                script = "local n = 0\n\(line)\n"
            }
        }

        // MARK: Processor time

        static let loops = [
            Case("a plain loop", "while true do n = n + 1 end"),
            Case("a pcall in a loop", "while true do pcall(function() while true do n = n + 1 end end) end"),
            Case("errors in a loop", "while true do pcall(error) end"),
            Case("a message handler", "xpcall(error, function() while true do n = n + 1 end end)"),
            Case(
                "a handler of its own handler",
                "local function f() while true do xpcall(f, f) end end xpcall(f, f)"),
            Case(
                "a closing value",
                "do local x <close> = setmetatable({}, { __close = function() while true do end end }) end"),
            Case(
                "a metamethod",
                "local t = setmetatable({}, { __index = function() while true do end end }) n = t.x"),
            Case(
                "a comparator of sort", "table.sort({ 3, 2, 1 }, function() while true do n = n + 1 end end)"),
            Case(
                "a callback of gsub",
                "(('a'):rep(3000000)):gsub('.', function() for i = 1, 99 do n = n + i end end)"),
            Case("a coroutine", "coroutine.wrap(function() while true do n = n + 1 end end)()"),
            Case(
                "a tree of coroutines",
                "local function f(k) for _ = 1, 12 do coroutine.wrap(function() if k > 0 then f(k - 1) end end)() end end f(150)"
            ),
            Case(
                "coroutines one after another", "while true do coroutine.wrap(function() n = n + 1 end)() end"
            ),
            Case(
                "a coroutine under pcall",
                "while true do pcall(coroutine.wrap(function() while true do end end)) end"),
            Case("tail calls", "local function f() return f() end f()"),
        ]

        @Test(arguments: loops)
        func `a loop in Lua ends at its processor time with file and line`(_ loop: Case) throws {
            try expectEnd("VARV-E301", of: loop)
        }

        static let nativeLoops = [
            Case("string.find", "string.find(('a'):rep(28), ('a?'):rep(28) .. ('a'):rep(28))"),
            Case("string.rep of nothing", "string.rep('', 1 << 60)"),
            Case(
                "string.find in a coroutine",
                "coroutine.wrap(function() string.find(('a'):rep(28), ('a?'):rep(28) .. ('a'):rep(28)) end)()"
            ),
            Case(
                "string.rep in a comparator", "table.sort({ 2, 1 }, function() string.rep('', 1 << 60) end)"),
            Case("a rehash", "local t = {} for i = 1, 1 << 17 do t[i * ((1 << 18) - 1)] = i end t[7] = 1"),
            Case(
                "a circular __call",
                "local t = {} for i = 1, 100 do setmetatable(t, { __call = setmetatable({}, { __call = string.rep }) }) end string.rep('', 1 << 60)"
            ),
            Case(
                "moving 2^62 elements",
                "table.move({}, 1, math.maxinteger - 1, 1, setmetatable({}, { __newindex = type }))"),
            Case("compiling", "while true do load(('x = 1 '):rep(10000)) end"),
            Case(
                "a walk of the collector",
                "local t = {} for i = 1, 40000 do t[i] = { t[i - 1] } end while true do string.rep('x', 100000) end"
            ),
        ]

        @Test(arguments: nativeLoops)
        func `a loop in C ends at its processor time with the line that called it`(_ loop: Case) throws {
            try expectEnd("VARV-E301", of: loop)
        }

        @Test func `the innermost routine is named, not the one that required it`() throws {
            let outcome = try Outcome.of(
                "local f = load('local n = 0\\nlocal m = 0\\nwhile true do n = n + 1 end', '@del.lua')\nf()")
            #expect(outcome.error?.place == "del.lua:3")
        }

        // MARK: Memory, output, time on the wall

        static let bombs = [
            Case("a growing table", "local t = {} while true do t[#t + 1] = {} end"),
            Case("a doubling text", "local s = 'x' while true do s = s .. s end"),
            Case("under pcall", "while true do pcall(string.rep, 'x', 1 << 30) end"),
            Case(
                "in a coroutine",
                "coroutine.wrap(function() local s = 'x' while true do s = s .. s end end)()"),
            Case("in a callback", "(('a'):rep(1000000)):gsub('a', function() return ('b'):rep(1000) end)"),
            Case("in a comparator", "table.sort({ 2, 1 }, function() return #('x'):rep(1 << 30) end)"),
        ]

        @Test(arguments: bombs)
        func `a memory bomb ends with file and line`(_ bomb: Case) throws {
            try expectEnd("VARV-E303", of: bomb)
        }

        @Test func `a memory bomb says how much it wanted of how much`() throws {
            let outcome = try Outcome.of("local s = ('x'):rep(1 << 30)")
            #expect(
                outcome.error?.words.sv.hasPrefix("Rutinen ville ha 1024 MiB minne, får ha 32 MiB") == true)
            #expect(outcome.error?.words.en.hasPrefix("The routine wanted 1024 MiB of memory") == true)
        }

        static let floods = [
            Case("prints", "while true do print(('x'):rep(1000)) end"),
            Case("prints under pcall", "while true do pcall(print, ('x'):rep(1000)) end"),
            Case("one print", "print(('x'):rep(70000))"),
        ]

        @Test(arguments: floods)
        func `a flood of text ends with file and line`(_ flood: Case) throws {
            try expectEnd("VARV-E304", of: flood)
        }

        @Test func `a task's notes count as what it prints`() async throws {
            let staffed = try await StaffedSchool()
            let task = try await staffed.allowed(
                "pratig.lua",
                """
                return task {
                  id = "test/pratig", version = "1.0.0", title = "Pratig", writes = { "reflections" },
                  work = function(here, change)
                    while true do change:note(("x"):rep(60000)) end
                  end,
                }
                """)
            await staffed.expect("VARV-E304") { _ = try await staffed.school.run(task) }
        }

        @Test func `an entry's notes count as what it prints`() async throws {
            let staffed = try await StaffedSchool()
            let meeting = try await staffed.school.meeting(granting: [.write(.reflections)])
            let answer = try await meeting.enter(#"while true do change:note(("x"):rep(60000)) end"#)
            guard case .restarted(let error) = answer else {
                Issue.record("\(answer)")
                return
            }
            #expect(error.code == "VARV-E304")
        }

        @Test func `questions that take all the host's time end with file and line`() throws {
            final class Slow: Answering {
                func answer(_ question: Question, into writer: inout ByteWriter) throws {
                    usleep(20_000)
                    throw Failure(kind: .runtime, message: "finns inte")
                }
            }
            var limits = WorkerLimits(processorTime: .seconds(5), wall: .seconds(120)).patient
            limits.hostTime = .milliseconds(300)
            let outcome = try Outcome.of(
                "\nwhile true do pcall(require, 'varv.nothing') end", limits: limits, answering: Slow())
            #expect(outcome.error?.code == "VARV-E318")
            #expect(outcome.error?.place == "fiende.lua:2")
        }

        // MARK: What crosses the border

        @Test func `frames past what a turn may send end the run with file and line`() throws {
            var limits = Budget.limits
            limits.traffic = 20_000
            let outcome = try Outcome.of("\nwhile true do print('x') end", limits: limits)
            #expect(outcome.error?.code == "VARV-E317")
            #expect(outcome.error?.place == "fiende.lua:2")
        }

        @Test func `records past what a run may make end it with file and line`() throws {
            let file = try temporaryFile("Namn\n" + String(repeating: "Ada\n", count: 200))
            defer { try? file.close() }
            var limits = WorkerLimits(processorTime: .seconds(5), wall: .seconds(120)).patient
            limits.records = 100_000
            let run = try WorkerRun(
                .path(#require(FixtureWorker.real)), start: Self.start(of: Self.adding),
                input: file.fileDescriptor,
                limits: limits)
            var made = 0
            var handlers = WorkerRun.Handlers()
            handlers.records = { payload in
                let count = try Self.records(in: payload)
                made += count
                return count
            }
            handlers.input = { _ in }
            let report = #expect(throws: WorkerReport.self) { try run.serve(NoModules(), handlers) }
            #expect(report?.end == .records(count: made, budget: 100_000))
            #expect(report?.lastWords?.place == "fiende.lua:6")
        }

        private static let adding = """
            return adapter {
              id = "fiende/mata", version = "1.0.0", license = "MIT", title = "Mata",
              known_by = { "Namn" }, writes = { "pupils" },
              columns = { name = column.text "Namn" },
              row = function(row, add)
                for i = 1, 5000 do add:group { group = "7A" } end
              end,
            }
            """

        private static func start(of source: String) -> StartFrame {
            StartFrame(
                mode: .run, sourceName: "fiende.lua", source: source, records: Catalogue.standard.records)
        }

        private static func records(in payload: [UInt8]) throws -> Int {
            let fields = Catalogue.standard.records.map(\.fields.count)
            let reader = try RecordBatchReader(payload)
            var values: [BatchValue] = []
            var records = 0
            while let entry = try reader.next() {
                guard case .used(_, _, let count) = entry else { continue }
                for _ in 0..<count { _ = try reader.record(kinds: fields, into: &values) }
                records += count
            }
            return records
        }

        @Test func `a value nested too deeply is an error at its line`() throws {
            let outcome = try Outcome.of("local t = {}\nfor i = 1, 40 do t = { t } end\nrequire(t)")
            #expect(outcome.status == .routine)
            #expect(outcome.error?.place == "fiende.lua:3")
        }

        // MARK: Source

        @Test func `a source of 64 KiB runs, and one byte more is refused by name and size`() async throws {
            let host = Host(worker: .path(try #require(FixtureWorker.real)))
            let text = "print 'hej' --" + String(repeating: "x", count: 65_536 - 14)
            #expect(try await host.run(chunk: text, name: "lång.lua") == "hej\n")
            let error = await #expect(throws: VarvError.self) {
                _ = try await host.run(chunk: text + "x", name: "lång.lua")
            }
            #expect(error?.code == "VARV-E210")
            #expect(error?.message(in: .swedish).hasPrefix("lång.lua: Filen är för lång") == true)
        }

        @Test(arguments: ["\u{1B}Lua", "print 'hej' \0"])
        func `a source that is no text is refused before a worker sees it`(_ source: String) async throws {
            let host = Host(worker: .path("/nowhere/varv-worker"))
            let error = await #expect(throws: VarvError.self) {
                _ = try await host.run(chunk: source, name: "fiende.lua")
            }
            #expect(error?.code == "VARV-E211")
        }

        @Test func `a routine and its modules are at most 1 MiB together`() async throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                "varv-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let module = "local m = {} return m --" + String(repeating: "x", count: 60_000)
            for number in 1...18 {
                try Data(module.utf8).write(to: folder.appendingPathComponent("del\(number).lua"))
            }
            func load(modules: Int) throws -> Routine {
                let names = (1...modules).map { "require \"del\($0)\"" }.joined(separator: "\n")
                let source =
                    names
                    + "\nreturn task { id = 'fiende/delar', version = '1.0.0', license = 'MIT', title = 'Delar', "
                    + "work = function() end }"
                let path = folder.appendingPathComponent("delar.lua")
                try Data(source.utf8).write(to: path)
                return try RoutineShelf(
                    location: .path(#require(FixtureWorker.real)), folder: nil, language: .swedish
                ).find(.file(path.path))
            }
            #expect(try load(modules: 17).modules.count == 17)
            let failure = #expect(throws: Failure.self) { _ = try load(modules: 18) }
            #expect(
                failure?.message.contains("tillsammans längre än 1 MiB; del18.lua får inte plats") == true)
            #expect(failure?.line == 18)
        }

        private func expectEnd(_ code: String, of each: Case) throws {
            let outcome = try Outcome.of(each.script)
            #expect(outcome.error?.code == code)
            #expect(outcome.error?.place == "fiende.lua:2")
            #expect(outcome.processor < Budget.processor + .seconds(1), "\(outcome.processor)")
        }
    }
}
