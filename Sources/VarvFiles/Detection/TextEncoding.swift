/// How a text file writes its letters.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "utf-8"
    case windows1252 = "windows-1252"
    /// ISO-8859-1. Its bytes 0x80–0x9F are control characters nobody writes, so they read as in Windows-1252, as
    /// browsers do (WHATWG Encoding Standard); the two differ in name only.
    case isoLatin1 = "iso-8859-1"
}
