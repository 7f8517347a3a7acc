public import VarvModel

/// That there is nothing to give, and why: what a routine expects may happen, and gets as `nil, why`.
///
/// A closure of an ``EmbeddedFunction`` throws it; the routine gets the words in its own language, and goes on. What
/// is no answer but a fault, such as a database that is away, is thrown as any other error and ends the routine at its
/// line.
///
/// ```swift
/// guard let loans = library.loans(in: group) else {
///     throw Absence(sv: "biblioteket har ingen sådan klass", en: "the library has no such class")
/// }
/// ```
/// ```lua
/// local loans, why = library.loans("1Z")  --> nil, "biblioteket har ingen sådan klass"
/// ```
/// The declared result is `.optional`, so that whoever reads the help knows that it may be `nil`.
public struct Absence: Error, Hashable, Sendable {
    /// Why there is nothing, as the routine shows it to people.
    public var words: Phrase

    /// Says why in both languages.
    public init(sv: String, en: String) { words = Phrase(sv: sv, en: en) }
}
