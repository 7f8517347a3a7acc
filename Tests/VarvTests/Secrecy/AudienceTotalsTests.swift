import CustomDump
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// Nobody learns how many pupils are protected by drawing the same numbers for two audiences.
@Suite struct AudienceTotalsTests {
    /// The last of 7B is protected; in the whole school half miss the criterion.
    private func totals(_ role: Role, _ audience: Audience, _ reads: [Right] = [.pupils, .results]) throws
        -> [String]
    {
        let school = try SmallSchool(person: Person("bo", role: role), missed: (6, 6))
        return try school.services(
            scope: RunScope(cycle: 2, group: "7B"), reads: reads, audience: audience
        ) { services in
            let here = try services.hereFields()
            let hard = try services.all(.here("hard_criteria", .where("code", .text("MA-7-begrepp"))))
            return ["\(here["pupils"])", "\(hard.map { services.field("assessed", $0) })"]
        }
    }

    private func count(_ role: Role, _ audience: Audience) throws -> Value {
        let school = try SmallSchool(person: Person("bo", role: role))
        return try school.services(
            scope: RunScope(cycle: 2, group: "7B"), reads: [.pupils], audience: audience
        ) { try $0.count(.here("pupils")) }
    }

    @Test(arguments: [Audience.staff, .public])
    func `the health team's papers count the same pupils for every audience`(_ audience: Audience) throws {
        expectNoDifference(try totals(.eht, audience), try totals(.eht, .eht))
        expectNoDifference(try count(.eht, audience), .int(11))
        expectNoDifference(try count(.eht, .eht), .int(11))
    }

    @Test(arguments: [Audience.staff, .public])
    func `whoever reaches protected pupils counts everyone where totals are all that shows`(
        _ audience: Audience
    ) throws {
        expectNoDifference(try count(.leadership, audience), .int(12))
        expectNoDifference(try totals(.leadership, audience)[0], "\(Value.int(12))")
    }

    @Test func `pupils without a result are counted alike`() throws {
        func unassessed(_ audience: Audience) throws -> Value {
            let school = try SmallSchool(person: Person("bo", role: .eht))
            return try school.services(
                scope: RunScope(cycle: 3, group: "7B"), reads: [.pupils, .results], audience: audience
            ) { try $0.hereFields()["unassessed"] }
        }
        expectNoDifference(try unassessed(.staff), .int(11))
        expectNoDifference(try unassessed(.eht), .int(11))
    }
}
