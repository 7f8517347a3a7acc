import CustomDump
import Foundation
import Testing

/// The program of `samples/embedding`, built here with the public interface alone and run as its readers would.
///
/// `scripts/check` builds it once more as the package outside this one that it is.
@Suite struct SampleProgramTests {
    private let samples = Samples()

    @Test func `it imports, plans without a file, undoes, calls its own function and draws`() throws {
        let ran = try Program(
            Program.built + "/embedding-sample", [samples.school, Samples.root.path + "/samples"])
        let expected = try String(contentsOfFile: samples.path("expected/embedding.txt"), encoding: .utf8)
        expectNoDifference(ran.output.split(separator: "\n"), expected.split(separator: "\n"))
        expectNoDifference([ran.errors, "\(ran.status)"], ["", "0"])
    }

    @Test func `a folder that is a school already ends it with words and a status of its own`() throws {
        let folder = samples.school
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: folder + "/school.toml"))
        let ran = try Program(Program.built + "/embedding-sample", [folder, "samples"])
        expectNoDifference(ran.output.contains("school.toml") || ran.output.contains("skola"), true)
        expectNoDifference([ran.errors, "\(ran.status)"], ["", "1"])
    }

    @Test func `without its worker beside it the program says where it looked`() throws {
        let alone = samples.temporary("ensam")
        try FileManager.default.copyItem(atPath: Program.built + "/embedding-sample", toPath: alone)
        let ran = try Program(alone, [samples.school, Samples.root.path + "/samples"])
        let place = URL(fileURLWithPath: alone).resolvingSymlinksInPath().deletingLastPathComponent().path
        #expect(ran.output.contains("finns inte på \(place)/varv-worker"))
        #expect(ran.status == 1)
    }
}
