internal import VarvDocuments

/// Returns text that is safe on a terminal and on one line: what steers a terminal or turns writing around
/// shows as `\u{1B}`.
///
/// Titles, names and file names are made by others (sandbox notes §8).
package func printable(_ text: String, atMost limit: Int = 400) -> String {
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
        if count == limit { return shown + "…" }
        if Neutral.isHidden(scalar) {
            shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        } else {
            shown.unicodeScalars.append(scalar)
        }
        count += 1
    }
    return shown
}

/// Whether text holds anything that `printable` would change.
package func isPrintable(_ text: String) -> Bool { !text.unicodeScalars.contains(where: Neutral.isHidden) }
