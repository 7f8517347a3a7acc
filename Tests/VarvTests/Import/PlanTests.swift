import CustomDump
import Foundation
import Testing
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
        #expect(run.plan.changes.count == 1)
        let change = try #require(run.plan.changes.first)
        let step = try #require(change.columns.firstIndex(of: "step"))
        let steps = try await test.rows(
            "SELECT id, st.code FROM scale_step AS st WHERE id IN (\(change.before[step].integer ?? 0), "
                + "\(change.after[step].integer ?? 0)) ORDER BY ord")
        #expect(steps.map { $0[1] } == ["insats", "mer"])
        #expect(
            change.before.enumerated().allSatisfy {
                $0.offset == step || $0.element == change.after[$0.offset]
            })
        await run.discard()
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

    // MARK: The hash of --expect

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
