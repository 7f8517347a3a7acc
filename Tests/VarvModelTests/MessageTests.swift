import CustomDump
import Testing
import VarvModel

@Suite struct MessageTests {
    private static let values: [String: MessageValue] = {
        let names = [
            "v", "c", "school", "n", "criterion", "scale", "steps", "nearest", "a", "b", "date", "from", "to",
            "k", "list", "s", "m", "x", "max", "min", "field", "subject", "thing", "why", "id", "step",
            "name",
        ]
        return Dictionary(uniqueKeysWithValues: names.map { ($0, .text("<\($0)>")) })
    }()

    @Test(arguments: IssueCode.allCases)
    func `every code has words in both languages and no brace is left`(_ code: IssueCode) {
        let issue = VarvModel.Issue(code, at: Place(row: 3), Self.values)
        let texts = Language.allCases.map { issue.message(in: $0) }
        for text in texts {
            #expect(!text.contains { "{}[]…".contains($0) }, "\(text)")
            #expect(text.count > 10 && text.first?.isLowercase == false, "\(text)")
        }
        #expect(texts[0] != texts[1])
        #expect(issue.number.hasPrefix("VARV-"))
    }

    @Test func `no number is used twice`() {
        let numbers = IssueCode.allCases.map(\.number)
        expectNoDifference(Set(numbers).count, numbers.count)
    }

    @Test func `the domain's table is said word for word`() {
        let place = Place(row: 7)
        let said = [
            VarvModel.Issue(.notIdentity, at: place), VarvModel.Issue(.wrongChecksum, at: place),
            VarvModel.Issue(.unknownPupil, at: place, ["school": .text("Ekbackens skola")]),
            VarvModel.Issue(
                .stepNotOnScale, at: place,
                [
                    "criterion": .text("Begrepp"), "v": .cell("MVG", .step), "scale": .text("betyg"),
                    "steps": .list(["F", "E"]),
                ]),
            VarvModel.Issue(.rowsDisagree, at: place, ["s": .number(9)]),
            VarvModel.Issue(.investigationUndecided, ["n": .number(1)]),
            VarvModel.Issue(.investigationUndecided, ["n": .number(4)]),
        ].map { $0.message(in: .swedish) }
        expectNoDifference(
            said,
            [
                "Rad 7: det här är inte ett personnummer. Skriv ÅÅÅÅMMDD-NNNN, eller TF-nummer som ÅÅÅÅMMDD-TF12.",
                "Rad 7: kontrollsiffran i personnumret stämmer inte. Jämför med elevregistret.",
                "Rad 7: eleven finns inte i Ekbackens skola. Lägg till eleven eller hoppa över raden.",
                "Rad 7, Begrepp: \"MVG\" finns inte på skalan betyg (F, E).",
                "Rad 7 och 9 säger olika. Ingen av dem läses in.",
                "1 elev har haft insatser i 5 veckor eller mer. Besluta: utreda eller inte (med skäl).",
                "4 elever har haft insatser i 5 veckor eller mer. Besluta: utreda eller inte (med skäl).",
            ])
    }

    @Test func `the codes of the table keep their numbers`() {
        expectNoDifference(
            [IssueCode.notIdentity, .stepNotOnScale, .testNumber, .rowTooLong].map(\.number),
            ["VARV-V01", "VARV-V07", "VARV-V28", "VARV-E101"])
    }

    @Test func `a row waits for a person only when someone must say who it is or whether it is protected`() {
        expectNoDifference(IssueCode.allCases.filter(\.isHeld), [.twoPupilsMatch, .heldForProtection])
    }

    @Test func `a message without a place begins with a capital letter`() {
        expectNoDifference(
            VarvModel.Issue(.wrongChecksum).message(in: .english),
            "The check digit of the personal number is wrong. Compare with the pupil register.")
    }

    @Test func `a place names sheet row and column in the reader's language`() {
        let place = Place(fileEnding: "xlsx", sheet: "Matematik", row: 12, column: "Klass")
        expectNoDifference(place.text(in: .swedish), "blad Matematik, rad 12, kolumn Klass")
        expectNoDifference(place.text(in: .english), "sheet Matematik, row 12, column Klass")
    }

    @Test(arguments: [CellKind.identity, .name, .freeText, .other])
    func `names identities and free text are never quoted`(_ kind: CellKind) {
        let text = VarvModel.Issue(.unknownWord, ["v": .cell("Åsa Lind", kind), "list": .list(["ja"])])
            .message(in: .swedish)
        expectNoDifference(text, "\"…\" är inget av orden ja.")
    }

    @Test func `a value from a file cannot steer a terminal or fill braces`() {
        let text = VarvModel.Issue(
            .unknownGroup,
            ["v": .cell("7B\u{1B}[31m\n{nearest}\u{202E}" + String(repeating: "x", count: 90), .group)]
        ).message(in: .swedish)
        expectNoDifference(
            text,
            "Gruppen \"7B [31m {nearest} \(String(repeating: "x", count: 22))…\" finns inte det här läsåret. "
                + "Läs in klasslistan först eller rätta raden.")
    }

    @Test func `other parts of Varv word their messages the same way`() {
        let template = MessageTemplate(
            sv: "{n|rad|rader} är klara{{x[, {m} väntar].", en: "{n|row|rows} ready.")
        let message = Message("VARV-E214", template, ["n": .number(2)])
        expectNoDifference(message.text(in: .swedish), "2 rader är klara{x.")
        expectNoDifference(message.text(in: .english), "2 rows ready.")
    }
}
