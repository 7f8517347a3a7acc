import VarvBridge
import VarvModel

/// Why the host does not do what a routine asked; becomes a ``Failure`` at the routine's line, in the run's
/// language.
struct Refusal: Error, Hashable {
    var words: Phrase

    init(sv: String, en: String) { words = Phrase(sv: sv, en: en) }

    func failure(in language: Language) -> Failure {
        Failure(kind: .runtime, message: words.text(in: language))
    }
}
