import CustomDump
import Testing
import VarvModel

@Suite struct PupilDraftTests {
    private let rules = IdentityRules(referenceDay: .test, allowsTestNumbers: true)
    private let place = Place(row: 4)

    private func draft(_ identity: String = "20170101-2393", protection: Protection? = Protection.none)
        -> PupilDraft
    {
        PupilDraft(identity: identity, given: " Åsa ", family: "Lind", protection: protection, place: place)
    }

    @Test func `an unprotected pupil has a trimmed name`() throws {
        let identity = try #require(Identity(kind: .personal, canonical: "201701012393"))
        expectNoDifference(
            draft().validated(by: rules),
            .valid(
                Pupil(identity: identity, name: PersonName(given: "Åsa", family: "Lind"), protection: .none),
                warnings: []))
    }

    @Test func `a protected pupil's name is not read in and someone is told`() {
        let outcome = draft(protection: .marked).validated(by: rules)
        expectNoDifference(outcome.value?.name, nil)
        expectNoDifference(outcome.issues, [.nameLeftOut(at: place, tellingWhy: false)])
    }

    @Test func `a new pupil from a source that does not say is unknown and so protected`() {
        let pupil = draft(protection: nil).validated(by: rules).value
        expectNoDifference(pupil?.protection, .unknown)
        expectNoDifference(pupil?.name, nil)
    }

    @Test func `a pupil the store knows keeps its mark when the source does not say`() {
        expectNoDifference(
            draft(protection: nil).validated(by: rules, known: Protection.none).value?.name?.full, "Åsa Lind")
        expectNoDifference(draft().validated(by: rules, known: .marked).value?.protection, .marked)
    }

    @Test func `every wrong thing is told at once and none quotes the pupil`() {
        var wrong = draft("20170101-2394")
        wrong.given = String(repeating: "å", count: 201)
        let issues = wrong.validated(by: rules).issues
        expectNoDifference(issues.map(\.code), [.wrongChecksum, .textTooLong])
        for issue in issues {
            #expect(
                !issue.message(in: .swedish).contains("å") || issue.code != .textTooLong
                    || !issue.message(in: .swedish).contains("åå"))
            #expect(!issue.message(in: .swedish).contains("2394"))
        }
    }

    @Test func `a damaged date shows the date and not the number`() {
        expectNoDifference(
            draft("20170230-2393").validated(by: rules).issues.map { $0.message(in: .swedish) },
            ["Rad 4: 20170230-**** är inget datum i kalendern."])
    }

    @Test func `an unclear century and a test number are warnings`() {
        let outcome = IdentityRules(referenceDay: .test).read("1701012393", at: place)
        expectNoDifference(
            outcome.issues.map { $0.message(in: .swedish) },
            [
                "Rad 4: århundradet framgår inte av personnumret; tolkat som 2000-talet.",
                "Rad 4: testnummer från Skatteverket.",
            ])
        #expect(outcome.value != nil)
    }
}
