/// Why Lua code could not be loaded, or did not come to its end.
package struct LuaError: Error, Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// The text is not Lua.
        case syntax
        /// Lua, the routine or a host function raised.
        case runtime
        /// An allocation was refused (tests only: the worker ends instead).
        case memory
        /// Someone pressed Ctrl-C.
        case interrupted
        /// The host asked for something that cannot be done; nothing was run.
        case misuse
    }

    /// One routine frame of a traceback.
    package struct Frame: Hashable, Sendable {
        package var place: LuaPlace
        /// The function's name where Lua knows it.
        package var function: String?
    }

    package var kind: Kind
    /// What happened, without the place. At most 4 KiB; control characters are escaped.
    package var message: String
    /// The innermost line of the routine, never a line of ours.
    package var place: LuaPlace?
    /// Routine frames, innermost first.
    package var traceback: [Frame] = []
    /// True when the text ends too early: a REPL asks for another line.
    package var isIncomplete = false
}

/// A line in a chunk.
package struct LuaPlace: Hashable, Sendable, CustomStringConvertible {
    /// The chunk's name, as given to ``LuaState/load(_:name:)``.
    package var file: String
    package var line: Int

    package init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    package var description: String { "\(file):\(line)" }
}

extension LuaError: CustomStringConvertible {
    package var description: String { place.map { "\($0): \(message)" } ?? message }
}
