public import VarvBridge

/// A host function of the embedding program's own: declared as data like Varv's, answered by a closure.
///
/// ```swift
/// let loans = EmbeddedFunction(
///     HostFunction(
///         "library.loans", sv: "Antal boklån i en klass.", en: "Returns a class's number of loans.",
///         parameters: [Parameter("group", .text, sv: "klass", en: "class")], result: .integer,
///         right: "pupils", example: #"library.loans("7B")"#)
/// ) { arguments in .int(Int64(library.loans(in: arguments[0].text ?? ""))) }
/// ```
/// The arguments have been checked against the declaration; what the closure throws becomes an error at the
/// routine's line.
public struct EmbeddedFunction: Sendable {
    /// What routines, help and the rights check know of it.
    public let declaration: HostFunction
    /// Answers a call with its arguments, in declared order.
    public let call: @Sendable ([Value]) throws -> Value

    /// Pairs a declaration with the closure that answers it.
    public init(_ declaration: HostFunction, call: @escaping @Sendable ([Value]) throws -> Value) {
        self.declaration = declaration
        self.call = call
    }
}
