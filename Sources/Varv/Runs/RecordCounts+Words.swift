import VarvModel
import VarvStorage

extension RecordCounts {
    /// What became of the records, a phrase for each kind there is any of.
    ///
    /// An undo makes nothing and changes nothing of its own: what was new goes, what was changed is as before, what was
    /// removed is there again.
    func words(isUndo: Bool) -> [Phrase] {
        let all =
            isUndo
            ? [
                (removed, "{n|borttagen|borttagna}", "{n} removed"),
                (changed, "{n|återställd|återställda}", "{n} restored"),
                (new, "{n} tillbaka", "{n} brought back"),
            ]
            : [
                (new, "{n|ny|nya}", "{n} new"), (changed, "{n|ändrad|ändrade}", "{n} changed"),
                (removed, "{n|borttagen|borttagna}", "{n} removed"),
                (unchanged, "{n|oförändrad|oförändrade}", "{n} unchanged"),
            ]
        return all.filter { $0.0 > 0 }.map { Phrase.counting(["n": $0.0], sv: $0.1, en: $0.2) }
    }
}
