package import VarvDocuments
import VarvModel

/// What a paper can be written as.
public enum PaperFormat: String, CaseIterable, Hashable, Sendable {
    /// A page that prints well and carries its own style.
    case html
    /// Markdown, for other tools.
    case markdown = "md"
    /// Plain text, as a terminal shows it.
    case text = "txt"
    /// The paper's tables, for spreadsheets.
    case csv
    /// The paper as a tree, for programs.
    case json
}

/// A paper a routine drew: shown, printed, or written to a file.
///
/// ```swift
/// for paper in try await school.draw(.named("ekskolan/eht-underlag"), scope: .yearGroup(7), for: .eht) {
///     try Data(paper.data(as: .html)).write(to: folder.appending(path: paper.suggestedName + ".html"))
/// }
/// ```
/// Whether names are written was decided by what the run was granted, for the whole paper.
public struct Paper: Sendable {
    /// The paper's title, safe to show on a terminal.
    public let title: String
    /// A file's name without its ending: letters, digits and hyphens.
    public let suggestedName: String
    /// What the routine printed while it drew, numbers of pupils masked: beside the paper, never in it.
    public let printed: String
    package let document: Document
    package let names: Names

    package init(document: Document, names: Names, printed: String = "") {
        self.printed = maskingIdentities(printed)
        title = Neutral.terminal(document.title)
        suggestedName = Neutral.fileName(maskingIdentities(document.title))
        self.document = document
        self.names = names
    }

    /// The paper's bytes: UTF-8, in a CSV with a byte order mark so that spreadsheets read it right.
    public func data(as format: PaperFormat) -> [UInt8] {
        switch format {
        case .html: HTMLRenderer(names: names).render(document)
        case .markdown: Array(MarkdownRenderer(names: names).render(document).utf8)
        case .text: Array(TerminalRenderer(names: names).render(document).utf8)
        case .csv: CSVRenderer(names: names).render(document)
        case .json: JSONRenderer(names: names).render(document)
        }
    }
}
