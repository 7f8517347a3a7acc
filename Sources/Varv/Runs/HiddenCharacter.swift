import VarvBridge
import VarvDocuments
import VarvModel

/// Returns what is wrong with a text that is to be stored and shown: a character that acts on the text around it instead of
/// showing.
///
/// A name with a line break or a turn of writing in it would forge what stands around it wherever it is shown
/// next, by whoever shows it.
///
/// - Parameter hasLines: whether people write it in lines, as they do comments.
func hiddenCharacter(in text: String, _ field: Phrase, at place: Place? = nil, hasLines: Bool = false)
    -> Issue?
{
    if StackedMarks.exceed(in: text) {
        let most = StackedMarks.limit
        let marks = Phrase(
            sv: "fler än \(most) tecken ovanpå en bokstav", en: "more than \(most) marks on a letter")
        return Issue(.hiddenCharacter, at: place, ["field": .phrase(field), "v": .phrase(marks)])
    }
    guard Neutral.needsCare(text) else { return nil }
    let hidden = text.unicodeScalars.first { scalar in
        Neutral.isHidden(scalar) && !(hasLines && ["\n", "\r", "\t"].contains(scalar))
    }
    return hidden.map {
        Issue(.hiddenCharacter, at: place, ["field": .phrase(field), "v": .phrase(name(of: $0))])
    }
}

private func name(of scalar: Unicode.Scalar) -> Phrase {
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
