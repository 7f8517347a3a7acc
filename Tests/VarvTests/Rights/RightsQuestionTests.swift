import CustomDump
import Testing
import VarvModel

@testable import Varv

@Suite struct RightsQuestionTests {
    func question(_ wish: RightsWish) -> RightsQuestion {
        Sample.question(wish)
    }

    @Test func `the question in Swedish`() {
        expectNoDifference(
            question(Sample.wish([.read(.results), .read(.interventions)])).lines(in: .swedish),
            [
                "Rutinen \"EHT-underlag\" (ekskolan/eht-underlag 1.0.0) vill:",
                "  Läser:      bedömningar, omdömen, betyg och prov · insatser och utvärderingar",
                "  Skriver:    ingenting",
                "  Kan aldrig: se elevers namn · se elevers personnummer",
                "              se elever med skyddade uppgifter",
                "              se utredningar och elevhälsans anteckningar · ändra något",
                "              nå internet, andra filer eller andra program",
                "  Gäller till 2027-06-30. Ändras filen frågar Varv igen.",
                "Tillåta? [j/N] ",
            ])
    }

    @Test func `the question in English`() {
        expectNoDifference(
            question(Sample.wish([.read(.names), .write(.results)])).lines(in: .english),
            [
                "The routine \"EHT-underlag\" (ekskolan/eht-underlag 1.0.0) wants to:",
                "  Reads:      pupils' names",
                "  Writes:     assessments, judgements, grades and tests",
                "  Can never:  see pupils' personal numbers · see pupils with protected identity",
                "              see investigations and pupil health notes",
                "              reach the internet, other files or programs",
                "  Holds until 2027-06-30. If the file changes, Varv asks again.",
                "  For this run only: pupils' names.",
                "Allow? [y/N] ",
            ])
    }

    @Test func `a bare file holds for this run`() {
        let lines = question(Sample.wish([.read(.results)], id: nil, title: "prov.lua")).lines(in: .swedish)
        #expect(lines.first == "Filen prov.lua vill:")
        #expect(lines.contains("  Gäller bara den här körningen."))
    }

    @Test func `asked again, it says what is new`() {
        let wish = Sample.wish([.read(.results), .write(.interventions), .read(.names)])
        func line(_ before: Grant, today: Day = Sample.today) -> String? {
            Sample.question(wish, before: before, today: today).lines(in: .swedish).first {
                $0.contains("sedan sist") || $0.contains("Filen är") || $0.contains("till 2027")
            }
        }
        #expect(
            line(Sample.grant([.read(.results)])) == "  Nytt sedan sist: skriva insatser och utvärderingar")
        #expect(
            line(Sample.grant([.read(.results)], hash: "x"))
                == "  Filen är en annan än den som asa.lind tillät 2026-11-24.")
        #expect(
            line(Sample.grant(wish.wants), today: Sample.until.adding(days: 1))
                == "  Det som tilläts gällde till 2027-06-30.")
        #expect(
            line(Sample.grant([.read(.results), .write(.interventions)]))
                == "  Gäller till 2027-06-30. Ändras filen frågar Varv igen.")
    }

    @Test func `only a clear yes is a yes`() {
        for yes in ["j", "J", "ja", " Ja\n", "y", "YES"] { #expect(RightsQuestion.isYes(yes)) }
        for no in ["", "\n", "n", "nej", "jaså", "jj", "1", "ok", "\u{1B}[A"] {
            #expect(!RightsQuestion.isYes(no))
        }
    }

    @Test func `a title is shown as people read it`() {
        let wish = Sample.wish([.read(.results)], title: "Resultatdialog {subject}, varv {cycle}")
        expectNoDifference(
            question(wish).lines(in: .swedish).first,
            "Rutinen \"Resultatdialog (ämne), varv …\" (ekskolan/eht-underlag 1.0.0) vill:")
        expectNoDifference(
            question(wish).refusal(.nobodyAsked).message(in: .english).prefix(56),
            "The routine \"Resultatdialog (subject), varv …\" (ekskolan")
    }

    @Test func `a source of records is called a source`() {
        let wish = RightsWish(
            id: nil, version: nil, title: "kommunen/prov", hash: "00", wants: [.write(.results)],
            isSource: true)
        expectNoDifference(question(wish).lines(in: .swedish).first, "Källan kommunen/prov vill:")
    }

    @Test func `a title from a stranger cannot forge the question`() {
        let title =
            "Snäll\"\n  Läser:      ingenting\nTillåta? [j/N] j\u{1B}[8m" + String(repeating: "x", count: 500)
        let lines = question(Sample.wish([.read(.health)], title: title)).lines(in: .swedish)
        #expect(lines.allSatisfy { !$0.contains("\n") && !$0.contains("\u{1B}") })
        #expect(lines.first.map { $0.count < 200 } == true)
    }

    @Test func `nobody asked: the words are for any program, what would do is there as rights`() {
        let refusal = question(Sample.wish([.read(.results), .read(.interventions), .write(.health)]))
            .refusal(.nobodyAsked)
        expectNoDifference(
            refusal.message(in: .swedish),
            """
            Rutinen "EHT-underlag" (ekskolan/eht-underlag 1.0.0) vill läsa \
            bedömningar, omdömen, betyg och prov, \
            läsa insatser och utvärderingar, skriva utredningar och elevhälsans anteckningar, \
            och det har ingen tillåtit än. Här har ingen blivit frågad.
            """)
        let error = VarvError(refusal)
        expectNoDifference(error.wantedRights, [.read(.results), .read(.interventions), .write(.health)])
        for word in ["terminal", "--"] {
            #expect(!error.words.sv.contains(word) && !error.words.en.contains(word))
        }
        #expect(refusal.code == "VARV-E403")
    }

    @Test func `beyond a role there is no flag to suggest`() {
        let refusal = RightsRefusal(
            wish: Sample.wish([.read(.health)]), reason: .beyondRole(.teacher), missing: [.read(.health)])
        expectNoDifference(
            refusal.message(in: .swedish),
            "Rutinen \"EHT-underlag\" (ekskolan/eht-underlag 1.0.0) vill läsa utredningar och elevhälsans "
                + "anteckningar. "
                + "Det ingår inte i rollen teacher (lärare). Be någon i skolledningen köra den.")
        #expect(VarvError(refusal).wantedRights.isEmpty)
    }
}
