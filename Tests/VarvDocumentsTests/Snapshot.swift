import Foundation
import Testing

/// Compares a text people see with the file that says how it should look.
///
/// A missing file is written and fails; a differing one fails with its first differing line;
/// `VARV_RECORD=1` writes it anew.
func expectSnapshot(_ actual: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
{
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "Snapshots")
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["VARV_RECORD"] == "1" {
        try Data(actual.utf8).write(to: file)
        return
    }
    guard let data = try? Data(contentsOf: file) else {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(actual.utf8).write(to: file)
        Issue.record("\(name) did not exist; it is written now, read it", sourceLocation: sourceLocation)
        return
    }
    let expected = String(decoding: data, as: UTF8.self)
    guard expected != actual else { return }
    let pairs = zip(lines(expected), lines(actual)).enumerated()
    let (line, wanted, got) =
        pairs.first { $0.element.0 != $0.element.1 }.map { ($0.offset + 1, $0.element.0, $0.element.1) }
        ?? (min(lines(expected).count, lines(actual).count) + 1, "(end)", "(more or less text)")
    Issue.record(
        "\(name):\(line) differs\n  expected \(wanted.debugDescription)\n  actual   \(got.debugDescription)",
        sourceLocation: sourceLocation)
}

private func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
}
