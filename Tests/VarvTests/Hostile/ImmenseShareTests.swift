import CustomDump
import Testing
import VarvModel

@testable import Varv

/// A share is whatever number a routine says: one that no whole number holds stops nothing in the host.
@Suite struct ImmenseShareTests {
    private static let text = #"subjects:first(1):one() "x" .. { share = 1e300 }"#

    private func file(_ source: String) async throws -> (test: TestSchool, file: RoutineSource) {
        let test = try await TestSchool()
        try test.folder.write("stor.lua", source)
        return (test, .file(test.folder.path("stor.lua")))
    }

    @Test func `a chart's title holds an immense share`() async throws {
        let (test, file) = try await file(
            """
            return report { id = "test/stor", version = "1.0.0", title = "Stor", draw = function(here, page)
              page:bars({ { l = "a", v = 1 } }, { label = "l", value = "v", title = \(Self.text) })
            end }
            """)
        let papers = try await test.school.draw(file)
        #expect(String(decoding: papers[0].data(as: .text), as: UTF8.self).contains("x1e+302 %"))
    }

    @Test func `a question's label holds an immense share`() async throws {
        let (test, file) = try await file(
            """
            return dialogue { id = "test/stor", version = "1.0.0", title = "Stor", per = "school", with = "leadership",
              ask = function(here, form) form:text("k", \(Self.text)) end }
            """)
        let forms = try await test.school.forms(file, scope: .cycle(3))
        expectNoDifference(forms.flatMap(\.questions).map(\.label), ["x1e+302 %"])
    }

    @Test func `a task's note holds an immense share`() async throws {
        let (test, file) = try await file(
            """
            return task { id = "test/stor", version = "1.0.0", title = "Stor", writes = { "interventions" },
              work = function(here, change) change:note(\(Self.text), "y") end }
            """)
        let run = try await test.school.run(file, scope: .cycle(3), granting: TestSchool.everything)
        await run.discard()
        expectNoDifference(run.plan.notes, ["x1e+302 %: y"])
    }
}
