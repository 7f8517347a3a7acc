import Testing
import Varv
import VarvModel

@testable import varv

/// How a plan says that it does not tell everything it would change.
@Suite struct WithheldChangeTests {
    private static let marks =
        TypedSchool.judgementHeadings
        + "20130101-2389;Insats;2026-11-20\n20130103-2387;Insats;2026-11-20\n"

    /// What is said of a file that changes the judgements of an open pupil and of a protected one.
    private func said(_ words: String..., language: Language = .swedish) async throws -> String {
        let school = try await TypedSchool(pupils: "20130101-2389;Ada;Ek;7A;7;\n20130103-2387;;;7A;7;Ja\n")
        try school.write("omdomen.csv", Self.marks)
        try await school.done(TypedSchool.importing + ["--yes"])
        try school.write("omdomen.csv", Self.marks.replacing("Insats", with: "Mer"))
        return try await school.type(
            TypedSchool.importing + ["--dry-run"] + words, language: language
        ).text
    }

    @Test func `what is not told is counted, with what to write to see it`() async throws {
        let text = try await said()
        let lines = text.split(separator: "\n").drop { $0 != "Det här ändras:" }.prefix(4)
        #expect(lines.count == 4)
        #expect(lines.dropFirst().first?.hasSuffix(": Insats krävs → Mer än godtagbara kunskaper") == true)
        #expect(lines.dropFirst(2).first == "  1 ändring visas bara med --read protected")
        #expect(!text.contains("till\n"))
    }

    @Test func `it is said in English too`() async throws {
        #expect(
            try await said(language: .english).contains("\n  1 change is shown only with --read protected\n"))
    }

    @Test func `whoever asks for the right and has it sees it`() async throws {
        let text = try await said("--read", "protected")
        #expect(
            text.contains(
                "\n  en elev med skyddade uppgifter, varv 3, MA: Insats krävs → Mer än godtagbara kunskaper\n"
            ))
        #expect(!text.contains("visas bara"))
    }
}
