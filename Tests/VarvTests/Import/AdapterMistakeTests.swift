import CustomDump
import Testing
import VarvModel

@testable import Varv

/// A mistake in an adapter is told with the file's name and line, and the nearest right word.
struct AdapterMistakeTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// What stands in the adapter, and what is written instead.
        var right: String
        var wrong: String
        var sv: String
        var en: String
    }

    static let mistakes: [Mistake] = [
        Mistake(
            testDescription: "a field of a record that does not exist", right: "pupil = row.pupil, subject",
            wrong: "pupill = row.pupil, subject",
            sv:
                "adapter.lua:8: judgement har inget fält \"pupill\"; menade du \"pupil\"? Fälten är: pupil, "
                + "subject, "
                + "step, on, cycle, group, staff, comment (vid rad 2 i filen)",
            en:
                "adapter.lua:8: judgement has no field \"pupill\"; did you mean \"pupil\"? The fields are: "
                + "pupil, "
                + "subject, step, on, cycle, group, staff, comment (at row 2 of the file)"),
        Mistake(
            testDescription: "a column of the row that does not exist", right: "row.pupil,",
            wrong: "row.pupill,",
            sv:
                "adapter.lua:8: raden har ingen kolumn \"pupill\"; menade du \"pupil\"? Kolumnerna i "
                + "columns är: on, "
                + "pupil, word (vid rad 2 i filen)",
            en:
                "adapter.lua:8: the row has no column \"pupill\"; did you mean \"pupil\"? The columns are: "
                + "on, pupil, "
                + "word (at row 2 of the file)"),
        Mistake(
            testDescription: "a record that does not exist", right: "add:judgement", wrong: "add:judgment",
            sv:
                "adapter.lua:8: add har inget \"judgment\"; menade du \"judgement\"? Det finns: assessment, "
                + "judgement, "
                + "criterion (vid rad 2 i filen)",
            en:
                "adapter.lua:8: add has no \"judgment\"; did you mean \"judgement\"? There is: assessment, "
                + "judgement, "
                + "criterion (at row 2 of the file)"),
        Mistake(
            testDescription: "a step that is on no scale", right: "[\"Insats\"] = \"insats\"",
            wrong: "[\"Insats\"] = \"insatser\"",
            sv:
                "Rad 2: \"insatser\" finns inte på skalan omdöme (insats, godtagbara, mer). Menade du "
                + "insats?",
            en: "Row 2: \"insatser\" is not on scale omdöme (insats, godtagbara, mer). Did you mean insats?"),
        Mistake(
            testDescription: "a field of the wrong type", right: "subject = \"MA\"", wrong: "subject = 7",
            sv: "adapter.lua:8: judgement.subject ska vara text, inte ett tal (vid rad 2 i filen)",
            en: "adapter.lua:8: judgement.subject must be text, not a number (at row 2 of the file)"),
        Mistake(
            testDescription: "a kind of column that does not exist", right: "column.identity",
            wrong: "column.identitet",
            sv:
                "adapter.lua:3: det finns ingen column.identitet; menade du \"identity\"? Slagen är: "
                + "identity, text, "
                + "group, date, number, mark, subject, cycle, staff, year_group, step",
            en:
                "adapter.lua:3: there is no column.identitet; did you mean \"identity\"? The kinds are: "
                + "identity, text, "
                + "group, date, number, mark, subject, cycle, staff, year_group, step"),
        Mistake(
            testDescription: "a column at a place no file has", right: "column.identity \"Nummer\"",
            wrong: "column.identity { at = math.mininteger }",
            sv: "Kolumnen \"pupil\" saknas. Filen har: Nummer, Ma, Datum.",
            en: "Column \"pupil\" is missing. The file has: Nummer, Ma, Datum."),
        Mistake(
            testDescription: "a part of the adapter that does not exist", right: "scale = \"omdöme\"",
            wrong: "scala = \"omdöme\"",
            sv: "adapter.lua:1: adapter känner inte fältet \"scala\"; menade du \"scale\"?",
            en: "adapter.lua:1: adapter does not know the field \"scala\"; did you mean \"scale\"?"),
        Mistake(
            testDescription: "a scale the school lacks", right: "scale = \"omdöme\"",
            wrong: "scale = \"omdömen\"",
            sv:
                "adapter.lua: skolan har ingen skala \"omdömen\"; menade du \"omdöme\"? Skalorna är: betyg, kriteriesteg, omdöme",
            en:
                "adapter.lua: the school has no scale \"omdömen\"; did you mean \"omdöme\"? The scales are: betyg, "
                + "kriteriesteg, omdöme"),
        Mistake(
            testDescription: "a global that does not exist", right: "subject = \"MA\"", wrong: "subject = MA",
            sv: "adapter.lua:8: namnet \"MA\" finns inte (vid rad 2 i filen)",
            en: "adapter.lua:8: the name \"MA\" does not exist (at row 2 of the file)"),
    ]

    /// What a person reads: the error, or what is said of the first row.
    private func said(_ adapter: String, _ language: Language) async throws -> String {
        let test = try await TestSchool(language: language)
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        do {
            let run = try await test.run(adapter: adapter, on: Lua.marks, scope: .cycle(3))
            await run.discard()
            return run.plan.refused.first?.issue.message(in: language) ?? "nothing"
        } catch { return (error as? VarvError)?.message(in: language) ?? "\(error)" }
    }

    @Test(arguments: mistakes)
    func `a mistake names the file, the line and what was meant`(_ mistake: Mistake) async throws {
        let adapter = Lua.judgements.replacing(mistake.right, with: mistake.wrong)
        #expect(adapter != Lua.judgements)
        let (sv, en) = (try await said(adapter, .swedish), try await said(adapter, .english))
        expectNoDifference(sv, mistake.sv)
        expectNoDifference(en, mistake.en)
    }
}
