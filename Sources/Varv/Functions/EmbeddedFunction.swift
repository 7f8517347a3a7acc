public import VarvBridge

/// A host function of the embedding program's own: declared as data like Varv's, answered by a closure.
///
/// ```swift
/// let loans = EmbeddedFunction(
///     HostFunction("library.loans", sv: "Antal boklån i en klass.", en: "Returns a class's number of
/// loans.",
///         parameters: [Parameter("group", .text, sv: "klass", en: "class")], result: .integer, right:
/// "pupils",
///         example: #"library.loans("7B")"#)
/// ) { arguments in .int(Int64(library.loans(in: arguments[0].text ?? ""))) }
/// ```
/// The arguments have been checked against the declaration; what the closure throws becomes an error at the
/// routine's line.
public struct EmbeddedFunction: Sendable {
    public let declaration: HostFunction
    public let call: @Sendable ([Value]) throws -> Value

    public init(_ declaration: HostFunction, call: @escaping @Sendable ([Value]) throws -> Value) {
        self.declaration = declaration
        self.call = call
    }
}
