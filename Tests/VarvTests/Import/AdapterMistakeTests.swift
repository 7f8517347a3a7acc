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
            sv: "adapter.lua:3: column.identity: at ska vara kolumnens nummer, 1 eller mer",
            en: "adapter.lua:3: column.identity: at must be the column's number, 1 or more"),
        Mistake(
            testDescription: "a column past the file's width", right: "column.identity \"Nummer\"",
            wrong: "column.identity { at = 12 }",
            sv: "Kolumn 12 saknas: filen har 3 kolumner.",
            en: "Column 12 is missing: the file has 3 columns."),
        Mistake(
            testDescription: "an option of a column that does nothing", right: "column.date \"Datum\"",
            wrong: "column.date { \"Datum\", format = \"YYYY\" }",
            sv: "adapter.lua:3: column.date känner inte \"format\".",
            en: "adapter.lua:3: column.date does not know \"format\"."),
        fileMistake(
            "encoding = \"windows-1253\"",
            sv:
                "det finns ingen encoding \"windows-1253\"; menade du \"windows-1252\"? Teckenkodningarna är: "
                + "utf-8, windows-1252, iso-8859-1",
            en: "there is no encoding \"windows-1253\"; did you mean \"windows-1252\"? The encodings are: "
                + "utf-8, windows-1252, iso-8859-1"),
        fileMistake(
            "delimiter = \";;\"", sv: "delimiter ska vara ett tecken, till exempel \";\", eller \"tab\"",
            en: "delimiter must be one character, such as \";\", or \"tab\""),
        fileMistake(
            "skip_rows = -5", sv: "skip_rows ska vara ett antal rader, 0 till 1000",
            en: "skip_rows must be a number of rows, 0 to 1000"),
        fileMistake(
            "skip_rows = 0.5", sv: "skip_rows ska vara ett antal rader, 0 till 1000",
            en: "skip_rows must be a number of rows, 0 to 1000"),
        wrongHeader("\"x\""), wrongHeader("2.5"), wrongHeader("true"), wrongHeader("{ row = 1 }"),
        wrongHeader("{ rows = 99999999999 }"),
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

    /// A part of the adapter that says something no file is.
    private static func fileMistake(_ part: String, sv: String, en: String) -> Mistake {
        Mistake(
            testDescription: part, right: "scale = \"omdöme\"", wrong: "scale = \"omdöme\", \(part)",
            sv: "adapter.lua:1: adapter: \(sv)", en: "adapter.lua:1: adapter: \(en)")
    }

    private static func wrongHeader(_ header: String) -> Mistake {
        fileMistake(
            "header = \(header)", sv: "header ska vara hur många rader rubrikerna tar, 0 till 3",
            en: "header must be how many rows the headings take, 0 to 3")
    }

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
