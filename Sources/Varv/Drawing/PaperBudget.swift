import VarvDocuments

/// How much the papers of one draw have taken of what they may hold together.
///
/// The worker's limits do not bound a paper: a description of a few bytes asks the host for a table of a whole set, and a
/// kilobyte of Markdown can be a thousand pieces. So each part is counted, a table's cells before they are made.
final class PaperBudget {
    /// Blocks, list items, cells and pieces of running text; a long text is as many as its bytes fill. Three times what a
    /// thousand pages with a table on each hold, and some 200 MB in the host.
    static let limit = 500_000
    private static let bytesAPart = 64

    private var spent = 0

    /// Throws a ``Refusal`` when the paper would have more than it may.
    func spend(_ parts: Int, bytes: Int = 0) throws {
        spent += parts + bytes / Self.bytesAPart
        guard spent <= Self.limit else {
            throw Refusal(
                sv:
                    "papperet blir för stort: fler än \(Self.limit) celler, stycken och punkter; visa färre rader (:first), eller gör flera papper",
                en:
                    "the paper becomes too large: more than \(Self.limit) cells, paragraphs and items; show fewer rows (:first), or make several papers"
            )
        }
    }
}

extension Block {
    /// How many parts the block is made of, itself with them; of those that Markdown makes.
    var parts: Int {
        switch self {
        case .heading(_, let text), .paragraph(let text): 1 + text.parts
        case .list(_, let items): items.reduce(1) { $0 + $1.reduce(1) { $0 + $1.parts } }
        case .quote(let blocks): blocks.reduce(1) { $0 + $1.parts }
        case .code(let text): 1 + text.utf8.count / 64
        case .rule, .pageBreak, .table, .bars, .lines, .field: 1
        }
    }
}

extension [Inline] {
    var parts: Int {
        reduce(0) { sum, inline in
            switch inline {
            case .strong(let inner), .emphasis(let inner): sum + 1 + inner.parts
            case .text, .code, .lineBreak, .leaf: sum + 1
            }
        }
    }
}
