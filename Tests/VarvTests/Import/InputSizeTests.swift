import CustomDump
import Foundation
import Testing
import VarvModel

@testable import Varv

/// A file may say that it is larger than any disk; nothing is read of one that is larger than an input may be.
@Suite struct InputSizeTests {
    private func opened(ofSize size: Int) throws -> OpenInput {
        let path = NSTemporaryDirectory() + "varv-size-" + UUID().uuidString + ".csv"
        try Data().write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try #require(FileHandle(forWritingAtPath: path)).truncate(atOffset: UInt64(size))
        return try OpenInput(.file(path))
    }

    @Test func `a file larger than an input may be is refused, with its size and the limit`() throws {
        let error = #expect(throws: VarvError.self) { try opened(ofSize: OpenInput.sizeLimit + 1) }
        expectNoDifference(error?.code, "VARV-E510")
        expectNoDifference(error?.status, .refused)
        expectNoDifference(
            error?.words,
            Phrase(
                sv: "Filen är för stor: 2049 MiB, högst 2048 MiB läses in. Dela upp den.",
                en: "The file is too large: 2049 MiB, at most 2048 MiB are imported. Split it."))
    }

    @Test func `a file as large as an input may be is opened`() throws {
        expectNoDifference(try opened(ofSize: OpenInput.sizeLimit).size, OpenInput.sizeLimit)
    }

    @Test func `no size makes limits that cannot be counted`() {
        expectNoDifference(
            WorkerLimits.importing(bytes: .max), WorkerLimits.importing(bytes: OpenInput.sizeLimit))
    }
}
