import CustomDump
import Testing
import VarvModel

@testable import Varv

/// An entry is known by the number a person would give it who counts at the prompt.
@Suite struct EntryNumberTests {
    /// Enters lines as a prompt does, a text that ends in the middle again with the next line, and returns the places of
    /// those that failed.
    private func places(_ lines: [String], language: Language = .swedish) async throws -> [String?] {
        let test = try await TestSchool(language: language)
        let school = try await Varv.Host(language: language, clock: TestSchool.noon).open(test.school.path)
        let meeting = try await school.meeting(limits: RunLimits(seconds: 1))
        var places: [String?] = []
        var text = ""
        for line in lines {
            text += text.isEmpty ? line : "\n" + line
            switch try await meeting.enter(text) {
            case .incomplete: continue
            case .failed(let error): places.append(error.place)
            case .restarted(let error): places.append(error.code)
            case .shown: break
            }
            text = ""
        }
        return places
    }

    @Test func `an entry over several lines is one entry`() async throws {
        let told = try await places(["x = 1", "for i = 1, 2 do", "x = x + 1", "end", "y()", "error('nej')"])
        expectNoDifference(
            told,
            ["rad 3:1", "rad 4:1"])
    }

    @Test func `a function is told by the entry it was typed in`() async throws {
        let told = try await places(
            ["1 + 1", "function f()", "  error('nej')", "end", "f()"], language: .english)
        expectNoDifference(
            told,
            ["entry 2:2"])
    }

    @Test func `a new worker goes on counting`() async throws {
        let told = try await places(["1", "while true do end", "y()"])
        expectNoDifference(told, ["VARV-E301", "rad 3:1"])
    }
}
