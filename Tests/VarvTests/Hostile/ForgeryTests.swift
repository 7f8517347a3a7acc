import Foundation
import Testing
import VarvModel

@testable import Varv

extension Hostile {
    /// Sets, things and conditions a script made itself, past every check of our own Lua: the host looks
    /// again.
    @Suite struct Forgeries {
        private func school() async throws -> TestSchool {
            let test = try await TestSchool()
            try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
            return test
        }

        /// What a chunk printed and how it ended, with these rights.
        private func run(_ source: String, reads: Set<Right>, in test: TestSchool) async -> (
            printed: String, error: VarvError?
        ) {
            do {
                let printed = try await test.school.run(
                    chunk: source, name: "fiende.lua", granting: Set(reads.map { .read($0) }),
                    limits: RunLimits(seconds: 1, memoryMiB: 64))
                return (printed, nil)
            } catch { return ("", error) }
        }

        private static let forge = """
            local function forged(collection, ...) return { ["\\0"] = 4, collection = collection, scoped = false, operations = { ... } } end
            local each, count = cycles.each, cycles.count
            local function try(f, ...) local ok, why = pcall(f, ...) print(ok, why) end
            local function show(set) for item in each(set) do print(item, pcall(function() return item.given, item.family end)) end end

            """

        @Test(arguments: [
            "show(forged 'pupils')", "print(count(forged 'pupils'))", "show(forged 'interventions')",
            "show(forged('pupils', {'where', {given = 'Ada'}}))",
            "print(count(forged('pupils', {'where', {given = 'Ada'}})))",
            "show(forged 'pupil') show(forged 'pupil_identity') show(forged 'sqlite_master') show(forged "
                + "'account')",
        ])
        func `a forged set opens nothing that was not granted`(_ attack: String) async throws {
            let test = try await school()
            let found = await run(Self.forge + attack, reads: [], in: test)
            #expect(found.error?.status == .notGranted || found.error?.status == .routine, "\(found)")
            #expect(found.error?.place?.hasPrefix("fiende.lua") == true, "\(found)")
        }

        @Test(arguments: [
            "show(pupils)", "for p in pupils:each() do print(p, tostring(p), p 'x') end",
            "try(show, forged('pupils', {'where', {given = 'Ada'}}))",
            "try(show, forged('pupils', {'sort', 'family', 'up'}))",
            "try(count, forged('pupils', {'where', {family = 'Ek'}}))",
            "try(count, forged('pupils', {'where', {protected = true}}))",
            "for p in pupils:each() do try(function() for k, v in next, p do print(k, v) end end) end",
            "for p in pupils:each() do try(rawget, p, 'given') try(table.unpack, p, 1, 9) "
                + "try(string.format, '%q', p) end",
        ])
        func `names and protected pupils stay hidden from who was given pupils only`(_ attack: String)
            async throws
        {
            let test = try await school()
            let found = await run(Self.forge + attack, reads: [.pupils], in: test)
            let said = found.printed + "\(found.error.map { "\($0)" } ?? "")"
            for name in ["Ada\t", "Ada ", "Ek\t", "Ek ", "Bo\t", "Dag", "Lind", "Hemliga", "Namnet", "20130"]
            {
                #expect(!said.contains(name), "\(said)")
            }
        }

        @Test(arguments: [
            "show(forged('pupils', {'first', -1}))", "show(forged('pupils', {'first', 1 << 62}))",
            "show(forged('pupils', {'first', 1.5}))", "show(forged('pupils', {'first'}))",
            "show(forged('pupils', {'sort'}))",
            "show(forged('pupils', {'sort', 'group; DROP TABLE pupil', 'up'}))",
            "show(forged('pupils', {'where'}))",
            "show(forged('pupils', {'where', {[\"group' OR 1=1 --\"] = 1}}))",
            "show(forged('pupils', {'where', {group = {1, 2}}}))",
            "show(forged('pupils', {'where', {group = {[\"\\0\"] = 6, op = 'eller', with = {1}}}}))",
            "show(forged('pupils', {'where', {group = {[\"\\0\"] = 6, op = 'between', with = {}}}}))",
            "local t = {} for i = 1, 9999 do t[i] = 'g' .. i end show(pupils:where { group = one_of(t) })",
            "show(pupils:where { group = \"'; DELETE FROM pupil; --\" })",
            "show(pupils:where { group = '\\0' })",
            "local t = {} for i = 1, 5000 do t[i] = {'where', {group = '7A'}} end show({['\\0'] = 4, "
                + "collection = 'pupils', operations = t})",
            "show({['\\0'] = 4})", "show({['\\0'] = 4, collection = 'pupils', operations = 7})", "show({})",
            "show(nil)",
            "local s = forged 'pupils' for i = 1, 40 do s = forged('pupils', {'where', {group = s}}) end "
                + "show(s)",
            "local s = forged 'pupils' s.operations[1] = {'where', s} show(s)",
            "show({['\\0'] = 1, ['\\0h'] = 7, ['\\0t'] = 0})",
            "count({['\\0'] = 1, ['\\0h'] = -7, ['\\0t'] = 1 << 40})",
            "local p = pupils:first(1):one() show(forged('pupils', {'where', {group = p}}))",
        ])
        func `a set of nonsense is an error in the routine or gives nothing`(_ attack: String) async throws {
            let test = try await school()
            let before = try await test.rows("SELECT count(*) FROM pupil")
            let found = await run(Self.forge + attack, reads: [.pupils], in: test)
            #expect(found.error == nil || found.error?.status == .routine, "\(found)")
            #expect(try await test.rows("SELECT count(*) FROM pupil") == before)
        }
    }
}
