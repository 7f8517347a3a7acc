import CustomDump
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

@Suite struct SetTests {
    @Test func `a pupil shows as a pseudonym, and only the fields that were offered cross`() throws {
        try SmallSchool().services(reads: [.pupils]) { services in
            let pupils = try services.all(.here("pupils", .where("group", .text("7A"))))
            expectNoDifference(
                services.offered.items[pupils[0].type].fields.map(\.name),
                ["pseudonym", "group", "year_group"])
            expectNoDifference(pupils.count, 12)
            expectNoDifference(services.field("pseudonym", pupils[0]).text?.hasPrefix("Elev 7A-"), true)
            expectNoDifference(Array(pupils[0].fields.dropFirst()), [.text("7A"), .int(7)])
        }
    }

    @Test func `a protected pupil is no row, and no total beside the rows counts them`() throws {
        try SmallSchool().services { services in
            let pupils = try services.count(.here("pupils"))
            let protected = try services.count(.here("pupils", .where("group", .text("7B"))))
            let hard = try services.all(.here("hard_criteria", .where("code", .text("MA-7-begrepp"))))
            expectNoDifference(
                [pupils, protected, services.field("assessed", hard[0])], [.int(23), .int(11), .int(23)])
            expectNoDifference(try services.hereFields()["pupils"], .int(23))
        }
    }

    @Test func `without names, sorting by name sorts by pseudonym`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let printed = try await test.school.run(
            chunk: """
                local function order(key)
                  local out = {}
                  for p in pupils:sort(key):each() do out[#out + 1] = tostring(p) end
                  return table.concat(out, " ")
                end
                print(#order("name") > 0 and order("name") == order("pseudonym"))
                print(pcall(function() return groups:sort("name") end))
                """, name: "ordning.lua", granting: [.read(.pupils)])
        #expect(printed.hasPrefix("true\nfalse\t"), "\(printed)")
    }

    @Test(arguments: [
        ("pupils:find('4711')", #""find" kräver rätten identity"#),
        ("print(pupils:first(1):one().name)", #""name" kräver rätten names"#),
        ("pupils:where { name = 'Ada' }", #""name" kräver rätten names"#),
    ])
    func `a part of what may be read that needs more says which right`(_ chunk: String, _ words: String)
        async throws
    {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        await #expect {
            try await test.school.run(chunk: chunk, name: "del.lua", granting: [.read(.pupils)])
        } throws: { error in
            let error = VarvError.wrapping(error)
            let text = error.message(in: .swedish)
            return error.status == .notGranted && text.contains(words)
                && text.contains("börja om med --read ")
        }
    }

    @Test(arguments: [
        ("0.285", "29 %"), ("0.25", "25 %"), ("1", "100 %"), ("0", "0 %"), ("0.005", "1 %"),
    ])
    func `a share is printed as a paper rounds it`(_ share: String, _ printed: String) async throws {
        let test = try await TestSchool()
        let found = try await test.school.run(
            chunk: "print(here '' .. { share = \(share) })", name: "andel.lua")
        expectNoDifference(found, printed + "\n")
    }

    @Test(arguments: ["1e300", "0/0", "1/0", "'x'", "{}"])
    func `a share that is none is printed without an error`(_ share: String) async throws {
        let test = try await TestSchool()
        _ = try await test.school.run(
            chunk: "print(here '' .. { share = \(share) }, here '' .. { code = {} })", name: "andel.lua")
    }

    @Test func `with the right to protected pupils they are rows`() throws {
        try SmallSchool().services(reads: [.pupils, .protected]) { services in
            expectNoDifference(try services.count(.here("pupils")), .int(24))
        }
    }

    @Test(arguments: [
        (Value.int(7), 1), (.number(7.0), 1), (condition("at_least", .number(7.0)), 1),
        (condition("one_of", .number(7.0), .int(3)), 1), (.number(7.5), 0), (.number(1e300), 0),
    ])
    func `a number kept as text is met by that number, whole or with a point`(_ wanted: Value, _ count: Int)
        throws
    {
        let school = try SmallSchool(also: { run in
            try run.put(.reflection, columns: ["action", "outcome"], ["R-1", "7", "Utfall"])
        })
        try school.services(reads: [.reflections]) { services in
            let set = SetDescription(collection: "reflections", operations: [.where("action", wanted)])
            expectNoDifference(try services.count(set), .int(Int64(count)))
        }
    }

    @Test func `what a field compares with is told in words`() throws {
        for (language, words) in [
            (Language.swedish, "✗ where: share ska jämföras med en andel mellan 0 och 1"),
            (.english, "✗ where: share compares with a share between 0 and 1"),
        ] {
            try SmallSchool(language: language).services { services in
                expectNoDifference(
                    try services.count(.here("hard_criteria", .where("share", .text("x")))), .text(words))
            }
        }
    }

    @Test func `a set of a thousand rows comes in pages, each row once`() throws {
        try SmallSchool().services { services in
            let all = SetDescription(collection: "assessments")
            let items = try services.all(all)
            expectNoDifference(items.count, 23 * 3)
            expectNoDifference(Set(items.map(\.handle)).count, items.count)
        }
    }

    @Test func `the same page can be asked for twice`() throws {
        try SmallSchool().services { services in
            let set = Value.set(.here("pupils", .sort("group")))
            let first = try services.ask(0, [set, .int(0)])
            expectNoDifference(try services.ask(0, [set, .int(0)]), first)
        }
    }

    @Test func `a position in the middle that nothing waits at is read up to`() throws {
        try SmallSchool().services { services in
            let set = SetDescription.here("pupils")
            let all = try services.all(set)
            guard case .list(let page) = try services.ask(0, [.set(set), .int(20)]) else {
                Issue.record()
                return
            }
            expectNoDifference(Array(page.dropFirst()), all.suffix(3).map { .item($0) })
        }
    }

    @Test func `conditions compare, combine and say what is missing`() throws {
        try SmallSchool().services { services in
            let groups = SetDescription.here("groups", .where("kind", .text("klass")))
            expectNoDifference(try services.column("code", groups), [.text("7A"), .text("7B")])
            expectNoDifference(
                try services.column("code", .here("interventions", .where("follows_up", .mark(.missing)))),
                [.text("I-1"), .text("I-3")])
            expectNoDifference(
                try services.column(
                    "code", .here("groups", .where("code", condition("one_of", .text("7B"), .text("7C"))))),
                [.text("7B")])
            expectNoDifference(
                try services.column(
                    "number", .here("cycles", .where("number", condition("between", .int(2), .int(3))))),
                [.int(2), .int(3)])
        }
    }

    @Test func `the last order asked for leads, and first cuts`() throws {
        try SmallSchool().services { services in
            expectNoDifference(
                try services.column("number", .here("cycles", .sort("number", "down"), .first(2))),
                [.int(3), .int(2)])
            expectNoDifference(try services.count(.here("cycles", .first(2))), .int(2))
        }
    }

    @Test func `pupils sort by how they show`() throws {
        try SmallSchool().services { services in
            let shown = try services.column("pseudonym", .here("pupils", .sort("pseudonym"))).compactMap(
                \.text)
            expectNoDifference(shown, shown.sorted())
        }
    }

    @Test func `a pupil keeps its handle through every set`() throws {
        try SmallSchool().services { services in
            let pupil = try services.all(.here("pupils", .first(1)))[0]
            let found = try services.all(.here("assessments", .where("pupil", .item(pupil)), .first(1)))[0]
            expectNoDifference(services.field("pupil", found), .item(pupil))
        }
    }

    @Test func `a step without basis is a mark, and can be asked for`() throws {
        try SmallSchool().services { services in
            let set = SetDescription.here("assessments", .where("step", .mark(.noBasis)))
            expectNoDifference(try services.column("step", set), [.mark(.noBasis)])
            expectNoDifference(try services.column("reached", set), [.none])
        }
    }

    @Test func `an intervention's weeks run over those it goes on from`() throws {
        try SmallSchool().services { services in
            expectNoDifference(
                try services.column("weeks", .here("interventions", SetOperation("running"))),
                [.int(12), .int(12)])
            expectNoDifference(
                try services.column(
                    "code", .here("interventions", .where("weeks", condition("at_least", .int(4))))),
                [.text("I-1"), .text("I-2")])
        }
    }

    @Test func `an intervention to review is running with its time out`() throws {
        try SmallSchool().services { services in
            expectNoDifference(
                try services.column("code", .here("interventions", SetOperation("due"))), [.text("I-1")])
        }
    }

    @Test
    func `whom an intervention is for is a pupil who shows as a pseudonym, also without the right to pupils`()
        throws
    {
        try SmallSchool().services(reads: [.interventions]) { services in
            let item = try services.all(.here("interventions", .where("code", .text("I-1"))))[0]
            guard case .rich(let parts) = services.field("target", item),
                case .leaf(.item(let pupil)) = parts[0]
            else {
                Issue.record()
                return
            }
            expectNoDifference(pupil.fields.count, 1)
            expectNoDifference(pupil.fields[0].text?.hasPrefix("Elev 7A-"), true)
        }
    }

    @Test func `hard criteria come hardest first, with the change since the cycle before`() throws {
        try SmallSchool().services(reads: [.results, .protected]) { services in
            let set = SetDescription.here(
                "hard_criteria", .where("share", condition("at_least", .number(0.25))))
            let hard = try services.all(set)
            expectNoDifference(
                hard.map { item in
                    ["code", "assessed", "missed", "share", "previous", "trend"].map {
                        services.field($0, item)
                    }
                },
                [[.text("MA-7-begrepp"), .int(24), .int(8), .number(1.0 / 3), .number(0), .number(1.0 / 3)]])
        }
    }

    @Test func `hard criteria by group are a row for each`() throws {
        try SmallSchool().services { services in
            let set = SetDescription.here("hard_criteria_by_group", .where("code", .text("MA-7-begrepp")))
            expectNoDifference(try services.column("group", set), [.text("7A"), .text("7B")])
        }
    }

    @Test func `a run that writes reads its set whole before it goes through it`() throws {
        try SmallSchool().services(writes: [.interventions]) { services in
            let count = try services.all(.here("interventions")).count
            expectNoDifference(count, 3)
        }
    }

    @Test func `what was read is logged by class, and by pupil when it was about one`() throws {
        try SmallSchool().services { services in
            _ = try services.all(.here("interventions", .where("code", .text("I-1"))))
            _ = try services.count(.here("pupils"))
            expectNoDifference(
                services.readLog(run: 7).map { [$0.class, $0.scope, "\($0.count)", "\($0.pupil ?? 0)"] },
                [
                    ["pupils", "cycle=2", "23", "0"], ["interventions", "cycle=2", "1", "0"],
                    ["interventions", "cycle=2", "1", "1"],
                ])
        }
    }

    @Test func `a teacher reaches the pupils and results of own groups only`() throws {
        let teacher = try SmallSchool(person: Person("asa", role: .teacher, staff: "ALI"))
        try teacher.services(reads: [.pupils, .results]) { services in
            expectNoDifference(try services.count(SetDescription(collection: "pupils")), .int(12))
            expectNoDifference(
                Set(try services.column("group", SetDescription(collection: "assessments"))), [.text("7A")])
            let hard = try services.all(.here("hard_criteria", .where("code", .text("MA-7-begrepp"))))
            expectNoDifference(hard.map { services.field("missed", $0) }, [.int(6)])
        }
        try teacher.services(scope: RunScope(cycle: 2, teacher: "BOB"), reads: [.pupils, .results]) {
            services in
            expectNoDifference(try services.count(.here("pupils")), .int(0))
            expectNoDifference(try services.all(.here("hard_criteria")), [])
        }
    }
}
