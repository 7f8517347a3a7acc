import CustomDump
import Testing
import VarvModel

@testable import Varv

/// A routine, two people and two days, for the tests of rights.
enum Sample {
    static let hash = String(repeating: "ab", count: 32)
    static let today = Day(ordinal: 20_781)  // 2026-11-24
    static let until = Day(ordinal: 20_999)  // 2027-06-30
    static let leader = Person("asa.lind", role: .leadership, staff: "ALI")
    static let teacher = Person("olle.berg", role: .teacher, staff: "OBE")

    static func wish(
        _ wants: Set<Permission>, id: String? = "ekskolan/eht-underlag", title: String = "EHT-underlag",
        hash: String = hash
    ) -> RightsWish {
        RightsWish(id: id, version: id == nil ? nil : "1.0.0", title: title, hash: hash, wants: wants)
    }

    static func question(_ wish: RightsWish, before: Grant? = nil, today: Day = today) -> RightsQuestion {
        RightsQuestion(
            wish: wish, missing: wish.wants.subtracting(before?.permissions ?? []), until: until,
            today: today,
            before: before)
    }

    static func grant(
        _ permissions: Set<Permission>, routine: String = "ekskolan/eht-underlag", hash: String = hash,
        until: Day = until
    ) -> Grant {
        Grant(routine: routine, hash: hash, permissions: permissions, by: "asa.lind", on: today, until: until)
    }

    static func lock(_ grants: [Grant]) -> RightsLock {
        var lock = RightsLock()
        for grant in grants { lock.remember(grant, today: today) }
        return lock
    }
}

@Suite struct RightsDecisionTests {
    func decide(
        _ wants: Set<Permission>, by person: Person = Sample.leader, invented: Bool = false,
        flags: Set<Permission> = [], granted: [Grant] = [], hash: String = Sample.hash,
        today: Day = Sample.today,
        id: String? = "ekskolan/eht-underlag"
    ) -> RightsDecision {
        RightsDecision(
            Sample.wish(wants, id: id, hash: hash), for: person, invented: invented, flags: flags,
            lock: Sample.lock(granted), today: today, until: Sample.until)
    }

    func isAsked(_ decision: RightsDecision) -> Bool {
        if case .ask = decision { true } else { false }
    }

    func refusal(_ decision: RightsDecision) throws -> RightsRefusal {
        guard case .refused(let refusal) = decision else { throw Unexpected() }
        return refusal
    }

    struct Unexpected: Error {}

    @Test func `a routine that wants nothing runs unasked`() {
        #expect(decide([]) == .allowed([]))
        #expect(decide([], by: Sample.teacher) == .allowed([]))
    }

    @Test func `the first run asks`() {
        expectNoDifference(
            decide([.read(.results)]),
            .ask(
                RightsQuestion(
                    wish: Sample.wish([.read(.results)]), missing: [.read(.results)], until: Sample.until,
                    today: Sample.today, before: nil)))
    }

    @Test func `what was allowed runs unasked until its last day, for others too`() {
        let grants = [Sample.grant([.read(.results)])]
        #expect(decide([.read(.results)], granted: grants) == .allowed([.read(.results)]))
        #expect(decide([.read(.results)], by: Sample.teacher, granted: grants) == .allowed([.read(.results)]))
        #expect(
            decide([.read(.results)], granted: grants, today: Sample.until) == .allowed([.read(.results)]))
        #expect(isAsked(decide([.read(.results)], granted: grants, today: Sample.until.adding(days: 1))))
    }

    @Test func `a changed file, a new wish and another routine ask again`() {
        let grants = [Sample.grant([.read(.results)])]
        #expect(isAsked(decide([.read(.results)], granted: grants, hash: String(repeating: "cd", count: 32))))
        #expect(isAsked(decide([.read(.results), .write(.results)], granted: grants)))
        #expect(isAsked(decide([.read(.results)], granted: grants, id: "annan/eht-underlag")))
        #expect(isAsked(decide([.read(.results)], granted: grants, id: nil)))
    }

    @Test func `reading is not writing`() {
        #expect(isAsked(decide([.write(.results)], granted: [Sample.grant([.read(.results)])])))
    }

    @Test func `flags are a yes for this run, and give nothing that was not asked for`() {
        #expect(
            decide([.read(.results)], flags: [.read(.results), .read(.names)]) == .allowed([.read(.results)]))
        #expect(isAsked(decide([.read(.results), .read(.names)], flags: [.read(.results)])))
    }

    @Test func `a teacher's flags allow nothing, and the refusal holds what would`() throws {
        let refusal = try refusal(decide([.read(.results)], by: Sample.teacher, flags: [.read(.results)]))
        #expect(refusal.reason == .needsLeadership)
        #expect(refusal.grantable == [.read(.results)])
    }

    @Test func `a role never reaches further than its own, whoever allowed the routine`() throws {
        let wants: Set<Permission> = [.read(.results), .read(.health), .write(.interventions)]
        let refusal = try refusal(
            decide(wants, by: Sample.teacher, flags: wants, granted: [Sample.grant(wants)]))
        #expect(refusal.reason == .beyondRole(.teacher))
        #expect(refusal.missing == [.read(.health), .write(.interventions)])
        #expect(refusal.grantable == [])
    }

    @Test func `leadership narrowed to teacher can no longer allow`() throws {
        let narrowed = try Sample.leader.narrowed(to: .teacher)
        #expect(
            try refusal(decide([.read(.results)], by: narrowed, flags: [.read(.results)])).reason
                == .needsLeadership)
    }

    @Test func `an author allows in an invented school and nowhere else`() throws {
        let author = Person("eva", role: .author)
        #expect(isAsked(decide([.read(.health)], by: author, invented: true)))
        #expect(
            try refusal(decide([.read(.results)], by: author, flags: [.read(.results)])).reason
                == .beyondRole(.author))
    }

    @Test func `names identity protected health and compare are remembered only on request`() throws {
        let secret: [Right] = [.names, .identity, .protected, .health, .compare]
        for right in Right.allCases {
            let question = Sample.question(Sample.wish([.read(right)]))
            let plain = question.grant(by: Sample.leader, on: Sample.today, remembering: false)
            #expect((plain == nil) == secret.contains(right))
            #expect(
                question.grant(by: Sample.leader, on: Sample.today, remembering: true)
                    == Sample.grant([.read(right)]))
        }
    }

    @Test func `a grant holds to the end of the school year`() {
        #expect(Grant.lastDay(on: Sample.today) == Sample.until)
    }

    @Test func `a bare Lua file is never remembered`() {
        let question = Sample.question(Sample.wish([.read(.results)], id: nil))
        #expect(question.grant(by: Sample.leader, on: Sample.today, remembering: true) == nil)
    }
}
