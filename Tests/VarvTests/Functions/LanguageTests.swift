import CustomDump
import Testing
import VarvBridge
import VarvModel

@testable import Varv

@Suite struct LanguageTests {
    @Test func `an English run is answered in English`() throws {
        try SmallSchool(language: .english).services(scope: RunScope(cycle: 2, subject: "MA")) { services in
            expectNoDifference(
                try services.count(.here("pupils", .where("groups", .text("7A")))),
                .text(
                    "✗ where: there is no field \"groups\"; did you mean \"group\"? The fields are: "
                        + "pseudonym, group, year_group"
                ))
            expectNoDifference(
                try services.call("cycles:find", [.int(6)])["\0why"], .text("the school year has no cycle 6"))
            let here = try services.hereFields()
            expectNoDifference(
                [here["subject_name"], here["period"]], [.text("Mathematics"), .text("weeks 42–51")])
            let shown = try services.column("pseudonym", .here("pupils", .first(1)))[0].text
            expectNoDifference(shown?.hasPrefix("Pupil 7A-"), true)
        }
    }
}
