import ArgumentParser
import Foundation
import Testing
import Varv
import VarvModel
import VarvStorage

@testable import varv

/// Every command over a school in which others have written what steers terminals: names, headings, files, accounts.
@Suite struct HostileSchoolTests {
    private static let evil = "x\u{1B}]0;t\u{7}\u{1B}[2J\u{202E}y\u{200B}\u{9B}31m"

    private func school() async throws -> TypedSchool {
        let school = try await TypedSchool(
            pupils: (1...5).map { "2013010\($0)-238\(10 - $0);Ada;Ek;7A;7;\n" }.joined())
        try school.write(
            "evil\(Self.evil).csv", "Nummer\(Self.evil);Ma;Datum\n20130101-2389;Mer;2026-11-20\n")
        try school.write("evil\(Self.evil).lua", "print('\(Self.evil)')\nerror('\(Self.evil)')")
        try school.write("svar\(Self.evil).txt", "nyckel\(Self.evil): svar\(Self.evil)\n")
        let routines = school.folder.appendingPathComponent("skolan/routines/")
        try Data("error('\(Self.evil)')".utf8).write(
            to: routines.appendingPathComponent("fel\(Self.evil).lua"))
        try Data("return report { id = 'test/\(Self.evil)' }".utf8).write(
            to: routines.appendingPathComponent("namn\(Self.evil).lua"))
        // What no import lets in may stand in a database all the same: copied, restored, mended by hand.
        let driver = try SQLiteDriver(folder: school.path)
        let word = "'" + Self.evil + "'"
        for sql in [
            "UPDATE run SET by_account = \(word), routine = \(word), file_ending = \(word)",
            "UPDATE study_group SET code = code || \(word)",
            "UPDATE subject SET name_sv = name_sv || \(word)",
            "UPDATE pupil SET given_name = given_name || \(word)", "UPDATE cycle SET deadline = \(word)",
        ] {
            try driver.writer.execute(sql)
        }
        driver.close()
        return school
    }

    private static let commands: [[String]] = [
        [], ["log"], ["doctor"], ["routine", "list"], ["routine", "info", "evil\(evil)"],
        ["routine", "info", "@evil\(evil).lua"], ["import", "@evil\(evil).csv"],
        ["import", "@evil\(evil).csv", "--with", "@omdomen.lua", "--write", "results", "--cycle", "3"],
        ["import", "@borta\(evil).csv"], ["run", "@evil\(evil).lua"], ["run", "@borta\(evil).lua"],
        ["report", evil], ["report", "varv/svara-kriterier", "--cycle", "3"],
        ["report", "varv/svara-kriterier", "--group", evil],
        ["report", "varv/svara-kriterier", "--set", "\(evil)=1"],
        ["dialogue", evil], ["answer", "@svar\(evil).txt"], ["undo", "2"], ["undo", evil], ["api", evil],
        ["school-year", "start", evil], ["repl", "--script", "@evil\(evil).lua"], ["--as", evil, "log"],
    ]

    @Test func `nothing that others wrote steers the terminal, whatever is typed`() async throws {
        let school = try await school()
        for command in Self.commands {
            var text: String
            do {
                let said = try await school.type(command, answers: ListedLines(["1", "n", "n"]))
                text =
                    said.text
                    + ErrorText.lines(said.outcome, hasColour: false).joined(separator: "\n")
                    + said.outcome.json(in: .swedish).text
            } catch let error as VarvError {
                text = ErrorText.lines(Outcome(error, in: .swedish), hasColour: false).joined(separator: "\n")
            } catch {
                text = ParserWords.translate(VarvTool.fullMessage(for: error), to: .swedish)
                text = Console.said(text)
            }
            #expect(!text.isEmpty)
            let hidden = text.unicodeScalars.filter { $0 != "\n" && !WriterRegistryTests.isPlain($0) }
            #expect(hidden.isEmpty, "\(command.debugDescription) → \(text.debugDescription)")
        }
    }
}

extension Console {
    /// What a console writes of a text beside the answer.
    fileprivate static func said(_ text: String) -> String {
        let kept = Kept()
        Console(lines: ListedLines([]), write: { _, more in kept.text += more }).note(text)
        return kept.text
    }
}

private final class Kept: @unchecked Sendable { var text = "" }
