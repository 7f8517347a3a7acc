import CustomDump
import Testing
import VarvModel

@testable import Varv

@Suite struct VocabularyTests {
    func message(_ text: String) throws -> String {
        let error = try #require(throws: SchoolFolderError.self) {
            try Vocabulary(Array(text.utf8), file: "x.toml")
        }
        return error.message(in: .english)
    }

    static let head = """
        [vocabulary]
        id = "x"
        version = 1
        valid_from = "2022-07-01"
        source = "test"

        """

    @Test func `what comes with Varv is whole: every criterion set has its scale and subject`() throws {
        let standard = try Vocabulary.standard()
        #expect(!standard.scales.isEmpty)
        #expect(!standard.subjects.isEmpty)
        #expect(!standard.criterionSets.isEmpty)
    }

    @Test func `a school that names its criteria gets only those`() throws {
        let standard = try Vocabulary.standard()
        let set = try #require(standard.criterionSets.first)
        let used = try standard.used(by: SchoolConfiguration(name: "Ekskolan", criteria: [set.code]))
        #expect(used.criterionSets == [set])
        #expect(used.subjects == standard.subjects)
    }

    @Test func `a criterion set that does not exist is named with those that do`() throws {
        let standard = try Vocabulary.standard()
        let set = try #require(standard.criterionSets.first)
        let error = try #require(throws: SchoolFolderError.self) {
            try standard.used(by: SchoolConfiguration(name: "Ekskolan", criteria: ["MA-6-lgr99"]))
        }
        #expect(error.code == .badSettings)
        #expect(error.message(in: .swedish).contains("MA-6-lgr99 finns inte"))
        #expect(error.message(in: .swedish).contains(set.code))
    }

    @Test func `a missing key is named with its place`() throws {
        expectNoDifference(
            try message(Self.head + "[[subjects]]\ncode = \"MA\"\nsv = \"Matematik\"\n"),
            "x.toml: the vocabulary cannot be used: subjects › 1 › en is missing.")
    }

    @Test func `a value of the wrong kind is named with its place`() throws {
        #expect(
            try message(Self.head.replacing("version = 1", with: "version = \"ett\"")).contains(
                "vocabulary › version"))
    }

    @Test func `a misspelt key is not passed over`() throws {
        #expect(
            try message(
                Self.head + "[[subjects]]\ncode = \"MA\"\nsv = \"M\"\nen = \"M\"\nblokc_of = \"NO\"\n"
            )
            .contains("blokc_of"))
    }

    @Test func `a code that stands twice is refused`() throws {
        let subject = "[[subjects]]\ncode = \"MA\"\nsv = \"M\"\nen = \"M\"\n"
        #expect(try message(Self.head + subject + subject).contains("stands twice"))
    }

    @Test func `a criterion set without its scale is refused`() throws {
        let set = """
            [[criterion_sets]]
            subject = "MA"
            stage = 6
            version = "Lgr22"
            scale = "saknas"
            criteria = []
            """
        let vocabulary = try Vocabulary(Array((Self.head + set).utf8), file: "x.toml")
        let error = try #require(throws: SchoolFolderError.self) { try vocabulary.checkReferences() }
        #expect(error.code == .badVocabulary)
    }
}
