/// What kind of file this is, told by its content and never by its name.
package enum FileFormat: Hashable, Sendable {
    /// Text in rows and cells: CSV, TSV and their like.
    case delimited
    /// Anything else, with the sentence that says how to save it as CSV.
    case other(FormatError.Code)
}
