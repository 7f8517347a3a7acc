import Foundation

/// A word by which something is known (a group, a signature, a code), with its letters composed: `å` is one
/// character whichever way a file or a keyboard wrote it. Text that is only kept and shown stays as it is.
func composed(_ word: String) -> String {
    word.utf8.allSatisfy { $0 < 0x80 } ? word : word.precomposedStringWithCanonicalMapping
}

/// The ways a word may be stored that are the same word to a reader: as it is written, composed, decomposed.
func spellings(of word: String) -> [String] {
    guard !word.utf8.allSatisfy({ $0 < 0x80 }) else { return [word] }
    var found: [String] = []
    for each in [
        word, word.precomposedStringWithCanonicalMapping, word.decomposedStringWithCanonicalMapping,
    ] where !found.contains(where: { $0.utf8.elementsEqual(each.utf8) }) {
        found.append(each)
    }
    return found
}
