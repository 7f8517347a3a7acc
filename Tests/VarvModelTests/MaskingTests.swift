import CustomDump
import Testing
import VarvModel

/// Personal numbers, names and free text are in no message, whatever the column and the code (design §4).
@Suite struct MaskingTests {
    static let identities = [
        "20130412-2384", "201304122384", "130412-2384", "1304122384", "130412+2384", "20130412-TF93",
        "20130412T093", "20130412 2384", "20130412–2384", "２０１３０４１２-２３８４",
    ]
    static let secrets = ["Åsa Hemlig-Lind", "mår dåligt sedan i våras"]
    private static let names = [
        "v", "c", "school", "n", "criterion", "scale", "steps", "nearest", "a", "b", "date", "from", "to",
        "k", "list", "s", "m", "x", "max", "min", "field", "subject", "thing", "why", "id", "step", "name",
    ]

    private func messages(_ code: IssueCode, _ text: String, _ kind: CellKind) -> [String] {
        let values = Dictionary(uniqueKeysWithValues: Self.names.map { ($0, MessageValue.cell(text, kind)) })
        let issue = VarvModel.Issue(code, at: Place(fileEnding: "csv", row: 3), values)
        return Language.allCases.map { issue.message(in: $0) }
    }

    @Test(arguments: IssueCode.allCases)
    func `no code quotes a personal number from any kind of column`(_ code: IssueCode) {
        for kind in CellKind.allCases {
            for identity in Self.identities {
                for message in messages(code, identity, kind) {
                    #expect(
                        !message.contains("2384") && !message.contains("TF93") && !message.contains("２３８４"))
                    #expect(!message.contains("T093"))
                }
            }
        }
    }

    @Test(arguments: IssueCode.allCases)
    func `no code quotes a name or free text`(_ code: IssueCode) {
        for kind in CellKind.allCases where !kind.isQuotable {
            for secret in Self.secrets {
                for message in messages(code, secret, kind) { #expect(!message.contains(secret)) }
            }
        }
    }

    @Test func `what may be quoted is quoted`() {
        #expect(messages(.stepNotOnScale, "MVG", .step).allSatisfy { $0.contains("MVG") })
    }

    @Test func `a column or sheet that is called by a number is masked too`() {
        // A file without headings has its first pupil for headings.
        let place = Place(sheet: "20130412-2384", row: 3, column: "130412-2384")
        expectNoDifference(place.text(in: .swedish), "blad 20130412-****, rad 3, kolumn 130412-****")
    }

    @Test func `only what has a personal number's form is masked`() {
        expectNoDifference(
            maskingIdentities(
                "20130412-2384, 130412+2384 och 20130412-TF12 den 2026-11-24, 20261124, 4711, 7B-04, 1,5"),
            "20130412-****, 130412-**** och 20130412-**** den 2026-11-24, 20261124, 4711, 7B-04, 1,5")
    }

    @Test(arguments: [
        "", "é", "2013041", "20130412", "20130412-", "20130412-23", "20130412-23845", "123456789012345",
    ])
    func `what is too short or too long stays as it is`(_ text: String) {
        expectNoDifference(maskingIdentities(text), text)
    }
}
