/// A paper before anyone has decided how it looks: blocks whose leaves are still typed.
///
/// A routine makes it, a renderer writes it. People are references until then, so the same document
/// can be written with names, with pseudonyms or with neither (names are bound late, numbers early).
package struct Document: Hashable, Sendable {
    package var title: String
    package var language: Language
    package var meta: Meta
    package var blocks: [Block]

    package init(title: String, language: Language = .swedish, meta: Meta = Meta(), blocks: [Block] = []) {
        self.title = title
        self.language = language
        self.meta = meta
        self.blocks = blocks
    }

    /// The language of the words a renderer adds; the raw value is the HTML `lang` attribute.
    package enum Language: String, Hashable, Sendable, CaseIterable {
        case swedish = "sv"
        case english = "en"
    }

    /// What the reader must know about where the paper comes from.
    package struct Meta: Hashable, Sendable {
        /// The day the figures describe.
        package var asOf: DateLeaf?
        /// Who the paper was made for, worded for the reader ("EHT", "Ledning").
        package var audience: String?
        /// The school, as a line over the title.
        package var organisation: String?
        /// The routine that drew it, with its version.
        package var madeBy: String?
        /// Lines under the paper: sources, run, options, rule sets.
        package var provenance: [String]

        package init(
            asOf: DateLeaf? = nil, audience: String? = nil, organisation: String? = nil,
            madeBy: String? = nil, provenance: [String] = []
        ) {
            self.asOf = asOf
            self.audience = audience
            self.organisation = organisation
            self.madeBy = madeBy
            self.provenance = provenance
        }
    }

    /// Returns the form fields of the document in reading order, those inside lists and quotes too.
    package var fields: [FormField] { Self.fields(in: blocks) }

    private static func fields(in blocks: [Block]) -> [FormField] {
        blocks.flatMap { block -> [FormField] in
            switch block {
            case .field(let field): [field]
            case .quote(let inner): fields(in: inner)
            case .list(_, let items): items.flatMap { fields(in: $0) }
            default: []
            }
        }
    }
}
