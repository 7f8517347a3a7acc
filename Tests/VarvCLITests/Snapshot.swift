import Foundation
import Testing

/// Compares a text with its file in `Snapshots/`: a missing one is written and fails, `VARV_RECORD=1` rewrites.
func expectSnapshot(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Snapshots")
    let file = folder.appendingPathComponent(name)
    let isRecording = ProcessInfo.processInfo.environment["VARV_RECORD"] == "1"
    guard !isRecording, let saved = try? String(contentsOf: file, encoding: .utf8) else {
        #expect(throws: Never.self) { try text.write(to: file, atomically: true, encoding: .utf8) }
        if !isRecording {
            Issue.record("\(name) was missing and is written now", sourceLocation: sourceLocation)
        }
        return
    }
    #expect(text == saved, "\(name) differs; scripts/record rewrites it", sourceLocation: sourceLocation)
}
