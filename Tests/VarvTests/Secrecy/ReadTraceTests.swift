import CustomDump
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// Whoever asks about one pupil leaves a line about that pupil (P13), whatever the answer is and however it was asked.
@Suite struct ReadTraceTests {
    private static let reads: [Right] = [.pupils, .results, .identity, .names]

    /// The lines one run leaves: class, count, pupil.
    private func lines(
        reads: [Right] = [.pupils, .results, .identity], _ body: (RunServices) throws -> Void
    ) throws -> [[String]] {
        try SmallSchool().services(reads: reads) { services in
            try body(services)
            return Self.lines(services)
        }
    }

    private static func lines(_ services: RunServices) -> [[String]] {
        services.readLog().map { [$0.class, "\($0.count)", $0.pupil.map(String.init) ?? "–"] }
    }

    /// The pupil with a key, as a run is handed it.
    private func pupil(_ key: Int64, _ services: RunServices) throws -> Item {
        let type = try #require(services.type(named: "pupil"))
        return Item(type: type, handle: services.handles.handle(of: Thing(type: type, id: key)))
    }

    private static func results(of pupil: Item, step: String) -> SetDescription {
        SetDescription(
            collection: "assessments",
            operations: [
                .where("pupil", .item(pupil)), .where("criterion", .text("MA-7-begrepp")),
                .where("cycle", .int(2)), .where("step", .text(step)),
            ])
    }

    @Test(arguments: [("insats", "1"), ("mer", "0")])
    func `a count of one pupil's results has the pupil's line, also when there are none`(
        _ step: String, _ count: String
    ) throws {
        let lines = try lines { services in
            _ = try services.count(Self.results(of: pupil(3, services), step: step))
        }
        expectNoDifference(lines, [["results", count, "–"], ["results", count, "3"]])
    }

    @Test func `so has a set without rows`() throws {
        let lines = try lines { services in
            _ = try services.all(Self.results(of: pupil(3, services), step: "mer"))
        }
        expectNoDifference(lines, [["results", "0", "–"], ["results", "0", "3"]])
    }

    @Test func `pupils asked about one by one have a line each, beside a class that is read whole`() throws {
        let lines = try lines { services in
            _ = try services.all(.here("assessments"))
            for key in [2, 5] as [Int64] {
                _ = try services.count(Self.results(of: pupil(key, services), step: "insats"))
            }
        }
        expectNoDifference(lines.map { $0[2] }, ["–", "2", "5"])
    }

    @Test func `a count of several pupils has a line for each of them`() throws {
        let lines = try lines { services in
            let both = try [pupil(2, services), pupil(9, services)].map { Value.item($0) }
            _ = try services.count(
                .here("assessments", .where("pupil", condition("one_of", both[0], both[1]))))
        }
        expectNoDifference(lines.map { $0[2] }, ["–", "2", "9"])
    }

    @Test(arguments: ["identity", "pseudonym", "name"])
    func `a pupil found by what they are called has a line`(_ field: String) throws {
        let school = try SmallSchool()
        let wanted = try school.services(reads: Self.reads) { services in
            try services.all(.here("pupils")).first {
                services.handles.thing($0)?.id == 7
            }.map { services.field(field, $0) }
        }
        let value = try #require(wanted)
        let lines = try school.services(reads: Self.reads) { services in
            _ = try services.count(.here("pupils", .where(field, value)))
            return Self.lines(services)
        }
        expectNoDifference(lines, [["pupils", "1", "–"], ["pupils", "1", "7"]])
    }

    @Test func `guessing a number that nobody has leaves a line`() throws {
        let counted = try lines { services in
            _ = try services.count(.here("pupils", .where("identity", .text("20130101-2389"))))
        }
        let sought = try lines { services in _ = try services.call("pupils:find", [.text("20130101-2389")]) }
        expectNoDifference([counted, sought], [[["pupils", "0", "–"]], [["pupils", "0", "–"]]])
    }

    @Test func `a protected pupil's number leaves the line of one that nobody has`() throws {
        let sought = try lines { services in _ = try services.call("pupils:find", [.text("4724")]) }
        expectNoDifference(sought, [["pupils", "0", "–"]])
    }

    @Test func `a thing kept from an earlier entry has its pupil's line when it is read anew, once`() throws {
        let school = try SmallSchool()
        var before: RunServices?
        var kept: Item?
        try school.services { services in
            kept = try services.all(.here("assessments")).first {
                if case .item(let pupil) = services.field("pupil", $0) {
                    return services.handles.thing(pupil)?.id == 4
                }
                return false
            }
            before = services
        }
        let item = try #require(kept)
        try school.services { services in
            services.keep(handlesOf: try #require(before))
            expectNoDifference(Self.lines(services), [])
            _ = try services.ask(3, [.item(item)])
            _ = try services.fetch(item)
            expectNoDifference(Self.lines(services), [["results", "1", "–"], ["results", "1", "4"]])
        }
    }

    @Test func `what an entry draws of an earlier one's things has their pupils' lines`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let meeting = try await test.school.meeting(scope: .cycle(3), granting: [.read(.pupils)])
        _ = try await meeting.enter("kept = pupils:all()")
        _ = try await meeting.enter("return kept[2]")
        await meeting.end()
        let lines = try await test.rows("SELECT class, count, pupil IS NULL FROM read_log ORDER BY id")
        // The import's four first.
        expectNoDifference(
            lines,
            [["pupils", "4", "1"], ["pupils", "3", "1"], ["pupils", "1", "1"], ["pupils", "1", "0"]])
    }

    @Test func `a thing that is drawn by the run that read it is told once`() throws {
        let lines = try lines { services in
            let items = try services.all(.here("pupils"))
            _ = try services.fetch(items[0])
        }
        expectNoDifference(lines, [["pupils", "23", "–"]])
    }
}
