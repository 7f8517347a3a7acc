import CustomDump
import Testing
import VarvModel

@testable import Varv

/// An undo has a plan, as every other run.
@Suite struct UndoPlanTests {
    /// A school where run 3 made three judgements, and run 4 changed one of them and made one.
    private func school() async throws -> TestSchool {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try await test.run(adapter: Lua.judgements, on: Lua.marks, scope: .cycle(3)).apply()
        let changed = Lua.marks.replacing("2389;Insats", with: "2389;Mer").replacing(
            "2386;;", with: "2386;Insats;")
        try await test.run(adapter: Lua.judgements, on: changed, scope: .cycle(3)).apply()
        return test
    }

    /// The plan's change without whom it is about.
    private func change(_ plan: Plan) -> [String] {
        plan.changes.map { $0.sv.split(separator: ", ", maxSplits: 1).last.map(String.init) ?? "" }
    }

    @Test func `it says what is changed back and what goes`() async throws {
        let test = try await school()
        let run = try await test.school.plan(undoing: 4)
        await run.discard()
        expectNoDifference(run.plan.summary(), "  omdömen: 1 borttagen, 1 återställd")
        expectNoDifference(
            change(run.plan), ["varv 3, MA: Mer än godtagbara kunskaper → Insats krävs"])
    }

    @Test func `it says what comes back`() async throws {
        let test = try await school()
        let undone = try await test.school.undo(run: 4)
        let run = try await test.school.plan(undoing: undone.run)
        await run.discard()
        expectNoDifference(run.plan.summary(), "  omdömen: 1 återställd, 1 tillbaka")
    }

    @Test func `discarded, it leaves the database as it was, table for table`() async throws {
        let test = try await school()
        let before = try await test.dump()
        await (try await test.school.plan(undoing: 4)).discard()
        let after = try await test.dump()
        expectNoDifference(after, before)
    }

    @Test func `applied, it is what an undo at once does`() async throws {
        let (one, other) = (try await school(), try await school())
        let receipt = try await one.school.plan(undoing: 4).apply()
        let unseen = try await other.school.undo(run: 4)
        expectNoDifference(receipt.plan.counts, unseen.plan.counts)
        let marks = "SELECT s.code FROM judgement AS j LEFT JOIN scale_step AS s ON s.id = j.step ORDER BY 1"
        let (left, right) = (try await one.rows(marks), try await other.rows(marks))
        expectNoDifference(left, right)
    }

    @Test func `made again it has the same mark, and another run's has another`() async throws {
        let test = try await school()
        var marks: [PlanMark] = []
        for number in [4, 4] {
            let run = try await test.school.plan(undoing: number)
            marks.append(run.plan.mark)
            await run.discard()
        }
        #expect(marks[0] == marks[1])
        _ = try await test.school.undo(run: 4)
        let other = try await test.school.plan(undoing: 3)
        await other.discard()
        #expect(other.plan.mark != marks[0])
    }

    @Test func `that protection may be lowered is part of its mark`() async throws {
        let test = try await school()
        var marks: [PlanMark] = []
        for lowering in [false, true] {
            let run = try await test.school.plan(undoing: 4, loweringProtection: lowering)
            marks.append(run.plan.mark)
            await run.discard()
        }
        expectNoDifference(marks[1].moved(since: "\(marks[0])"), [.settings])
    }

    @Test func `what it tells of a pupil is in the read log, also when it is discarded`() async throws {
        let test = try await school()
        let count = "SELECT count(*) FROM read_log WHERE pupil IS NOT NULL"
        let before = try await test.rows(count)
        await (try await test.school.plan(undoing: 4)).discard()
        let after = try await test.rows(count)
        #expect(Int(after[0][0]) == (Int(before[0][0]) ?? 0) + 1)
    }

    @Test func `a right beyond the role is refused`() async throws {
        let staffed = try await StaffedSchool()
        let teacher = try await staffed.teacher()
        await staffed.expect("VARV-E413") {
            _ = try await teacher.plan(undoing: 2, granting: [.read(.protected)])
        }
    }

    @Test func `a meeting settles it as it does an entry`() async throws {
        let test = try await school()
        let meeting = try await test.school.meeting()
        let plan = try await meeting.undo(run: 4)
        await meeting.discard()
        let nothing = try await meeting.apply()
        #expect(nothing == nil)
        #expect(try await meeting.undo(run: 4).counts == plan.counts)
        let receipt = try await meeting.apply()
        await meeting.end()
        #expect(receipt?.plan.counts == plan.counts)
    }
}
