import CustomDump
import Testing
import VarvModel

@Suite struct InterventionTests {
    private func make(start: Int = 0, weeks: Int = 6, after: Int64? = nil, ended: Int? = nil) -> Intervention
    {
        Intervention(
            level: .individual, target: .pupil(Key(1)), kind: "laromedel", title: "Anpassade läromedel",
            start: Day.test.adding(days: start), plannedWeeks: weeks, reportsBack: Key(1), followsUp: Key(2),
            predecessor: after.map { Key($0) }, endedOn: ended.map { Day.test.adding(days: $0) })
    }

    @Test func `a decided intervention says who and when`() {
        expectNoDifference(make().issues(), [])
        var nobody = make()
        nobody.followsUp = nil
        expectNoDifference(nobody.issues().map(\.code), [.interventionLacksOwner])
        var long = make(weeks: 8)
        expectNoDifference(long.issues().map(\.code), [.interventionLacksEnd])
        long.reasonForLonger = "Jullov emellan"
        expectNoDifference(long.issues(), [])
    }

    @Test func `time is counted over the chain and shared days once`() {
        let chain: [Key<Intervention>: Intervention] = [
            Key(1): make(ended: 21), Key(2): make(start: 14, after: 1),
        ]
        let links = InterventionChain(from: Key(2)) { chain[$0] }
        expectNoDifference(links.daysRun(on: Day.test.adding(days: 34)), 34)
        #expect(!links.needsInvestigationDecision(on: Day.test.adding(days: 34), sawEffect: false))
        #expect(links.needsInvestigationDecision(on: Day.test.adding(days: 35), sawEffect: false))
        #expect(!links.needsInvestigationDecision(on: Day.test.adding(days: 35), sawEffect: true))
    }

    @Test func `a gap between links is not counted`() {
        let chain: [Key<Intervention>: Intervention] = [
            Key(1): make(ended: 10), Key(2): make(start: 20, after: 1),
        ]
        expectNoDifference(
            InterventionChain(from: Key(2)) { chain[$0] }.daysRun(on: Day.test.adding(days: 30)), 20)
    }

    @Test func `a ring of predecessors is cut`() {
        let chain: [Key<Intervention>: Intervention] = [Key(1): make(after: 2), Key(2): make(after: 1)]
        expectNoDifference(InterventionChain(from: Key(1)) { chain[$0] }.links.count, 2)
    }

    @Test func `each decision leads to a status a running intervention may get`() {
        for decision in InterventionReview.Decision.allCases where decision != .goOn {
            #expect(InterventionStatus.running.mayBecome(decision.leadsTo))
            #expect(InterventionStatus.reviewed.mayBecome(decision.leadsTo))
        }
        #expect(InterventionStatus.reviewed.mayBecome(InterventionReview.Decision.goOn.leadsTo))
    }

    @Test func `what is over stays over`() throws {
        var removed = make()
        removed.status = .running
        removed = try removed.moved(to: .removed, on: .test).get()
        expectNoDifference(removed.endedOn, .test)
        #expect((try? removed.moved(to: .running, on: .test).get()) == nil)
    }

    @Test func `a review says what it rests on`() {
        let review = InterventionReview(
            intervention: Key(1), cycle: Key(1), on: .test, carriedOut: .yes, effect: .unclear,
            decision: .goOn,
            evidence: " ")
        expectNoDifference(review.issues().map(\.code), [.reviewLacksEvidence])
    }

    @Test func `a reflection belongs to one of eight actions and says something`() throws {
        let year = try #require(SchoolYear(label: "2026/27"))
        expectNoDifference(Reflection(schoolYear: year, action: 5, why: "Vi lärde oss").issues(), [])
        expectNoDifference(
            Reflection(schoolYear: year, action: 9).issues().map(\.code),
            [.numberOutOfRange, .nothingWritten])
    }
}
