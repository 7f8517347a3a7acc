import CustomDump
import Testing
import VarvBridge
import VarvDocuments
import VarvModel
import VarvStorage

@testable import Varv

@Suite struct DialogueTests {
    private let scope = RunScope(cycle: 2, group: "7A", subject: "MA", teacher: "ALI")

    private func field(_ kind: String, _ key: String, _ label: String, _ more: [VarvBridge.Field] = [])
        -> Value
    {
        .record(
            [
                Field("block", .text("field")), Field("kind", .text(kind)), Field("key", .text(key)),
                Field("label", .rich([.source(label)])),
            ]
                + more)
    }

    private func form(_ school: SmallSchool, empty: Bool = false, scope: RunScope? = nil) throws
        -> DialogueForm
    {
        let routine = try Routine.sample(
            kind: .dialogue, title: "Resultatdialog {subject} {group}, varv {cycle}", per: "teaching")
        return try school.services(
            scope: scope ?? self.scope, reads: [.results, .dialogues], routine: routine
        ) { services in
            let hard = SetDescription.here("hard_criteria")
            let item = try services.all(hard)[0]
            let maker = PaperMaker(services, here: try services.hereFields())
            try maker.add(
                field(
                    "choice", "effect", "Hur gick det?",
                    [
                        Field(
                            "choices",
                            .list([
                                .record([Field("key", .text("yes")), Field("label", .text("Fler"))]),
                                .record([Field("key", .text("no")), Field("label", .text("Ingen"))]),
                            ]))
                    ]))
            try maker.add(
                field(
                    "text", "change", "Vad ändrar du?",
                    [
                        Field("about", .item(Item(type: item.type, handle: item.handle))),
                        Field("required", .bool(true)),
                    ]))
            try maker.add(field("number", "hours", "Timmar?"))
            try maker.add(field("date", "when", "När?"))
            try maker.add(
                field(
                    "plan", "next", "Vad gör du?",
                    [
                        Field("owner", .text("ALI")), Field("aims", .set(hard)),
                        Field("due", .text("next_cycle")),
                    ]))
            return try DialogueForm(maker, empty: empty)
        }
    }

    private func save(_ school: SmallSchool, _ form: DialogueForm, _ answers: [DialogueForm.Answer]) throws
        -> [RecordFate]
    {
        let run = try school.core.store.begin(
            RunStart(kind: "answer", account: "anna", role: "leadership", startedAt: "2026-11-24"))
        let fates = try AnswerWriter(form: form, today: school.core.today).save(answers, in: run)
        try run.commit(RunEnd(outcome: "done", endedAt: "2026-11-24"))
        return fates
    }

    @Test func `a form has its questions, what they are about and what may be chosen`() throws {
        let form = try form(SmallSchool())
        expectNoDifference(form.title, "Resultatdialog MA 7A, varv 2")
        expectNoDifference(form.scopeKey, "teaching:ALI/7A/MA")
        expectNoDifference(
            form.questions.map {
                "\($0.kind.rawValue) \($0.key) \($0.about) \($0.choices.map(\.key)) \($0.isRequired)"
            },
            [
                "choice effect  [\"yes\", \"no\"] false", "text change MA-7-begrepp [] true",
                "number hours  [] false",
                "date when  [] false", "plan next  [\"MA-7-begrepp\", \"MA-7-metoder\"] false",
            ])
    }

    @Test func `what was saved is there when the form is opened again`() throws {
        let school = try SmallSchool()
        let first = try form(school)
        expectNoDifference(
            try save(
                school, first,
                [
                    DialogueForm.Answer("effect", "yes"),
                    DialogueForm.Answer("change", about: "MA-7-begrepp", " Fler exempel \n"),
                    DialogueForm.Answer("hours", "2,5"), DialogueForm.Answer("next.what", "Bild"),
                    DialogueForm.Answer("next.aims", "MA-7-begrepp"),
                ]), [.new, .new, .new, .new, .new])
        expectNoDifference(
            try form(school).questions.map(\.saved), ["yes", "Fler exempel", "2.5", nil, "Bild"])
        expectNoDifference(try form(school, empty: true).questions.map(\.saved), [nil, nil, nil, nil, nil])
        expectNoDifference(
            try form(school).document.fields.map(\.prefilled), ["yes", "Fler exempel", "2.5", nil, "Bild"])
    }

    @Test func `the later of two answers counts, and an empty one takes it back`() throws {
        let school = try SmallSchool()
        let form = try form(school)
        _ = try save(school, form, [DialogueForm.Answer("effect", "yes")])
        expectNoDifference(try save(school, form, [DialogueForm.Answer("effect", "yes")]), [.unchanged])
        expectNoDifference(try save(school, form, [DialogueForm.Answer("effect", "no")]), [.changed])
        expectNoDifference(try self.form(school).questions[0].saved, "no")
        expectNoDifference(try save(school, form, [DialogueForm.Answer("effect", "")]), [.changed])
        expectNoDifference(try self.form(school).questions[0].saved, nil)
    }

    @Test func `the next cycle finds the answers of this one`() throws {
        let school = try SmallSchool()
        _ = try save(school, form(school), [DialogueForm.Answer("next", "Bild")])
        var later = scope
        later.cycle = 3
        try school.services(scope: later, routine: .sample(kind: .dialogue)) { services in
            guard case .item(let item) = try services.call("here:previous") else {
                Issue.record()
                return
            }
            expectNoDifference(services.field("answer", item), .record([Field("next", .text("Bild"))]))
            expectNoDifference(services.field("cycle", item), .int(2))
        }
    }

    @Test func `the scope's text is the same whatever the cycle`() {
        expectNoDifference(
            [
                RunScope.school, .cycle(3), .yearGroup(7), .group("7B"), RunScope(group: "7B", subject: "MA"),
                scope,
                RunScope(subject: "MA"), RunScope(teacher: "ALI"),
            ].map(DialogueScope.key),
            [
                "school", "school", "year_group:7", "group:7B", "subject:7B/MA", "teaching:ALI/7A/MA",
                "subject:MA", "teacher:ALI",
            ])
    }

    @Test(arguments: [
        (DialogueForm.Answer("nope", "x"), "Formuläret har ingen fråga \"nope\"."),
        (DialogueForm.Answer("effect", about: "MA", "yes"), "Formuläret har ingen fråga \"effect:MA\"."),
        (DialogueForm.Answer("effect.what", "yes"), "Formuläret har ingen fråga \"effect.what\"."),
        (DialogueForm.Answer("effect", "maybe"), "\"Hur gick det?\": välj ett av yes, no."),
        (
            DialogueForm.Answer("change", about: "MA-7-begrepp", " "),
            "\"Vad ändrar du?\": frågan ska besvaras."
        ),
        (DialogueForm.Answer("hours", "nan"), "\"Timmar?\": svaret ska vara ett tal."),
        (DialogueForm.Answer("hours", "0x1F"), "\"Timmar?\": svaret ska vara ett tal."),
        (DialogueForm.Answer("hours", "0x1p3"), "\"Timmar?\": svaret ska vara ett tal."),
        (DialogueForm.Answer("hours", "1e5"), "\"Timmar?\": svaret ska vara ett tal."),
        (DialogueForm.Answer("hours", "1,2.3"), "\"Timmar?\": svaret ska vara ett tal."),
        (DialogueForm.Answer("hours", "1 23"), "\"Timmar?\": svaret ska vara ett tal."),
        (
            DialogueForm.Answer("change", about: "MA-7-begrepp", "rad ett\nrad\u{202E}två"),
            "\"Vad ändrar du?\": svaret innehåller det dolda tecknet U+202E, som inte kan stå där. "
                + "Ta bort tecknet."
        ),
        (
            DialogueForm.Answer("next", "Bild\u{B}spel"),
            "\"Vad gör du?\": svaret innehåller det dolda tecknet U+000B, som inte kan stå där. "
                + "Ta bort tecknet."
        ),
        (DialogueForm.Answer("when", "2026-02-30"), "\"När?\": svaret ska vara ett datum, ÅÅÅÅ-MM-DD."),
        (
            DialogueForm.Answer("next.aims", "MA-9"),
            "\"Vad gör du?\": sikta på något av MA-7-begrepp, MA-7-metoder."
        ),
        (
            DialogueForm.Answer("next", String(repeating: "x", count: 4001)),
            "\"Vad gör du?\": svaret har 4001 tecken, högst 4000 får plats."
        ),
    ])
    func `an answer that does not fit is refused with every reason, and nothing is saved`(
        _ answer: DialogueForm.Answer, _ words: String
    ) throws {
        let school = try SmallSchool()
        let form = try form(school)
        let writer = AnswerWriter(form: form, today: school.core.today)
        let error = #expect(throws: VarvError.self) {
            try writer.check([DialogueForm.Answer("effect", "yes"), answer])
        }
        expectNoDifference(error?.status, .refused)
        expectNoDifference(error?.details.map(\.sv), [words])
    }

    @Test(arguments: [
        ("12", "12"), ("+5", "5"), ("\u{2212}2,50", "-2.5"), ("007", "7"), ("-0,0", "0"),
        ("1 234,5", "1234.5"), ("12\u{A0}345\u{202F}678", "12345678"), ("0.10", "0.1"),
        ("12345678901234567,25", "12345678901234567.25"),
    ])
    func `a number is kept in one way, however it was typed`(_ typed: String, _ kept: String) throws {
        let school = try SmallSchool()
        let writer = AnswerWriter(form: try form(school), today: school.core.today)
        expectNoDifference(
            try writer.check([DialogueForm.Answer("hours", typed)]), [DialogueForm.Answer("hours", kept)])
    }

    @Test func `an answer keeps its lines and tabs`() throws {
        let school = try SmallSchool()
        let answer = DialogueForm.Answer("change", about: "MA-7-begrepp", "ett\r\n\ttvå")
        let writer = AnswerWriter(form: try form(school), today: school.core.today)
        expectNoDifference(try writer.check([answer]), [answer])
    }
}
