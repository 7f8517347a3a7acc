import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

/// A code in a routine's own sentence is the word that tables have; the routine compares with the code.
@Suite struct CodedWordTests {
    private static let report = """
        return report {
          id = "test/insatser", version = "1.0.0", title = "Insatser", reads = { "interventions" },
          draw = function(here, page)
            for i in interventions:each() do
              page(i "{title}: {status}, {level}, {decision}")
              page(i.status == "decided" and "som koden" or "annars")
            end
            for c in cycles:each() do if c.number == 1 then page(c "Varv 1: {status}") end end
          end,
        }
        """

    private func drawn(_ format: PaperFormat, language: Language = .swedish) async throws -> String {
        let staffed = try await StaffedSchool()
        let meeting = try await staffed.school.meeting(granting: [.write(.interventions)])
        _ = try await meeting.enter(
            #"change:intervention { group = "7A", title = "Par", reports_back = "ALI", follows_up = "ALI" }"#)
        try await meeting.apply()
        await meeting.end()
        try staffed.test.folder.write("insatser.lua", Self.report)
        let school = try await Varv.Host(
            worker: .besideExecutable, language: language, clock: TestSchool.noon
        ).open(staffed.school.path, as: Person("anna", role: .leadership))
        let papers = try await school.draw(
            .file(staffed.test.folder.path("insatser.lua")), granting: [.read(.interventions)])
        return String(decoding: papers[0].data(as: format), as: UTF8.self)
    }

    @Test(arguments: [
        (Language.swedish, "Par: beslutad, grupp, –", "Varv 1: "),
        (.english, "Par: decided, group, –", "Varv 1: "),
    ])
    func `a sentence has the word, in the paper's language`(
        _ language: Language, _ sentence: String, _ cycle: String
    ) async throws {
        let text = try await drawn(.markdown, language: language)
        #expect(text.contains(sentence), "\(text)")
        #expect(text.contains("som koden"), "\(text)")
    }

    @Test func `a program reads the code`() async throws {
        let text = try await drawn(.json)
        #expect(text.contains(#""code":"decided""#), "\(text)")
    }

    @Test func `where only plain text will do, it is the code`() async throws {
        let test = try await TestSchool()
        let told = try await test.school.run(
            chunk: #"print(cycles:find(1) "{status}" .. "", cycles:find(1).status)"#, name: "a.lua")
        let words = told.split(whereSeparator: \.isWhitespace)
        #expect(words.count == 2)
        expectNoDifference(words.first, words.last)
    }
}
