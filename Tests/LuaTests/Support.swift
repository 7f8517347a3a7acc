import Testing

@testable import Lua

/// A state with the library open, and what it printed.
final class Bench {
    let state: LuaState
    private let output: Output

    final class Output { var text = "" }

    init(_ change: (inout LuaState.Options) -> Void = { _ in }) throws {
        let output = Output()
        self.output = output
        var options = LuaState.Options()
        options.language = .english
        options.seed = 7
        options.now = 1_767_225_600  // 2026-01-01 00:00 UTC
        options.print = { output.text += $0.escaped }
        change(&options)
        state = try LuaState(options)
        try state.openLibrary()
    }

    var printed: String { output.text }

    /// Runs a routine and returns what it printed.
    @discardableResult
    func run(_ source: String, name: String = "test.lua") throws -> String {
        output.text = ""
        try state.load(source, name: name).call()
        return output.text
    }

    /// Returns the error a routine ends with.
    func error(_ source: String, name: String = "test.lua", sourceLocation: SourceLocation = #_sourceLocation)
        -> LuaError?
    {
        do {
            try run(source, name: name)
            Issue.record("no error was raised", sourceLocation: sourceLocation)
        } catch let error as LuaError {
            return error
        } catch {
            Issue.record(error, sourceLocation: sourceLocation)
        }
        return nil
    }

    /// Returns the whole message of the error a routine ends with: `file:line: text`.
    func message(_ source: String, sourceLocation: SourceLocation = #_sourceLocation) -> String? {
        error(source, sourceLocation: sourceLocation)?.description
    }
}

/// The value of an expression, shown as `print` shows it.
func shown(_ expression: String) throws -> String {
    let text = try Bench().run("print(\(expression))")
    return String(text.dropLast())
}
