import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// A protected pupil is not even a gap in the others' numbers.
@Suite struct PseudonymGapTests {
    private func numbers(protected: Int, reads: [Right]) throws -> [String] {
        let school = try SmallSchool(also: { run in
            for _ in 0..<protected {
                let key = try run.newPupil()
                try run.put(.pupil, columns: ["protection"], [.integer(key), "marked"])
                try run.put(
                    .enrolment, columns: ["year_group", "study_group"],
                    [.integer(key), 1, "2026-08-18", 7, 1])
            }
        })
        return try school.services(reads: reads) { services in
            try services.column("pseudonym", .here("pupils", .where("group", .text("7A")))).compactMap(\.text)
        }
    }

    @Test func `sixty protected classmates change nobody's number`() throws {
        let alone = try numbers(protected: 0, reads: [.pupils])
        #expect(alone.count == 12)
        #expect(try numbers(protected: 60, reads: [.pupils]) == alone)
    }

    @Test func `those who may see protected pupils see each with a number of their own`() throws {
        let all = try numbers(protected: 60, reads: [.pupils, .protected])
        #expect(all.count == 72 && Set(all).count == 72)
        #expect(try numbers(protected: 0, reads: [.pupils]).allSatisfy(all.contains))
    }
}
