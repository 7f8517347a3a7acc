import VarvBridge
import VarvDocuments
import VarvModel

/// Texts of a file that are stored as they stand.
extension ImportPlanner {
    /// Returns a field's text; throws the ``Issue`` that refuses the row when it is too long, or holds a character that
    /// acts on the text around it instead of showing.
    ///
    /// A name with a line break or a turn of writing in it would forge what stands around it wherever it is shown
    /// next, by whoever shows it.
    ///
    /// - Parameter hasLines: whether people write it in lines, as they do comments.
    func storable(
        _ value: BatchValue, atMost limit: Int, _ field: Phrase, at place: Place, hasLines: Bool = false
    ) throws -> String? {
        guard let text = try plainText(value) else { return nil }
        if let issue = tooLong(text, limit: limit, field: field, at: place) { throw issue }
        guard Neutral.needsCare(text) else { return text }
        for scalar in text.unicodeScalars
        where Neutral.isHidden(scalar) && !(hasLines && Self.inLines.contains(scalar)) {
            throw Issue(
                .hiddenCharacter, at: place,
                ["field": .phrase(field), "v": .phrase(Self.name(of: scalar))])
        }
        return text
    }

    private static let inLines: Set<Unicode.Scalar> = ["\n", "\r", "\t"]

    private static func name(of scalar: Unicode.Scalar) -> Phrase {
        switch scalar {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
            return Phrase(sv: "en radbrytning", en: "a line break")
        case "\t": return Phrase(sv: "en tabb", en: "a tab")
        default:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            return Phrase(sv: "det dolda tecknet \(code)", en: "the hidden character \(code)")
        }
    }
}
