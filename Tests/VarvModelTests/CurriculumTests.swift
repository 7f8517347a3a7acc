import CustomDump
import Testing
import VarvModel

@Suite struct CurriculumTests {
    @Test func `a year group works towards the next stage`() {
        let stages = (0...10).map { YearGroup($0).flatMap { CriterionSet.stage(for: $0, among: [3, 6, 9]) } }
        expectNoDifference(stages, [nil, 3, 3, 3, 6, 6, 6, 9, 9, 9, nil])
    }

    @Test func `a year group is read as schools write it`() {
        let read = ["7", "07", "åk 7", "Årskurs 9", "F", "F-klass", "11", "7B", "", "-1"].map {
            YearGroup(text: $0)?.number
        }
        expectNoDifference(read, [7, 7, 7, 9, 0, 0, nil, nil, nil, nil])
    }

    @Test func `the merit value is the best sixteen and the extra language`() {
        let rule = MeritRule(
            code: "merit17", validFrom: .test, scale: "betyg", bestOf: 16, extraSubject: "M2")
        let seventeen = (0..<17).map { (subject: "S\($0)", timesTwo: $0 == 0 ? 0 : 40) }
        expectNoDifference(rule.valueTimesTwo(of: seventeen + [("M2", 40)]), 680)
    }

    @Test func `the version of a scale in force is the latest that had begun`() {
        var vocabulary = Vocabulary()
        for (version, start) in [(1, 0), (2, 100)] {
            vocabulary.scales.append(
                Scale(
                    code: "betyg", version: version, validFrom: Day.test.adding(days: start),
                    title: Phrase(sv: "betyg", en: "grades"), steps: []))
        }
        let versions = [-1, 0, 99, 100].map {
            vocabulary.scale("betyg", on: Day.test.adding(days: $0))?.version
        }
        expectNoDifference(versions, [nil, 1, 1, 2])
    }

    @Test func `a misspelt word gets its neighbour and a strange one gets none`() {
        let words = ["Matematik", "Musik", "Bild"]
        expectNoDifference(
            ["matematk", "Msuik", "bidl", "Kemi", "x", ""].map { nearest(to: $0, among: words) },
            ["Matematik", "Musik", "Bild", nil, nil, nil])
    }

    @Test func `a share orders without rounding`() {
        #expect(ShareMissed(missed: 1, assessed: 3) < ShareMissed(missed: 2, assessed: 5))
        #expect(ShareMissed(missed: 0, assessed: 0) < ShareMissed(missed: 0, assessed: 5))
        expectNoDifference(ShareMissed(missed: 0, assessed: 0).share, nil)
    }

    @Test func `a duty is read in SS 12000's words and schools' own`() {
        expectNoDifference(
            ["Lärare", "specialpedagog", "SYV", "Övrig arbetsledning", "Vaktmästare"].map { Duty(word: $0) },
            [.teacher, .specialEducator, .careersAdviser, .otherManagement, .other])
    }
}
