import CustomDump
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// A character that acts on the text around it is stored in no name and no code, whoever would show it next.
@Suite struct HiddenCharacterTests {
    /// What a record that registers something is refused with, and nothing of what it holds.
    private func refused(
        _ kind: String, _ fields: [String: Value], in test: TestSchool,
        granting: Set<Permission> = TestSchool.everything
    ) async throws -> [Phrase] {
        let run = try await test.school.plan(
            records: [SchoolRecord(kind, fields)], from: "test/prov", scope: .cycle(3), scale: "omdöme",
            granting: granting, answer: ProtectionAnswer.none)
        await run.discard()
        expectNoDifference(run.plan.refused.map(\.issue.number), ["VARV-E134"])
        return run.plan.refused.map {
            Phrase(sv: $0.issue.message(in: .swedish), en: $0.issue.message(in: .english))
        }
    }

    private static let characters: [(character: String, sv: String, en: String)] = [
        ("\n", "en radbrytning", "a line break"), ("\r\n", "en radbrytning", "a line break"),
        ("\u{85}", "en radbrytning", "a line break"), ("\u{2028}", "en radbrytning", "a line break"),
        ("\t", "en tabb", "a tab"), ("\u{1B}[2J", "det dolda tecknet U+001B", "the hidden character U+001B"),
        ("\u{9B}", "det dolda tecknet U+009B", "the hidden character U+009B"),
        ("\u{202E}", "det dolda tecknet U+202E", "the hidden character U+202E"),
        ("\u{2066}", "det dolda tecknet U+2066", "the hidden character U+2066"),
        ("\u{200B}", "det dolda tecknet U+200B", "the hidden character U+200B"),
        ("\u{AD}", "det dolda tecknet U+00AD", "the hidden character U+00AD"),
        ("\u{34F}", "det dolda tecknet U+034F", "the hidden character U+034F"),
        ("\u{115F}", "det dolda tecknet U+115F", "the hidden character U+115F"),
        ("\u{1160}", "det dolda tecknet U+1160", "the hidden character U+1160"),
        ("\u{180E}", "det dolda tecknet U+180E", "the hidden character U+180E"),
        ("\u{3164}", "det dolda tecknet U+3164", "the hidden character U+3164"),
        ("\u{FFA0}", "det dolda tecknet U+FFA0", "the hidden character U+FFA0"),
        ("\u{2800}", "det dolda tecknet U+2800", "the hidden character U+2800"),
        ("\u{1D173}", "det dolda tecknet U+1D173", "the hidden character U+1D173"),
        ("\u{E0041}", "det dolda tecknet U+E0041", "the hidden character U+E0041"),
    ]

    @Test(arguments: characters)
    func `each is named, and the name it stands in never`(_ each: (character: String, sv: String, en: String))
        async throws
    {
        let told = try await refused(
            "pupil",
            ["pupil": "20130105-2385", "given": "Ada", "family": .text("Ev" + each.character + "il")],
            in: try await TestSchool())
        expectNoDifference(
            told,
            [
                Phrase(
                    sv: "Rad 1: namnet innehåller \(each.sv), som inte kan stå där. Ta bort tecknet.",
                    en: "Row 1: the name holds \(each.en), which cannot stand there. Remove the character.")
            ])
    }

    private static let fields: [(kind: String, fields: [String: Value], field: String)] = [
        ("pupil", ["pupil": "20130105-2385", "given": "A\u{1B}"], "namnet"),
        ("pupil", ["pupil": "20130105-2385", "called": "A\u{1B}"], "namnet"),
        ("pupil", ["pupil": "20130105-2385", "school_form": "G\u{1B}"], "skolformen"),
        ("group", ["group": "6A\u{1B}"], "gruppens namn"),
        ("membership", ["pupil": "20130101-2389", "group": "6A\u{1B}"], "gruppens namn"),
        ("staff", ["staff": "AL\u{1B}"], "signaturen"),
        ("staff", ["staff": "ALI", "given": "Å\u{1B}"], "namnet"),
        ("staff", ["staff": "ALI", "family": "L\u{1B}"], "namnet"),
        ("staff", ["staff": "ALI", "duties": "L\u{1B}"], "befattningen"),
        ("teaching", ["staff": "AL\u{1B}", "group": "7A", "subject": "MA"], "signaturen"),
        ("criterion", ["subject": "MA", "label": "Be\u{1B}"], "kriteriets namn"),
        ("criterion", ["subject": "MA", "label": "Begrepp", "code": "MA\u{1B}"], "kriteriets kod"),
        (
            "judgement",
            [
                "pupil": "20130101-2389", "subject": "MA", "step": "mer", "on": .day(2026, 11, 20),
                "comment": "ny rad\n\u{1B}[2J",
            ], "kommentaren"
        ),
    ]

    @Test(arguments: fields)
    func `it is refused wherever it would be stored`(
        _ each: (kind: String, fields: [String: Value], field: String)
    ) async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let told = try await refused(each.kind, each.fields, in: test)
        expectNoDifference(
            told.map(\.sv),
            [
                "Rad 1: \(each.field) innehåller det dolda tecknet U+001B, som inte kan stå där. Ta bort tecknet."
            ])
    }

    @Test func `a file's row is refused with its cell, and nothing of it is stored`() async throws {
        let test = try await TestSchool()
        let run = try await test.run(
            adapter: Lua.register,
            on: """
                Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad
                20130101-2389;Ada;"Ek
                Sparat som körning 9";7A;7;
                20130102-2388;Bo;Al;"6A\u{1B}[2J";7;
                20130104-2386;Dag;Lind;7A;7;
                """)
        expectNoDifference(
            run.plan.refused.map { $0.issue.message(in: .swedish) },
            [
                "Rad 2, kolumn Efternamn: namnet innehåller en radbrytning, som inte kan stå där. Ta bort tecknet.",
                "Rad 4, kolumn Klass: gruppens namn innehåller det dolda tecknet U+001B, som inte kan stå där. "
                    + "Ta bort tecknet.",
            ])
        try await run.apply(partial: true)
        try await test.expect("SELECT code FROM study_group WHERE kind = 'klass'", gives: [["7A"]])
        try await test.expect("SELECT family_name FROM pupil", gives: [["Lind"]])
    }

    @Test func `names that need joining characters are kept`() async throws {
        let test = try await TestSchool()
        let name = "ع\u{200C}لی 👩‍🏫 d’Arc O\u{2019}Neil"
        try await test.school.plan(
            records: [
                SchoolRecord("pupil", ["pupil": "20130105-2385", "given": .text(name), "family": "Åö"])
            ], from: "test/prov", granting: TestSchool.everything, answer: ProtectionAnswer.none
        ).apply()
        try await test.expect("SELECT given_name FROM pupil", gives: [[name]])
    }

    @Test func `a comment may have lines and tabs`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        try await test.school.plan(
            records: [
                SchoolRecord(
                    "judgement",
                    [
                        "pupil": "20130101-2389", "subject": "MA", "step": "mer", "on": .day(2026, 11, 20),
                        "comment": "Bra.\r\n\tLäs mer.",
                    ])
            ], from: "test/prov", scope: .cycle(3), scale: "omdöme", granting: TestSchool.everything
        ).apply()
        try await test.expect("SELECT comment FROM judgement", gives: [["Bra.\r\n\tLäs mer."]])
    }

    @Test(
        arguments: [
            ("staff", ["staff": .text(String(repeating: "x", count: 61))], "signaturen"),
            (
                "pupil", ["pupil": "20130105-2385", "called": .text(String(repeating: "x", count: 201))],
                "namnet"
            ),
            (
                "criterion", ["subject": "MA", "label": .text(String(repeating: "x", count: 1001))],
                "kriteriets namn"
            ),
        ] as [(String, [String: Value], String)])
    func `what is longer than its limit is refused`(
        _ kind: String, _ fields: [String: Value], _ field: String
    )
        async throws
    {
        let test = try await TestSchool()
        let run = try await test.school.plan(
            records: [SchoolRecord(kind, fields)], from: "test/prov", granting: TestSchool.everything,
            answer: ProtectionAnswer.none)
        await run.discard()
        expectNoDifference(run.plan.refused.map(\.issue.number), ["VARV-E111"])
        #expect(run.plan.refused[0].issue.message(in: .swedish).hasPrefix("Rad 1: \(field) får ha högst "))
    }
}
