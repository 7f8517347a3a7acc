/// One piece of a document, stacked from top to bottom.
package indirect enum Block: Hashable, Sendable {
    /// `level` is 1…6; the document's title is above all of them.
    case heading(level: Int, [Inline])
    case paragraph([Inline])
    case list(ordered: Bool, items: [[Block]])
    case quote([Block])
    /// Text set as it is, a line a line.
    case code(String)
    case rule
    case table(Table)
    case bars(BarChart)
    /// Ruled lines to write on by hand, with what they are for above them.
    case lines(count: Int, label: [Inline])
    case field(FormField)
    case pageBreak
}

/// One piece of running text.
package indirect enum Inline: Hashable, Sendable {
    case text(String)
    case strong([Inline])
    case emphasis([Inline])
    case code(String)
    case lineBreak
    /// A value that keeps its type until the renderer writes it.
    case leaf(Leaf)
}
