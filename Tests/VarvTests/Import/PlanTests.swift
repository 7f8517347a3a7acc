import CustomDump
import Foundation
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// The plan is what is stored, and the same file twice stores nothing (design §5).
struct PlanTests {
    private func school() async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        return test
    }

    private func marks(_ test: TestSchool) async throws -> [[String]] {
        try await test.rows(
            """
            SELECT i.value, coalesce(st.code, 'ingen grund') FROM judgement AS j
            JOIN pupil_identity AS i ON i.pupil = j.pupil LEFT JOIN scale_step AS st ON st.id = j.step ORDER BY i.value
            """)
    }

    @Test func `a dash is a fact and an empty cell is nothing`() async throws {
        let test = try await school()
        let run = try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3))
        #expect(run.plan.rowFates == [3, 1, 0, 0])
        try await run.apply()
        let found = try await marks(test)
        expectNoDifference(
            found,
            [["201301012389", "insats"], ["201301022388", "godtagbara"], ["201301032387", "ingen grund"]])
    }

    @Test func `the same file twice changes nothing`() async throws {
        let test = try await school()
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
        let again = try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3))
        #expect(again.plan.isEmpty)
        #expect(again.plan.unchanged == 3)
        await again.discard()
        let register = try await test.run(adapter: Lua.register, on: Lua.pupils)
        #expect(register.plan.isEmpty)
        await register.discard()
    }

    @Test func `a changed word is the one change, with what it was and what it becomes`() async throws {
        let test = try await school()
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
        let changed = Lua.marks.replacing("2389;Insats", with: "2389;Mer")
        let run = try await test.run(adapter: Lua.judgements, on: changed, scope: .cycle(3))
        #expect(run.plan.recordFates == [0, 1, 2, 0])
        let pseudonym = try await test.rows(
            "SELECT c.answer FROM choice AS c JOIN pupil_identity AS i ON i.pupil = c.pupil "
                + "WHERE c.kind = 'pseudonym' AND i.value LIKE '%2389'")
        let number = try #require(pseudonym.first?.first.flatMap { Int($0) })
        let name = number < 10 ? "7A-0\(number)" : "7A-\(number)"
        expectNoDifference(
            run.plan.changes,
            [
                Phrase(
                    sv: "Elev \(name), varv 3, MA: Insats krävs → Mer än godtagbara kunskaper",
                    en: "Pupil \(name), cycle 3, MA: Needs support → More than acceptable knowledge")
            ])
        await run.discard()
    }

    @Test func `a plan that changes something else than the one that was seen has another mark`() async throws
    {
        func mark(over word: String) async throws -> PlanMark {
            let test = try await school()
            let marks = Lua.marks.replacing("2389;Insats", with: "2389;" + word)
            try await test.run(adapter: Lua.judgements, on: marks, scope: .cycle(3)).apply()
            let changed = Lua.marks.replacing("2389;Insats", with: "2389;Mer")
            let run = try await test.run(adapter: Lua.judgements, on: changed, scope: .cycle(3))
            await run.discard()
            return run.plan.mark
        }
        let (seen, now) = (try await mark(over: "Insats"), try await mark(over: "Godtagbara"))
        expectNoDifference(now.moved(since: "\(seen)"), [.school])
    }

    @Test(arguments: [Int64.min, -1, 11, .max])
    func `a criterion for a year group that is none is refused`(_ stage: Int64) async throws {
        let test = try await TestSchool()
        let run = try await test.school.plan(
            records: [SchoolRecord("criterion", ["subject": "MA", "label": "x", "stage": .int(stage)])],
            from: "test/prov", granting: [.write(.results)])
        await run.discard()
        expectNoDifference(run.plan.refused.map(\.issue.code), [.numberOutOfRange])
    }

    @Test func `undo brings back what was`() async throws {
        let test = try await school()
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
        let before = try await marks(test)
        let changed = Lua.marks.replacing("2389;Insats", with: "2389;Mer").replacing(
            "2386;;", with: "2386;Insats;")
        let receipt = try await test.run(adapter: Lua.judgements, on: changed, scope: .cycle(3)).apply()
        #expect(try await marks(test).count == 4)
        _ = try await test.school.undo(run: receipt.run)
        let after = try await marks(test)
        expectNoDifference(after, before)
    }

    @Test func `a plan that is discarded leaves the database as it was, table for table`() async throws {
        let test = try await school()
        let before = try await test.dump()
        let run = try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3))
        #expect(run.plan.new == 3)
        await run.discard()
        let after = try await test.dump()
        expectNoDifference(after, before)
    }

    @Test func `a plan nobody kept is discarded`() async throws {
        let test = try await school()
        let before = try await test.dump()
        _ = try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3))
        // The next run waits for the one let go of.
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).discard()
        let after = try await test.dump()
        expectNoDifference(after, before)
    }

    @Test func `what is stored is what the plan showed`() async throws {
        let test = try await school()
        let run = try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3))
        let receipt = try await run.apply()
        #expect(receipt.plan == run.plan)
        let stored = try await test.rows(
            "SELECT rows_read, used, skipped, new_count, plan_hash FROM run WHERE number = \(receipt.run)")
        #expect(stored == [["4", "3", "1", "3", run.plan.mark.hash]])
    }

    @Test func `a run ends once`() async throws {
        let test = try await school()
        let run = try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3))
        try await run.apply()
        await #expect { try await run.apply() } throws: { ($0 as? VarvError)?.code == "VARV-E605" }
    }

    @Test func `what changes about a protected pupil is told without saying who it is`() async throws {
        let test = try await school()
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
        let changed = Lua.marks.replacing("2387;-", with: "2387;Mer")
        let run = try await test.run(adapter: Lua.judgements, on: changed, scope: .cycle(3))
        expectNoDifference(
            run.plan.changes.map(\.sv),
            ["en elev med skyddade uppgifter, varv 3, MA: – → Mer än godtagbara kunskaper"])
        await run.discard()
    }

    @Test func `names and comments that change are told without being quoted`() async throws {
        let test = try await school()
        try await test.run(
            adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3), settings: ["comment": "a"]
        ).apply()
        let named = try await test.run(
            adapter: Lua.register, on: Lua.pupils.replacing("Ada;Ek", with: "Adina;Ek"))
        let told = named.plan.changes.map(\.sv)
        await named.discard()
        #expect(told.count == 1)
        #expect(told.first?.hasSuffix(": förnamnet ändras") == true)
        #expect(!told.joined().contains("Ad"))
    }

    @Test func `a row that is refused afterwards changes nothing that is told`() async throws {
        let test = try await school()
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
        let twice =
            Lua.marks.replacing("2389;Insats", with: "2389;Mer")
            + "\n20130101-2389;Godtagbara;2026-11-20"
        let run = try await test.run(adapter: Lua.judgements, on: twice, scope: .cycle(3))
        #expect(run.plan.refused.count == 2)
        expectNoDifference(run.plan.changes, [])
        await run.discard()
    }

    // MARK: The mark of --expect

    private func hash(
        _ test: TestSchool, adapter: String = Lua.judgements, on text: String = Lua.marks,
        scope: RunScope = .cycle(3),
        settings: [String: String] = [:]
    ) async throws -> String {
        let run = try await test.run(adapter: adapter, on: text, scope: scope, settings: settings)
        await run.discard()
        return run.plan.mark.hash
    }

    @Test func `the same plan has the same hash, also in another school with the same content`() async throws
    {
        let (one, other) = (try await school(), try await school())
        let hash = try await hash(one)
        #expect(hash.count == 32)
        #expect(try await self.hash(one) == hash)
        #expect(try await self.hash(other) == hash)
    }

    @Test func `a change of file, routine, option, cycle or what is stored gives another hash`() async throws
    {
        let test = try await school()
        var hashes = [
            try await hash(test),
            try await hash(test, on: Lua.marks + "\n"),
            try await hash(test, on: Lua.marks.replacing("Godtagbara", with: "Mer")),
            try await hash(test, adapter: Lua.judgements + "\n-- en rad till"),
            try await hash(test, settings: ["comment": "ja"]),
            try await hash(test, scope: .cycle(2)),
        ]
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
        hashes.append(try await hash(test))
        #expect(Set(hashes).count == hashes.count)
    }

    @Test func `a plan made again says what has moved since`() async throws {
        let test = try await school()
        func mark(
            _ adapter: String = Lua.judgements, on text: String = Lua.marks, scope: RunScope = .cycle(3)
        ) async throws -> PlanMark {
            let run = try await test.run(adapter: adapter, on: text, scope: scope)
            await run.discard()
            return run.plan.mark
        }
        let seen = "\(try await mark())"
        #expect(try await mark().moved(since: seen) == nil)
        #expect(try await mark().moved(since: String(seen.prefix(12))) == nil)
        // Fewer digits name too many plans.
        #expect(try await mark().moved(since: String(seen.prefix(11))) == [])
        #expect(try await mark(on: Lua.marks + "\n").moved(since: seen) == [.file])
        #expect(try await mark(Lua.judgements + "\n--").moved(since: seen) == [.routine])
        #expect(try await mark(scope: .cycle(2)).moved(since: seen) == [.settings])
        #expect(
            try await mark(Lua.judgements + "\n--", on: Lua.marks + "\n").moved(since: seen) == [
                .routine, .file,
            ])
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
        #expect(try await mark().moved(since: seen) == [.school])
    }

    @Test(arguments: ["", "abc", "a227c3271014-", "zzzzzzzzzzzzzzzz-6a26ae9516", "a227c32710147062-6a26"])
    func `a mark that names no plan never fits, and says nothing of what moved`(_ mark: String) async throws {
        let test = try await school()
        let run = try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3))
        let moved = try #require(run.plan.mark.moved(since: mark))
        #expect(moved.count <= 5)
        if !mark.hasSuffix("9516") { #expect(moved == []) }
        await run.discard()
    }

    @Test func `a plan that is never made again fits no mark, and says nothing of what moved`() {
        expectNoDifference(PlanMark.none.moved(since: "a227c3271014-"), [])
    }

    // MARK: Rows left out

    private static let bad = """
        Nummer;Ma;Datum
        20130101-2389;Insats;2026-11-20
        20130102-2380;Godtagbara;2026-11-20
        20130104-2386;Lagom;2026-11-20
        """

    @Test func `rows left out stop the import, and nothing is stored`() async throws {
        let test = try await school()
        let before = try await test.dump()
        let run = try await test.run(adapter: Lua.judgements, on: Self.bad, scope: .cycle(3))
        expectNoDifference(
            run.plan.refused.map { $0.issue.message(in: .swedish) },
            [
                "Rad 3, kolumn Nummer: kontrollsiffran i personnumret stämmer inte. Jämför med "
                    + "elevregistret.",
                "Rad 4, kolumn Ma: \"Lagom\" finns inte bland adapterns steg (-, Godtagbara, Insats, Mer).",
            ])
        await #expect { try await run.apply() } throws: { ($0 as? VarvError)?.status == .refused }
        let after = try await test.dump()
        expectNoDifference(after, before)
    }

    @Test func `with partial they are kept in a file with the same headings and a reason`() async throws {
        let test = try await school()
        let run = try await test.run(adapter: Lua.judgements, on: Self.bad, scope: .cycle(3))
        let receipt = try await run.apply(partial: true)
        #expect(receipt.status == .leftOut)
        let path = try #require(receipt.leftOutFile)
        #expect(path.hasSuffix("/exports/\(receipt.run)-kvar.csv"))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(
            bytes.starts(with: [0xEF, 0xBB, 0xBF]), "Excel takes a file without the mark for Windows-1252")
        let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
        let expected: [String] = [
            "Nummer;Ma;Datum;Orsak",
            "20130102-2380;Godtagbara;2026-11-20;"
                + "Rad 3, kolumn Nummer: kontrollsiffran i personnumret stämmer inte. Jämför med "
                + "elevregistret.",
            "20130104-2386;Lagom;2026-11-20;"
                + "\"Rad 4, kolumn Ma: \"\"Lagom\"\" finns inte bland adapterns steg (-, Godtagbara, "
                + "Insats, Mer).\"",
        ]
        expectNoDifference(text.split(separator: "\r\n").map(String.init), expected)
    }

    @Test func `rows that were mended import like any file`() async throws {
        let test = try await school()
        let run = try await test.run(adapter: Lua.judgements, on: Self.bad, scope: .cycle(3))
        let path = try #require(try await run.apply(partial: true).leftOutFile)
        let mended = try String(contentsOfFile: path, encoding: .utf8)
            .replacing("2380", with: "2388").replacing("Lagom;", with: "Mer;")
        let again = try await test.run(adapter: Lua.judgements, on: mended, scope: .cycle(3))
        #expect(again.plan.rowFates == [2, 0, 0, 0])
        try await again.apply()
        #expect(try await marks(test).count == 3)
    }

    @Test func `left-out rows longer than a frame holds of them are all written`() async throws {
        let test = try await school()
        let long = String(repeating: "å", count: 4096)
        let wrong = (0..<300).map { "20130101-2389;\(long)\($0);2026-11-20" }
        let file = "Nummer;Ma;Datum\n" + wrong.joined(separator: "\n") + "\n20130101-2389;Mer;2026-11-20\n"
        let run = try await test.run(adapter: Lua.judgements, on: file, scope: .cycle(3))
        let receipt = try await run.apply(partial: true)
        let kept = try String(contentsOfFile: try #require(receipt.leftOutFile), encoding: .utf8)
        #expect(kept.split(separator: "\r\n").count == 301)
    }
}
