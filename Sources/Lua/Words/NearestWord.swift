internal import CLuaShim

/// The name nearest a word, as everywhere in Lua; nil when none is near.
package func nearestWord(to word: String, among names: [String]) -> String? {
    var best: String?
    var distance = 0
    for name in names {
        let next = unsafe varv_distance(word, word.utf8.count, name, name.utf8.count)
        guard next >= 0, best == nil || next < distance || (next == distance && name < best ?? "") else {
            continue
        }
        best = name
        distance = Int(next)
    }
    return best
}

/// A letter without the dots, rings and accents of å ä ö é, as the distance between words sees it but in its own case;
/// nil for one that has no plain letter.
package func plainLetter(_ letter: Character) -> Character? {
    if letter.isASCII { return letter }
    guard letter.isLetter, let first = letter.unicodeScalars.first else { return nil }
    // Written as two: the letter, then its ring or dots.
    if first.isASCII { return Character(first) }
    let plain = varv_plain_letter(first.value)
    guard plain != 0, letter.unicodeScalars.count == 1 else { return nil }
    let lower = Character(Unicode.Scalar(plain))
    return letter.isUppercase ? Character(lower.uppercased()) : lower
}

extension LuaWords {
    /// A sentence about a word that does not exist, and the one that was probably meant where there is one.
    static func adding(_ near: String?, to words: Both) -> Both {
        guard let near else { return words }
        return (words.sv + "; menade du \(near)?", words.en + "; did you mean \(near)?")
    }
}
