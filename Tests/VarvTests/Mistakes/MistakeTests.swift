import Foundation
import Testing
import VarvModel

@testable import Varv

/// What a tired teacher reads who has made a mistake: one file a language, to be read as such.
@Suite(.serialized) struct MistakeTests {
    /// A school with two groups, a teacher in each, and four pupils.
    private func school(_ language: Language) async throws -> (TestSchool, School) {
        let staffed = try await StaffedSchool(invented: true)
        let register = try await staffed.test.run(adapter: Lua.register, on: Lua.pupils)
        try await register.apply()
        let school = try await Varv.Host(
            worker: .besideExecutable, language: language, clock: TestSchool.noon
        )
        .open(staffed.school.path)
        return (staffed.test, school)
    }

    /// The message: the error, or what is said of the first row.
    private func said(of mistake: Mistake, _ test: TestSchool, _ school: School, _ language: Language) async
        -> String
    {
        let path = test.folder.path("rutin.lua")
        do {
            try Data(mistake.bytes(mistake.source)).write(to: URL(fileURLWithPath: path))
            let limits = RunLimits(seconds: 1)
            switch mistake.place {
            case .ask:
                _ = try await school.forms(
                    .file(path), scope: .cycle(3), granting: TestSchool.everything, limits: limits)
            case .draw:
                _ = try await school.draw(
                    .file(path), scope: .cycle(3), settings: mistake.settings,
                    granting: TestSchool.everything,
                    limits: limits)
            case .file where mistake.source.contains("report"):
                _ = try await school.draw(.file(path), granting: TestSchool.everything, limits: limits)
            default:
                let run = try await school.run(
                    .file(path), on: .data(Array(mistake.input.utf8)), scope: .cycle(3),
                    granting: TestSchool.everything, settings: mistake.settings, limits: limits)
                let refused = run.plan.refused.first?.issue.message(in: language)
                await run.discard()
                return refused ?? "–"
            }
            return "–"
        } catch { return VarvError.wrapping(error).message(in: language) }
    }

    @Test(arguments: Language.allCases)
    func `each mistake gets the message that is written down`(_ language: Language) async throws {
        let (test, school) = try await school(language)
        var text = ""
        for mistake in Mistake.all {
            let shown =
                mistake.snippet.isEmpty
                ? "(tom)" : mistake.snippet.split(separator: "\n").prefix(6).joined(separator: "\n")
            text += "\(mistake.title)\n"
            text += shown.split(separator: "\n").map {
                "    \($0.replacing("\u{0}", with: "␀").replacing("\u{1}", with: "␁").replacing("\u{2}", with: "␂"))\n"
            }.joined()
            text += "  \(await said(of: mistake, test, school, language))\n\n"
        }
        try Recorded.expect(text: text, is: "mistakes-\(language.rawValue).txt")
    }
}
