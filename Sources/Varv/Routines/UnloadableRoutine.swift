package import VarvModel

/// A file among a school's routines that does not load, and what is wrong with it.
public struct UnloadableRoutine: Error, Hashable, Sendable {
    /// Its place in `routines/`.
    public var file: String
    /// Its id, for one whose only fault is that another file has it too.
    public var id: String?
    /// Why it does not load, with its line.
    public var error: VarvError

    /// What to say beside that something was not found: it may be in one of these.
    package static func details(_ broken: [UnloadableRoutine]) -> [Phrase] {
        guard !broken.isEmpty else { return [] }
        return [Phrase(sv: "Går inte att läsa:", en: "Cannot be read:")]
            + broken.prefix(10).map {
                Phrase(sv: "  " + $0.error.message(in: .swedish), en: "  " + $0.error.message(in: .english))
            }
    }

    /// Whether a name someone gave is this file's.
    func mentions(_ name: String) -> Bool {
        file == name || file == name + ".lua" || file.hasSuffix("/\(name).lua") || id == name
            || id?.hasSuffix("/" + name) == true
    }
}
