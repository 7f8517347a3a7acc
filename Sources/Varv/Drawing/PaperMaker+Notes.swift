import VarvBridge
import VarvDocuments

extension PaperMaker {
    /// A task's `change:note`, as one line of text: what it is about, and what was said.
    func noteText(_ piece: Value) throws -> String {
        let about = words.plain(try inline(piece["about"]))
        let text = words.plain(try inline(piece["text"]))
        return about.isEmpty ? text : "\(about): \(text)"
    }
}
