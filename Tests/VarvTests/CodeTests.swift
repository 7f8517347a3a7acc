import CustomDump
import Foundation
import Testing

/// Every code a person can meet, `VARV-E214`, means one thing wherever it is said.
@Suite struct CodeTests {
    /// Codes that more than one file says, because it is the same thing said from two sides.
    private static let shared: [String: Set<String>] = [
        // What the routine's own failure is in the host.
        "VARV-E202": ["MeetingPlayer.swift", "VarvError.swift"],
        "VARV-E411": ["Script+Natives.swift", "VarvError.swift"],
        "VARV-E204": ["Routine.swift", "VarvError.swift"],
        // The command line has to look at a Lua file before the library does.
        "VARV-E209": ["RoutineShelf.swift", "RunCommand.swift"],
        "VARV-E213": ["School+Papers.swift", "School+Runs.swift"],
        "VARV-E330": ["VarvError.swift", "WorkerEnd.swift"],
        // The command line says what to type besides.
        "VARV-E403": ["Outcome.swift", "RightsQuestion.swift"],
        "VARV-E503": ["PlanConsent.swift", "OpenRun.swift"],
        "VARV-E640": ["ArgumentOrder.swift", "Main.swift"],
        // Someone said no.
        "VARV-E652": ["AdapterChoice.swift", "AnswerCommand.swift", "PlanConsent.swift"],
        // A routine of another kind.
        "VARV-E653": ["AdapterChoice.swift", "ReportCommand.swift"],
        // A format that is not there.
        "VARV-E656": ["DialogueCommand.swift", "Papers.swift"],
    ]

    @Test func `a code is said in one place, or means the same in all`() throws {
        var places: [String: Set<String>] = [:]
        for file in try Self.sources() {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let words = line.drop { $0 == " " }
                if words.hasPrefix("//") { continue }
                for match in words.matches(of: /"(VARV-[EW]\d+)"/) {
                    places[String(match.1), default: []].insert(file.lastPathComponent)
                }
            }
        }
        #expect(places.count > 80)
        expectNoDifference(places.filter { $0.value.count > 1 }, Self.shared)
    }

    @Test func `every code has the form people search for`() throws {
        let odd = try Self.sources().flatMap { file in
            try String(contentsOf: file, encoding: .utf8).matches(of: /"(VARV-[A-Za-z]\w*)"/)
                .map { String($0.1) }.filter { $0.wholeMatch(of: /VARV-[EW]\d{3}/) == nil }
        }
        expectNoDifference(odd, [])
    }

    private static func sources() throws -> [URL] {
        let root = Repository.root.appendingPathComponent("Sources")
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".swift") }.sorted().map { root.appendingPathComponent($0) }
    }
}
