import VarvBridge

extension RunServices {
    /// `(name)` → `{chunk name, source}`: a module Varv comes with, or a file beside the routine that it was
    /// loaded with.
    func module(_ arguments: [Value]) throws -> Value {
        guard arguments.count == 1, let name = arguments[0].text else {
            throw BridgeError.outOfRange(sv: "en moduls namn", en: "a module's name")
        }
        let found = try ModuleShelf(folder: modules, pinned: routine?.modules ?? [:]).module(name)
        return .list([.text(found.chunk), .text(found.source)])
    }
}
