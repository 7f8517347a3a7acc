/// The worker's first frame, sent after lock-down and before any script's first byte.
package struct Hello: Hashable, Sendable {
    package var fingerprint: UInt64
    /// Which layers of the lock-down hold, a bit each, as the system library numbers them.
    package var layers: UInt64
    /// `Lua 5.4.4` and the like.
    package var luaVersion: String

    package init(fingerprint: UInt64, layers: UInt64, luaVersion: String) {
        self.fingerprint = fingerprint
        self.layers = layers
        self.luaVersion = luaVersion
    }

    package func encode(into writer: inout ByteWriter) {
        writer.unsigned(fingerprint)
        writer.unsigned(layers)
        writer.text(luaVersion)
    }

    package init(from reader: inout ByteReader) throws(BridgeError) {
        self.init(
            fingerprint: try reader.unsigned(), layers: try reader.unsigned(), luaVersion: try reader.text())
        try reader.end()
    }
}

/// An error with the place it belongs to: the routine's file and line, or the input's row and column.
package struct Failure: Error, Hashable, Sendable {
    package enum Kind: UInt8, Sendable, CaseIterable {
        /// The source is not Lua.
        case syntax = 0
        /// The routine did something wrong while it ran.
        case runtime = 1
        /// The routine asked for what it was not granted.
        case right = 2
        /// Someone pressed Ctrl-C.
        case interrupted = 3
        /// The input is not what the reader can read.
        case input = 4
        /// The source ends in the middle: more lines may complete it.
        case incomplete = 5
        /// The routine's declaration is not right.
        case declaration = 6
    }

    package var kind: Kind
    /// A stable code, `VARV-E201`, or empty when the words are the routine's own.
    package var code: String
    /// What is wrong and what to do, in the run's language, without the place.
    package var message: String
    /// The routine's file, or empty.
    package var file: String
    /// The line in the routine, or in the input for kind `input`; 0 when it is not known.
    package var line: Int
    /// The routine's own frames, innermost first, a line each.
    package var traceback: String

    package init(
        kind: Kind, code: String = "", message: String, file: String = "", line: Int = 0,
        traceback: String = ""
    ) {
        self.kind = kind
        self.code = code
        self.message = message
        self.file = file
        self.line = line
        self.traceback = traceback
    }

    /// The code of an input that lacks a column which can be answered for instead (`or_ask`).
    package static func answerCode(_ column: String) -> String { answerPrefix + column }

    /// The column that an answer is wanted for; nil for any other failure.
    package var wantedAnswer: String? {
        kind == .input && code.hasPrefix(Self.answerPrefix)
            ? String(code.dropFirst(Self.answerPrefix.count)) : nil
    }

    private static let answerPrefix = "answer:"

    package func encode(into writer: inout ByteWriter) {
        writer.byte(kind.rawValue)
        writer.text(code)
        writer.text(message)
        writer.text(file)
        writer.count(line)
        writer.text(traceback)
    }

    package init(from reader: inout ByteReader) throws(BridgeError) {
        let raw = try reader.byte()
        guard let kind = Kind(rawValue: raw) else { throw .unknownTag(raw) }
        self.init(
            kind: kind, code: try reader.text(), message: try reader.text(), file: try reader.text(),
            line: try reader.integer(), traceback: try reader.text())
        try reader.end()
    }
}

/// The host's answer to a question: a value, or why there is none.
package struct Answer: Hashable, Sendable {
    package var result: Result<Value, Failure>

    package init(_ result: Result<Value, Failure>) { self.result = result }

    package func encode(into writer: inout ByteWriter) {
        switch result {
        case .success(let value):
            writer.byte(1)
            writer.value(value)
        case .failure(let failure):
            writer.byte(0)
            failure.encode(into: &writer)
        }
    }

    package init(from reader: inout ByteReader) throws(BridgeError) {
        if try reader.flag() {
            let value = try reader.value()
            try reader.end()
            result = .success(value)
        } else {
            result = .failure(try Failure(from: &reader))
        }
    }
}

/// A worker's question: which function, with what.
package struct Question: Hashable, Sendable {
    /// The functions every worker has besides those it was granted.
    package enum Core: Int, Sendable, CaseIterable {
        /// `(set, position)` → the next rows: a list whose first element is the next position or `none`.
        case rows = 0
        /// `(set)` → how many.
        case count = 1
        /// `(name)` → the source of a module a routine requires, as `{name, text}`.
        case module = 2
        /// `(thing)` → the same thing with its fields as they are now.
        case thing = 3
    }

    /// A ``Core`` function's number, or 16 plus the index of a granted function.
    package var function: Int
    package var arguments: [Value]

    package static let firstGranted = 16

    package init(function: Int, arguments: [Value]) {
        self.function = function
        self.arguments = arguments
    }

    package func encode(into writer: inout ByteWriter) {
        writer.count(function)
        writer.list(arguments)
    }

    package init(from reader: inout ByteReader) throws(BridgeError) {
        self.init(function: try reader.integer(atMost: 0xFFFF), arguments: try reader.list())
        try reader.end()
    }
}
