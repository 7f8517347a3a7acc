/// Returns the candidate whose text is nearest a misspelt word, or nil when none is near enough to suggest.
///
/// Near enough is a third of the word's letters; ties go to the first. Neither case nor the dots and rings
/// of å ä ö count: they are left out as often as they are misplaced.
package func nearest<Candidate>(
    to word: some StringProtocol, among candidates: some Sequence<Candidate>, text: (Candidate) -> String
) -> Candidate? {
    // Something longer is no misspelt word, and would be looked at letter by letter.
    guard word.utf8.count <= longestWord else { return nil }
    let wanted = Array(plainLetters(word))
    let limit = wanted.count / 3
    var best: (candidate: Candidate, distance: Int)?
    for candidate in candidates {
        let text = text(candidate)
        guard text.utf8.count <= longestWord else { continue }
        let distance = editDistance(wanted, Array(plainLetters(text)))
        guard distance <= limit, distance < best?.distance ?? .max else { continue }
        best = (candidate, distance)
    }
    return best?.candidate
}

/// In bytes.
private let longestWord = 100

/// Returns the candidate nearest a misspelt word.
package func nearest(to word: some StringProtocol, among candidates: some Sequence<String>) -> String? {
    nearest(to: word, among: candidates) { $0 }
}

/// The end of a sentence about a word that was not found: `; menade du "7B"?`, or a full stop when none is near.
package func suggestion(for word: some StringProtocol, among candidates: some Sequence<String>) -> Phrase {
    suggestion(for: word, among: candidates.map { Phrase(sv: $0, en: $0) })
}

/// The same where a name may have a twin in the other language: what is called so in the reader's language comes first,
/// and the other language's names when none of those is near.
package func suggestion(for word: some StringProtocol, among names: [Phrase]) -> Phrase {
    let sv = nearest(to: word, among: names.lazy.map(\.sv))
    let en = nearest(to: word, among: names.lazy.map(\.en))
    return Phrase(
        sv: (sv ?? en).map { "; menade du \"\($0)\"?" } ?? ".",
        en: (en ?? sv).map { "; did you mean \"\($0)\"?" } ?? ".")
}

/// U+00C0…U+00FF without case, dots and accents: the letters that `varv_plain_letter` leaves out for names of Lua.
private let latin = Array("aaaaaaaceeeeiiiidnooooo×ouuuuypsaaaaaaaceeeeiiiidnooooo÷ouuuuypy")

/// Returns a word as the distance sees it.
package func plainLetters(_ word: some StringProtocol) -> String {
    String(
        normalizedWord(word).map { letter in
            guard let first = letter.unicodeScalars.first else { return letter }
            // Written as two: the letter, then its ring or dots.
            if first.isASCII, letter.isLetter { return Character(first) }
            return (0xC0...0xFF).contains(first.value) ? latin[Int(first.value) - 0xC0] : letter
        })
}

/// Returns how many letters must be put in, taken out, changed or swapped with their neighbour to get from
/// one word to the other.
func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var before = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for row in 1...left.count {
        var current = [row] + [Int](repeating: 0, count: right.count)
        for column in 1...right.count {
            let isSame = left[row - 1] == right[column - 1]
            current[column] = min(
                previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (isSame ? 0 : 1))
            if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                current[column] = min(current[column], before[column - 2] + 1)
            }
        }
        before = previous
        previous = current
    }
    return previous[right.count]
}
