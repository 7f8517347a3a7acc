import CustomDump
import Testing
import VarvModel

@Suite struct IdentityRulesTests {
    private let place = Place(row: 4)

    @Test(arguments: [
        ("20170101-2394", VarvModel.Issue.Code.wrongChecksum), ("20170230-2393", .impossibleDate),
    ])
    func `what is wrong with a number is told and none of its last digits`(
        _ text: String, _ code: VarvModel.Issue.Code
    ) {
        let rules = IdentityRules(referenceDay: .test)
        guard case .failure(let fault) = Identity.parse(text, referenceDay: .test, localNumbers: nil) else {
            Testing.Issue.record("\(text) was read")
            return
        }
        let issue = rules.issue(for: fault, text: text, at: place)
        expectNoDifference(issue.code, code)
        #expect(!issue.message(in: .swedish).contains(text.suffix(4)))
    }

    @Test func `a damaged date shows the date and not the number`() {
        let issue = IdentityRules(referenceDay: .test).issue(for: .date, text: "20170230-2393", at: place)
        expectNoDifference(
            issue.message(in: .swedish), "Rad 4: 20170230-**** är inget datum i kalendern.")
    }

    @Test func `an unclear century and a test number are warnings`() throws {
        let parsed = try Identity.parse("1701012393", referenceDay: .test, localNumbers: nil).get()
        expectNoDifference(
            IdentityRules(referenceDay: .test).warnings(for: parsed, at: place).map {
                $0.message(in: .swedish)
            },
            [
                "Rad 4: århundradet framgår inte av personnumret; tolkat som 2000-talet.",
                "Rad 4: testnummer från Skatteverket.",
            ])
    }
}
