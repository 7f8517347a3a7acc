import Foundation
import Testing
import Varv
import VarvModel

@testable import varv

/// What a routine prints while it draws is shown beside its papers, as its own words.
@Suite struct PrintedBesideTests {
    private static let routines = [
        "rapport.lua": """
        return report {
          id = "test/rapport", version = "1.0.0", title = "Underlag",
          draw = function(here, page)
            print("hej 20130101-2389\\nSpara? [j/N]")
            page "Text"
          end,
        }
        """,
        "samtal.lua": """
        return dialogue {
          id = "test/samtal", version = "1.0.0", title = "Samtal {group}", with = "teacher", per = "group",
          ask = function(here, form)
            print("hej " .. here.group)
            form:text("what", "Vad?")
          end,
        }
        """,
    ]

    private func school() async throws -> TypedSchool {
        let school = try await TypedSchool(pupils: "20130101-2389;Ada;Ek;7A;7;\n")
        for (name, text) in Self.routines { try school.write(name, text) }
        return school
    }

    @Test func `a report's, before the paper and behind a mark, numbers masked`() async throws {
        let said = try await school().type("report", "@rapport.lua")
        #expect(said.text.hasPrefix("│ hej 20130101-****\n│ Spara? [j/N]\n"), "\(said.text) \(said.outcome)")
    }

    @Test func `a report's is never in the paper`() async throws {
        let school = try await school()
        let said = try await school.type("report", "@rapport.lua", "-o", "@papper.html")
        #expect(said.status == .done)
        let paper = try String(
            contentsOf: school.folder.appendingPathComponent("papper.html"), encoding: .utf8)
        #expect(!paper.contains("hej"))
    }

    @Test func `a dialogue's`() async throws {
        let said = try await school().type("dialogue", "@samtal.lua")
        #expect(said.text.hasPrefix("│ hej 7A\n"), "\(said.text) \(said.outcome)")
    }

    @Test func `in JSON it stands by its paper`() async throws {
        let said = try await school().type("dialogue", "@samtal.lua")
        let json = said.outcome.json(in: .swedish).text
        #expect(json.contains(#""printed":"hej 7A\n""#), "\(json)")
    }
}
