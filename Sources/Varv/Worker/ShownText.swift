import VarvBridge

/// Text from a worker as a person may see it. An honest worker has written out what steers a terminal
/// already; one that
/// was taken over has not.
func shown(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: steersTerminal) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
        if steersTerminal(scalar) {
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

/// Controls but newline and tab, C1, those that turn writing, and those that do not show.
private func steersTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF,
        0xFFF9...0xFFFB, 0xE0000...0xE007F:
        true
    default: false
    }
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
