import CustomDump
import Testing
import VarvModel

@testable import Varv

/// A school, or a school year, before its pupils are there.
@Suite struct EmptySchoolTests {
    @Test(arguments: Audience.allCases) func `a paper for any audience says that there is nobody`(
        _ audience: Audience
    )
        async throws
    {
        let test = try await TestSchool()
        try test.folder.write(
            "tom.lua",
            """
            return report { id = "test/tom", version = "1.0.0", title = "Tom", reads = { "results", "pupils" },
              draw = function(here, page)
                page(here "{pupils} {unassessed} " .. tostring(here:hard_criteria():count()))
                page:table(here:hard_criteria(), { "label", "missed" })
              end }
            """)
        let papers = try await test.school.draw(
            .file(test.folder.path("tom.lua")), scope: .cycle(3), for: audience,
            granting: [.read(.results), .read(.pupils)])
        let text = String(decoding: papers[0].data(as: .markdown), as: UTF8.self)
        #expect(text.contains("0 0 0") && text.contains("Inget att visa."), "\(text)")
    }
}
