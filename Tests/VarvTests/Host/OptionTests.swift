import CustomDump
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// What a person may set on a run.
@Suite struct OptionTests {
    private func value(_ text: String, of kind: String) throws -> Value {
        var routine = try Routine.sample(kind: .report, title: "Titel", per: "school")
        routine.options = [Routine.Option(key: "limit", kind: kind, standard: .none, words: "")]
        return try routine.optionValues(["limit": text])["limit"]
    }

    @Test(arguments: ["0,2", "0.2", "20%", "20,0%"]) func `a share is said with comma, point or per cent`(
        _ text: String
    ) throws {
        expectNoDifference(try value(text, of: "share"), .number(0.2))
    }

    @Test(arguments: ["2", "200%", "-5%", "nan%", "nan", "en femtedel"])
    func `a share lies between none and all`(
        _ text: String
    ) {
        #expect(throws: VarvError.self) { try value(text, of: "share") }
    }

    @Test(arguments: [
        ("share", "en andel mellan 0 och 1", "a share between 0 and 1"),
        ("integer", "ett heltal", "a whole number"),
        ("number", "ett tal", "a number"), ("bool", "true eller false", "true or false"),
    ])
    func `what an option must be is told in words`(_ kind: String, _ sv: String, _ en: String) {
        let error = #expect(throws: VarvError.self) { try value("x", of: kind) }
        expectNoDifference(
            error?.words,
            Phrase(sv: "--set limit=x: det ska vara \(sv). ", en: "--set limit=x: this must be \(en). "))
    }

    @Test(arguments: [
        (RunScope.yearGroup(42), "Det finns ingen årskurs \"42\" det här läsåret. De som finns: 7."),
        (RunScope.group(""), "Det finns ingen grupp \"\" det här läsåret. De som finns: 7A, 7B, ALI."),
    ])
    func `what a scope names must be there`(_ scope: RunScope, _ words: String) throws {
        let error = #expect(throws: VarvError.self) { try SmallSchool().services(scope: scope) { _ in } }
        expectNoDifference(error?.code, "VARV-E602")
        expectNoDifference(error?.words.sv, words)
    }

    @Test func `limits beyond what a machine has are the most there is`() {
        let most = RunLimits(seconds: .max, memoryMiB: .max).worker()
        expectNoDifference(most.processorTime, .seconds(86_400))
        expectNoDifference(most.memory, 1 << 40)
        expectNoDifference(RunLimits(seconds: -1, memoryMiB: -1).worker().memory, 1 << 20)
    }

    @Test func `a routine that does not load is named with its error, and found by its file's name`()
        async throws
    {
        let test = try await TestSchool()
        try test.folder.write("skolan/routines/trasig.lua", "return report {\n  id = \"s/r\",\n")
        let broken = try await test.school.unloadableRoutines()
        #expect(broken.map(\.file) == ["trasig.lua"])
        #expect(
            broken.first?.error.message(in: .swedish)
                == "trasig.lua:3: filen tar slut för tidigt: { på rad 1 stängs aldrig")
        let error = await #expect(throws: VarvError.self) { try await test.school.routine(.named("trasig")) }
        #expect(error?.place == "trasig.lua:3")
    }

    @Test func `without a worker no routine is said not to load: the worker is what lacks`() async throws {
        let test = try await TestSchool()
        try test.folder.write("skolan/routines/hel.lua", Lua.register)
        let other = try await TestSchool(reopening: test) {
            $0 = Varv.Host(worker: .path(test.folder.path("borta")), clock: TestSchool.noon)
        }
        let error = await #expect(throws: VarvError.self) { try await other.school.unloadableRoutines() }
        expectNoDifference(error?.code, "VARV-E310")
    }
}
