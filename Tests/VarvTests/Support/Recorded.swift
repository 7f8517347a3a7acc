import CustomDump
import Foundation
import Testing

/// Results that are kept beside the samples and compared with, as a snapshot is.
enum Recorded {
    /// Compares a value with a file of `samples/expected/`; with `VARV_RECORD=1` writes the file instead.
    ///
    /// A missing file is written, and fails this once.
    static func expect(
        _ value: some Encodable, is name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try expect(
            text: String(decoding: try encoder.encode(value), as: UTF8.self) + "\n", is: name,
            sourceLocation: sourceLocation)
    }

    /// The same for a text people read.
    static func expect(text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let path = Repository.sample("expected/" + name)
        let known = try? String(contentsOfFile: path, encoding: .utf8)
        if known == nil || ProcessInfo.processInfo.environment["VARV_RECORD"] == "1" {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            if known == nil {
                Issue.record("\(name) was missing and is written", sourceLocation: sourceLocation)
            }
            return
        }
        expectNoDifference(
            text.split(separator: "\n"), (known ?? "").split(separator: "\n"), "samples/expected/\(name)",
            line: UInt(sourceLocation.line))
    }
}
