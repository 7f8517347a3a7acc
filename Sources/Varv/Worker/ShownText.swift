import VarvBridge
import VarvDocuments

/// Text from a worker as a person may see it. An honest worker has written out what steers a terminal already; one
/// that was taken over has not.
func shown(_ text: String) -> String {
    guard Neutral.needsCare(text) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
        if Neutral.isHidden(scalar), scalar != "\n", scalar != "\t" {
            shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        } else {
            shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}

/// The same for what stands in the middle of a line, as a file's name does.
func shownOnOneLine(_ text: String) -> String {
    shown(text).replacing("\n", with: " ").replacing("\t", with: " ")
}

extension Failure {
    /// The failure as a person may see it.
    var shownSafely: Failure {
        var failure = self
        failure.message = shown(message)
        failure.file = shownOnOneLine(file)
        failure.traceback = shown(traceback)
        return failure
    }
}
