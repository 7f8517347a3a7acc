/// A file among a school's routines that does not load, and what is wrong with it.
public struct UnloadableRoutine: Error, Hashable, Sendable {
    /// Its place in `routines/`.
    public var file: String
    /// Its id, for one whose only fault is that another file has it too.
    public var id: String?
    /// Why it does not load, with its line.
    public var error: VarvError

    /// Whether a name someone gave is this file's.
    func mentions(_ name: String) -> Bool {
        file == name || file == name + ".lua" || file.hasSuffix("/\(name).lua") || id == name
            || id?.hasSuffix("/" + name) == true
    }
}
