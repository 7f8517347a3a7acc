import CustomDump
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// What Lua keeps from one entry of a meeting to the next, while the school changes: never what is no longer so.
@Suite struct KeptHandleTests {
    /// Enters a line and returns what it showed, or the words it failed with.
    private func enter(_ text: String, _ meeting: Meeting) async throws -> String {
        switch try await meeting.enter(text) {
        case .shown(let paper, let printed, _):
            printed + String(decoding: paper.data(as: .text), as: UTF8.self)
        case .failed(let error), .restarted(let error): "✗ " + error.message(in: .swedish)
        case .incomplete: "…"
        }
    }

    private func meeting(_ school: School) async throws -> Meeting {
        try await school.meeting(
            scope: .cycle(3), granting: [.read(.pupils), .read(.reflections), .read(.interventions)])
    }

    @Test func `a thing kept from an earlier entry has the fields the school has now`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed("reflektion.lua", StaffedSchool.reflecting)
        let meeting = try await meeting(staffed.school)
        let kept = "for r in reflections:each() do if r.next_step == 'n' then kept = r break end end"
        _ = try await enter(kept, meeting)
        try await staffed.school.run(task, settings: ["code": "REF-ALI"]).apply()
        try await staffed.school.run(task, settings: ["code": "REF-BOB"]).apply()
        #expect(try await enter("print(kept.next_step)", meeting).hasPrefix("Ändrat\n"))
        await meeting.end()
    }

    @Test func `a change that was undone is gone from what an earlier entry kept`() async throws {
        let staffed = try await StaffedSchool()
        let task = try await staffed.allowed("reflektion.lua", StaffedSchool.reflecting)
        let receipt = try await staffed.school.run(task, settings: ["code": "REF-ALI"]).apply()
        let meeting = try await meeting(staffed.school)
        _ = try await enter(
            "for r in reflections:each() do if r.next_step == 'Ändrat' then kept = r end end", meeting)
        #expect(try await enter("print(kept.next_step)", meeting).hasPrefix("Ändrat\n"))
        _ = try await staffed.school.undo(run: receipt.run)
        #expect(try await enter("print(kept.next_step)", meeting).hasPrefix("n\n"))
        await meeting.end()
    }

    @Test func `a thing that no longer exists says so`() async throws {
        let test = try await TestSchool()
        let receipt = try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let meeting = try await meeting(test.school)
        _ = try await enter("for p in pupils:each() do kept = p end", meeting)
        _ = try await test.school.undo(run: receipt.run)
        #expect(
            try await enter("kept.group", meeting).contains(
                "det här finns inte längre; hämta på nytt det du vill använda"))
        await meeting.end()
    }

    @Test func `a set kept from an earlier entry is asked anew`() async throws {
        let test = try await TestSchool()
        let meeting = try await meeting(test.school)
        #expect(
            try await enter("kept = pupils:where { group = '7A' } print(kept:count())", meeting).hasPrefix(
                "0"))
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        // The protected pupil is counted where everyone is and is a row where no one is looked for.
        #expect(try await enter("print(kept:count())", meeting).hasPrefix("3"))
        await meeting.end()
    }

    @Test func `a hard criterion from an earlier entry is refused, since it was counted then`() throws {
        let school = try SmallSchool()
        var before: RunServices?
        var item: Item?
        try school.services { services in
            item = try services.all(.here("hard_criteria")).first
            before = services
        }
        let kept = try #require(item)
        try school.services { services in
            services.keep(handlesOf: try #require(before))
            expectNoDifference(
                try services.ask(3, [.item(kept)]),
                .text("✗ det här räknades i en tidigare inmatning; hämta det på nytt"))
            // And shown again it is what it was, not another entry's row.
            expectNoDifference(try services.fetch(kept), kept)
        }
    }

    @Test func `a pupil who has been protected since is gone from what an earlier entry kept`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let meeting = try await test.school.meeting(
            scope: .cycle(3),
            granting: [
                .read(.pupils), .read(.identity), .read(.interventions), .write(.interventions),
            ])
        _ = try await enter(#"kept = pupils:find("20130104-2386")"#, meeting)
        await meeting.discard()
        let marked = "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n20130104-2386;Dag;Lind;7A;7;Ja\n"
        try await test.run(adapter: Lua.register, on: marked).apply()
        let gone = "det här finns inte längre; hämta på nytt det du vill använda"
        #expect(try await enter("kept.group", meeting).contains(gone))
        #expect(try await enter("kept", meeting).contains(gone))
        let change = #"""
            change:intervention { pupil = kept, title = "Läsgrupp", reports_back = "ALI", follows_up = "ALI" }
            """#
        #expect(try await enter(change, meeting).contains("Här behövs eleven, eller dess kod."))
        await meeting.end()
    }

    /// What the mentor of the first intervention is, once the school has changed since it was handed out.
    private func mentor(after change: (Transaction) throws -> Void) throws -> Value {
        let school = try SmallSchool()
        var earlier: RunServices?
        let kept = try school.services { services in
            earlier = services
            return try services.all(.here("interventions"))[0]
        }
        let run = try school.core.store.begin(
            RunStart(kind: "import", account: "anna", role: "leadership", startedAt: SmallSchool.today))
        try change(run)
        try run.commit(RunEnd(outcome: "done", endedAt: SmallSchool.today))
        return try school.services { services in
            services.keep(handlesOf: try #require(earlier))
            return try services.call("intervention:mentor", [.item(kept)])
        }
    }

    @Test func `an intervention whose pupil has been protected since has no mentor to tell of`() throws {
        expectNoDifference(
            try mentor { run in try run.put(.pupil, columns: ["protection"], [1, "marked"]) }, Self.gone)
    }

    @Test func `an intervention that is gone has no mentor to tell of`() throws {
        expectNoDifference(
            try mentor { run in
                try run.remove(.intervention, key: ["I-2"])
                try run.remove(.intervention, key: ["I-1"])
            }, Self.gone)
    }

    /// What a thing is when it is asked for again, by its fields: a result has another number each time.
    private func fields(of item: Item, _ services: RunServices) throws -> Value {
        let answer = try services.ask(3, [.item(item)])
        if case .item(let fresh) = answer { return .list(fresh.fields) }
        return answer
    }

    /// Lets a teacher meet things, changes the school, and returns what each is when it is asked for again.
    private func keptByTeacher(
        _ signature: String, _ collections: [String], _ change: (Transaction) throws -> Void
    ) throws -> (before: [Value], after: [Value]) {
        let school = try SmallSchool(
            person: Person("teacher", role: .teacher, staff: signature),
            also: { run in
                try run.put(
                    .reflection, columns: ["action", "outcome", "author", "written_on"],
                    ["R-1", "7", "Utfall", "ALI", "2026-11-02"])
            })
        let reads: [Right] = [.pupils, .results, .interventions, .dialogues, .reflections]
        var earlier: RunServices?
        var kept: [Item] = []
        let before = try school.services(reads: reads) { services in
            earlier = services
            kept = try collections.map {
                try #require(try services.all(SetDescription(collection: $0)).first)
            }
            return try kept.map { try fields(of: $0, services) }
        }
        let run = try school.core.store.begin(
            RunStart(kind: "import", account: "anna", role: "leadership", startedAt: SmallSchool.today))
        try change(run)
        try run.commit(RunEnd(outcome: "done", endedAt: SmallSchool.today))
        let after = try school.services(reads: reads) { services in
            services.keep(handlesOf: try #require(earlier))
            return try kept.map { try fields(of: $0, services) }
        }
        return (before, after)
    }

    private static let gone = Value.text("✗ det här finns inte längre; hämta på nytt det du vill använda")

    @Test func `what a teacher kept of a class that is no longer theirs is gone`() throws {
        let kept = try keptByTeacher("BOB", ["pupils", "assessments"]) { run in
            // The teaching is handed over; its pupils stay as they are.
            try run.remove(.teaching, key: [2, 2, 1])
        }
        #expect(!kept.before.contains(Self.gone))
        expectNoDifference(kept.after, [Self.gone, Self.gone])
    }

    @Test func `what a teacher kept and still reaches is as it was`() throws {
        let kept = try keptByTeacher(
            "ALI", ["pupils", "assessments", "interventions", "dialogues", "reflections"]
        ) { run in
            try run.put(.subject, columns: ["name_sv", "name_en"], ["SV", "Svenska", "Swedish"])
        }
        expectNoDifference(kept.after, kept.before)
    }

    @Test func `a reflection that has become someone else's is gone from what its author kept`() throws {
        let kept = try keptByTeacher("ALI", ["reflections"]) { run in
            try run.put(.reflection, columns: ["author"], ["R-1", "BOB"])
        }
        #expect(kept.before != [Self.gone])
        expectNoDifference(kept.after, [Self.gone])
    }
}
