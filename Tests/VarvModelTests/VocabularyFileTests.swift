import CustomDump
import Foundation
import Testing
import VarvModel

@Suite struct VocabularyFileTests {
    private func read(_ json: String) throws -> Validated<Vocabulary> {
        try JSONDecoder().decode(VocabularyFile.self, from: Data(json.utf8)).validated()
    }

    private func header(_ from: String = "2022-07-01") -> String {
        #""vocabulary": {"id": "t", "version": 1, "valid_from": "\#(from)", "source": "egna ord"}"#
    }

    @Test func `a criterion set gets its lasting code from subject stage and version`() throws {
        let vocabulary = try read(
            """
            {\(header()), "criterion_sets": [{"subject": "MA", "stage": 6, "version": "Lgr22", "scale": "kriteriesteg",
              "criteria": [{"code": "MA-6-begrepp", "sv": "Begrepp", "en": "Concepts", "words": ["begr."]}]}]}
            """
        ).value
        expectNoDifference(
            vocabulary?.criterionSets,
            [
                CriterionSet(
                    code: "MA-6-lgr22", subject: "MA", stage: 6, version: "Lgr22",
                    validFrom: try #require(Day(iso: "2022-07-01")), source: "egna ord",
                    scale: "kriteriesteg",
                    criteria: [
                        Criterion(
                            code: "MA-6-begrepp", label: Phrase(sv: "Begrepp", en: "Concepts"), ord: 1,
                            words: ["begr."])
                    ])
            ])
    }

    @Test func `steps are ranked from the lowest in the order of the file`() throws {
        let scale = try read(
            """
            {\(header()), "scales": [{"code": "betyg", "title_sv": "betyg", "title_en": "grades", "no_basis": "-", "steps": [
              {"code": "F", "sv": "F", "en": "F", "pass": false, "points_x2": 0},
              {"code": "E", "sv": "E", "en": "E", "pass": true, "points_x2": 20}]}]}
            """
        ).value?.scales.first
        expectNoDifference(scale?.steps.map(\.ord), [1, 2])
        expectNoDifference(scale?.steps.map(\.pointsTimesTwo), [0, 20])
        expectNoDifference(scale?.noBasisSymbol, "-")
    }

    @Test func `a code that stands twice and a scale without steps are told`() throws {
        let issues = try read(
            """
            {\(header()), "subjects": [{"code": "MA", "sv": "a", "en": "a"}, {"code": "MA", "sv": "b", "en": "b"}],
             "scales": [{"code": "tom", "title_sv": "tom", "title_en": "empty", "steps": []}]}
            """
        ).issues
        expectNoDifference(
            issues.map { $0.message(in: .swedish) },
            [
                "Inställningen subjects kan inte vara \"MA\". Koden finns två gånger i filen.",
                "Inställningen scales kan inte vara \"tom\". Skalan har inga steg.",
            ])
    }

    @Test func `a file from no day in the calendar is refused`() throws {
        expectNoDifference(try read("{\(header("2022-02-30"))}").issues.map(\.code), [.notDate])
    }
}
